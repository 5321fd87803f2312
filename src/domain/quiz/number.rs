//! Numbers as people write them: `3,14`, `1 000`, `1'000.5`, `1e3`, `3/4`, `−2`.

/// The longest text that is read as a number, in bytes.
const LONGEST: usize = 40;

/// The numbers that a text may mean: none, one, or two where its comma may part thousands or decimals.
pub fn readings(text: &str) -> Vec<f64> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return Vec::new();
    }
    let plain: String = text.chars().filter_map(plain).collect();
    if let Some((above, below)) = plain.split_once('/') {
        let parts = decimal(above).zip(decimal(below).filter(|below| *below != 0.0));
        return parts
            .map(|(above, below)| above / below)
            .into_iter()
            .collect();
    }
    let with_points = plain.replace(',', ".");
    let mut readings: Vec<f64> = match (plain.rfind('.'), plain.rfind(',')) {
        // What comes last parts the decimals.
        (Some(point), Some(comma)) if point > comma => decimal(&plain.replace(',', "")),
        (Some(_), Some(_)) => decimal(&plain.replace('.', "").replace(',', ".")),
        _ => decimal(&with_points),
    }
    .into_iter()
    .collect();
    if let Some(thousands) = in_thousands(&plain).filter(|number| !readings.contains(number)) {
        readings.push(thousands);
    }
    readings
}

/// The sign without its ornaments; none for what only parts thousands.
fn plain(c: char) -> Option<char> {
    match c {
        '−' | '\u{2010}'..='\u{2013}' => Some('-'),
        '⁄' | '∕' => Some('/'),
        '\'' | '’' | '_' => None,
        c if c.is_whitespace() => None,
        c => Some(c),
    }
}

/// `1,000` or `1.000.000` as thousands.
fn in_thousands(text: &str) -> Option<f64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1.0, digits),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let separator = digits.find([',', '.']).and_then(|at| digits.get(at..=at))?;
    let mut groups = digits.split(separator);
    let first = groups
        .next()
        .filter(|first| (1..=3).contains(&first.len()))?;
    let all_digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let is_group = |group: &str| group.len() == 3 && all_digits(group);
    let fits = all_digits(first) && groups.all(is_group);
    let number = fits.then(|| digits.replace(separator, ""))?;
    number.parse::<f64>().ok().map(|number| sign * number)
}

fn decimal(text: &str) -> Option<f64> {
    let is_sign = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E');
    let is_number = text.bytes().all(is_sign) && text.bytes().any(|b| b.is_ascii_digit());
    let number = is_number.then(|| text.parse::<f64>().ok())?;
    number.filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_other_notations() {
        for (text, number) in [
            ("2.75", 2.75),
            ("2,75", 2.75),
            (" 1 000 ", 1000.0),
            ("1\u{202f}000,5", 1000.5),
            ("1'000.5", 1000.5),
            ("1,000.5", 1000.5),
            ("1.000,5", 1000.5),
            ("1,000,000", 1e6),
            ("1e3", 1000.0),
            ("6,02e23", 6.02e23),
            ("−2", -2.0),
            ("+7", 7.0),
            ("3/4", 0.75),
            (".5", 0.5),
        ] {
            assert!(
                readings(text).contains(&number),
                "{text}: {:?}",
                readings(text)
            );
        }
    }

    #[test]
    fn a_comma_before_three_digits_may_mean_either() {
        assert_eq!(readings("1,234"), [1.234, 1234.0]);
        assert_eq!(readings("12,34"), [12.34]);
    }

    #[test]
    fn other_texts_are_no_numbers() {
        for text in ["", "e", "-", "1/0", "x1", "nan", "inf", "1e999", "١"] {
            assert!(readings(text).is_empty(), "{text}");
        }
        assert!(readings(&"9".repeat(50)).is_empty());
    }
}
