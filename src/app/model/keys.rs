//! Routes keys: a key becomes an action of the screen or overlay in front; typed text goes to its input line.

use super::Model;
use crate::app::direction::Direction;
use crate::app::effect::Effect;
use crate::app::overlay::Overlay;
use crate::app::overlay::bookmarks::Bookmarks;
use crate::app::overlay::help::Help;
use crate::app::overlay::search::CourseSearch;
use crate::app::overlay::settings::SettingsList;
use crate::app::overlay::text::Text;
use crate::app::pane::Pane;
use crate::app::widget::input_line::InputLine;
use crate::keymap::{Action, Key, KeyCode, Layer, Resolution};

impl Model {
    pub(super) fn key(&mut self, key: Key) {
        if self.shared.size.is_too_small() {
            return self.key_without_screen(key);
        }
        if self.typed.keys.is_empty() && self.closes_overlay(key) {
            return self.close_overlay();
        }
        if let Some(letter) = self.letter_of_choice(key) {
            self.typed.forget_sequence();
            return match self.pane {
                Pane::Review => self.review.choose_letter(letter, &mut self.shared),
                _ => self.lesson.choose_letter(letter, &mut self.shared),
            };
        }
        let layers = self.layers();
        match self.shared.keymap.resolve(&layers, &self.typed.keys, key) {
            Resolution::Action(Action::Count) => self.typed.add_digit(key),
            Resolution::Action(action) => {
                self.typed.forget_sequence();
                match (self.typed.count.take(), action) {
                    // What was begun last is what is given up: the number.
                    (Some(_), Action::Back | Action::Cancel | Action::ClearSearch) => {}
                    (number, action) => self.act_with(action, number),
                }
            }
            Resolution::Pending => self.typed.keys.push(key),
            Resolution::Nothing => {
                self.typed.forget_sequence();
                self.typed.count = None;
                match key.without_alt() {
                    // A terminal sends the same for Alt held with a key as for an Esc right before it.
                    Some(alone) => {
                        self.key(Key::new(KeyCode::Esc));
                        self.key(alone);
                    }
                    None => self.type_key(key),
                }
            }
        }
    }

    /// The letter of the question that is being answered: it comes before every key with that letter.
    fn letter_of_choice(&self, key: Key) -> Option<char> {
        let letter = key.text().filter(char::is_ascii_lowercase)?;
        let last = char::from(b'a' + self.letters_of_question());
        let counts = self.pane == Pane::Lesson && self.typed.count.is_some();
        (letter < last && !counts).then_some(letter)
    }

    /// How many letters belong to the question that is being answered.
    fn letters_of_question(&self) -> u8 {
        let letters = match self.uncovered() {
            Some(Pane::Lesson) => self.lesson.letters(),
            Some(Pane::Review) => self.review.letters(),
            _ => 0,
        };
        u8::try_from(letters.min(26)).unwrap_or_default()
    }

    /// On a screen that is too small to show anything, only leaving and suspending make sense.
    fn key_without_screen(&mut self, key: Key) {
        let resolution = self.shared.keymap.resolve(&[Layer::Global], &[], key);
        if let Resolution::Action(action) = resolution
            && action.leaves()
        {
            self.act(action);
        }
    }

    /// The screen of the number that is being typed; none where no screen has it.
    pub(in crate::app) fn numbered(&self) -> Option<Pane> {
        Pane::numbered(self.typed.count?)
    }

    /// Does what a key, a click or the footer asked for.
    pub(super) fn act(&mut self, action: Action) {
        self.act_with(action, None);
    }

    /// The same with the number that was typed before: a movement is made that often, and the keys to the beginning
    /// and the end go to that row or to so many per cent. Before anything else it means nothing.
    pub(super) fn act_with(&mut self, action: Action, number: Option<usize>) {
        let kind = |overlay: &Option<Overlay>| overlay.as_ref().map(std::mem::discriminant);
        let before = kind(&self.overlay);
        self.carry_out(action, number);
        if kind(&self.overlay) != before {
            self.opener = Some(action);
        }
    }

