//! What broke in other readers of Markdown: each kind of fault as a reader sees it.

use std::sync::Arc;

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
    let text = |line: &Line| line.text().trim_end().to_owned();
    lines.iter().map(text).collect()
}

/// The texts of links with their addresses.
fn links(markdown: &str) -> Vec<(String, String)> {
    let document = Document::parse(markdown);
    let links = document.links().iter().enumerate();
    let is_web = |target: &Target| matches!(target, Target::Web(_));
    links
        .filter(|(_, link)| is_web(&link.target))
        .map(|(number, link)| (document.link_text(number), link.target.address()))
        .collect()
}

fn is_link_to_itself(markdown: &str, address: &str) {
    let expected = [(address.to_owned(), address.to_owned())];
    assert_eq!(links(markdown), expected, "{markdown}");
}

#[test]
fn an_address_keeps_signs_that_are_marks_elsewhere() {
    for address in [
        "https://a.example/pkg/__init__.py",
        "https://a.example/_build_/*latest*/~ann~/",
        "https://a.example/?from=$5&to=$9",
        "https://a.example/a**b**c",
    ] {
        is_link_to_itself(&format!("see {address} for"), address);
        is_link_to_itself(&format!("- **{address}**"), address);
        is_link_to_itself(&format!("> _{address}_."), address);
        is_link_to_itself(&format!("[^a]\n\n[^a]: {address} x"), address);
        is_link_to_itself(&format!("| a |\n|--|\n| {address} |"), address);
        is_link_to_itself(&format!("<{address}>"), address);
        let document = Document::parse(format!(
            "[a]({address}) ![b]({address}) [c]\n\n[c]: {address}"
        ));
        let targets: Vec<_> = document.links().iter().map(|link| &link.target).collect();
        assert_eq!(targets, [&Target::Web(address.to_owned()); 3], "{address}");
        assert_eq!(lines(&format!("`{address}`"), 80), [address]);
    }
    for other in [
        "ftp://a.example/_a_/b",
        "ssh://a.example/~b~/*c*",
        "file:///_a_/b",
    ] {
        assert_eq!(
            lines(&format!("see {other} there"), 80),
            [format!("see {other} there")]
        );
    }
    let two = links("https://a.example/_/b and https://a.example/_/c *d*");
    assert_eq!(two.len(), 2);
    assert_eq!(
        lines("https://a.example/_/b and _c_ https://a.example/_", 80),
        ["https://a.example/_/b and c https://a.example/_"]
    );
}

#[test]
fn an_address_goes_on_behind_an_entity_and_a_backslash() {
    let address = "https://a.example/?x=1&y=a_b";
    let expected = [(address.to_owned(), address.to_owned())];
    assert_eq!(
        links("see https://a.example/?x=1&amp;y=a\\_b, and"),
        expected
    );
}

#[test]
fn an_address_ends_where_a_sentence_without_spaces_goes_on() {
    for (text, address) in [
        ("句点: https://a.example/b。次の文", "https://a.example/b"),
        ("（https://a.example/b）の外", "https://a.example/b"),
        ("参照https://a.example/_b_/ です", "https://a.example/_b_/"),
        ("“https://a.example/b”后面", "https://a.example/b"),
        ("『https://a.example/b』と", "https://a.example/b"),
        ("【https://a.example/東京】です", "https://a.example/東京"),
        ("ดูhttps://a.example/b ครับ", "https://a.example/b"),
        ("„https://a.example/b“ und", "https://a.example/b"),
        ("اقرأ https://a.example/b، ثم", "https://a.example/b"),
    ] {
        is_link_to_itself(text, address);
    }
}

#[test]
fn a_task_keeps_its_box_whatever_it_begins() {
    assert_eq!(
        lines(
            "- [x] | a | b |\n  |---|---|\n  | 1 | 2 |\n\n- [ ] Paint\n  -----\n- [X] c",
            40
        ),
        [
            "[x] a │ b",
            "    ──┼──",
            "    1 │ 2",
            "",
            "[ ] Paint",
            "",
            "[x] c"
        ]
    );
    let quoted = lines("> 1. [ ] a | b\n>    --|--\n>    1 | 2", 40);
    assert_eq!(quoted[0], "▎ 1. [ ] a │ b");
    assert_eq!(lines("- | [x] | b |\n  |---|---|", 40)[0], "• [x] │ b");
}

