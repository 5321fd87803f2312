//! How many words a text has, for reading time: by spaces, and by letters where a script writes none between words.
//!
//! The measure is the amount of reading: a text should have about as many words as its English translation. For
//! scripts without spaces that is a number of letters a word, taken from the first article of the Universal
//! Declaration of Human Rights and from course texts. A segmenter with models of the languages (icu_segmenter) costs
//! 400 kB and needs whole sentences, and finds 52 words in that article's Burmese where English has 30.

/// The words of `text`.
///
/// ```
/// use lyceum::lesson::words::count;
/// assert_eq!(count("two  words\n"), 2);
/// assert_eq!(count("漢字漢字漢字"), 4);
/// assert_eq!(count("ภาษาไทย"), 2);
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
    /// The letters of scripts without spaces, in shares of a word.
    shares: usize,
    inside: bool,
    /// The words before the line, in code and tables.
    before_line: usize,
}

/// The bit of a step that begins a word.
const BEGINS: u16 = 1;

/// The bit of a step after which a word goes on; the other half of the table has the steps from there.
const INSIDE: u16 = 1 << 8;

/// The steps of counting words: one for each byte outside of a word, then one for each byte inside.
const STEPS: [u16; 512] = {
    let mut steps = [0; 512];
    let mut byte = 0;
    while byte < 256 {
        let c = byte as u8;
        if c.is_ascii_alphanumeric() {
            steps[byte] = BEGINS | INSIDE;
        }
        if !c.is_ascii_whitespace() {
            steps[byte | INSIDE as usize] = INSIDE;
        }
        byte += 1;
    }
    steps
};

/// Shares that make a word.
const WORD: usize = 24;

impl Counter {
    /// Counts on.
    pub(super) fn add(&mut self, text: &str) {
        if text.is_ascii() {
            return self.add_ascii(text.as_bytes());
        }
        for c in text.chars() {
            match u8::try_from(c) {
                Ok(b) if b.is_ascii() => self.add_ascii(&[b]),
                _ if c.is_whitespace() => self.inside = false,
                _ => self.add_letter(c),
            }
        }
    }

    fn add_letter(&mut self, c: char) {
        if let Some(share) = share_of_word(c) {
            self.shares += share;
            self.inside = false;
        } else if !self.inside && c.is_alphanumeric() {
            self.words += 1;
            self.inside = true;
        }
    }

    /// Counts without a branch: most text of most lessons comes by here.
    fn add_ascii(&mut self, bytes: &[u8]) {
        let mut words = 0;
        let mut inside = if self.inside { INSIDE } else { 0 };
        for byte in bytes {
            let step = STEPS[usize::from(inside | u16::from(*byte)) % STEPS.len()];
            words += usize::from(step & BEGINS);
            inside = step & INSIDE;
        }
        self.words += words;
        self.inside = inside != 0;
    }

    /// The next piece starts a new word.
    pub(super) fn space(&mut self) {
        self.inside = false;
    }

    /// Ends a line of code, or a row of a table. One of signs alone counts as a word, so that whoever reads on below it
    /// has read more.
    pub(super) fn end_line(&mut self) {
        self.space();
        self.words += usize::from(self.words() == self.before_line);
        self.before_line = self.words();
    }

    /// Returns the number of words so far.
    pub(super) fn words(&self) -> usize {
        self.words + self.shares.div_ceil(WORD)
    }
}

/// Whether a letter or mark is of a script that writes no spaces between words.
pub fn has_no_spaces(c: char) -> bool {
    !c.is_ascii() && share_of_word(c).is_some()
}

/// The share of a word that a letter or mark is, in 24ths, in a script that writes no spaces between words; none in
/// others.
fn share_of_word(c: char) -> Option<usize> {
    Some(match u32::from(c) {
        // Chinese characters: one and a half a word.
        0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF => 16,
        // Japanese syllables: three.
        0x3041..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9F => 8,
        // Thai: four.
        0x0E01..=0x0E4E => 6,
        // Lao: not quite five.
        0x0E81..=0x0ECE | 0x0EDC..=0x0EDF => 5,
        // Khmer: six.
        0x1780..=0x17D3 | 0x17DC | 0x17DD => 4,
        // Burmese: eight.
        0x1000..=0x103F | 0x1050..=0x108F | 0x109A..=0x109F | 0xA9E0..=0xA9EF | 0xAA60..=0xAA7F => {
            3
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_about_as_many_words_as_its_translation() {
        let articles = [
            (
                "English",
                "All human beings are born free and equal in dignity and rights. They are endowed with reason and \
                 conscience and should act towards one another in a spirit of brotherhood.",
            ),
            (
                "Chinese",
                "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。",
            ),
            (
                "Japanese",
                "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。人間は、\
                 理性と良心とを授けられており、互いに同胞の精神をもって行動しなければならない。",
            ),
            (
                "Thai",
                "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ ต่างมีเหตุผลและมโนธรรม \
                 และควรปฏิบัติต่อกันด้วยเจตนารมณ์แห่งภราดรภาพ",
            ),
            (
                "Khmer",
                "មនុស្សទាំងអស់ កើតមកមានសេរីភាព និងសមភាព ក្នុងផ្នែកសេចក្ដីថ្លៃថ្នូរនិងសិទ្ធិ។ មនុស្ស មានវិចារណញ្ញាណ\
                 និងសតិសម្បជញ្ញៈជាប់ពីកំណើត ហើយគប្បីប្រព្រឹត្ដចំពោះគ្នាទៅវិញទៅមក ក្នុងស្មារតីភាតរភាពជាបងប្អូន។",
            ),
            (
                "Lao",
                "ມະນຸດທຸກຄົນເກີດມາມີກຽດສັກສີ, ສິດທິ, ເສລີພາບ ແລະ ຄວາມສະເໝີພາບເທົ່າທຽມກັນ. ທຸກໆຄົນມີເຫດຜົນ ແລະ \
                 ຄວາມຄິດຄວາມເຫັນສ່ວນຕົວ ແລະ ຄວນປະພຶດຕໍ່ກັນຄືກັບເປັນອ້າຍນ້ອງກັນ.",
            ),
            (
                "Burmese",
                "လူတိုင်းသည် တူညီ လွတ်လပ်သော ဂုဏ်သိက္ခာဖြင့် လည်းကောင်း၊ တူညီလွတ်လပ်သော အခွင့်အရေးများဖြင့် \
                 လည်းကောင်း၊ မွေးဖွားလာသူများ ဖြစ်သည်။ ထိုသူတို့၌ ပိုင်းခြား ဝေဖန်တတ်သော ဉာဏ်နှင့် ကျင့်ဝတ် \
                 သိတတ်သော စိတ်တို့ရှိကြ၍ ထိုသူတို့သည် အချင်းချင်း မေတ္တာထား၍ ဆက်ဆံကျင့်သုံးသင့်၏။",
            ),
        ];
        for (language, article) in articles {
            let words = count(article);
            assert!((25..=36).contains(&words), "{language}: {words}");
        }
    }

    #[test]
    fn a_line_of_signs_counts_as_a_word() {
        let mut counter = Counter::default();
        for line in ["fn a() {", "}", "}", "x"] {
            counter.add(line);
            counter.end_line();
        }
        assert_eq!(counter.words(), 5);
    }

    #[test]
    fn words_of_two_scripts_are_counted_beside_each_other() {
        assert_eq!(count("用 Rust 写程序"), 4);
        assert_eq!(count("คำ word คำ"), 2);
    }
}
