//! What holds of any input: the property tests ask it of arbitrary Markdown, the fuzz targets of arbitrary bytes.

use std::sync::Arc;

use lyceum::domain::{sanitize, sanitize_line};
use lyceum::lesson::{
    CodeWrap, Document, Layout, LayoutOptions, Line, Place, TableForm, math, plain,
};

use crate::reference::{Reference, first_lost, missing};
use crate::shown::Shown;

/// Says what is wrong with `markdown` at `width`, if anything is.
pub(crate) fn complaint(markdown: &str, reference: &Reference, width: u16) -> Option<String> {
    let shown = Shown::of(markdown, width);
    if let Some(line) = shown.too_wide {
        return Some(format!("wider than {width}: {line:?}"));
    }
    let notice = "can't be read as Markdown";
    if shown.all.contains(notice) && !markdown.contains(notice) {
        return Some("the parser panicked".to_owned());
    }
    if let Some(lost) = first_lost(&reference.flowing, &shown.flowing) {
        return Some(format!("lost at {width}: {lost}"));
    }
    let missing = missing(&reference.anywhere, &shown.all);
    missing.map(|missing| format!("lost in tables or notes at {width}: {missing:?}"))
}

/// All lines of a layout, with their places.
pub(crate) fn all_lines(layout: &mut Layout) -> Vec<(Place, Line)> {
    layout.prepare(Place::default(), usize::MAX / 2);
    let lines = layout.visible(Place::default(), usize::MAX);
    lines.map(|(place, line)| (place, line.clone())).collect()
}

/// No text is lost, and no line is wider than its pane.
///
/// # Panics
/// It isn't so.
pub(crate) fn keeps_its_text(markdown: &str, widths: &[u16]) {
    let reference = Reference::of_markdown(markdown);
    for width in widths {
        let complaint = complaint(markdown, &reference, *width);
        assert_eq!(complaint, None, "{markdown:?}");
    }
}

/// Whatever the width and the form of tables and code: each line fits where it is drawn, and nothing in it can
/// move the cursor or hide.
///
/// # Panics
/// It isn't so.
pub(crate) fn is_drawn_safely(markdown: &str, options: LayoutOptions, offset: usize) {
    let width = usize::from(options.width.max(lyceum::lesson::MIN_WIDTH));
    let mut layout = Layout::new(Arc::new(Document::parse(markdown)), options);
    let folded = all_lines(&mut layout);
    (0..layout.document().block_count()).for_each(|block| layout.reveal(block));
    for (_, line) in folded.into_iter().chain(all_lines(&mut layout)) {
        let drawn = line.window(offset, width);
        assert!(drawn.width() <= width, "{:?} in {width}", drawn.text());
        for run in &drawn.runs {
            let shown = without_last_joiner(&run.text);
            assert_eq!(sanitize_line(shown), shown, "in {markdown:?}");
        }
    }
}

/// Every form that tables and code can have, on a page of this width.
pub(crate) fn forms(width: u16) -> impl Iterator<Item = LayoutOptions> {
    let forms = [
        (TableForm::Fit, CodeWrap::Wrap, Some(3)),
        (TableForm::Scroll, CodeWrap::Scroll, Some(3)),
        (TableForm::Cards, CodeWrap::Wrap, None),
        (TableForm::Linear, CodeWrap::Scroll, None),
    ];
    forms
        .into_iter()
        .map(move |(tables, code, fold_code)| LayoutOptions {
            tables,
            code,
            fold_code,
            ..LayoutOptions::new(width)
        })
}

/// Plain text of a lesson can be sent to a terminal as it is.
///
/// # Panics
/// It isn't so.
pub(crate) fn is_plain(markdown: &str, width: u16) {
    let text = plain::text(&Document::parse(markdown), width);
    let lines: Vec<&str> = text.split('\n').map(without_last_joiner).collect();
    let text = lines.join("\n");
    assert_eq!(sanitize(&text), text, "{markdown:?}");
}

/// A joiner stands between two letters, and a line may break behind it: there it is safe, though it joins nothing.
fn without_last_joiner(text: &str) -> &str {
    text.strip_suffix(['\u{200c}', '\u{200d}']).unwrap_or(text)
}

/// What can be read can be found, and matches stand in the source, in order.
///
/// # Panics
/// It isn't so.
pub(crate) fn is_found(markdown: &str, query: &str) {
    let document = Document::parse(markdown);
    let matches = document.find(query);
    for found in &matches {
        let text = document.source().get(found.source.clone());
        assert!(
            text.is_some_and(|text| !text.is_empty()),
            "{found:?} in {markdown:?}"
        );
    }
    assert!(matches.is_sorted_by_key(|found| found.block), "{matches:?}");
    let capital = query.chars().any(char::is_uppercase);
    let is_said = document
        .reading_text()
        .lines()
        .any(|line| line.contains(query));
    if is_said && capital && query.is_ascii() {
        assert!(!matches.is_empty(), "{query:?} in {markdown:?}");
    }
}

/// A formula is shown in Unicode, or it is not; it stays a formula's length.
///
/// # Panics
/// It isn't so.
pub(crate) fn is_a_formula(tex: &str) {
    for shown in [math::unicode(tex), math::in_sentence(tex)]
        .into_iter()
        .flatten()
    {
        assert!(
            shown.len() <= 16 * tex.len() + 64,
            "{} bytes of {tex:?}",
            shown.len()
        );
    }
    is_drawn_safely(
        &format!("a ${tex}$ b\n\n$${tex}$$\n\n```math\n{tex}\n```\n"),
        LayoutOptions::new(20),
        0,
    );
}
