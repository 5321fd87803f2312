//! Markdown in, lines out: each construct as a reader sees it.

use std::sync::Arc;

use lyceum::lesson::highlight::Highlighter;
use lyceum::lesson::{Document, Layout, LayoutOptions, Line, Place, Role, Target};

fn laid_out(markdown: &str, width: u16) -> Vec<Line> {
    let document = Arc::new(Document::parse(markdown));
    let mut layout = Layout::new(document, LayoutOptions::new(width));
    layout.prepare(Place::default(), usize::MAX / 2);
    let lines = layout.visible(Place::default(), usize::MAX);
    lines.map(|(_, line)| line.clone()).collect()
}

fn lines(markdown: &str, width: u16) -> Vec<String> {
    let lines = laid_out(markdown, width);
    lines
        .iter()
        .map(|line| line.text().trim_end().to_owned())
        .collect()
}

fn roles(markdown: &str) -> Vec<(String, Role)> {
    let lines = laid_out(markdown, 80);
    let runs = lines.iter().flat_map(|line| &line.runs);
    runs.map(|run| (run.text.clone(), run.style.role)).collect()
}

#[test]
fn paragraphs_flow_and_hard_breaks_stay() {
    assert_eq!(
        lines("one\ntwo  \nthree\\\nfour\n\nfive", 40),
        ["one two", "three", "four", "", "five"]
    );
}

#[test]
fn headings_get_air_above_and_show_no_marks() {
    assert_eq!(
        lines("# One\n\ntext\n\n## Two\n### Three\ntext", 40),
        ["One", "", "text", "", "", "Two", "", "Three", "", "text"]
    );
    assert_eq!(roles("## Two")[0].1, Role::Heading2);
}

#[test]
fn setext_headings_and_braces_that_are_text() {
    assert_eq!(lines("One\n===\n\n# Two {#two}", 40), ["One", "", "Two"]);
    assert_eq!(lines("# Sets {a, b}", 40), ["Sets {a, b}"]);
}

#[test]
fn list_items_hang_behind_their_bullets_on_every_line() {
    assert_eq!(
        lines("- one two three\n  - four five six\n    1. seven eight", 14),
        [
            "• one two",
            "  three",
            "  ◦ four five",
            "    six",
            "    1. seven",
            "       eight"
        ]
    );
}

#[test]
fn ordered_lists_start_anywhere_and_align_their_numbers() {
    assert_eq!(lines("9. a\n10. b\n11. c", 20), [" 9. a", "10. b", "11. c"]);
    assert_eq!(lines("0) a", 20), ["0) a"]);
}

#[test]
fn loose_lists_get_blank_lines_and_tight_ones_do_not() {
    assert_eq!(lines("- a\n\n- b", 20), ["• a", "", "• b"]);
    assert_eq!(lines("- a\n- b\n\ntext", 20), ["• a", "• b", "", "text"]);
    assert_eq!(
        lines("- a\n- b\n\n1. c\n2. d", 20),
        ["• a", "• b", "", "1. c", "2. d"]
    );
}

#[test]
fn empty_items_still_show_their_bullet() {
    assert_eq!(lines("- a\n-\n- c", 20), ["• a", "•", "• c"]);
    assert_eq!(lines("- <ul>\n- b", 20), ["•", "• b"]);
}

#[test]
fn tasks_are_boxes_instead_of_bullets() {
    assert_eq!(
        lines("- [ ] open\n- [x] done", 20),
        ["[ ] open", "[x] done"]
    );
    assert!(roles("- [x] done").contains(&("[x] ".into(), Role::TaskDone)));
}

#[test]
fn the_bar_of_a_quote_survives_wrapping_nesting_and_gaps() {
    assert_eq!(
        lines("> one two three\n>\n> - four five\n>   > six seven", 14),
        [
            "▎ one two",
            "▎ three",
            "▎",
            "▎ • four five",
            "▎   ▎ six",
            "▎   ▎ seven"
        ]
    );
}

#[test]
fn a_code_block_in_a_quote_in_a_list_keeps_all_indents() {
    assert_eq!(
        lines("1. > ```\n   > a\n   > b\n   > ```", 20),
        ["1. ▎  a", "   ▎  b"]
    );
}

#[test]
fn alerts_say_their_kind_in_words() {
    assert_eq!(
        lines("> [!NOTE]\n> text\n\n> [!CAUTION]\n> care", 20),
        ["▎ ◆ Note", "▎ text", "", "▎ ■ Caution", "▎ care"]
    );
    assert!(roles("> [!TIP]\n> x").contains(&("▎ ".into(), Role::Tip)));
}

#[test]
fn code_keeps_its_spaces_and_expands_its_tabs() {
    assert_eq!(
        lines("```rust,ignore\nfn a() {\n\tb();\n}\n```", 20),
        [" rust", " fn a() {", "     b();", " }"]
    );
    let line = &laid_out("    x", 20)[0];
    assert_eq!(line.fill, Some(Role::CodeText));
}

#[test]
fn code_lines_wider_than_the_page_go_on_behind_a_mark() {
    assert_eq!(lines("    abcdefghijkl", 10), [" abcdefgh", "↪ijkl"]);
}

