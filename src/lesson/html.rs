//! Markdown as HTML for another program's cards: code and formulas are kept, HTML of the text's own isn't, for whatever
//! shows the cards may run it.

use pulldown_cmark::{Event, Parser, Tag, TagEnd, html};

use super::quiz::markdown_options;

/// The HTML of a Markdown text. Formulas stand between `\(` and `\)`, or `\[` and `\]`, as MathJax reads them; an image
/// is its description.
///
/// ```
/// use lyceum::lesson::html::of_markdown;
/// assert_eq!(of_markdown("*a* `b` <script>"), "<p><em>a</em> <code>b</code> &lt;script&gt;</p>\n");
/// assert_eq!(of_markdown("$x^2$"), "<p>\\(x^2\\)</p>\n");
/// ```
pub fn of_markdown(markdown: &str) -> String {
    let mut written = String::new();
    let mut links = Vec::new();
    let events = Parser::new_ext(markdown, markdown_options());
    html::push_html(
        &mut written,
        events.filter_map(|event| safe(event, &mut links)),
    );
    written
}

/// An event without what another program would run or can't find. `links` says of each link around whether it stays.
fn safe<'e>(event: Event<'e>, links: &mut Vec<bool>) -> Option<Event<'e>> {
    Some(match event {
        Event::Html(text) | Event::InlineHtml(text) if is_comment(&text) => return None,
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::InlineMath(formula) => Event::Text(format!("\\({formula}\\)").into()),
        Event::DisplayMath(formula) => Event::Text(format!("\\[{formula}\\]").into()),
        Event::Start(Tag::Image { .. }) => Event::Start(Tag::Emphasis),
        Event::End(TagEnd::Image) => Event::End(TagEnd::Emphasis),
        Event::Start(Tag::Link { ref dest_url, .. }) => {
            links.push(leads_outside(dest_url));
            return links.last().is_some_and(|stays| *stays).then_some(event);
        }
        Event::End(TagEnd::Link) => return links.pop().unwrap_or_default().then_some(event),
        other => other,
    })
}

fn is_comment(html: &str) -> bool {
    html.trim_start().starts_with("<!--")
}

fn leads_outside(address: &str) -> bool {
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| address.starts_with(scheme))
}
