//! Tags of templates in pages (Liquid of Jekyll, shortcodes of Hugo): links are resolved, highlighted code becomes code,
//! comments go; others are left out and said.

use crate::content::page::{Line, Page};
use crate::content::reading::Reading;
use crate::content::source::Source;
use crate::domain::path_in_course;

/// The page without them.
pub(in crate::content) fn read(reading: &mut Reading<'_>, path: &str, page: Page) -> Page {
    let mut reader = Reader {
        reading,
        path,
        in_comment: false,
        in_code: false,
    };
    page.replaced(|line, lines| match line.is_code {
        true => lines.push(line),
        false => reader.line(&line, lines),
    })
}

struct Reader<'r, 's> {
    reading: &'r mut Reading<'s>,
    path: &'r str,
    in_comment: bool,
    /// Whether a tag has opened a block of code.
    in_code: bool,
}

/// The replacement of a tag.
enum Instead {
    Text(String),
    Fence(String),
    Dropped,
}

impl Reader<'_, '_> {
    fn line(&mut self, line: &Line, lines: &mut Vec<Line>) {
        if self.in_code {
            let ends = next(&line.text).is_some_and(|tag| is_end_of_code(tag.inside));
            self.in_code = !ends;
            let text = if ends { FENCE } else { &line.text };
            return lines.push(line.instead(text));
        }
        let was_in_comment = self.in_comment;
        let mut text = String::new();
        let mut rest = line.text.as_str();
        while let Some(tag) = next(rest) {
            if !self.in_comment {
                text.push_str(tag.before);
            }
            rest = tag.after;
            match self.instead(tag.inside) {
                Instead::Text(instead) => text.push_str(&instead),
                Instead::Fence(fence) => {
                    lines.push(line.instead(fence));
                    self.in_code = true;
                    return;
                }
                Instead::Dropped => {
                    let what = format!("the tag `{}` of the site's templates", tag.inside);
                    self.reading.dropped(self.path, line, &what);
                }
            }
        }
        if !self.in_comment {
            text.push_str(rest);
        }
        let is_hidden = (was_in_comment || self.in_comment) && text.is_empty();
        let is_gone = text.trim().is_empty() && !line.text.trim().is_empty();
        if !is_gone && !is_hidden {
            lines.push(line.instead(text));
        }
    }

    fn instead(&mut self, inside: &str) -> Instead {
        let nothing = || Instead::Text(String::new());
        let mut words = inside.split_whitespace();
        let name = words.next().unwrap_or_default();
        let argument = words.next().unwrap_or_default();
        match name {
            "comment" => self.in_comment = true,
            "endcomment" => self.in_comment = false,
            _ if self.in_comment => {}
            "raw" | "endraw" => {}
            "highlight" => return Instead::Fence(format!("{FENCE}{}", language(argument))),
            "ref" | "relref" => return Instead::Text(self.page_named(unquoted(argument))),
            "link" => return Instead::Text(format!("/{}", argument.trim_start_matches('/'))),
            "site.baseurl" | "site.url" | "page.baseurl" => {}
            _ if inside.contains("relative_url") || inside.contains("absolute_url") => {
                return Instead::Text(unquoted(name).to_owned());
            }
            _ => return Instead::Dropped,
        }
        nothing()
    }

    /// The path of a page as Hugo finds it: beside this one, or in the folder of the content, with or without its ending.
    fn page_named(&self, name: &str) -> String {
        let (page, heading) = name.split_once('#').unwrap_or((name, ""));
        let mark = if heading.is_empty() { "" } else { "#" };
        let inside = page.trim_start_matches('/');
        let beside = path_in_course(self.path, page).filter(|_| !page.starts_with('/'));
        let places = [beside, path_in_course("", &format!("content/{inside}"))];
        let found = places
            .into_iter()
            .flatten()
            .find_map(|path| with_ending(self.reading.source, &path));
        match found {
            Some(path) => format!("/{path}{mark}{heading}"),
            None => name.to_owned(),
        }
    }
}

const FENCE: &str = "```";

fn with_ending(source: &Source, path: &str) -> Option<String> {
    let endings = ["", ".md", "/_index.md", "/index.md"];
    let mut paths = endings.iter().map(|ending| format!("{path}{ending}"));
    paths.find(|path| super::is_page(path) && source.has(path))
}

/// The word behind a fence; options of the tag are no language.
fn language(argument: &str) -> &str {
    unquoted(argument).trim_end_matches(',')
}

fn unquoted(text: &str) -> &str {
    text.trim_matches(['"', '\'', '`'])
}

fn is_end_of_code(inside: &str) -> bool {
    matches!(inside, "endhighlight" | "/highlight" | "/ highlight")
}

/// A tag in a text.
struct Found<'t> {
    before: &'t str,
    inside: &'t str,
    after: &'t str,
}

/// The next tag; one that has no end on its line is text. Of `{{ … }}` only what makes addresses is a tag.
fn next(text: &str) -> Option<Found<'_>> {
    let marks = [("{%", "%}"), ("{{<", ">}}"), ("{{%", "%}}"), ("{{", "}}")];
    let mut from = 0;
    loop {
        let rest = text.get(from..)?;
        let found = marks
            .iter()
            .filter_map(|(open, close)| Some((rest.find(open)?, *open, *close)));
        let (at, open, close) =
            found.min_by_key(|(at, open, _)| (*at, std::cmp::Reverse(open.len())))?;
        let start = from + at;
        let behind = text.get(start + open.len()..)?;
        let inside = behind.split_once(close);
        let is_tag = |inside: &str| open != "{{" || is_address(inside);
        if let Some((inside, after)) = inside.filter(|(inside, _)| is_tag(inside)) {
            return Some(Found {
                before: text.get(..start)?,
                inside: inside.trim_matches(['-', ' ']),
                after,
            });
        }
        from = start + open.len();
    }
}

fn is_address(inside: &str) -> bool {
    ["site.baseurl", "site.url", "relative_url", "absolute_url"]
        .iter()
        .any(|word| inside.contains(word))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::content::Options;
    use crate::content::options::Purpose;

    #[test]
    fn links_and_code_stay_and_other_tags_go() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("content/ch1")).unwrap();
        fs::write(folder.path().join("content/ch1/a.md"), "A").unwrap();
        let source = Source::folder(folder.path()).unwrap();
        let options = Options::named("x");
        let mut reading = Reading::new(&source, &options, Purpose::Study);
        let text = "[a]({{< ref \"ch1/a.md\" >}}) [b]({{< relref \"/ch1/a#x\" >}}) [c]({{% ref none %}})\n\
            [d]({{ site.baseurl }}{% link _docs/a.md %}) [e]({{ \"/docs/a\" | relative_url }})\n\
            {{ it stays }} {% odd %}\n\
            {% highlight ruby linenos %}\nputs {{ a }}\n\nputs {% b %}\n{% endhighlight %}\n\
            {{< highlight go \"linenos=table\" >}}\nfunc\n{{< /highlight >}}\n\
            {% comment %}\n\nno\n{% endcomment %}\nEnd {{ open\n";
        let page = read(&mut reading, "content/_index.md", Page::new(text, 0));
        insta::assert_snapshot!(page.finish().0);
        assert_eq!(reading.problems.len(), 1, "{:?}", reading.problems);
    }
}
