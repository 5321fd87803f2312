//! Arbitrary Markdown: pieces of every construct, in any order and nesting.

use std::sync::Arc;

use lyceum::lesson::{Document, Layout, LayoutOptions, Line, Place};
use proptest::prelude::*;

use crate::WIDTHS;
use crate::checks::{self, all_lines};

/// Lines that start, continue or end something.
fn line() -> impl Strategy<Value = String> {
    let starts = prop::sample::select(vec![
        "", "", "", "> ", "- ", "  - ", "    ", "\t", "1. ", "99) ", "# ", "### ", "* ", "> > ",
        "> - ", "- > ", "| ", ": ", "[^1]: ", "- [ ] ", "- [x] ", "   ",
    ]);
    let texts = prop::sample::select(vec![
        "",
        "word",
        "two words",
        "a longer line of words that has to be wrapped somewhere",
        "**strong",
        "*em* `code`",
        "```",
        ":::",
        ":::: tip",
        ":smile: words",
        "::: solution Title",
        "<Tip>",
        "</Tip>",
        "```rust,ignore",
        "~~~",
        "---",
        "===",
        "|--|:-:|",
        "a | b | c |",
        "[link](#x)",
        "![alt](i.png)",
        "![](i.png){alt='*a* plot' width=50%}",
        "[to](#x){target=_blank} on",
        "[to](#x){a, b}",
        "`code` {: .class #id}",
        "{: .class}",
        "a [span `b`]{.class #id} c",
        "]{.class} d",
        "{#id}",
        "https://a.example/b_c",
        "a@b.example",
        "[^1]",
        "<kbd>K</kbd>",
        "<details>",
        "<summary>S</summary>",
        "</details>",
        "<!-- hidden -->",
        "<div>",
        "</div>",
        "<b>bold",
        "<table><tr><td>cell",
        "<tr><td>a<td>b",
        "</td></tr>",
        "</table>",
        "<ul><li>one",
        "<ol start=9>",
        "<li>two",
        "</li>",
        "</ol>",
        "</ul> after",
        "<blockquote>said <q>so</q>",
        "</blockquote>",
        "<dl><dt>term<dd>meaning",
        "</dd>",
        "</dl>",
        "<p>p</p>",
        "a <li>b</li> c",
        "<pre>  x",
        "</pre>",
        "$x^2$",
        "```math",
        "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}",
        "漢字漢字漢字漢字",
        "👩‍👩‍👧 e\u{301}",
        "&amp; &rarr; &#27;",
        "x\u{202e}y",
        "[!NOTE]",
        "\\",
        "a  ",
        "~~s~~",
        "[x]: /u",
        "averyveryveryveryveryveryverylongwordthatfitsnowhere",
        "H<sub>2</sub>O",
        "<br>",
        "Vec<T>",
        "\u{7}",
        "مرحبا",
    ]);
    (starts, texts).prop_map(|(start, text)| format!("{start}{text}"))
}

fn markdown() -> impl Strategy<Value = String> {
    let ends = prop::sample::select(vec!["\n", "\n", "\n\n", "\r\n"]);
    prop::collection::vec((line(), ends), 0..14)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
}

/// Characters that change what stands beside them, or aren't one cell wide: joiners, marks, halves, controls, tabs.
const TANGLING: &str = "aw1 \t|-/\\漢。ｶ\u{ff9e}👩\u{1f3fd}\u{200d}❤⌚\u{fe0e}\u{fe0f}\u{20e3}🇩🇪🏴\u{e0067}\u{e007f}e\u{301}\
    \u{1100}\u{1161}\u{11a8}가لا\u{64b}क\u{94d}षก\u{e33}\u{17d8}\u{fdfd}\u{2e3b}\u{a0}\u{3000}\u{1b}\u{85}\u{ad}\u{200b}\
    \u{202e}\u{2028}\u{200f}";