#[test]
fn a_long_line_of_code_breaks_between_words_and_keeps_its_indent() {
    assert_eq!(
        lines("```\n  let name = the value\n```\n", 16),
        ["   let name =", "↪  the value"]
    );
    assert_eq!(
        lines("```\n\tif one\tthen two\n```\n", 14),
        ["     if one", "↪    then two"]
    );
    assert_eq!(
        lines("```\n    abcdefghijklmnopq rs\n```\n", 14),
        ["     abcdefgh", "↪    ijklmnop", "↪    q rs"]
    );
}

#[test]
fn crlf_is_a_line_end_like_any_other() {
    assert_eq!(
        lines("a\r\nb\r\n\r\n```\r\nc\r\nd\r\n```\r\n", 20),
        ["a b", "", " c", " d"]
    );
}

#[test]
fn tables_align_and_fit_by_wrapping_cells() {
    assert_eq!(
        lines(
            "| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |\n| long | long | long |",
            30
        ),
        [
            "a    │  b   │    c",
            "─────┼──────┼─────",
            "1    │  2   │    3",
            "long │ long │ long"
        ]
    );
    assert_eq!(
        lines(
            "| name | what it is |\n|--|--|\n| a | one two three four |\n| b | x |",
            20
        ),
        [
            "name │ what it is",
            "━━━━━┿━━━━━━━━━━━━━━",
            "a    │ one two three",
            "     │ four",
            "─────┼──────────────",
            "b    │ x"
        ]
    );
}

#[test]
fn a_table_with_too_many_columns_becomes_cards() {
    let table = "| one | two | three |\n|--|--|--|\n| a long cell | a long cell | a long cell |\n| x | y | z |";
    assert_eq!(
        lines(table, 20),
        [
            "one    a long cell",
            "two    a long cell",
            "three  a long cell",
            "────────────────────",
            "one    x",
            "two    y",
            "three  z"
        ]
    );
}

#[test]
fn rules_fill_the_width() {
    assert_eq!(lines("a\n\n---\n\nb", 10), ["a", "", "──────────", "", "b"]);
}

#[test]
fn links_know_their_target_and_images_are_their_alternative_text() {
    let document = Document::parse("[a](#b), [c][d], ![tree](t.png)\n\n[d]: https://d.example");
    let targets: Vec<_> = document
        .links()
        .iter()
        .map(|link| link.target.address())
        .collect();
    assert_eq!(targets, ["#b", "https://d.example"]);
    assert_eq!(document.link_text(1), "c");
    assert_eq!(lines("![tree](t.png)", 20), ["▣ tree"]);
    let line = &laid_out("to [a](#b)", 20)[0];
    assert_eq!((line.link_at(2), line.link_at(3)), (None, Some(0)));
}

#[test]
fn bare_addresses_are_links() {
    let document = Document::parse("see https://a.example/x_y_z. or www.b.example, or c@d.example");
    let targets: Vec<_> = document
        .links()
        .iter()
        .map(|link| link.target.address())
        .collect();
    assert_eq!(
        targets,
        [
            "https://a.example/x_y_z",
            "https://www.b.example",
            "mailto:c@d.example"
        ]
    );
}

#[test]
fn an_address_in_angle_brackets_is_mail() {
    let document = Document::parse("write to <c@d.example>");
    let targets = document.links().iter().map(|link| link.target.address());
    assert_eq!(targets.collect::<Vec<_>>(), ["mailto:c@d.example"]);
}

#[test]
fn footnotes_are_numbered_by_reference_and_stand_at_the_end() {
    assert_eq!(
        lines("a[^x] b[^y]\n\n[^y]: why\n[^x]: because\n\nend", 30),
        [
            "a[1] b[2]",
            "",
            "end",
            "",
            "────────────────",
            "",
            "[1] because\u{a0}↩",
            "[2] why\u{a0}↩"
        ]
    );
    let document = Document::parse("a[^x]\n\n[^x]: because");
    assert_eq!(document.block_of_footnote(1), Some(2));
}

#[test]
fn a_footnote_leads_back_whatever_it_ends_in() {
    for (end, is_shown) in [
        ("```\n    let x = 1;\n    ```", "let x = 1;"),
        ("| a |\n    |---|\n    | cell |", "cell"),
        ("- item", "item\u{a0}↩"),
    ] {
        let text = format!("a[^x]\n\n[^x]: because\n\n    {end}\n");
        let shown = lines(&text, 30);
        assert!(
            shown.iter().any(|line| line.contains(is_shown)),
            "{shown:#?}"
        );
        assert!(
            shown.last().is_some_and(|line| line.ends_with('↩')),
            "{shown:#?}"
        );
        let document = Document::parse(text);
        let back = document.links().last().unwrap();
        assert_eq!(back.target, Target::Back(0));
    }
}

#[test]
fn definitions_are_lists_and_emoji_codes_are_not() {
    assert_eq!(lines("Term\n: What it is", 30), ["Term", "   What it is"]);
    assert_eq!(lines("Hello\n:smile: there", 30), ["Hello :smile: there"]);
    assert_eq!(
        lines(
            "Term\n: What it is\n\nHello *you\n:smile:* there\n\n::: note\n`a\n:b`\n:::",
            30
        ),
        [
            "Term",
            "   What it is",
            "",
            "Hello you :smile: there",
            "",
            "▎ ◆ Note",
            "▎ a :b",
        ]
    );
}

