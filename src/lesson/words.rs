//! How many words a text has, for reading time: by spaces, and by characters where a script has none.

/// The words of `text`. Two ideographs count as one word, which is how fast they are read.
///
/// ```
/// use lyceum::lesson::words::count;
/// assert_eq!(count("two  words\n"), 2);
/// assert_eq!(count("漢字漢字"), 2);
/// ```
pub fn count(text: &str) -> usize {
    let mut counter = Counter::default();
    counter.add(text);
    counter.words()
}

/// Counts words across pieces of one text: `**bo**ld` is one word.
#[derive(Debug, Clone, Default)]
pub(super) struct Counter {
    words: usize,
    ideographs: usize,
    inside: bool,
}

impl Counter {
    /// Counts on.
    pub(super) fn add(&mut self, text: &str) {
        if text.is_ascii() {
            return self.add_ascii(text);
        }
        for c in text.chars() {
            match u8::try_from(c) {
                Ok(b) if b.is_ascii() => self.add_byte(b),
                _ if c.is_whitespace() => self.inside = false,
                _ if is_ideograph(c) => {
                    self.ideographs += 1;
                    self.inside = false;
                }
                _ if !self.inside && c.is_alphanumeric() => {
                    self.words += 1;
                    self.inside = true;
                }
                _ => {}
            }
        }
    }

    fn add_ascii(&mut self, text: &str) {
        text.bytes().for_each(|b| self.add_byte(b));
    }

    fn add_byte(&mut self, b: u8) {
        if b.is_ascii_whitespace() {
            self.inside = false;
        } else if !self.inside && b.is_ascii_alphanumeric() {
            self.words += 1;
            self.inside = true;
        }
    }

    /// The next piece starts a new word.
    pub(super) fn space(&mut self) {
        self.inside = false;
    }

    /// What has been counted.
    pub(super) fn words(&self) -> usize {
        self.words + self.ideographs.div_ceil(2)
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0x20000..=0x3FFFF)
}
