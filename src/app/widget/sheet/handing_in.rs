//! Handing in the answer to the question in focus, and what comes before.

use super::answering::UNPAIRED;
use super::{HandedIn, Sheet};
use crate::app::study::clock::Millis;
use crate::domain::quiz::{Answer, Form};

/// The longest time that counts for an answer, in seconds: whoever needs more was away.
const LONGEST: u64 = 600;

impl Sheet {
    /// The effect of the key that hands in, in a word or two; none where no question is answered, or nothing was said yet
    /// of a thought.
    pub fn submit_does(&self) -> Option<&'static str> {
        let (focus, asked, _) = self.in_focus()?;
        let is_revealed = self.revealed.contains(&focus.question);
        Some(match asked.question.form {
            _ if self.is_answered() && self.next_open().is_some() => "next question",
            _ if self.is_answered() => "done",
            Form::Knew if is_revealed => return self.knew().map(|_| "done"),
            Form::Knew => "show the answer",
            Form::Blanks if self.other_empty_blank().is_some() => "next blank",
            Form::Blanks if !self.is_typing() && self.lacks().is_some() => "fill in",
            _ => "submit",
        })
    }

    /// Goes to the next blank that is empty; false where there is no other one, or none is typed into.
    pub fn go_to_empty_blank(&mut self) -> bool {
        let next = self.other_empty_blank();
        if let Some(next) = next {
            self.move_to(next);
        }
        next.is_some()
    }

    /// The next empty blank behind the one that is typed into, from the first one again behind the last.
    fn other_empty_blank(&self) -> Option<usize> {
        let (focus, asked, _) = self.in_focus().filter(|_| self.is_typing())?;
        let is_empty = |at: &usize| match self.draft() {
            Some(Answer::Blanks(texts)) => texts.get(*at).is_none_or(|text| text.trim().is_empty()),
            _ => asked.question.form == Form::Blanks,
        };
        let mut others = (focus.at + 1..asked.blanks.len()).chain(0..focus.at);
        others.find(is_empty)
    }

    /// Why the answer can't be handed in yet; none where it can.
    pub fn lacks(&self) -> Option<&'static str> {
        let (focus, asked, spot) = self.in_focus()?;
        match (asked.question.form, self.draft()) {
            (Form::Knew, None) if !self.revealed.contains(&focus.question) => None,
            (Form::Knew, None) => Some("Did you know it? a yes, b no"),
            (Form::Blanks, None) => Some("Fill in every blank first"),
            (Form::Order, None) => Some("Put every item in order first"),
            (Form::Pairs, None) => Some("Match every item first"),
            (_, None) => Some("Press a letter to choose"),
            (Form::Several, Some(Answer::Choices(taken))) if taken.is_empty() => {
                Some("Press a letter to choose")
            }
            (Form::Order, Some(Answer::Order(taken))) if taken.len() < spot.choices.len() => {
                Some("Put every item in order first")
            }
            (Form::Pairs, Some(Answer::Pairs(pairs))) if pairs.contains(&UNPAIRED) => {
                Some("Match every item first")
            }
            (Form::Blanks, Some(Answer::Blanks(texts)))
                if texts.iter().any(|text| text.trim().is_empty()) =>
            {
                Some("Fill in every blank first")
            }
            _ => None,
        }
    }

    /// Shows what explains a question that only the learner can grade; false for others, and where it is shown.
    pub fn reveal(&mut self) -> bool {
        let Some(focus) = &self.focus else {
            return false;
        };
        let question = focus.question;
        let is_card = self
            .focused()
            .is_some_and(|asked| asked.question.form == Form::Knew);
        is_card && self.revealed.insert(question)
    }

    /// Hands the answer in; none where it lacks something, or was handed in before.
    pub fn submit(&mut self, now: Millis) -> Option<HandedIn> {
        self.take_typed();
        let since = self.focus.as_ref()?.since;
        let question = self.focused()?.question.clone();
        if self.reveal() || self.lacks().is_some() {
            return None;
        }
        let answer = match question.key {
            Some(_) => self.draft()?.clone(),
            None => self.draft()?.clone().for_the_academy(),
        };
        if !self.round.submit(&question, answer.clone()) {
            return None;
        }
        let graded = self.round.graded(&question);
        if let Some(focus) = &mut self.focus {
            focus.typed = None;
        }
        self.is_changed = true;
        let seconds = (now.saturating_sub(since) / 1000).min(LONGEST);
        Some(HandedIn {
            question,
            answer,
            graded,
            seconds: u32::try_from(seconds).unwrap_or_default(),
        })
    }
}