    fn carry_out(&mut self, action: Action, number: Option<usize>) {
        self.arrange();
        if self.overlay.is_some() && self.puts_off(action, number) {
            return;
        }
        if self.picks_by_letters() && action == Action::Cancel {
            return self.lesson.stop_picking();
        }
        if self.input().is_some() && self.act_on_input(action) {
            return;
        }
        match action {
            Action::Quit => self.quit(),
            Action::Suspend => self.suspend(),
            // Every message is followed by a frame; the runtime clears the screen before this one.
            Action::Redraw => self.shared.outbox.push(Effect::Redraw),
            Action::Help => self.open_help(),
            Action::SearchCourses => {
                let search = CourseSearch::again(&mut self.shared);
                self.open(Overlay::CourseSearch(search));
            }
            Action::Bookmarks => self.open_bookmarks(),
            Action::Settings => self.open(Overlay::SettingsList(SettingsList::default())),
            Action::Sync => self.toggle_sync(),
            Action::Academy => self.open_available(),
            Action::DismissNotice => self.shared.notices.dismiss(self.shared.now),
            Action::NoticeDetail => self.show_notice(),
            Action::Problems => self.toggle_problems(),
            Action::Structure => self.open_structure(),
            Action::ToggleLearner => self.toggle_learner(),
            Action::EditFile if self.overlay.is_none() => self.edit_here(),
            Action::GoCatalog => self.go(Pane::Catalog),
            Action::GoCourse => self.go_course(),
            Action::GoLesson => self.go_lesson(),
            Action::GoProgress => self.go_to_pane(Pane::Progress),
            Action::Review => self.go_to_pane(Pane::Review),
            Action::GoNumbered => {
                if let Some(pane) = number.and_then(Pane::numbered) {
                    self.go_to_pane(pane);
                }
            }
            // What lies over the screen is closed first.
            Action::NextPane | Action::PreviousPane if self.overlay.is_some() => {}
            Action::NextPane => self.go_to_neighbour(Direction::Forward),
            Action::PreviousPane => self.go_to_neighbour(Direction::Back),
            Action::Back => self.back(),
            action => self.act_on_screen(action, number),
        }
    }

    fn act_on_screen(&mut self, action: Action, number: Option<usize>) {
        if let Some(overlay) = &mut self.overlay {
            let next = overlay.panel_mut().act(action, &mut self.shared);
            return self.after_overlay(next);
        }
        if self.puts_off(action, number) {
            return;
        }
        let (screen, shared) = self.screen_mut();
        let next = screen.act(action, number, shared);
        self.after_screen(next);
    }

    fn back(&mut self) {
        if self.overlay.is_some() {
            return self.close_overlay();
        }
        if self.shared.notices.current().is_some() {
            return self.shared.notices.dismiss(self.shared.now);
        }
        let (screen, shared) = self.screen_mut();
        if !screen.give_up(shared) {
            self.go_back();
        }
    }

    fn open_help(&mut self) {
        let layers = self.layers();
        self.open(Overlay::Help(Help {
            layers,
            letters: self.letters_of_question(),
            ..Default::default()
        }));
    }

    fn open_bookmarks(&mut self) {
        match self.shared.bookmarks.is_empty() {
            true => self.shared.say("No bookmarks yet"),
            false => self.open(Overlay::Bookmarks(Bookmarks::default())),
        }
    }

    fn show_notice(&mut self) {
        if let Some(notice) = self.shared.notices.current().cloned() {
            self.open(Overlay::Text(Text::notice(&notice, &self.shared)));
        }
    }

    /// The line that is being typed into, where there is one.
    fn input(&mut self) -> Option<&mut InputLine> {
        if self.overlay.is_none() {
            return self.screen_mut().0.input();
        }
        self.overlay.as_mut()?.panel_mut().input()
    }

    fn type_key(&mut self, key: Key) {
        if key.code() == KeyCode::Backspace {
            self.edit_input(InputLine::delete_character);
        } else if let Some(character) = key.text() {
            self.type_text(character.encode_utf8(&mut [0; 4]));
        }
    }

    /// True while the letters over links or code wait to be typed.
    fn picks_by_letters(&self) -> bool {
        self.uncovered() == Some(Pane::Lesson) && self.lesson.picks_by_letters()
    }

    pub(super) fn type_text(&mut self, text: &str) {
        if !self.picks_by_letters() {
            return self.edit_input(|line| line.insert(text));
        }
        for letter in text.chars() {
            let next = self.lesson.type_letter(letter, &mut self.shared);
            self.after_screen(next);
        }
    }

    fn edit_input(&mut self, edit: impl FnOnce(&mut InputLine)) {
        self.arrange();
        let Some(line) = self.input() else { return };
        edit(line);
        match &mut self.overlay {
            Some(overlay) => overlay.panel_mut().typed(&mut self.shared),
            None => {
                let (screen, shared) = self.screen_mut();
                screen.typed(shared);
            }
        }
    }

    /// True where the action was meant for the line being typed.
    fn act_on_input(&mut self, action: Action) -> bool {
        match action {
            Action::Accept => self.accept_input(),
            Action::Cancel => self.cancel_input(),
            Action::ClearInput => self.edit_input(InputLine::clear),
            Action::DeleteWord => self.edit_input(InputLine::delete_word),
            _ => return false,
        }
        true
    }

    fn accept_input(&mut self) {
        if let Some(overlay) = &mut self.overlay {
            let next = overlay.panel_mut().accept_input(&mut self.shared);
            return self.after_overlay(next);
        }
        let (screen, shared) = self.screen_mut();
        screen.accept_input(shared);
    }

    fn cancel_input(&mut self) {
        if let Some(overlay) = &mut self.overlay {
            let next = overlay.panel_mut().cancel_input(&mut self.shared);
            return self.after_overlay(next);
        }
        let (screen, shared) = self.screen_mut();
        screen.cancel_input(shared);
    }
}
