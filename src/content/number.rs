//! The number in front of a folder's or file's name: it gives the order and nothing else.

/// A name taken apart: `02-tokens` is number 2 and `tokens`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbered<'a> {
    pub(super) number: u64,
    /// The rest of the name, behind the number and its separator; may be empty.
    pub(super) rest: &'a str,
}

impl<'a> Numbered<'a> {
    /// None for a name that doesn't begin with a number.
    pub(super) fn parse(name: &'a str) -> Option<Numbered<'a>> {
        let digits = name.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = name.split_at_checked(digits)?;
        Some(Numbered {
            number: number.parse().ok()?,
            rest: rest.trim_start_matches(['-', '_', '.', ' ']),
        })
    }

    /// A title for what has no better one: `first-steps` becomes `First steps`.
    pub(super) fn title(&self) -> String {
        let words = self.rest.replace(['-', '_'], " ");
        let mut chars = words.trim().chars();
        match chars.next() {
            None => self.number.to_string(),
            Some(first) => first.to_uppercase().chain(chars).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_numbers_whatever_their_width() {
        let numbers = ["02-tokens", "2_tokens", "0010 x", "7"].map(|name| {
            let name = Numbered::parse(name).unwrap();
            (name.number, name.title())
        });
        let expected = [(2, "Tokens"), (2, "Tokens"), (10, "X"), (7, "7")];
        assert_eq!(numbers, expected.map(|(n, title)| (n, title.to_owned())));
        for name in ["intro", "-1", "", "99999999999999999999-x"] {
            assert_eq!(Numbered::parse(name), None);
        }
    }
}
