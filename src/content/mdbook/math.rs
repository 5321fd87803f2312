//! Formulas as books with `mathjax-support` write them, `\\( x \\)` and `\\[ x \\]`: between dollars instead.

use crate::content::page::Page;

/// The page with dollars.
pub(super) fn read(page: Page) -> Page {
    let mut is_inside = false;
    page.map_text(|line| {
        let text = &line.text;
        let has_mark = [r"\\(", r"\\[", r"\\]"]
            .iter()
            .any(|mark| text.contains(mark));
        has_mark.then(|| displayed(&inline(text), &mut is_inside))
    })
}

/// `\\( x \\)` as `$x$`.
fn inline(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(r"\\(") {
        let Some((tex, after)) = after.split_once(r"\\)") else {
            break;
        };
        out.push_str(&format!("{before}${}$", tex.trim()));
        rest = after;
    }
    out + rest
}

/// `\\[` and `\\]` as `$$`, which may stand on different lines.
fn displayed(text: &str, is_inside: &mut bool) -> String {
    let mut out = String::new();
    let mut rest = text;
    loop {
        let mark = if *is_inside { r"\\]" } else { r"\\[" };
        let Some((before, after)) = rest.split_once(mark) else {
            return out + rest;
        };
        out.push_str(before.trim_end_matches(' '));
        out.push_str("$$");
        *is_inside = !*is_inside;
        rest = after.trim_start_matches(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_stand_between_dollars() {
        let text = "A \\\\( x^2 \\\\) and `\\\\(`.\n\n\\\\[ z \\\\]\n\n\\\\[\na\n\\\\]\n\n```\n\\\\( x \\\\)\n```\n";
        let (text, _) = read(Page::new(text, 0)).finish();
        assert_eq!(
            text,
            "A $x^2$ and `\\\\(`.\n\n$$z$$\n\n$$\na\n$$\n\n```\n\\\\( x \\\\)\n```\n"
        );
    }
}
