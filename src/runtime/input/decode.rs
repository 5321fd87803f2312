//! Bytes become keys. A sequence may come in pieces, so what is begun waits for its rest, each kind as long as it may be
//! on its way; what nobody ends is a person's keys, or nothing.

use std::time::Duration;

use super::Heard;
use super::escape::{self, Step};
use super::key;
use crate::app::Msg;
use crate::keymap::Key;

const ESC: u8 = 0x1B;
const PASTE_END: &[u8] = b"\x1b[201~";

/// How long an Esc may be the beginning of a sequence: longer than a sequence takes on its way in a bad network, shorter
/// than anybody notices.
const LONE_ESC: Duration = Duration::from_millis(40);

/// How long the rest of a sequence is waited for.
const REST: Duration = Duration::from_millis(250);

/// When the end of a paste is taken for lost: the next key must not be pasted.
const PASTE: Duration = Duration::from_secs(10);

/// More is not pasted, in bytes: no input takes as much.
const MOST_PASTED: usize = 1024 * 1024;

/// Turns the terminal's bytes into what they say.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    /// Bytes not decoded yet.
    begun: Vec<u8>,
    /// Pasted bytes, until the end of the paste arrives.
    paste: Option<Vec<u8>>,
}

impl Decoder {
    /// Takes what was read, and gives what is known by then.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Vec<Heard> {
        self.begun.extend_from_slice(bytes);
        self.understand(false)
    }

    /// How long to wait for more bytes; none where nothing is begun.
    pub(super) fn patience(&self) -> Option<Duration> {
        match (&self.paste, &*self.begun) {
            (Some(_), _) => Some(PASTE),
            (None, []) => None,
            (None, [ESC] | [ESC, ESC]) => Some(LONE_ESC),
            (None, _) => Some(REST),
        }
    }

    /// Nothing came for as long as [`Decoder::patience`] said: what is begun has no rest.
    pub(super) fn give_up(&mut self) -> Vec<Heard> {
        let mut heard = Vec::new();
        if let Some(paste) = self.paste.take() {
            heard.push(pasted(&paste));
        }
        heard.extend(self.understand(true));
        heard
    }

    /// `is_all`: no more will come.
    fn understand(&mut self, is_all: bool) -> Vec<Heard> {
        let mut heard = Vec::new();
        let mut at = 0;
        while let Some(rest) = self.begun.get(at..).filter(|rest| !rest.is_empty()) {
            if let Some(paste) = &mut self.paste {
                let (length, has_ended) = part_of_paste(rest);
                let room = MOST_PASTED.saturating_sub(paste.len());
                paste.extend(rest.iter().take(length.min(room)));
                at += length;
                if !has_ended {
                    break;
                }
                at += PASTE_END.len();
                heard.extend(self.paste.take().map(|paste| pasted(&paste)));
                continue;
            }
            match step(rest, is_all) {
                Step::Said(length, said) => {
                    heard.extend(said);
                    at += length;
                }
                Step::Paste(length) => {
                    self.paste = Some(Vec::new());
                    at += length;
                }
                Step::Wait => break,
            }
        }
        self.begun.drain(..at);
        heard
    }
}

/// How many bytes of these are pasted for sure, and whether the paste ends behind them.
fn part_of_paste(bytes: &[u8]) -> (usize, bool) {
    let end = bytes
        .windows(PASTE_END.len())
        .position(|window| window == PASTE_END);
    let may_be_end = |from: &usize| PASTE_END.starts_with(&bytes[*from..]);
    match end {
        Some(end) => (end, true),
        None => {
            let from = bytes.len().saturating_sub(PASTE_END.len() - 1);
            let begun = (from..bytes.len()).find(may_be_end);
            (begun.unwrap_or(bytes.len()), false)
        }
    }
}

fn pasted(bytes: &[u8]) -> Heard {
    Heard::Msg(Msg::Paste(String::from_utf8_lossy(bytes).into_owned()))
}

/// Decodes the first key or sequence in these bytes.
fn step(bytes: &[u8], is_all: bool) -> Step {
    match bytes {
        [ESC, rest @ ..] => escape::step(rest, is_all),
        _ => match key::typed(bytes, is_all) {
            Some((length, key)) => Step::Said(length, key.map(heard)),
            None => Step::Wait,
        },
    }
}