#[test]
fn front_matter_and_comments_are_hidden() {
    assert_eq!(lines("---\ntitle: a\n---\ntext <!-- b -->", 30), ["text"]);
    assert_eq!(lines("a\n\n<!-- c\n\nd -->\n\nb", 30), ["a", "", "b"]);
}

#[test]
fn inline_html_means_what_it_means() {
    assert_eq!(
        lines(
            "<kbd>Ctrl</kbd> H<sub>2</sub>O x<sup>2</sup><br>b <span class='x'>c</span>",
            30
        ),
        ["Ctrl H₂O x²", "b c"]
    );
    assert!(roles("<kbd>Ctrl</kbd>").contains(&("Ctrl".into(), Role::Key)));
    assert_eq!(lines("a Vec<T> of things", 30), ["a Vec<T> of things"]);
}

#[test]
fn what_a_browser_plays_or_frames_is_a_link() {
    let text = "<audio controls>\n<source src=\"https://a.example/x/one.wav\">\n</audio>\n\n<Youtube id=\"abc\"/>\n\n\
        <iframe src='https://b.example' title='Try it'></iframe>\n\n<video src=''></video>b";
    assert_eq!(
        lines(text, 60),
        [
            "▶ one.wav",
            "",
            "▶ https://www.youtube.com/watch?v=abc",
            "",
            "▶ Try it",
            "",
            "b"
        ]
    );
    let document = Document::parse(text);
    let addresses: Vec<_> = document
        .links()
        .iter()
        .map(|l| l.target.address())
        .collect();
    assert_eq!(
        addresses,
        [
            "https://a.example/x/one.wav",
            "https://www.youtube.com/watch?v=abc",
            "https://b.example"
        ]
    );
    let data = "A".repeat(100 << 10);
    for (tag, shown) in [
        (
            "<audio><source src=\"data:audio/wav;base64,DATA\">",
            "▶ source",
        ),
        (
            "<audio src='data:audio/wav;base64,DATA' title='Tone'>",
            "▶ Tone",
        ),
        (
            "so <audio src='data:audio/wav;base64,DATA'></audio>",
            "so ▶ audio",
        ),
        (
            "<img src='data:image/png;base64,DATA' alt='A tree'>",
            "▣ A tree",
        ),
    ] {
        let text = tag.replace("DATA", &data);
        assert_eq!(lines(&text, 60), [shown], "{tag}");
    }
    for long in [
        format!("<video src='a/{data}'></video>"),
        format!("<Tip title='{data}'>\n\ntext\n\n</Tip>"),
    ] {
        assert!(lines(&long, 60).len() < 10, "{}", &long[..20]);
    }
    let named = Document::parse(format!("![](a/{data})"));
    assert!(named.block_count() > 10);
}

#[test]
fn a_heading_or_a_paragraph_in_a_summary_is_the_summary() {
    for summary in [
        "<summary><h3>Step 1</h3></summary>",
        "<summary><p>Step 1</p></summary>",
        "<summary>\n<h2>Step <i>1</i></h2>\n</summary>",
        "<summary>\n\n## Step *1*\n\n</summary>",
        "<summary>\n\n**Step 1**\n\n</summary>",
        "<summary><b>Step 1</b></summary>",
    ] {
        let text = format!("<details>\n{summary}\n\nhidden\n\n</details>\n\nafter");
        assert_eq!(lines(&text, 40), ["▸ Step 1", "", "after"], "{summary}");
    }
}

#[test]
fn a_heading_in_a_summary_is_one_of_the_lesson() {
    let text = "<details><summary><h3>Step 1</h3></summary>\n\nhidden\n\n</details>";
    let document = Document::parse(text);
    let headings = document.headings().iter();
    let headings: Vec<_> = headings.map(|h| (&*h.title, &*h.slug, h.block)).collect();
    assert_eq!(headings, [("Step 1", "step-1", 0)]);
}

#[test]
fn details_without_a_summary_hide_nothing() {
    for summary in ["", "<summary></summary>", "<summary>\n\n</summary>"] {
        let text = format!("<details>\n{summary}\n\nshown\n\n</details>\n\nafter");
        assert_eq!(lines(&text, 40), ["  shown", "", "after"], "{summary}");
    }
}

#[test]
fn details_fold_and_open() {
    let document = Arc::new(Document::parse(
        "before\n\n<details>\n<summary>More</summary>\n\nhidden\n\n</details>\n\nafter",
    ));
    let mut layout = Layout::new(document, LayoutOptions::new(20));
    let shown = |layout: &mut Layout| -> Vec<String> {
        layout.prepare(Place::default(), 50);
        layout
            .visible(Place::default(), 50)
            .map(|(_, line)| line.text())
            .collect()
    };
    assert_eq!(shown(&mut layout), ["before", "", "▸ More", "", "after"]);
    assert!(layout.toggle(1));
    assert_eq!(
        shown(&mut layout),
        ["before", "", "▾ More", "", "  hidden", "", "after"]
    );
    assert!(layout.toggle(1));
    layout.reveal(2);
    assert_eq!(shown(&mut layout).len(), 7);
}