#[test]
fn ordered_tasks_have_number_and_box() {
    assert_eq!(
        lines("9. [x] a\n10. [ ] b\n    - [ ] c\n11. d\n\n7) [ ] e", 40),
        [
            " 9. [x] a",
            "10. [ ] b",
            "        [ ] c",
            "11. d",
            "",
            "7) [ ] e"
        ]
    );
}

#[test]
fn the_first_text_of_a_footnote_counts() {
    let text = "a[^1] b[^2]\n\n[^1]: one\n\n[^2]: two\n\n[^1]: other\n\n[^A]: x\n\n[^a]: y";
    assert_eq!(
        lines(text, 40),
        [
            "a[1] b[2]",
            "",
            "────────────────",
            "",
            "[1] one\u{a0}↩",
            "[2] two\u{a0}↩",
            "[3] x"
        ]
    );
}

#[test]
fn headings_are_their_words_and_have_the_anchors_of_github() {
    let document = Document::parse(
        "## Results[^a]\n\n## Line one<br>Line two\n\n## ![Tree](t.png) Growing\n\n## <img src=x.png alt=Wood>\n\n[^a]: b",
    );
    let headings = document.headings().iter();
    let headings: Vec<_> = headings.map(|h| (&*h.title, &*h.slug)).collect();
    assert_eq!(
        headings,
        [
            ("Results", "results"),
            ("Line one Line two", "line-oneline-two"),
            ("Tree Growing", "growing"),
            ("Wood", "wood"),
        ]
    );
}

#[test]
fn words_parted_without_a_sign_break_there_and_are_found() {
    let khmer = "រៀន\u{200B}សរសេរ\u{200B}កម្មវិធី";
    assert_eq!(lines(khmer, 80), ["រៀនសរសេរកម្មវិធី"]);
    assert_eq!(lines(khmer, 10), ["រៀនសរសេរ", "កម្មវិធី"]);
    assert_eq!(lines("ab\u{200B}cd ក&#8203;ខ", 80), ["ab⟨U+200B⟩cd កខ"]);
    assert_eq!(
        lines("establish<wbr>mentarian<wbr>ism", 15),
        ["establish", "mentarianism"]
    );
    assert_eq!(lines("ไทย\u{2060}ไทย 10\u{2060}km", 80), ["ไทยไทย 10km"]);
    assert_eq!(Document::parse("ไทย\u{2060}ไทย").find("ไทยไทย").len(), 1);
    assert_eq!(Document::parse(khmer).find("នសរសេរក").len(), 1);
    assert_eq!(Document::parse("a<wbr>b").find("ab").len(), 1);
    let table = lines(&format!("| {khmer} |\n|--|\n| {khmer} |"), 80);
    assert!(
        table.iter().all(|line| !line.contains('\u{200B}')),
        "{table:?}"
    );
}

#[test]
fn links_to_headings_with_marks_lead_there() {
    let text = "# T\n\n## ⚙️ Settings\n\n## 1️⃣ First\n\n## हिन्दी भाषा\n\n## ภาษาไทย ที่นี่\n\n## Cafe\u{301} noir\n";
    let document = Document::parse(text);
    for (number, anchor) in [
        "#\u{FE0F}-settings",
        "#1\u{FE0F}\u{20E3}-first",
        "#हिन्दी-भाषा",
        "#ภาษาไทย-ที่นี่",
        "#cafe\u{301}-noir",
    ]
    .iter()
    .enumerate()
    {
        let Target::Heading(parsed) = Target::parse(anchor) else {
            panic!("{anchor}")
        };
        assert_eq!(
            document.block_of_anchor(&parsed),
            Some(number + 1),
            "{anchor}"
        );
    }
    let Target::Heading(encoded) = Target::parse("#%EF%B8%8F-settings") else {
        panic!()
    };
    assert_eq!(document.block_of_anchor(&encoded), Some(1));
}

