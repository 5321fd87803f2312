//! One page with one of each construct, looked at in several widths; and as plain text.

use std::sync::Arc;

use lyceum::lesson::highlight::Highlighter;
use lyceum::lesson::{Document, Layout, LayoutOptions, Line, Place, plain};

const PAGE: &str = include_str!("page.md");

/// Each line between bars, with what colour and emphasis would say below it.
fn shown(width: u16) -> String {
    let mut layout = Layout::new(Arc::new(Document::parse(PAGE)), LayoutOptions::new(width));
    layout.prepare(Place::default(), 1000);
    let highlighter = Highlighter::new();
    for block in layout.wants_highlight(Place::default(), 1000) {
        let code = layout.document().code(block);
        let colours = code.and_then(|c| highlighter.highlight(c.language.as_deref()?, &c.text));
        layout.highlight(block, Arc::new(colours.unwrap_or_default()));
    }
    let mut page = String::new();
    for (_, line) in layout.visible(Place::default(), 1000) {
        let cells = usize::from(width);
        page.push_str(&format!(
            "{:<cells$}|{}
",
            line.text(),
            looks(line)
        ));
    }
    page
}

/// The roles of a line's runs, without those of plain text.
fn looks(line: &Line) -> String {
    let mut looks = String::new();
    for run in line.runs.iter().filter(|run| !run.text.trim().is_empty()) {
        let style = run.style;
        let mut look = format!("{:?}", style.role);
        for (set, mark) in [
            (style.strong, '*'),
            (style.emphasis, '/'),
            (style.struck, '~'),
            (style.underlined, '_'),
        ] {
            if set {
                look.push(mark);
            }
        }
        if run.link.is_some() {
            look.push('@');
        }
        if look != "Text" && !looks.ends_with(&look) {
            looks.push(' ');
            looks.push_str(&look);
        }
    }
    looks
}

#[test]
fn the_page_at_40_columns() {
    insta::assert_snapshot!(shown(40));
}

#[test]
fn the_page_at_80_columns() {
    insta::assert_snapshot!(shown(80));
}

#[test]
fn the_page_at_120_columns() {
    insta::assert_snapshot!(shown(120));
}

#[test]
fn the_page_as_plain_text() {
    insta::assert_snapshot!(plain::text(&Document::parse(PAGE), 72));
}
