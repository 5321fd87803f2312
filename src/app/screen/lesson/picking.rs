//! Picking a link or a code block by letters, and what follows.

use super::LessonScreen;
use super::hints::{Hints, Target};
use crate::app::effect::Effect;
use crate::app::screen::Next;
use crate::app::shared::Shared;

impl LessonScreen {
    /// True while the letters over links or code wait to be typed.
    pub(in crate::app) fn picks_by_letters(&self) -> bool {
        self.reader.as_ref().is_some_and(|r| r.hints.is_some())
    }

    /// The letters go.
    pub(in crate::app) fn stop_picking(&mut self) {
        if let Some(reader) = &mut self.reader {
            reader.hints = None;
        }
    }

    /// A letter of a hint was typed.
    pub(in crate::app) fn type_letter(&mut self, letter: char, shared: &mut Shared) -> Next {
        let Some(reader) = &mut self.reader else {
            return Next::Stay;
        };
        let hints = reader.hints.as_mut();
        match hints.and_then(|hints| hints.type_letter(letter)) {
            Some(target) => {
                reader.hints = None;
                self.pick(target, shared)
            }
            None => Next::Stay,
        }
    }

    /// Opens a link, folds what folds, copies code.
    pub(super) fn pick(&mut self, target: Target, shared: &mut Shared) -> Next {
        let Some(reader) = &mut self.reader else {
            return Next::Stay;
        };
        match target {
            Target::Fold(place) => reader.text.toggle(place),
            Target::Copy(block) => self.copy_block(block, shared),
            Target::Task(block) => self.tick(block, shared),
            Target::Question(question) => self.answer(question, shared),
            Target::Link(link) => {
                let links = reader.text.layout().document().links();
                if let Some(link) = links.get(link) {
                    let target = link.target.clone();
                    return self.follow_link(target, shared);
                }
            }
        }
        Next::Stay
    }

    pub(super) fn show_hints(&mut self, shared: &mut Shared) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let hints = Hints::to_open(&reader.text, reader.sheet.as_ref());
        if hints.all.is_empty() {
            return shared.say("No links or folds on screen");
        }
        reader.hints = Some(hints);
    }

    /// Copies the code block on screen; where there are several, their letters say which.
    pub(super) fn copy_code(&mut self, shared: &mut Shared) -> Next {
        let Some(reader) = &mut self.reader else {
            return Next::Stay;
        };
        let hints = Hints::to_copy(&reader.text);
        match &hints.all[..] {
            [] => shared.say("No code on screen"),
            [only] => return self.pick(only.target, shared),
            _ => reader.hints = Some(hints),
        }
        Next::Stay
    }

    /// Copies a code block, exactly as it stands in the lesson, but for lines that are hidden.
    fn copy_block(&self, block: usize, shared: &mut Shared) {
        let Some(reader) = &self.reader else { return };
        let document = reader.text.layout().document();
        if let Some(code) = document.code(block) {
            let text = match shared.preferences.hidden_code {
                true => code.text.into_owned(),
                false => document.hidden_lines(block).left_out_of(&code.text),
            };
            shared.outbox.push(Effect::Copy { text });
        }
    }
}
