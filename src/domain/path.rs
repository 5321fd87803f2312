//! Paths inside of a course, as its lessons write them.

use unicode_normalization::UnicodeNormalization;

/// The file of the course that `path` names in the lesson at `from`; none where it leaves the course's folder.
///
/// Both are relative to the course's folder with `/`; a `path` that begins with `/` starts there. What comes out is
/// composed (Unicode NFC), as the paths of a course are: `é` is one character.
///
/// ```
/// use lyceum::domain::path_in_course;
/// let from = "modules/01-first/02-tokens.md";
/// assert_eq!(path_in_course(from, "../../assets/a.png").as_deref(), Some("assets/a.png"));
/// assert_eq!(path_in_course(from, "../../../a.png"), None);
/// ```
pub fn path_in_course(from: &str, path: &str) -> Option<String> {
    let folder = match from.rsplit_once('/') {
        Some((folder, _)) if !path.starts_with('/') => folder,
        _ => "",
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    Some(match path.is_ascii() {
        true => path,
        false => path.nfc().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_relative_to_the_lessons_file_and_stays_in_the_course() {
        let of = |path| path_in_course("modules/01-first/02-tokens.md", path);
        assert_eq!(
            of("03-next.md").as_deref(),
            Some("modules/01-first/03-next.md")
        );
        assert_eq!(
            of("../02-inside/01-a.md").as_deref(),
            Some("modules/02-inside/01-a.md")
        );
        assert_eq!(of("/modules/./a.md").as_deref(), Some("modules/a.md"));
        assert_eq!(of("../../../../etc/passwd"), None);
        assert_eq!(path_in_course("a.md", "b.png").as_deref(), Some("b.png"));
        assert_eq!(
            path_in_course("a.md", "u\u{308}ber.md").as_deref(),
            Some("\u{fc}ber.md")
        );
    }
}