#[test]
fn controls_are_visible_marks() {
    assert_eq!(lines("a &#27;[31m &#x202e;b", 40), ["a ␛[31m ⟨U+202E⟩b"]);
    assert_eq!(lines("```\na\u{1b}]52;c\u{7}\n```", 40), [" a␛]52;c␇"]);
}

#[test]
fn deep_nesting_is_bounded_and_said() {
    let markdown = format!("{}deep", "> ".repeat(20_000));
    let text = lines(&markdown, 80).join("\n");
    assert!(text.contains("deep") && text.contains("Nested deeper"));
    assert!(
        lines(&markdown, 20)
            .iter()
            .any(|line| line.contains("deep"))
    );
}

#[test]
fn colours_arrive_later_and_move_nothing() {
    let document = Arc::new(Document::parse(
        "text\n\n```rust\nfn main() {\n\tlet a = \"x\";\n}\n```",
    ));
    let mut layout = Layout::new(document, LayoutOptions::new(30));
    layout.prepare(Place::default(), 20);
    assert_eq!(layout.wants_highlight(Place::default(), 20), [1]);
    let plain: Vec<Line> = layout
        .visible(Place::default(), 20)
        .map(|(_, l)| l.clone())
        .collect();
    let colours = {
        let code = layout.document().code(1).unwrap();
        Highlighter::new()
            .highlight(code.language.as_deref().unwrap(), &code.text)
            .unwrap()
    };
    layout.highlight(1, Arc::new(colours));
    assert!(layout.wants_highlight(Place::default(), 20).is_empty());
    let coloured: Vec<Line> = layout
        .visible(Place::default(), 20)
        .map(|(_, l)| l.clone())
        .collect();
    let texts = |lines: &[Line]| lines.iter().map(Line::text).collect::<Vec<_>>();
    assert_eq!(texts(&plain), texts(&coloured));
    assert!(
        coloured
            .iter()
            .flat_map(|l| &l.runs)
            .any(|run| run.text == "\"x\"" && run.style.role == Role::CodeString)
    );
}

#[test]
fn copying_a_code_block_gives_exactly_its_source() {
    let document = Document::parse("> - ```py\n>   a\n>\n>   \tb\n>   ```");
    let code = (0..document.block_count())
        .find_map(|block| document.code(block))
        .unwrap();
    assert_eq!(
        (code.language.as_deref(), &*code.text),
        (Some("python"), "a\n\n\tb\n")
    );
}

#[test]
fn a_rule_behind_an_empty_task_is_no_reason_to_panic() {
    assert_eq!(lines("- [ ] \\\n    ---\n", 20), ["[ ] \\"]);
}

#[test]
fn anchors_are_taken_off_headings() {
    let document = Document::parse("# One {#first .wide}\n\n# {x}\n\n# One");
    let slugs: Vec<_> = document
        .headings()
        .iter()
        .map(|h| (&*h.title, &*h.slug))
        .collect();
    assert_eq!(slugs, [("One", "first"), ("{x}", "x"), ("One", "one")]);
    assert_eq!(document.block_of_anchor("first"), Some(0));
}

#[test]
fn attributes_are_left_out_and_other_braces_are_text() {
    for (markdown, shown) in [
        ("[to](#x){target=_blank} and on", vec!["to and on"]),
        ("[to](#x){.a #b key='c *d'} e*", vec!["to e"]),
        (
            "a ![](t.png){alt='A \"*.txt* file\nin a_tree'}.",
            vec!["a ▣ A \"*.txt* file in a_tree."],
        ),
        ("![](a/t.png){width=50%}", vec!["▣ t.png"]),
        ("> text\n{: .callout}\n\nafter", vec!["▎ text", "", "after"]),
        (
            "```\na\n```\n{: .language-bash}\n\nafter",
            vec![" a", "", "after"],
        ),
        ("{: .wide}\ntext", vec!["text"]),
        ("## Two {: #two}", vec!["Two"]),
        (
            "[a](#x){a, b} {.c}\n\n{.d}",
            vec!["a{a, b} {.c}", "", "{.d}"],
        ),
        ("[a](#x){key='b `} c`", vec!["a{key='b } c"]),
        ("[a *b* [c]]{#d .e}, f]{.g}", vec!["a b [c], f]{.g}"]),
        ("`[a`]{.b} [c{.d}", vec!["[a]{.b} [c{.d}"]),
        ("sum a[i]_{i=1}^n", vec!["sum a[i]_{i=1}^n"]),
        ("[note]*{.x} [a]~{.x}", vec!["[note]*{.x} [a]~{.x}"]),
        ("\\[a]{.x} &#91;a]{.x}", vec!["[a]{.x} [a]{.x}"]),
        ("[a\\]{.x} [a&#93;{.x}", vec!["[a]{.x} [a]{.x}"]),
        ("[\\[a\\]]{.x} \\\\[b]{.x}", vec!["[a] \\b"]),
        (
            "![](a.png){alt=\"see [x](y)\"} end",
            vec!["▣ see [x](y) end"],
        ),
        (
            "[a](b){k='![c'} [d](e){.f} g](h){.i} *j*",
            vec!["a d g{.i} j"],
        ),
    ] {
        assert_eq!(lines(markdown, 60), shown, "{markdown}");
    }
    let document = Document::parse("![Caption](t.png){alt=\"A tree\"}\n\n# One {#first key=1}");
    assert_eq!(document.images()[0].alt, "A tree");
    assert_eq!(document.block_of_anchor("first"), Some(1));
    let glossary = Document::parse("a\n\n[path]{#path}\n:   A place");
    assert_eq!(glossary.block_of_anchor("path"), Some(1));
}

