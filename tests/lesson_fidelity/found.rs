//! What arbitrary input found, as short as it can be said.

use lyceum::lesson::{Document, LayoutOptions};

use crate::checks;

#[test]
fn an_emoji_at_the_left_edge_of_scrolled_code_is_left_out_as_a_whole() {
    let markdown = "```\n👩\u{200d}👩\u{200d}👧 e\u{301}\n```\n";
    for offset in 0..8 {
        for options in checks::forms(10) {
            checks::is_drawn_safely(markdown, options, offset);
        }
    }
}

#[test]
fn a_rule_defines_a_term_and_is_no_table() {
    checks::keeps_its_text("\\\n: ---\n", &[20]);
}

#[test]
fn what_was_added_to_a_lesson_is_not_found_in_it() {
    checks::is_found("![alt](i.png) text", "▣ ");
    checks::is_found("| a |\n|---|\n| b |\n", " ");
}

#[test]
fn text_behind_a_table_in_a_cell_belongs_to_the_cell() {
    let markdown = "<table><tr><td>cell\n<table><tr><td>cell\n</table>\n1. \n";
    checks::keeps_its_text(markdown, &[20, 80]);
}

#[test]
fn a_tab_in_a_row_that_is_narrower_fits() {
    for options in checks::forms(0) {
        checks::is_drawn_safely("   <pre>  x\n<Tip>\n<details>\n\t\n", options, 0);
    }
}

#[test]
fn a_card_has_room_for_its_values_or_none_beside_its_labels() {
    let markdown = "1. > <table><tr><td>cell\n   > <tr><td>a<td>\u{17d8}\u{17d8}\n";
    for options in checks::forms(10) {
        checks::is_drawn_safely(markdown, options, 0);
    }
}

#[test]
fn a_grapheme_with_two_looks_takes_its_cells_once() {
    for markdown in [
        "a👩*🏽b漢*漢",
        "a👩</b>🏽ab漢漢",
        "`👩`🏽`👩`🏽`👩`🏽`👩`🏽",
    ] {
        for options in checks::forms(10) {
            checks::is_drawn_safely(markdown, options, 0);
        }
    }
}

#[test]
fn nothing_is_joined_to_the_mark_of_a_character() {
    checks::is_drawn_safely("\u{fe0f}\u{200d}漢", LayoutOptions::new(10), 0);
}

#[test]
fn a_column_has_room_for_cells_that_were_not_measured() {
    let rows = "|a|second|\n|-|-|\n".to_owned() + &"|b|c|\n".repeat(3000);
    for cell in ["cd", "漢", "\u{17d8}"] {
        checks::keeps_its_text(&format!("{rows}|{cell}|second|\n"), &[10, 12]);
    }
}

#[test]
fn the_widest_character_fits_into_the_narrowest_place() {
    let summary = "<summary>\u{17d8}\u{17d8} 👩</summary>\n";
    for frame in ["<details>\n", "- - ", "> > ", "> - ", "1. "] {
        let markdown =
            format!("{frame}<details>\n{summary}<details>\n{summary}\n\n\t\u{17d8}\u{17d8}\n");
        for options in checks::forms(0) {
            checks::is_drawn_safely(&markdown, options, 0);
        }
    }
}

#[test]
fn a_wide_space_in_a_cell_has_its_room() {
    checks::keeps_its_text("|&#x3000;|seconds|\n|-|-|\n|&#x3000;|seconds|\n", &[10]);
}

#[test]
fn what_folds_elsewhere_leaves_a_table_whole() {
    for cell in [
        "<details>",
        "<details><summary>a</summary>b</details>",
        "a<hr>b",
    ] {
        let markdown = format!("| h | i |\n|---|---|\n| {cell} | c |\n");
        let document = Document::parse(&markdown);
        assert!(
            document.block_count() == 1 && document.is_table(0),
            "{markdown}"
        );
        checks::keeps_its_text(&markdown, &[20, 80]);
    }
}

#[test]
fn an_ampersand_by_itself_does_not_hide_the_entity_behind_it() {
    checks::keeps_its_text("<details>\na & b \\\\ c &amp; d\n", &[20]);
}

#[test]
fn a_rule_at_the_start_is_no_front_matter() {
    checks::keeps_its_text("---\n e\n---", &[20, 80]);
}

#[test]
fn a_heading_in_a_footnote_loses_its_attributes_only() {
    checks::keeps_its_text("[^1]: `code` {: .class #id}\n    ---\n", &[20]);
}

#[test]
fn code_is_measured_in_the_pieces_that_it_is_drawn_in() {
    for markdown in [
        "<pre>  x\nword<b>\u{fe0e}\u{200d}\u{ff9e}a\n",
        "<pre>wordword👩<b>🏽\n",
    ] {
        for options in checks::forms(0) {
            checks::is_drawn_safely(markdown, options, 0);
        }
    }
}

#[test]
fn a_declaration_between_rules_is_no_front_matter() {
    for line in ["<!A b: c", "<!A> b: c"] {
        checks::keeps_its_text(&format!("---\n{line}\n---\n\n# One\n"), &[20]);
    }
}
