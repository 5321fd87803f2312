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
            return text
                .bytes()
                .for_each(|b| self.add_class(CLASSES[usize::from(b)]));
        }
        for c in text.chars() {
            match u8::try_from(c) {
                Ok(b) if b.is_ascii() => self.add_class(CLASSES[usize::from(b)]),
                _ if is_ideograph(c) => {
                    self.ideographs += 1;
                    self.inside = false;
                }
                _ if c.is_whitespace() => self.add_class(Class::SPACE),
                _ if !self.inside && c.is_alphanumeric() => self.add_class(Class::WORD),
                _ => {}
            }
        }
    }

    /// Without a branch: where words begin can't be guessed, and this runs for each byte of a lesson.
    fn add_class(&mut self, class: Class) {
        self.words += usize::from(class.begins & !self.inside);
        self.inside = (self.inside | class.begins) & !class.ends;
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

/// What a character is to words; punctuation is nothing: `don't` is one word.
#[derive(Debug, Clone, Copy)]
struct Class {
    begins: bool,
    ends: bool,
}

impl Class {
    const SPACE: Class = Class {
        begins: false,
        ends: true,
    };
    const WORD: Class = Class {
        begins: true,
        ends: false,
    };

    const fn of(byte: usize) -> Class {
        let byte = byte as u8;
        Class {
            begins: byte.is_ascii_alphanumeric(),
            ends: byte.is_ascii_whitespace(),
        }
    }
}

/// The class of each byte.
const CLASSES: [Class; 256] = {
    let mut classes = [Class::SPACE; 256];
    let mut byte = 0;
    while byte < classes.len() {
        classes[byte] = Class::of(byte);
        byte += 1;
    }
    classes
};

fn is_ideograph(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0x20000..=0x3FFFF)
}
