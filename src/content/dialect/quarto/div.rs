//! Quarto's fenced divs: callouts, theorems and exercises are boxes; others only hold text together or lay it out; what
//! is for other outputs than a page is left out.

use crate::content::page::Page;
use crate::content::reading::Reading;

/// The page with boxes for divs.
pub(super) fn read(reading: &mut Reading<'_>, path: &str, page: Page) -> Page {
    let mut open: Vec<Div> = Vec::new();
    page.replaced(|line, lines| {
        let fence = Fence::of(&line.text).filter(|_| !line.is_code);
        let is_hidden = open.contains(&Div::Hidden);
        match fence {
            Some(Fence::Close) if !open.is_empty() => {
                if open.pop() == Some(Div::Boxed) && !is_hidden {
                    lines.push(line.instead(":::"));
                }
            }
            Some(Fence::Open(attributes)) => {
                let div = Div::of(&attributes);
                if div == Div::Hidden && !is_hidden {
                    reading.dropped(path, &line, "text for another output than a page");
                }
                if div == Div::Boxed && !is_hidden {
                    lines.push(line.instead(attributes.boxed()));
                }
                open.push(div);
            }
            _ if is_hidden => {}
            _ => lines.push(line),
        }
    })
}

/// The counterpart of a div.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Div {
    Boxed,
    /// Its text stays, without it.
    Open,
    Hidden,
}

impl Div {
    fn of(attributes: &Attributes<'_>) -> Div {
        let when = |key| attributes.value(key).map(|format| format.contains("html"));
        let is_hidden = match attributes.class().as_str() {
            "content-visible" => {
                when("when-format=") == Some(false) || when("unless-format=") == Some(true)
            }
            "content-hidden" => {
                when("when-format=") == Some(true) || when("unless-format=") == Some(false)
            }
            _ => false,
        };
        match is_hidden {
            true => Div::Hidden,
            false if attributes.word().is_some() => Div::Boxed,
            false => Div::Open,
        }
    }
}

enum Fence<'l> {
    Open(Attributes<'l>),
    Close,
}

impl<'l> Fence<'l> {
    fn of(line: &'l str) -> Option<Fence<'l>> {
        let rest = line.trim().strip_prefix(":::")?.trim_start_matches(':');
        let rest = rest.trim_end_matches(':').trim();
        Some(match rest {
            "" => Fence::Close,
            rest => Fence::Open(Attributes(rest.trim_matches(['{', '}']).trim())),
        })
    }
}

/// The attributes of a div, `#id .class key="value"`, or its class alone.
struct Attributes<'l>(&'l str);

/// The beginnings of ids that say what a div is.
const KINDS: [(&str, &str); 12] = [
    ("#exr-", "exercise"),
    ("#sol-", "solution"),
    ("#thm-", "theorem"),
    ("#lem-", "lemma"),
    ("#cor-", "corollary"),
    ("#prp-", "proposition"),
    ("#cnj-", "conjecture"),
    ("#def-", "definition"),
    ("#exm-", "example"),
    ("#nte-", "note"),
    ("#tip-", "tip"),
    ("#wrn-", "warning"),
];

/// Classes of boxes that other tools than Quarto know as well.
const BOXES: [&str; 16] = [
    "note",
    "tip",
    "hint",
    "info",
    "important",
    "warning",
    "caution",
    "danger",
    "exercise",
    "solution",
    "answer",
    "question",
    "example",
    "proof",
    "remark",
    "details",
];

impl Attributes<'_> {
    fn class(&self) -> String {
        let mut words = self.0.split_whitespace();
        let class = words.clone().find_map(|word| word.strip_prefix('.'));
        let class = class.or_else(|| words.next().filter(|word| !word.starts_with('#')));
        class.unwrap_or_default().to_lowercase()
    }

    /// The word of a box; none for a div that isn't one.
    fn word(&self) -> Option<String> {
        let class = self.class();
        if let Some(callout) = class.strip_prefix("callout-") {
            return Some(callout.to_owned());
        }
        if BOXES.contains(&class.as_str()) {
            return Some(class);
        }
        let id = |(start, word): &(&str, &str)| {
            let mut words = self.0.split_whitespace();
            words
                .any(|id| id.starts_with(start))
                .then(|| (*word).to_owned())
        };
        KINDS.iter().find_map(id)
    }

    /// The value behind `key=`, with its quotes or without.
    fn value(&self, key: &str) -> Option<&str> {
        let (_, rest) = self.0.split_once(key)?;
        match rest.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next(),
            None => rest.split_whitespace().next(),
        }
    }

    fn boxed(&self) -> String {
        let title = self.value("title=").or_else(|| self.value("name="));
        let folds = self.value("collapse=") == Some("true");
        let word = self.word().unwrap_or_default();
        let word = if folds { "details" } else { &word };
        let text = format!("::: {word} {}", title.unwrap_or_default());
        text.trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::options::Purpose;
    use crate::content::{Options, Source};

    #[test]
    fn divs_are_boxes_or_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let source = Source::folder(folder.path()).unwrap();
        let options = Options::named("x");
        let mut reading = Reading::new(&source, &options, Purpose::Study);
        let text = "::: {.callout-tip title=\"A `b`\"}\nTip\n:::\n\
            ::: {.callout-note collapse=\"true\"}\nNote\n:::\n\
            :::: {.columns}\n::: {.column width=\"50%\"}\nLeft\n:::\n::::\n\
            ::: {#fig-x}\nFigure\n:::\n\
            ::: {#exr-a}\n## Sum\n:::\n\
            ::: {#thm-b name=\"Line\"}\nTheorem\n:::\n\
            ::: {.content-visible when-format=\"pdf\"}\n::: {.callout-tip}\nPDF\n:::\n:::\n\
            ::: {.content-hidden unless-format=\"html\"}\nPage\n:::\n\
            ::: panel-tabset\n## R\n## Python\n:::\n\
            ```\n::: x\n```\n:::\n";
        let page = read(&mut reading, "a.qmd", Page::new(text, 0));
        insta::assert_snapshot!(page.finish().0);
        assert_eq!(reading.problems.len(), 1);
    }
}