#[test]
fn links_in_attributes_and_brackets_of_two_cells_are_none() {
    let phantom = Document::parse("![](a.png){alt=\"see [x](y)\"} end");
    assert_eq!(phantom.links(), []);
    for (markdown, shown) in [
        ("| a | b |\n|--|--|\n| c[ | d]{.y} |", "c[   d]{.y}"),
        ("| a | b |\n|--|--|\n| [c]{.x} | d |", "c   d"),
    ] {
        let shown_lines = lines(markdown, 60);
        let words = shown_lines.last().map(|line| line.replace('│', " "));
        assert_eq!(words.as_deref().map(str::trim), Some(shown));
    }
}

#[test]
fn long_code_folds_to_its_first_lines_and_opens() {
    let code: String = (1..=100).map(|n| format!("line {n}\n")).collect();
    let document = Arc::new(Document::parse(format!("```text fold\n{code}```\n\nafter")));
    let options = LayoutOptions {
        fold_code: Some(3),
        ..LayoutOptions::new(30)
    };
    let mut layout = Layout::new(document, options);
    layout.prepare(Place::default(), 50);
    let shown = |layout: &Layout| -> Vec<String> {
        layout
            .visible(Place::default(), 200)
            .map(|(_, line)| line.text())
            .collect()
    };
    assert_eq!(
        shown(&layout),
        [
            " text",
            " line 1",
            " line 2",
            " line 3",
            " ⋯ 97 more lines",
            "",
            "after"
        ]
    );
    assert!(layout.toggle(0));
    layout.prepare(Place::default(), 200);
    let open = shown(&layout);
    assert_eq!(open.len(), 104);
    assert_eq!(open[100..], [" line 100", " ⋯ fewer lines", "", "after"]);
}

#[test]
fn images_know_their_file_and_their_words() {
    let document = Document::parse("![a *small* tree](img/tree.png)\n\n<img src='b.png' alt='b'>");
    let images: Vec<_> = document
        .images()
        .iter()
        .map(|i| (i.target.address(), &*i.alt))
        .collect();
    assert_eq!(
        images,
        [
            ("img/tree.png".into(), "a small tree"),
            ("b.png".into(), "b")
        ]
    );
}

#[test]
fn a_scroll_bar_goes_from_start_to_end() {
    let text: String = (0..200)
        .map(|n| format!("paragraph {n} of some words\n\n"))
        .collect();
    let mut layout = Layout::new(Arc::new(Document::parse(&text)), LayoutOptions::new(40));
    assert!(layout.share(Place::default(), 20) == 0.0);
    let last = layout.last_top(20);
    assert!(layout.share(last, 20) == 1.0);
    let middle = Place {
        block: 100,
        line: 0,
    };
    assert!((0.45..0.6).contains(&layout.share(middle, 20)));
}

#[test]
fn math_is_unicode_or_its_source() {
    assert_eq!(
        lines("so $a^2 \\leq \\frac{1}{2}$ holds", 40),
        ["so a² ≤ ½ holds"]
    );
    assert_eq!(
        lines("a\n\n$$\\sum_{i=0}^n i$$\n\nb", 40),
        ["a", "", "∑ᵢ₌₀ⁿ i", "", "b"]
    );
    assert_eq!(
        lines("$$\n\\begin{tikzcd}\na & b\n\\end{tikzcd}\n$$", 40),
        ["\\begin{tikzcd}", "a & b", "\\end{tikzcd}"]
    );
    assert_eq!(
        lines("it costs $5 or $10, not $7/$8", 40),
        ["it costs $5 or $10, not $7/$8"]
    );
    assert_eq!(lines("so $`x_1`$ is", 40), ["so x₁ is"]);
}

#[test]
fn a_fraction_is_built_where_it_stands_alone_and_fits() {
    let fraction = r"x = \frac{a}{2b}";
    assert_eq!(
        lines(&format!("$${fraction}$$"), 40),
        ["    a", "x = ──", "    2b"]
    );
    assert_eq!(
        lines("$$\\frac{a+b+c+d}{e+f} = x+y+z$$", 12),
        ["(a+b+c+d)/", "(e+f) =", "x+y+z"]
    );
    assert_eq!(lines(&format!("so ${fraction}$"), 40), ["so x = a/(2b)"]);
}