fn heard(key: Key) -> Heard {
    Heard::Msg(Msg::Key(key))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::app::{Gesture, Mouse};

    /// Decodes pieces that arrive in quick succession, followed by silence.
    fn heard_of(pieces: &[&[u8]]) -> Vec<Heard> {
        let mut decoder = Decoder::default();
        let mut heard: Vec<Heard> = pieces.iter().flat_map(|p| decoder.take(p)).collect();
        while decoder.patience().is_some() {
            heard.extend(decoder.give_up());
        }
        heard
    }

    fn keys(names: &str) -> Vec<Heard> {
        let key = |name: &str| heard(name.parse().unwrap());
        names.split_whitespace().map(key).collect()
    }

    #[track_caller]
    fn assert_heard(bytes: &str, names: &str) {
        assert_eq!(heard_of(&[bytes.as_bytes()]), keys(names), "{bytes:?}");
    }

    #[test]
    fn keys_are_what_terminals_send_for_them() {
        assert_heard("aG é漢", "a G space é 漢");
        assert_heard(
            "\r\t\x7f\x01\n\0",
            "enter tab backspace ctrl-a ctrl-j ctrl-space",
        );
        assert_heard("\x1b[A\x1bOB\x1b[H\x1bOF", "up down home end");
        assert_heard(
            "\x1b[5~\x1b[6~\x1b[3~\x1b[2~",
            "pageup pagedown delete insert",
        );
        assert_heard(
            "\x1b[1;5C\x1b[1;2A\x1b[1;3D",
            "ctrl-right shift-up alt-left",
        );
        assert_heard("\x1b[Z\x1bOP\x1b[15~\x1b[[A", "backtab f1 f5 f1");
        assert_heard("\x1b[99;5u\x1b[27u\x1b[106u\x1b[103;2u", "ctrl-c esc j G");
        // Keys that are let go, and keys that mean nothing here.
        assert_heard("\x1b[106;1:3u\x1b[57441u\x1b[?62;22c", "");
    }

    #[test]
    fn alt_and_a_key_come_together() {
        assert_heard("\x1b2\x1bj\x1b漢", "alt-2 alt-j alt-漢");
        assert_heard("\x1b\x1b[A", "alt-up");
    }

    #[test]
    fn an_esc_is_one_once_nothing_follows() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.take(b"\x1b"), []);
        let patience = decoder.patience().unwrap();
        assert!((20..=50).contains(&patience.as_millis()), "{patience:?}");
        assert_eq!(decoder.give_up(), keys("esc"));
        assert_eq!(decoder.patience(), None);
        assert_heard("\x1b\x1b", "esc esc");
        assert_heard("\x1b\x1bj", "esc alt-j");
    }

    #[test]
    fn what_is_begun_and_never_ends_is_typed_or_nothing() {
        assert_heard("\x1b[", "alt-[");
        assert_heard("\x1bO", "alt-O");
        assert_heard("\x1bP>", "alt-P >");
        assert_heard("\x1b[<65;10", "");
        assert_heard("\x1bP>|kitty(0.2", "");
        assert_eq!(heard_of(&[b"\xe6\xbc", b"j"]), keys("j"));
    }

    #[test]
    fn a_broken_sequence_takes_nothing_with_it() {
        assert_heard("\x1b[1\rj", "enter j");
        assert_heard("\x1b[<1;\x1b[A", "up");
        assert_heard(&format!("\x1b[{}j", "1;".repeat(200)), "");
        assert_eq!(heard_of(&[b"\xff\xc3(j"]), keys("( j"));
    }

    #[test]
    fn the_mouse_and_the_focus_are_told() {
        let mouse = |column, row, gesture| {
            Heard::Msg(Msg::Mouse(Mouse {
                column,
                row,
                gesture,
            }))
        };
        for (bytes, said) in [
            ("\x1b[<0;3;4M", mouse(2, 3, Gesture::Click)),
            ("\x1b[<32;3;4M", mouse(2, 3, Gesture::Drag)),
            ("\x1b[<64;300;4M", mouse(299, 3, Gesture::WheelUp)),
            ("\x1b[<65;1;1M", mouse(0, 0, Gesture::WheelDown)),
            ("\x1b[M #$", mouse(2, 3, Gesture::Click)),
            ("\x1b[32;3;4M", mouse(2, 3, Gesture::Click)),
            ("\x1b[I", Heard::Msg(Msg::Focus(true))),
            ("\x1b[O", Heard::Msg(Msg::Focus(false))),
        ] {
            assert_eq!(heard_of(&[bytes.as_bytes()]), [said], "{bytes:?}");
        }
        assert_heard("\x1b[<0;3;4m\x1b[<35;3;4M\x1b[<2;3;4M\x1b[<0;0;0M", "");
    }

    #[test]
    fn the_version_is_no_keys() {
        let version = Heard::Version("kitty(0.41.1)".to_owned());
        let answer = b"j\x1bP>|kitty(0.41.1)\x1b\\k";
        let expected = [keys("j"), vec![version], keys("k")].concat();
        assert_eq!(heard_of(&[answer]), expected);
    }

    #[test]
    fn an_answer_to_somebody_else_is_no_keys() {
        for answer in [
            "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
            "\x1b]11;rgb:1e1e/1e1e/2e2e\x07",
            "\x1b_Gi=31;OK\x1b\\",
            "\x1bP1$r0 q\x1b\\",
            "\x1bP!|00000000\x1b\\",
        ] {
            assert_heard(&format!("j{answer}k"), "j k");
        }
        assert_heard("\x1b]11;rgb\x1b[Aj", "up j");
        assert_heard("\x1b]\x1b_x\x1b]1", "alt-] alt-_ x alt-] 1");
    }

    #[test]
    fn a_paste_is_one_however_it_is_cut() {
        let paste = |text: &str| Heard::Msg(Msg::Paste(text.to_owned()));
        let text = "\x1b[200~a\nq\x1b[20漢\x1b[201~q";
        let expected = [vec![paste("a\nq\x1b[20漢")], keys("q")].concat();
        for cut in 0..text.len() {
            let (first, second) = text.as_bytes().split_at(cut);
            assert_eq!(heard_of(&[first, second]), expected, "cut at {cut}");
        }
    }

    #[test]
    fn a_paste_whose_end_is_lost_ends_after_a_while() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.take(b"\x1b[200~abc"), []);
        assert_eq!(decoder.patience(), Some(PASTE));
        assert_eq!(
            decoder.give_up(),
            [Heard::Msg(Msg::Paste("abc".to_owned()))]
        );
        assert_eq!(decoder.take(b"q"), keys("q"));
    }

    /// Input that terminals send, mixed with arbitrary bytes.
    fn sent() -> impl Strategy<Value = Vec<u8>> {
        let known = proptest::sample::select(vec![
            "j",
            "é",
            "漢",
            "\x1b",
            "\x1b[A",
            "\x1b\x1b[A",
            "\x1bOP",
            "\x1b[1;5C",
            "\x1b[<65;10;10M",
            "\x1b[I",
            "\x1b[200~a\x1bq\x1b[201~",
            "\x1bP>|foot(1)\x1b\\",
            "\x1b]11;rgb:0/0/0\x07",
            "\x1b_Gi=1;",
            "\x1b[99;5u",
            "\x1b[M abc",
        ]);
        let known = known.prop_map(|known| known.as_bytes().to_vec());
        let any = proptest::collection::vec(any::<u8>(), 0..4);
        let one = prop_oneof![4 => known, 1 => any];
        proptest::collection::vec(one, 0..12).prop_map(|sent| sent.concat())
    }

    proptest! {
        #[test]
        fn where_reads_cut_the_bytes_makes_no_difference(sent in sent(), cuts in proptest::collection::vec(0usize..64, 0..6)) {
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(sent.len())).collect();
            cuts.sort_unstable();
            let ends = cuts.iter().copied().chain([sent.len()]);
            let starts = [0].into_iter().chain(cuts.iter().copied());
            let pieces: Vec<&[u8]> = starts.zip(ends).map(|(from, to)| &sent[from..to]).collect();
            prop_assert_eq!(heard_of(&pieces), heard_of(&[&sent]));
        }
    }
}
