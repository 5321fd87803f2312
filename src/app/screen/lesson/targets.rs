//! Going from one link or fold to the next with the keys, and acting on the one that is selected.

use super::LessonScreen;
use super::hints::{Target, targets_on_screen};
use super::reader::Reader;
use crate::app::direction::Direction;
use crate::app::screen::Next;
use crate::app::shared::Shared;
use crate::keymap::{Action, Layer};
use crate::lesson::Match;

impl Reader {
    /// The target that is selected, while it is on screen.
    pub fn selected_target(&self) -> Option<Target> {
        let selected = self.target?;
        let mut on_screen = targets_on_screen(&self.text, self.sheet.as_ref()).into_iter();
        on_screen
            .find(|(.., target)| target.is_same(selected))
            .map(|(.., target)| target)
    }

    /// Selects the next target on screen, or scrolls to the next one beyond it; false where there is none.
    fn step_to_target(&mut self, direction: Direction) -> bool {
        let on_screen = targets_on_screen(&self.text, self.sheet.as_ref());
        let here = self.selected_target();
        let mut ahead: Box<dyn Iterator<Item = Target>> = match direction {
            Direction::Forward => Box::new(on_screen.iter().map(|(.., target)| *target)),
            Direction::Back => Box::new(on_screen.iter().rev().map(|(.., target)| *target)),
        };
        if let Some(here) = here {
            ahead.find(|target| *target == here);
        }
        if let Some(next) = ahead.next() {
            self.target = Some(next);
            return true;
        }
        self.scroll_to_target(direction)
    }

    fn scroll_to_target(&mut self, direction: Direction) -> bool {
        let Some((block, source, target)) = self.target_beyond_screen(direction) else {
            return false;
        };
        self.text.show(&Match {
            block,
            source: source..source,
        });
        self.target = Some(target);
        true
    }

    /// The nearest target beyond the screen, with the block and the byte of the source where it is.
    fn target_beyond_screen(&self, direction: Direction) -> Option<(usize, usize, Target)> {
        let layout = self.text.layout();
        let (link, fold) = match direction {
            Direction::Forward => {
                let (place, line) = self.text.on_screen().last()?;
                let link = layout.link_after(place.block, line.source.end);
                (link, layout.fold_after(place.block))
            }
            Direction::Back => {
                let (place, line) = self.text.on_screen().next()?;
                let link = layout.link_before(place.block, line.source.start);
                (link, layout.fold_before(place.block))
            }
        };
        let link = link.map(|link| {
            let at = &layout.document().links()[link];
            (at.block, at.source, Target::Link(link))
        });
        let fold = fold.map(|block| {
            let target = Target::Fold(layout.place_of_block(block));
            (block, layout.start_of_block(block), target)
        });
        let both = link.into_iter().chain(fold);
        let place = |(block, source, _): &(usize, usize, Target)| (*block, *source);
        match direction {
            Direction::Forward => both.min_by_key(place),
            Direction::Back => both.max_by_key(place),
        }
    }
}

impl LessonScreen {
    /// Selects the next link or fold, so many times.
    pub(super) fn select_target(
        &mut self,
        direction: Direction,
        times: usize,
        shared: &mut Shared,
    ) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let found = (0..times).take_while(|_| reader.step_to_target(direction));
        if found.count() == 0 {
            shared.say(match direction {
                Direction::Forward => "No more links or folds below",
                Direction::Back => "No more links or folds above",
            });
        }
    }

    /// Follows or unfolds what is selected.
    pub(super) fn follow_selected(&mut self, shared: &mut Shared) -> Next {
        let reader = self.reader.as_ref();
        match reader.and_then(Reader::selected_target) {
            Some(target) => self.pick(target, shared),
            None => Next::Stay,
        }
    }

    /// The keys that open a fold: one that selects it, one that unfolds it.
    pub fn keys_of_folds(&self, shared: &Shared) -> Option<String> {
        let key_of = |action| shared.key_of(action, &[Layer::Lesson]);
        let (select, follow) = (key_of(Action::NextTarget)?, key_of(Action::Follow)?);
        Some(format!("{select} {follow}"))
    }

    /// Nothing is selected any more; false where nothing was.
    pub(super) fn let_go_of_target(&mut self) -> bool {
        let reader = self.reader.as_mut();
        reader.is_some_and(|reader| {
            let was_seen = reader.selected_target().is_some();
            reader.target = None;
            was_seen
        })
    }

    /// The word for what would happen to what is selected.
    pub(super) fn label_of_target(&self) -> Option<&'static str> {
        let reader = self.reader.as_ref()?;
        match reader.selected_target()? {
            Target::Fold(place) if reader.text.layout().is_open(place.block) => Some("fold"),
            Target::Fold(_) => Some("unfold"),
            Target::Link(_) | Target::Copy(_) => Some("follow"),
            Target::Task(_) => Some("tick"),
            Target::Question(_) => Some("answer"),
        }
    }
}
