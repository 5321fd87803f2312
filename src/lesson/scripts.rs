//! Raised and lowered text (`<sup>`, `<sub>`, TeX scripts) in Unicode, where Unicode has it.

const RAISED: &str = "0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻−⁻=⁼(⁽)⁾aᵃbᵇcᶜdᵈeᵉfᶠgᵍhʰiⁱjʲkᵏlˡmᵐnⁿoᵒpᵖrʳsˢtᵗuᵘvᵛwʷxˣyʸzᶻAᴬBᴮDᴰEᴱGᴳHᴴIᴵJᴶKᴷLᴸMᴹNᴺOᴼPᴾRᴿTᵀUᵁVⱽWᵂαᵅβᵝγᵞδᵟφᵠχᵡθᶿ′′*﹡";
const LOWERED: &str =
    "0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊-₋−₋=₌(₍)₎aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓβᵦγᵧρᵨφᵩχᵪ";

/// `text` in raised letters, or `^(text)` where one of them doesn't exist.
pub(crate) fn raised(text: &str) -> String {
    converted(text, RAISED).unwrap_or_else(|| bracketed('^', text))
}

/// `text` in lowered letters, or `_(text)` where one of them doesn't exist.
pub(crate) fn lowered(text: &str) -> String {
    converted(text, LOWERED).unwrap_or_else(|| bracketed('_', text))
}

/// Whether a character is a raised or lowered one.
pub(super) fn is_script(c: char) -> bool {
    let scripts = |table: &'static str| table.chars().skip(1).step_by(2);
    scripts(RAISED)
        .chain(scripts(LOWERED))
        .any(|script| script == c)
}

fn bracketed(mark: char, text: &str) -> String {
    let clean = crate::domain::sanitize_line(text);
    match clean.chars().count() {
        1 => format!("{mark}{clean}"),
        _ => format!("{mark}({clean})"),
    }
}

fn converted(text: &str, table: &str) -> Option<String> {
    text.chars().map(|c| script(c, table)).collect()
}

fn script(c: char, table: &str) -> Option<char> {
    let mut pairs = table.chars();
    while let (Some(plain), Some(script)) = (pairs.next(), pairs.next()) {
        if plain == c {
            return Some(script);
        }
    }
    (c == ' ').then_some(' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::folding::Likeness;

    #[test]
    fn a_script_is_found_by_what_it_stands_for() {
        let any = Likeness::default();
        for table in [RAISED, LOWERED] {
            let mut pairs = table.chars();
            while let (Some(plain), Some(script)) = (pairs.next(), pairs.next()) {
                // Unicode takes these for letters and signs of their own.
                if !"′﹡ᵅ".contains(script) {
                    let (plain, script) = (plain.to_string(), script.to_string());
                    assert_eq!(any.fold(&script), any.fold(&plain), "{script}");
                }
            }
        }
    }

    #[test]
    fn scripts_exist_or_are_written_out() {
        assert_eq!(raised("2"), "²");
        assert_eq!(raised("n+1"), "ⁿ⁺¹");
        assert_eq!(lowered("2"), "₂");
        assert_eq!(raised("Q"), "^Q");
        assert_eq!(lowered("max Q"), "_(max Q)");
    }
}