#[test]
fn formulas_of_rows_stand_where_they_fit() {
    let matrix = "A = \\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}";
    let rows = ["A = ⎡ 1  2 ⎤", "    ⎣ 3  4 ⎦"];
    assert_eq!(lines(&format!("$$\n{matrix}\n$$"), 40), rows);
    assert_eq!(lines(&format!("```math\n{matrix}\n```"), 40), rows);
    assert_eq!(lines(&format!("$${matrix}$$"), 11), ["A = [1 2; 3", "4]"]);
    assert_eq!(
        lines(&format!("so ${matrix}$ is"), 40),
        ["so A = [1 2; 3 4] is"]
    );
    assert_eq!(
        lines("```math\n{\\tikz a\nb\n```\n\n```tex\na^2\n```", 20),
        ["{\\tikz a", "b", "", " tex", " a^2"]
    );
}

#[test]
fn a_command_of_a_formula_that_is_unknown_stays_as_it_is_written() {
    assert_eq!(
        lines(
            "so $\\foo{\\alpha} \\le x^2$ and\n\n$$\\foo = \\frac12$$",
            40
        ),
        ["so \\foo{α} ≤ x² and", "", "\\foo = ½"]
    );
}

#[test]
fn a_heading_that_a_box_begins_with_is_its_title() {
    let boxed = "::: challenge\n\n## Which *one*?\n\ntext\n\n::: solution\n\n## Solution\n\nthis\n\n:::\n:::";
    assert_eq!(
        lines(boxed, 30),
        ["▎ ❖ Which one?", "▎ text", "▎", "▎ ▸ Solution"]
    );
    let document = Document::parse(boxed);
    assert_eq!(document.headings(), []);
    let anchors = ["which-one", "solution"].map(|anchor| document.block_of_anchor(anchor));
    assert_eq!(anchors, [Some(0), Some(2)]);
    assert_eq!(
        lines("::: tip\n\n<h2>A</h2>\n\n:::", 30),
        ["▎ ✦ Tip", "▎ A"]
    );
    assert_eq!(
        lines("::: tip Mine\n\n## Heading\n\n:::", 30),
        ["▎ ✦ Mine", "▎ Heading"]
    );
}

#[test]
fn a_heading_is_no_title_outside_of_its_box_or_deeper_in_it() {
    for (markdown, shown) in [
        ("::: tip\n:::\n\n## After", vec!["▎ ✦ Tip", "", "", "After"]),
        (
            "::: solution\n<!-- c -->\n:::\n\n## After",
            vec!["▸ Solution", "", "", "After"],
        ),
        ("> ::: tip\n\n## After", vec!["▎ ▎ ✦ Tip", "", "", "After"]),
        ("::: tip\n\n> ## H\n\n:::", vec!["▎ ✦ Tip", "▎ ▎ H"]),
        (
            "::: details\n\n- ## H\n\n:::\n\nafter",
            vec!["▸ Details", "", "after"],
        ),
    ] {
        assert_eq!(lines(markdown, 30), shown, "{markdown}");
    }
    let empty = lines("::: challenge\n\n##\n\ntext\n\n:::", 30);
    assert_eq!(empty.first().map(String::as_str), Some("▎ ❖ Challenge"));
}

#[test]
fn links_and_names_in_boxes_know_their_blocks() {
    let document = Document::parse(
        "[zero]{#zero} ![](a.png)\n::: tip\n[one](#a)[one]{#one} ![](b.png)\n:::\n[two](#a)[two]{#two} ![](c.png)",
    );
    let blocks = ["zero", "one", "two"].map(|name| document.block_of_anchor(name));
    assert_eq!(blocks, [Some(0), Some(2), Some(3)]);
    let links: Vec<_> = document.links().iter().map(|link| link.block).collect();
    assert_eq!(links, [2, 3]);
    let images: Vec<_> = document.images().iter().map(|image| image.block).collect();
    assert_eq!(images, [0, 2, 3]);
    let titled = Document::parse("::: tip\n\n## [a](#b)[c]{#c} ![](d.png)\n\n:::");
    assert_eq!(titled.block_of_anchor("c"), Some(0));
    assert_eq!(titled.links()[0].block, 0);
    assert_eq!(titled.images()[0].block, 0);
}

#[test]
fn boxes_of_course_systems_are_alerts_and_solutions_fold() {
    assert_eq!(
        lines("::: callout\n\ntext\n\n:::\n\nafter", 30),
        ["▎ ◆ Callout", "▎ text", "", "after"]
    );
    assert_eq!(
        lines(":::tip[Try it]\nso [so](#x)\n:::\nafter", 30),
        ["▎ ✦ Try it", "▎ so so", "", "after"]
    );
    assert_eq!(
        lines(
            ":::: challenge\n\n## Do\n\n::: solution\n\nx\n\n:::\n\n::::\n\nafter",
            30
        ),
        ["▎ ❖ Do", "▎ ▸ Solution", "", "after"]
    );
    assert_eq!(
        lines("<Tip>\n\ntext\n\n</Tip>\n\nafter", 30),
        ["▎ ✦ Tip", "▎ text", "", "after"]
    );
    assert_eq!(
        lines(
            "<Listing number=\"1-1\" caption=\"A loop\">\n\ntext\n\n</Listing>",
            30
        ),
        ["Listing 1-1 · A loop", "", "text"]
    );
}

