//! The codes that are sent by e-mail. `finish_login_v1` of the academy counts the tries, `start_login_v1` the codes.

use std::fmt;

use super::random::random;

/// A one-time code: eight signs of 32, none of which looks like another.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Code([u8; LENGTH]);

const LENGTH: usize = 8;

/// No `I`, `O`, `0` and `1`.
const SIGNS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

impl Code {
    /// A new one: 40 random bits.
    pub(super) fn random() -> Self {
        let bytes: [u8; LENGTH] = random();
        Code(bytes.map(|byte| SIGNS[usize::from(byte % 32)]))
    }

    /// The code that somebody typed, in whatever case and with whatever between its signs; none where it can't be one.
    pub(super) fn typed(text: &str) -> Option<Self> {
        let signs = text
            .bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|sign| sign.to_ascii_uppercase());
        let signs: Vec<u8> = signs.take(LENGTH + 1).collect();
        signs.try_into().ok().map(Code)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// As it stands in the mail: `ABCD-EFGH`.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = String::from_utf8_lossy(&self.0);
        let (first, second) = text.split_at(LENGTH / 2);
        write!(f, "{first}-{second}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = Code::random();
        let shown = code.to_string();
        for typed in [
            shown.clone(),
            shown.to_lowercase(),
            shown.replace('-', ""),
            format!(" {} ", shown.replace('-', " ")),
        ] {
            assert!(Code::typed(&typed) == Some(code.clone()), "{typed}");
        }
        for other in ["", "ABCD-EFG", "ABCD-EFGHJ", "ÄBCD-EFGH"] {
            assert!(Code::typed(other).is_none(), "{other}");
        }
    }

    #[test]
    fn codes_differ_and_hold_only_signs_that_differ_in_print() {
        let codes: Vec<String> = (0..200).map(|_| Code::random().to_string()).collect();
        let different: std::collections::BTreeSet<_> = codes.iter().collect();
        assert_eq!(different.len(), codes.len());
        assert!(!codes.concat().contains(['0', '1', 'O', 'I']));
    }
}