/// Lines of all constructs with such characters behind them, in looks that begin and end anywhere.
fn tangled() -> impl Strategy<Value = String> {
    let characters = prop::sample::select(TANGLING.chars().collect::<Vec<_>>());
    let looks = prop::sample::select(vec![
        "*", "**", "`", "$", "^2", "~~", "|\n|", "<b>", "</b>", "<sub>", "</sub>", "<td>", "<br>",
        "&#9;", "&#10;", "&#x202e;", "[a](#x)", "\\frac12",
    ]);
    let piece =
        prop_oneof![3 => characters.prop_map(String::from), 1 => looks.prop_map(String::from)];
    let pieces = prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat());
    let ends = prop::sample::select(vec!["\n", "\n", "\n\n", "\r", "\n|-|-|\n"]);
    prop::collection::vec((line(), pieces, ends), 0..8).prop_map(|lines| {
        lines
            .into_iter()
            .map(|(line, pieces, end)| line + &pieces + end)
            .collect()
    })
}

fn layout(markdown: &str, width: u16) -> Layout {
    Layout::new(
        Arc::new(Document::parse(markdown)),
        LayoutOptions::new(width),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_lost_and_no_line_is_too_wide(markdown in markdown()) {
        checks::keeps_its_text(&markdown, &WIDTHS);
    }

    #[test]
    fn any_width_and_form_holds(markdown in markdown(), width in 0u16..24, offset in 0usize..40) {
        for options in checks::forms(width) {
            checks::is_drawn_safely(&markdown, options, offset);
        }
        checks::is_plain(&markdown, width);
    }

    #[test]
    fn tangled_text_is_drawn_safely_too(markdown in tangled(), width in 0u16..24, offset in 0usize..40) {
        for options in checks::forms(width) {
            checks::is_drawn_safely(&markdown, options, offset);
        }
        checks::is_plain(&markdown, width);
    }

    #[test]
    fn any_text_at_all_is_taken(text in any::<String>(), width in 1u16..60) {
        checks::is_drawn_safely(&text, LayoutOptions::new(width), 0);
        checks::is_plain(&text, width);
        checks::is_a_formula(&text);
    }

    #[test]
    fn scrolling_visits_every_line_once_and_stops_at_the_end(markdown in markdown(), rows in 1usize..12) {
        let all: Vec<Place> = all_lines(&mut layout(&markdown, 30)).into_iter().map(|(p, _)| p).collect();
        let mut layout = layout(&markdown, 30);
        let last = layout.last_top(rows);
        let mut top = Place::default();
        let mut seen = vec![top];
        while !layout.at_end(top, rows) {
            let next = layout.scroll(top, 1, rows);
            prop_assert!(next > top);
            top = next;
            seen.push(top);
        }
        prop_assert_eq!(top, last);
        prop_assert_eq!(layout.scroll(top, isize::MAX, rows), last);
        if all.is_empty() {
            return Ok(());
        }
        prop_assert_eq!(&seen[..], &all[..seen.len().min(all.len())]);
        prop_assert!(all.len() <= rows || all.len() - (seen.len() - 1) == rows);
        for _ in 1..seen.len() {
            top = layout.scroll(top, -1, rows);
        }
        prop_assert_eq!(top, Place::default());
    }

    #[test]
    fn a_viewport_is_the_same_however_it_was_reached(markdown in markdown(), rows in 1usize..10, by in 0isize..30) {
        let all = all_lines(&mut layout(&markdown, 30));
        let mut layout = layout(&markdown, 30);
        let top = layout.scroll(Place::default(), by, rows);
        layout.prepare(top, rows);
        let shown: Vec<(Place, Line)> = layout.visible(top, rows).map(|(p, l)| (p, l.clone())).collect();
        let start = all.iter().position(|(place, _)| *place == top).unwrap_or(0);
        let expected = &all[start.min(all.len())..(start + rows).min(all.len())];
        prop_assert_eq!(&shown[..], expected);
    }

    #[test]
    fn a_position_finds_the_same_text_at_another_width(markdown in markdown(), by in 0isize..40) {
        let mut narrow = layout(&markdown, 24);
        let top = narrow.scroll(Place::default(), by, 1);
        let position = narrow.position(top);
        let mut wide = layout(&markdown, 60);
        let there = wide.restore(&position);
        prop_assert_eq!(there.block, top.block);
        let kept = wide.position(there);
        prop_assert_eq!(wide.restore(&kept), there);
        let back = narrow.restore(&position);
        prop_assert_eq!(back.block, top.block);
    }

    #[test]
    fn what_is_read_is_found(markdown in markdown(), query in "[a-w]{1,3}|[A-Z][a-z]") {
        checks::is_found(&markdown, &query);
    }
}