#[test]
fn tables_in_html_are_tables() {
    let table = "<table>\n<thead><tr><th>Key</th><th>What it does</th></tr></thead>\n\
        <tr><td><kbd>q</kbd></td>\n<td>quits &amp; saves</td></tr>\n</table>\n\nafter";
    assert_eq!(
        lines(table, 40),
        [
            "Key │ What it does",
            "────┼──────────────",
            "q   │ quits & saves",
            "",
            "after"
        ]
    );
    assert_eq!(
        lines("<table><tr><th>a<th>b<tr><td>c", 40),
        ["a │ b", "──┼──", "c │"]
    );
}

#[test]
fn a_table_in_html_whose_first_row_is_data_has_no_header() {
    let table = "<table>\n<tr><td>a</td><td>b</td></tr>\n<tr><th>c</th><td>d</td></tr>\n</table>";
    assert_eq!(lines(table, 40), ["a │ b", "c │ d"]);
    let labels = "<table><tr><th>a</th><td>b</td></tr><tr><th>c</th><td>d</td></tr></table>";
    assert_eq!(lines(labels, 40), ["a │ b", "c │ d"]);
    let head = "<table><thead><tr><td>a</td></tr></thead><tr><td>b</td></tr></table>";
    assert_eq!(lines(head, 40), ["a", "─", "b"]);
}

#[test]
fn cells_that_head_a_row_are_strong() {
    let table = "<table><tr><th>a</th><td>b</td></tr><tr><th>c</th><td>d</td></tr></table>";
    let lines = laid_out(table, 40);
    let runs = lines.iter().flat_map(|line| &line.runs);
    let strong = runs.filter(|run| run.style.strong).map(|run| &*run.text);
    assert_eq!(strong.collect::<Vec<_>>(), ["a", "c"]);
}

#[test]
fn a_header_that_says_nothing_is_not_drawn() {
    assert_eq!(
        lines("| | |\n|---|---|\n| a | b |\n| c | d |", 40),
        ["a │ b", "c │ d"]
    );
}

#[test]
fn cells_stand_below_the_cells_that_they_belong_to() {
    let table = "<table>\n<tr><th>who</th><th colspan=\"2\">what</th><th>n</th></tr>\n\
        <tr><td rowspan=2>Ann</td><td>a</td><td>b</td><td>1</td></tr>\n\
        <tr><td colspan=2>c</td><td>2</td></tr>\n\
        <tr><td>Bo</td><td>d</td><td rowspan=9>e</td></tr>\n<tr><td>Cy</td></tr></table>";
    assert_eq!(
        lines(table, 40),
        [
            "who │ what │   │ n",
            "────┼──────┼───┼──",
            "Ann │ a    │ b │ 1",
            "    │ c    │   │ 2",
            "Bo  │ d    │ e │",
            "Cy  │      │   │"
        ]
    );
}

#[test]
fn spans_without_end_cost_no_more_than_what_is_written() {
    let cells = "<td rowspan=65534 colspan=1000>a".repeat(40);
    let text = format!("<table><tr>{cells}{}</table>", "<tr><td>b".repeat(2000));
    let document = Document::parse(text);
    assert_eq!(document.reading_text().matches('b').count(), 2000);
    assert!(document.reading_text().len() < 100_000);
}

#[test]
fn a_paragraph_that_shows_nothing_leaves_no_hole() {
    for nothing in [
        "<a id=\"x\"></a>",
        "<a id=\"x\"></a>\n<a id=\"y\"></a>",
        "<span id=\"x\"></span> <!-- kept -->",
        "<a id=\"x\"></a>  \n<wbr>",
    ] {
        let text = format!("one\n\n{nothing}\n\ntwo\n\n- \n- <a id=\"z\"></a>");
        assert_eq!(
            lines(&text, 20),
            ["one", "", "two", "", "•", "•"],
            "{nothing}"
        );
        let document = Document::parse(text);
        let block = document.block_of_anchor("x");
        assert!(nothing.starts_with("<span") || block == Some(1));
    }
}

#[test]
fn what_follows_a_formula_that_stands_alone_is_not_indented() {
    assert_eq!(
        lines("So $$x$$ where y is.\n\n<span> one</span>", 30),
        ["So", "", "x", "", "where y is.", "", "one"]
    );
}

#[test]
fn preformatted_text_begins_where_its_tag_ends() {
    for text in ["<pre>\none\n  two\n</pre>", "<pre>one\n  two</pre>"] {
        assert_eq!(lines(text, 20), [" one", "   two"], "{text}");
    }
}

#[test]
fn a_caption_stands_before_its_table() {
    assert_eq!(
        lines(
            "<table>\n<caption>Keys</caption>\n<tr><th>a</th></tr>\n<tr><td>b</td></tr>\n</table>",
            40
        ),
        ["Keys", "", "a", "─", "b"]
    );
}

#[test]
fn a_table_that_only_arranges_what_markdown_says_is_not_drawn() {
    assert_eq!(
        lines(
            "<table>\n<tr>\n<td>\n\none\n\n</td>\n<td>\n\ntwo\n\n</td>\n</tr>\n</table>",
            40
        ),
        ["one", "", "two"]
    );
}

