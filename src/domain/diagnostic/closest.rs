//! The word that was probably meant, for "did you mean".

/// The known name that is closest to what was written, where one is close enough to have been meant.
pub fn closest<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    const CLOSE_ENOUGH: f64 = 0.6;
    // A name that long was not mistyped; and the comparison takes the product of both lengths.
    const LONGEST: usize = 40;
    if written.len() > LONGEST {
        return None;
    }
    let written = written.to_lowercase();
    known
        .map(|name| (strsim::normalized_damerau_levenshtein(&written, name), name))
        .filter(|(similarity, _)| *similarity >= CLOSE_ENOUGH)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognized_and_another_word_is_not() {
        let closest = |word: &str| {
            let known = ["title", "description", "difficulty", "id"];
            closest(word, known.into_iter())
        };
        assert_eq!(closest("titel"), Some("title"));
        assert_eq!(closest("desciption"), Some("description"));
        assert_eq!(closest("colour"), None);
        assert_eq!(closest(""), None);
        assert_eq!(closest(&"x".repeat(1_000_000)), None);
    }
}
