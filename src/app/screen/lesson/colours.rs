//! The colours of code, which come a moment after the text.

use std::sync::Arc;

use super::LessonScreen;
use crate::app::request::lesson::Highlight;
use crate::app::request::{Answered, Reply};
use crate::app::shared::Shared;
use crate::lesson::Layout;

impl LessonScreen {
    /// Asks for the colours of the code blocks on screen.
    pub(in crate::app) fn ask_for_colours(&mut self, shared: &mut Shared) {
        if !shared.settings.highlight {
            return self.forget_colours(shared);
        }
        // The blocks of an excerpt get other numbers in a moment.
        let Some(reader) = self.reader.as_ref().filter(|reader| !reader.is_excerpt()) else {
            return;
        };
        let document = Arc::clone(reader.text.layout().document());
        for block in reader.text.blocks_without_colour() {
            let purpose = (reader.lesson.head.id.clone(), block);
            if self.colouring.any(|asked| *asked == purpose) {
                continue;
            }
            if let Some(code) = document.code(block) {
                let question = Highlight {
                    language: code.language.unwrap_or_default().into_owned(),
                    code: code.text.into_owned(),
                };
                self.colouring.ask(question, purpose, shared);
            }
        }
    }

    fn forget_colours(&mut self, shared: &mut Shared) {
        self.colouring.cancel(|_| true, shared);
        let reader = self.reader.as_mut();
        if let Some(reader) = reader.filter(|reader| reader.text.layout().is_coloured()) {
            reader.text.edit(Layout::forget_colours);
        }
    }

    /// Colours came. Where they could not be made, there are none: asked for again at once, they would fail again.
    pub(in crate::app) fn take_colours(
        &mut self,
        answered: Answered<Highlight>,
        shared: &mut Shared,
    ) {
        let Some(((lesson, block), reply)) = self.colouring.take(answered) else {
            return;
        };
        let colours = match reply {
            Reply::Progress(_) => return,
            Reply::Done(colours) => colours.unwrap_or_default(),
            Reply::Failed(failure) => {
                shared.tell(failure.notice);
                Arc::default()
            }
        };
        if let Some(reader) = self.reader.as_mut().filter(|r| r.lesson.head.id == lesson) {
            reader.text.edit(|layout| layout.highlight(block, colours));
        }
    }
}
