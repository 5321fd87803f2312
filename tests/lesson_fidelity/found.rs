//! What arbitrary input found, as short as it can be said.

use crate::checks;

#[test]
fn an_emoji_at_the_left_edge_of_scrolled_code_is_left_out_as_a_whole() {
    let markdown = "```\n👩\u{200d}👩\u{200d}👧 e\u{301}\n```\n";
    for offset in 0..8 {
        for options in checks::forms(8) {
            checks::is_drawn_safely(markdown, options, offset);
        }
    }
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
