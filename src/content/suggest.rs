//! "Did you mean …": the known word that is closest to an unknown one.

/// The closest of `known`, if it is close enough to be meant.
pub(super) fn closest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    // A key that long was not mistyped; and the distance takes the product of both lengths.
    const LONGEST: usize = 40;
    if word.chars().count() > LONGEST {
        return None;
    }
    known
        .iter()
        .map(|&candidate| (distance(word, candidate), candidate))
        .filter(|&(distance, candidate)| distance <= candidate.chars().count().div_ceil(3))
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many characters have to be put in, taken out or replaced.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut corner = i;
        let mut before = i + 1;
        for (cell, b) in row.iter_mut().skip(1).zip(&to) {
            let replaced = corner + usize::from(a != *b);
            corner = *cell;
            before = replaced.min(*cell + 1).min(before + 1);
            *cell = before;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognized_and_another_word_is_not() {
        let known = ["title", "description", "difficulty", "id"];
        assert_eq!(closest("titel", &known), Some("title"));
        assert_eq!(closest("desciption", &known), Some("description"));
        assert_eq!(closest("colour", &known), None);
        assert_eq!(closest("", &known), None);
        assert_eq!(closest(&"x".repeat(1_000_000), &known), None);
    }

    #[test]
    fn the_distance_is_the_number_of_edits() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", ""), 3);
    }
}
