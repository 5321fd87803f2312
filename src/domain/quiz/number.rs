//! Numbers as people write them: `3,14`, `1 000`, `1'000.5`, `1e3`, `3/4`, `−2`.

/// The longest text that is read as a number, in bytes.
const LONGEST: usize = 40;

/// The number that a text means; none where it is none. It means one thing only: a comma before exactly three digits
/// parts thousands, as in `1,000`; a point alone parts decimals, as in `1.000`, and so does any other comma.
pub fn reading(text: &str) -> Option<f64> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let plain: String = text.chars().filter_map(plain).collect();
    if let Some((above, below)) = plain.split_once('/') {
        let below = decimal(below).filter(|below| *below != 0.0);
        return decimal(above)
            .zip(below)
            .map(|(above, below)| above / below);
    }
    match (plain.rfind('.'), plain.rfind(',')) {
        // What comes last parts the decimals.
        (Some(point), Some(comma)) if point > comma => decimal(&plain.replace(',', "")),
        (Some(_), Some(_)) => decimal(&plain.replace('.', "").replace(',', ".")),
        _ => in_thousands(&plain).or_else(|| decimal(&plain.replace(',', "."))),
    }
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

/// `1,000` or `1.000.000` as thousands: points part them only where there are several.
fn in_thousands(text: &str) -> Option<f64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1.0, digits),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let separator = if digits.contains(',') { ',' } else { '.' };
    let (first, rest) = digits.split_once(separator)?;
    let all_digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let begins = (1..=3).contains(&first.len()) && all_digits(first) && !first.starts_with('0');
    let mut groups = rest.split(separator);
    let are_groups = groups.all(|group| group.len() == 3 && all_digits(group));
    let is_told = separator == ',' || rest.contains(separator);
    let fits = begins && are_groups && is_told;
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
            assert_eq!(reading(text), Some(number), "{text}");
        }
    }

    #[test]
    fn a_text_means_one_number() {
        for (text, number) in [
            ("1.000", 1.0),
            ("1,000", 1000.0),
            ("299,792", 299_792.0),
            ("-1,234", -1234.0),
            ("1.234", 1.234),
            ("1.000.000", 1e6),
            ("0,125", 0.125),
            ("12,34", 12.34),
            ("1234,567", 1234.567),
        ] {
            assert_eq!(reading(text), Some(number), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_numbers() {
        for text in ["", "e", "-", "1/0", "x1", "nan", "inf", "1e999", "١"] {
            assert_eq!(reading(text), None, "{text}");
        }
        assert_eq!(reading(&"9".repeat(50)), None);
    }
}