#[test]
fn an_empty_anchor_and_top_lead_to_the_top() {
    let document = Document::parse("a\n\nb\n\n## Other");
    for anchor in ["", "top", "TOP"] {
        assert_eq!(document.block_of_anchor(anchor), Some(0), "{anchor:?}");
    }
    assert_eq!(document.block_of_anchor("nowhere"), None);
    assert_eq!(
        Document::parse("a\n\n## Top").block_of_anchor("top"),
        Some(1)
    );
}

#[test]
fn what_looks_the_same_is_found() {
    let text = "Café cafe\u{301}. Don’t donʼt don't. 10\u{a0}km 10&nbsp;km 10\u{202f}km. “word”. \
                e‑mail e-mail. Daten\u{ad}bank. ﬁnd find. 한글 한글.";
    let document = Document::parse(text);
    for (query, count) in [
        ("café", 2),
        ("cafe\u{301}", 2),
        ("don't", 3),
        ("don’t", 3),
        ("10 km", 3),
        ("\"word\"", 1),
        ("e-mail", 2),
        ("datenbank", 1),
        ("find", 2),
        ("한글", 2),
    ] {
        assert_eq!(document.find(query).len(), count, "{query}");
    }
    let found = &document.find("nd")[0];
    assert_eq!(&text[found.source.clone()], "nd");
    let found = &document.find("fi")[0];
    assert_eq!(&text[found.source.clone()], "ﬁ");
}

#[test]
fn dollars_of_shells_and_prices_are_text() {
    for text in [
        "Set $HOME/bin:$PATH before, into $XDG_DATA_HOME/$USER and ${TMPDIR}/${UID}.",
        "The ratio is $DONE/$TOTAL, and $(this).hide();$(that).show() a lot.",
        "PHP: $a=$b; Perl: ($x,$y). US$20/A$30, 5$/kg or 7$/kg, $1,000–$2,000.",
    ] {
        assert_eq!(lines(text, 100), [text]);
    }
    assert_eq!(
        lines("$HOME/$USER and $a^2 + b^2$ is one", 80),
        ["$HOME/$USER and a² + b² is one"]
    );
    assert_eq!(lines("设$x^2$为", 80), ["设x²为"]);
}

#[test]
fn attributes_behind_code_are_left_out() {
    assert_eq!(
        lines(
            "`ls -l`{.bash} and `printf()`{.c #id key=\"v\"}: `a`{b} and `c` {.d}.",
            80
        ),
        ["ls -l and printf(): a{b} and c {.d}."]
    );
}

#[test]
fn an_image_in_the_text_of_another_is_text() {
    let markdown = "![A `code` word, *em* and ![inner](b.png)](a.png)";
    assert_eq!(lines(markdown, 80), ["▣ A code word, em and inner"]);
    let document = Document::parse(markdown);
    let alts: Vec<_> = document.images().iter().map(|image| &*image.alt).collect();
    assert_eq!(alts, ["A code word, em and inner"]);
}

#[test]
fn spaces_in_a_row_are_one() {
    assert_eq!(
        lines("a  b\t\tc <b> d</b>  `x  y`   *z*  \nnext", 80),
        ["a b c d x  y z", "next"]
    );
    assert_eq!(lines("<p>a   b\n   c</p>", 80), ["a b c"]);
    assert_eq!(lines("| a    b |\n|--|\n", 80), ["a b", "───"]);
    assert_eq!(lines("a&nbsp;&nbsp;b", 80), ["a\u{a0}\u{a0}b"]);
}

#[test]
fn a_link_of_code_looks_like_a_link() {
    let lines = laid_out("[`macros`](a.md) and `code`", 80);
    let roles: Vec<_> = lines[0].runs.iter().map(|run| run.style.role).collect();
    assert_eq!(roles, [Role::Link, Role::Text, Role::Code]);
}

#[test]
fn what_stands_in_boxes_is_no_part_of_the_contents() {
    let document = Document::parse(
        "# One\n\n::: challenge\n\n## Sums\n\nText.\n\n::: solution\n\n## Solution\n\nText.\n\n:::\n:::\n\n\
         > ## Quoted\n\n<details><summary>More</summary>\n\n## Inside\n\n</details>\n\n- ## Item\n\n## Two\n",
    );
    let titles: Vec<_> = document.headings().iter().map(|h| &*h.title).collect();
    assert_eq!(titles, ["One", "Inside", "Item", "Two"]);
    for anchor in ["sums", "solution", "quoted", "inside"] {
        assert!(
            document
                .block_of_anchor(anchor)
                .is_some_and(|block| block > 0),
            "{anchor}"
        );
    }
}

