//! Answering the question in focus: choosing by letters, typing.

use std::ops::Range;

use super::{Focus, Sheet, Spot};
use crate::app::study::clock::Millis;
use crate::app::widget::input_line::InputLine;
use crate::domain::quiz::{Answer, Form};
use crate::lesson::quiz::Asked;

/// An item without a partner yet.
pub(super) const UNPAIRED: u16 = u16::MAX;

impl Sheet {
    pub(super) fn in_focus(&self) -> Option<(&Focus, &Asked, &Spot)> {
        let focus = self.focus.as_ref()?;
        Some((
            focus,
            self.asked(focus.question)?,
            self.spots.get(focus.question)?,
        ))
    }

    /// The answer to the question in focus, as far as it goes.
    pub(super) fn draft(&self) -> Option<&Answer> {
        self.round.answer(&self.focused()?.question)
    }

    /// Whether the learner says of a thought that they knew it.
    pub fn knew(&self) -> Option<bool> {
        match self.draft() {
            Some(Answer::Knew(knew)) => Some(*knew),
            _ => None,
        }
    }

    fn set_draft(&mut self, answer: Answer) {
        let Some(question) = self.focused().map(|asked| asked.question.clone()) else {
            return;
        };
        self.round.draft(&question, answer);
        self.is_changed = true;
    }

    /// The line that a blank's text is typed into.
    pub fn typed(&mut self) -> Option<&mut InputLine> {
        self.focus.as_mut()?.typed.as_mut()
    }

    /// Whether text is being typed.
    pub fn is_typing(&self) -> bool {
        self.focus
            .as_ref()
            .is_some_and(|focus| focus.typed.is_some())
    }

    /// How many letters belong to the question in focus, from `a` on: each chooses, or does nothing where nothing can be
    /// chosen any more, and is no other key.
    pub fn letters(&self) -> usize {
        match self.in_focus() {
            Some((Focus { typed: Some(_), .. }, ..)) | None => 0,
            Some((_, asked, spot)) => match asked.question.form {
                Form::Pairs => spot.partners.len(),
                Form::Knew => 2,
                Form::Blanks => 0,
                _ => spot.choices.len(),
            },
        }
    }

    /// Chooses by a letter, as the choices stand on the page. An answer that was handed in stays.
    pub fn choose_letter(&mut self, letter: char) {
        let is_letter = |number: &usize| *number < self.letters() && self.may_choose();
        let Some(number) = number_of(letter).filter(is_letter) else {
            return;
        };
        let Some((_, asked, spot)) = self.in_focus() else {
            return;
        };
        if asked.question.form == Form::Knew {
            return self.set_draft(Answer::Knew(number == 0));
        }
        let order = match asked.question.form {
            Form::Pairs => &spot.partner_order,
            _ => &spot.order,
        };
        if let Some(choice) = order.get(number).copied() {
            self.choose(choice);
        }
    }

    /// A thought can be judged once its answer is shown.
    fn may_choose(&self) -> bool {
        let is_thought = |asked: &Asked| asked.question.form == Form::Knew;
        let hides = |focus: &Focus| !self.revealed.contains(&focus.question);
        let waits =
            self.focused().is_some_and(is_thought) && self.focus.as_ref().is_some_and(hides);
        !waits && !self.is_answered()
    }

    /// Chooses what stands at a block of a question, by the mouse; a click on a question opens its blank.
    pub fn choose_at(&mut self, block: usize, now: Millis) -> bool {
        let at = self
            .spots
            .iter()
            .position(|spot| spot.blocks.contains(&block));
        let Some(question) = at else { return false };
        if self
            .focus
            .as_ref()
            .is_none_or(|focus| focus.question != question)
        {
            self.focus_on(question, now);
        }
        let Some((_, asked, spot)) = self.in_focus().filter(|_| !self.is_answered()) else {
            return true;
        };
        match asked.question.form {
            Form::Pairs => match (spot.partner_at(block), spot.choice_at(block)) {
                (Some(partner), _) => self.choose(partner),
                (None, Some(item)) => self.move_to(usize::from(item)),
                _ => {}
            },
            Form::Blanks if !self.is_typing() => self.begin_typing(),
            Form::Knew | Form::Blanks => {}
            _ => {
                if let Some(choice) = spot.choice_at(block) {
                    self.choose(choice);
                }
            }
        }
        true
    }

    /// Opens the blank of the question in focus of whose place this is true.
    pub fn open_blank_at(&mut self, is_there: impl Fn(&Range<usize>) -> bool) {
        let Some((_, asked, _)) = self.in_focus().filter(|_| !self.is_answered()) else {
            return;
        };
        let is_blanks = asked.question.form == Form::Blanks;
        let clicked = asked.blanks.iter().position(is_there);
        if let Some(at) = clicked.filter(|_| is_blanks) {
            self.move_to(at);
        }
    }

    pub(super) fn move_to(&mut self, at: usize) {
        self.keep_typed();
        if let Some(focus) = &mut self.focus {
            focus.at = at;
        }
        self.begin_typing();
    }