#[test]
fn an_image_on_the_web_is_a_link_and_one_of_the_course_is_not() {
    use lyceum::lesson::Target;
    let text =
        "![far](https://a.example/x.png) ![near](x.png) [![in](https://a.example/y.png)](b.md)\n";
    let document = Document::parse(text);
    let targets: Vec<String> = document
        .links()
        .iter()
        .map(|l| l.target.address())
        .collect();
    assert_eq!(targets, ["https://a.example/x.png", "b.md"]);
    assert_eq!(document.link_text(0).trim_start_matches("▣ "), "far");
    assert!(matches!(document.images()[0].target, Target::Web(_)));
}

#[test]
fn lists_in_html_are_lists() {
    assert_eq!(
        lines(
            "<ul>\n<li>one that is long\n<ol start=\"9\"><li>nine</li>\n<li>ten <b>x</b></ol>\n<li></li>\n</ul>\nafter",
            14
        ),
        [
            "• one that is",
            "  long",
            "   9. nine",
            "  10. ten x",
            "•",
            "",
            "after"
        ]
    );
    assert_eq!(
        lines(
            "<ul>\n<li>\n\nSome **text**\n\n- a\n- b\n\n</li>\n<li>\n\nMore</li>\n</ul>\n\nafter",
            20
        ),
        [
            "• Some text",
            "",
            "  ◦ a",
            "  ◦ b",
            "",
            "• More",
            "",
            "after"
        ]
    );
    assert_eq!(lines("- a\n  <li>b</ul>\n- c", 20), ["• a", "  • b", "• c"]);
}

#[test]
fn items_in_a_cell_stand_on_lines_of_their_own() {
    assert_eq!(
        lines(
            "| a | b |\n|---|---|\n| <ul><li>x</li><li>y</li></ul>z | <ol><li>p<li>q</ol> |",
            40
        ),
        ["a   │ b", "────┼─────", "• x │ 1. p", "• y │ 2. q", "z   │",]
    );
}

#[test]
fn quotes_and_definitions_in_html_are_what_they_are() {
    assert_eq!(
        lines(
            "<blockquote>\n\n# Said\n\nby <q>the <q>one</q></q>\n\n</blockquote>\n\nafter",
            30
        ),
        ["▎ Said", "▎", "▎ by “the ‘one’”", "", "after"]
    );
    assert_eq!(
        lines(
            "<dl><dt>Term<dd>What it\nmeans<dt>Other<dd>is\n<dl><dt>In<dd>it</dl></dl>after",
            30
        ),
        [
            "Term",
            "   What it means",
            "",
            "Other",
            "   is",
            "   In",
            "      it",
            "",
            "after"
        ]
    );
}

#[test]
fn what_html_leaves_open_ends_with_what_is_around_it() {
    assert_eq!(
        lines(
            "<details open><summary>S</summary><ul><li>a</details>\n\nafter",
            30
        ),
        ["▾ S", "", "  • a", "", "after"]
    );
    assert_eq!(
        lines("::: tip\n\n<blockquote>a\n\n:::\n\nafter", 30),
        ["▎ ✦ Tip", "▎ ▎ a", "", "after"]
    );
    assert_eq!(
        lines("> <ul><li>a\n\nafter </ul>", 30),
        ["▎ • a", "", "after"]
    );
}

#[test]
fn preformatted_code_has_its_language() {
    for html in [
        "<pre><code class=\"a language-rust\">fn</code></pre>",
        "<pre lang=\"rust\"><code>fn</code></pre>",
    ] {
        let document = Document::parse(html);
        let language = document
            .code(0)
            .and_then(|code| Some(code.language?.into_owned()));
        assert_eq!(language.as_deref(), Some("rust"), "{html}");
        assert_eq!(lines(html, 20), [" rust", " fn"]);
    }
}

#[test]
fn what_is_seen_is_found() {
    let found = |markdown: &str, query: &str| {
        let document = Document::parse(markdown);
        let matches = document.find(query).into_iter();
        let sources = matches.map(|found| document.source()[found.source].to_owned());
        sources.collect::<Vec<_>>()
    };
    for (markdown, query, sources) in [
        ("> [!NOTE]\n> a note", "note", &["NOTE", "note"][..]),
        ("::: tip\n\na\n\n:::", "Tip", &["::: tip"]),
        ("Ein ü, dann x² und x2.", "x2", &["x²", "x2"]),
        ("H₂O is H2O", "H₂O", &["H₂O", "H2O"]),
        ("H<sub>2</sub>O", "h2o", &["H<sub>2</sub>O"]),
        ("10⁻³ m", "10-3 m", &["10⁻³ m"]),
        ("so $x^2 \\le 1$.", "x² ≤", &["$x^2 \\le 1$"]),
        ("&sup2; and 2", "2", &["&sup2;", "2"]),
    ] {
        assert_eq!(found(markdown, query), sources, "{markdown}");
    }
}

#[test]
fn numbers_keep_their_delimiter() {
    assert_eq!(lines("> 9) a\n> 10) b", 20), ["▎  9) a", "▎ 10) b"]);
    assert_eq!(lines("1. a\n\n1) b", 20), ["1. a", "", "1) b"]);
}