fn layout(markdown: &str, options: LayoutOptions) -> Layout {
    let mut layout = Layout::new(Arc::new(Document::parse(markdown)), options);
    layout.prepare(Place::default(), usize::MAX / 2);
    layout
}

fn texts(layout: &Layout) -> Vec<String> {
    let lines = layout.visible(Place::default(), usize::MAX);
    lines
        .map(|(_, line)| line.text().trim_end().to_owned())
        .collect()
}

#[test]
fn code_folds_where_its_author_asks_for_it() {
    let options = || LayoutOptions {
        fold_code: Some(3),
        ..LayoutOptions::new(40)
    };
    let code = "line\n".repeat(20);
    for (info, folds) in [
        ("rust", false),
        ("", false),
        ("fold", false),
        ("rust fold", true),
        ("rust,fold", true),
        ("{.rust .fold}", true),
        ("rust unfold", false),
    ] {
        let layout = layout(&format!("```{info}\n{code}```\n"), options());
        let is_folded = texts(&layout)
            .iter()
            .any(|line| line.contains("more lines"));
        assert_eq!(is_folded, folds, "{info}");
    }
}

#[test]
fn air_stands_between_lines_of_text_alone() {
    let options = LayoutOptions {
        airy: true,
        ..LayoutOptions::new(12)
    };
    let markdown =
        "one two three\n\nfour\n\n- a\n- b\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n```\nx\ny\n```\n";
    assert_eq!(
        texts(&layout(markdown, options)),
        [
            "one two",
            "",
            "three",
            "",
            "four",
            "",
            "• a",
            "",
            "• b",
            "",
            "a │ b",
            "──┼──",
            "1 │ 2",
            "",
            " x",
            " y"
        ]
    );
}

#[test]
fn the_share_that_was_read_grows_inside_of_a_long_table() {
    let rows: String = (0..40)
        .map(|n| format!("| {n} | some words of a cell |\n"))
        .collect();
    let mut layout = layout(
        &format!("| a | b |\n|--|--|\n{rows}"),
        LayoutOptions::new(40),
    );
    let mut top = Place::default();
    let mut before = 0;
    for _ in 0..10 {
        top = layout.scroll(top, 3, 10);
        layout.prepare(top, 10);
        let words = layout.words_before(top);
        assert!(words > before, "{top:?}");
        before = words;
    }
}

#[test]
fn a_header_that_stays_has_one_rule_below_it() {
    let rows: String = (0..20)
        .map(|n| format!("| {n} | {} |\n", "many words ".repeat(8)))
        .collect();
    let mut layout = layout(
        &format!("| a | b |\n|--|--|\n{rows}"),
        LayoutOptions::new(40),
    );
    for line in 1..20 {
        let top = layout.scroll(Place::default(), line, 12);
        let Some(header) = layout.sticky_header(top, 12) else {
            continue;
        };
        layout.prepare(top, 12);
        let covered = header.lines().map(|(_, line)| line.text());
        let below = layout.visible(top, 12).skip(header.height());
        let shown: Vec<String> = covered.chain(below.map(|(_, line)| line.text())).collect();
        let is_rule = |line: &String| line.starts_with(['─', '━']);
        assert!(
            !shown.windows(2).any(|pair| pair.iter().all(is_rule)),
            "{shown:#?}"
        );
        assert_eq!(shown.len(), 12);
    }
}

#[test]
fn links_to_lessons_are_named_in_plain_text() {
    let document =
        Document::parse("See [there](../03/04-attention.md#why) and [web](https://a.example).");
    let name = |target: &Target| {
        matches!(target, Target::Lesson { .. }).then(|| "3.4 Attention".to_owned())
    };
    assert_eq!(
        lyceum::lesson::plain::text_naming(&document, 80, &name),
        "See there [1] and web [2].\n\n[1] 3.4 Attention\n[2] https://a.example\n"
    );
}