    /// Takes a choice, as the author counts them.
    fn choose(&mut self, choice: u16) {
        let Some((focus, asked, spot)) = self.in_focus() else {
            return;
        };
        let at = focus.at;
        let answer = match (asked.question.form, self.draft().cloned()) {
            (Form::One, _) => Answer::Choices(vec![choice]),
            (Form::Several, Some(Answer::Choices(taken))) => {
                Answer::Choices(toggled(taken, choice, true))
            }
            (Form::Several, _) => Answer::Choices(vec![choice]),
            (Form::Order, Some(Answer::Order(taken))) => {
                Answer::Order(toggled(taken, choice, false))
            }
            (Form::Order, _) => Answer::Order(vec![choice]),
            (Form::Pairs, before) => {
                let mut pairs = match before {
                    Some(Answer::Pairs(pairs)) => pairs,
                    _ => Vec::new(),
                };
                pairs.resize(spot.choices.len(), UNPAIRED);
                // A partner belongs to one item: it leaves the one that had it.
                for pair in pairs.iter_mut().filter(|pair| **pair == choice) {
                    *pair = UNPAIRED;
                }
                if let Some(pair) = pairs.get_mut(at) {
                    *pair = choice;
                }
                Answer::Pairs(pairs)
            }
            (Form::Program, _) if choice == 0 => Answer::Prints(String::new()),
            (Form::Program, _) => Answer::Fails(String::new()),
            (Form::Blanks | Form::Knew, _) => return,
        };
        let items = spot.choices.len();
        if let Answer::Pairs(pairs) = &answer {
            let open = (0..items).map(|step| (at + 1 + step) % items.max(1));
            let next = open
                .into_iter()
                .find(|item| pairs.get(*item) == Some(&UNPAIRED));
            if let Some(focus) = &mut self.focus {
                focus.at = next.unwrap_or(at);
            }
        }
        self.set_draft(answer);
        self.begin_typing();
    }

    /// Opens the line of the blank in focus, where there is one.
    pub(super) fn begin_typing(&mut self) {
        let Some((focus, asked, _)) = self.in_focus().filter(|_| !self.is_answered()) else {
            return;
        };
        let text = match (asked.question.form, self.draft()) {
            (Form::Blanks, Some(Answer::Blanks(texts))) => {
                texts.get(focus.at).cloned().unwrap_or_default()
            }
            (Form::Blanks, _) => String::new(),
            (Form::Program, Some(Answer::Prints(text))) => text.clone(),
            // The second blank is the line, where one is asked for.
            (Form::Program, Some(Answer::Fails(text))) if asked.blanks.len() > 1 => text.clone(),
            _ => return,
        };
        let mut line = InputLine::default();
        line.insert(&text);
        if let Some(focus) = &mut self.focus {
            focus.typed = Some(line);
        }
    }

    /// Takes over what was typed so far.
    pub fn take_typed(&mut self) {
        let Some((focus, asked, _)) = self.in_focus() else {
            return;
        };
        let Some(text) = focus.typed.as_ref().map(|line| line.text().to_owned()) else {
            return;
        };
        let answer = match (asked.question.form, self.draft()) {
            (Form::Blanks, before) => {
                let mut texts = match before {
                    Some(Answer::Blanks(texts)) => texts.clone(),
                    _ => Vec::new(),
                };
                texts.resize(asked.blanks.len(), String::new());
                if let Some(slot) = texts.get_mut(focus.at) {
                    *slot = text;
                }
                Answer::Blanks(texts)
            }
            (_, Some(Answer::Prints(_))) => Answer::Prints(text),
            (_, Some(Answer::Fails(_))) => Answer::Fails(text),
            _ => return,
        };
        if self.draft() != Some(&answer) {
            self.set_draft(answer);
        }
    }

    /// Takes over what was typed, and closes the line.
    pub(super) fn keep_typed(&mut self) {
        self.take_typed();
        if let Some(focus) = &mut self.focus {
            focus.typed = None;
        }
    }

    /// Stops typing, so that letters are keys again, or choose; false where nothing was typed into.
    pub fn stop_typing(&mut self) -> bool {
        let stops = self.is_typing();
        self.keep_typed();
        stops
    }

    /// The next part to go to without handing in: a blank, or an item on the left.
    pub fn next_part(&self) -> Option<&'static str> {
        let part = match self.is_typing() {
            true => "next blank",
            false => "next item",
        };
        (self.parts() > 1 && self.submit_does() != Some(part)).then_some(part)
    }

    /// The blanks, where one is typed into, or the items on the left of the question in focus.
    fn parts(&self) -> usize {
        self.in_focus()
            .map_or(0, |(_, asked, spot)| match asked.question.form {
                _ if self.is_answered() => 0,
                Form::Blanks if self.is_typing() => asked.blanks.len(),
                Form::Pairs => spot.choices.len(),
                _ => 0,
            })
    }

    /// Goes to another blank of the question, or another item on the left; false where there is none.
    pub fn step(&mut self, by: isize) -> bool {
        let (at, count) = (self.focus.as_ref().map(|focus| focus.at), self.parts());
        let next = at.and_then(|at| at.checked_add_signed(by));
        let next = next.filter(|next| *next < count);
        if let Some(next) = next {
            self.move_to(next);
        }
        next.is_some()
    }
}

/// The place of a letter in the alphabet, from 0.
fn number_of(letter: char) -> Option<usize> {
    let letter = letter.is_ascii_lowercase().then_some(letter)?;
    usize::try_from(u32::from(letter) - u32::from('a')).ok()
}

/// Some choices with one more, or one less.
fn toggled(mut taken: Vec<u16>, choice: u16, sorted: bool) -> Vec<u16> {
    match taken.iter().position(|one| *one == choice) {
        Some(at) => drop(taken.remove(at)),
        None => taken.push(choice),
    }
    if sorted {
        taken.sort_unstable();
    }
    taken
}
