//! Comments in code that tell a site which lines to highlight, and are never shown.

use crate::content::page::Page;

const ORDERS: [&str; 3] = ["highlight-next-line", "highlight-start", "highlight-end"];

/// The page without them.
pub(super) fn without_orders(page: Page) -> Page {
    page.replaced(|line, lines| {
        if !(line.is_code && is_order(&line.text)) {
            lines.push(line);
        }
    })
}

/// Whether a line is an order within the marks of some language's comment.
fn is_order(line: &str) -> bool {
    let marks = |c: char| !c.is_alphanumeric();
    ORDERS.contains(&line.trim_matches(marks))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_comments_of_any_language() {
        let code = "```js\n// highlight-next-line\na\n{/* highlight-start */}\n<!-- highlight-end -->\n  # highlight-end\n\
                    // highlight-next-line please\n```\n// highlight-start\n";
        let (text, _) = without_orders(Page::new(code, 0)).finish();
        assert_eq!(
            text,
            "```js\na\n// highlight-next-line please\n```\n// highlight-start\n"
        );
    }
}
