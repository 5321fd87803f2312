//! The words of git: how far it is, and why it failed.

use std::io::{self, BufRead};

use super::git::MAX_GB;

/// Lines that may end with a return, as those of progress do.
pub(super) fn lines(mut bytes: impl BufRead) -> impl Iterator<Item = io::Result<String>> {
    std::iter::from_fn(move || {
        let mut line = Vec::new();
        loop {
            let byte = match bytes.fill_buf() {
                Ok([]) => return (!line.is_empty()).then(|| Ok(text(&line))),
                Ok([byte, ..]) => *byte,
                Err(error) => return Some(Err(error)),
            };
            bytes.consume(1);
            match byte {
                b'\r' | b'\n' => return Some(Ok(text(&line))),
                // A line that never ends is no line of git's.
                _ if line.len() < 4096 => line.push(byte),
                _ => {}
            }
        }
    })
}

fn text(line: &[u8]) -> String {
    String::from_utf8_lossy(line).into_owned()
}

/// `Receiving objects:  45% (9/20), 1.2 MiB`
pub(super) fn percent(line: &str) -> Option<u8> {
    let is_progress = ["Receiving objects:", "Resolving deltas:"]
        .iter()
        .any(|start| line.starts_with(start));
    let (before, _) = line.split_once('%').filter(|_| is_progress)?;
    before.rsplit([' ', ':']).next()?.parse().ok()
}

pub(super) fn is_too_large(line: &str) -> bool {
    let Some((before, _)) = line.split_once(" GiB") else {
        return false;
    };
    let size = before
        .rsplit(' ')
        .next()
        .and_then(|size| size.parse::<f64>().ok());
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    size.is_some_and(|size| line.starts_with("Receiving") && size > MAX_GB as f64)
}

/// What git said last, without its prefixes; what ssh said, where git only says that it could not read.
pub(super) fn last_words(said: &str) -> String {
    let lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<&str> = lines.collect();
    let fatal = lines.iter().position(|line| line.starts_with("fatal: "));
    let words = fatal.and_then(|at| {
        let words = lines.get(at)?.strip_prefix("fatal: ")?;
        let cause = at.checked_sub(1).and_then(|before| lines.get(before));
        let cause = cause.filter(|_| words.starts_with("Could not read from remote"));
        Some(cause.copied().unwrap_or(words))
    });
    let words = words
        .or(lines.last().copied())
        .unwrap_or("it failed without a message");
    format!("git says: {words}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_told_from_other_words() {
        assert_eq!(percent("Receiving objects:  45% (9/20)"), Some(45));
        assert_eq!(percent("remote: Counting objects: 45% (9/20)"), None);
        assert!(is_too_large(
            "Receiving objects:  45% (9/20), 2.31 GiB | 3 MiB/s"
        ));
        assert!(!is_too_large(
            "Receiving objects:  45% (9/20), 1.31 GiB | 3 MiB/s"
        ));
        for (said, words) in [
            ("warning: x\nfatal: not found\n\n", "not found"),
            (
                "ssh: connect to host h port 22: Connection refused\nfatal: Could not read from remote repository.\n\nPlease",
                "ssh: connect to host h port 22: Connection refused",
            ),
            (
                "fatal: Could not read from remote repository.",
                "Could not read from remote repository.",
            ),
            ("", "it failed without a message"),
        ] {
            assert_eq!(last_words(said), format!("git says: {words}"));
        }
    }
}
