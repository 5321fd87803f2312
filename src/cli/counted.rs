//! Numbers of things, in words.

/// `1 lesson`, `3 lessons`.
pub(super) fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}
