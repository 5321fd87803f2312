//! The images that the terminal keeps for us: told a command at a time, some 4 KiB, so that no key waits for a
//! large one, before anything is drawn with them, and taken back when the model no longer has them.

use std::collections::{BTreeSet, VecDeque};
use std::io::{self, Write};
use std::sync::Arc;

use crate::app::Msg;
use crate::app::request::{Answer, Reply, RequestId};
use crate::ui::gallery::{Gallery, Placed};

/// The terminator of each graphics command.
const END: &str = "\x1b\\";

/// The images sent to the terminal, and the commands still to be sent.
#[derive(Debug, Default)]
pub(in crate::runtime) struct PlacedImages {
    /// The names of the images that it knows.
    images: BTreeSet<u32>,
    waiting: VecDeque<Command>,
    /// How much of the first that waits is written already, in bytes.
    written: usize,
}

/// Something to tell the terminal.
#[derive(Debug)]
struct Command {
    text: Arc<str>,
    /// The image that it knows then.
    image: Option<Held>,
}

/// An image that the terminal must know before the model does.
#[derive(Debug)]
struct Held {
    id: u32,
    request: RequestId,
    msg: Msg,
}

impl PlacedImages {
    /// Holds back a message with an image that the terminal must know first: what is drawn before stays empty.
    pub(in crate::runtime) fn hold_back(&mut self, msg: Msg, gallery: &Gallery) -> Option<Msg> {
        let Some((request, placed)) = placed(&msg, gallery) else {
            return Some(msg);
        };
        let (id, text) = (placed.id, Arc::clone(&placed.transmit));
        self.waiting.push_back(Command {
            text,
            image: Some(Held { id, request, msg }),
        });
        None
    }

    /// From now on the terminal is to keep only these images, and to be told only those that are still awaited. One
    /// that it is being told comes to its end.
    pub(in crate::runtime) fn keep<'p>(
        &mut self,
        placed: impl Iterator<Item = &'p Placed>,
        awaited: impl Fn(RequestId) -> bool,
    ) {
        let begun = self.waiting.pop_front_if(|_| self.written > 0);
        self.waiting.retain(|command| {
            let image = command.image.as_ref();
            image.is_none_or(|held| awaited(held.request))
        });
        if let Some(begun) = begun {
            self.waiting.push_front(begun);
        }
        let kept: BTreeSet<u32> = placed.map(|image| image.id).collect();
        for gone in self.images.difference(&kept) {
            self.waiting.push_back(Command {
                text: forget(*gone).into(),
                image: None,
            });
        }
        self.images.retain(|image| kept.contains(image));
    }

    /// Whether there is something that the terminal is still to be told.
    pub(in crate::runtime) fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Writes the next command of what waits, behind which anything may be written; gives the message with an image
    /// that the terminal knows now.
    pub(in crate::runtime) fn write_command(
        &mut self,
        out: &mut impl Write,
    ) -> io::Result<Option<Msg>> {
        let Some(first) = self.waiting.front() else {
            return Ok(None);
        };
        let rest = first.text.get(self.written..).unwrap_or_default();
        let length = rest.find(END).map_or(rest.len(), |at| at + END.len());
        out.write_all(rest.get(..length).unwrap_or(rest).as_bytes())?;
        self.written += length;
        if self.written < first.text.len() {
            return Ok(None);
        }
        self.written = 0;
        let told = self.waiting.pop_front().and_then(|command| command.image);
        Ok(told.map(|held| {
            self.images.insert(held.id);
            held.msg
        }))
    }

    /// Returns the commands that make the terminal forget every image sent, or being sent.
    pub(in crate::runtime) fn take_back(&mut self) -> String {
        let told = std::mem::take(self);
        let mut forgotten: String = told.images.into_iter().map(forget).collect();
        for (index, command) in told.waiting.into_iter().enumerate() {
            match command.image {
                Some(held) if index == 0 && told.written > 0 => {
                    forgotten.push_str(&forget(held.id));
                }
                Some(_) => {}
                None => forgotten.push_str(&command.text),
            }
        }
        forgotten
    }
}

/// The image that a message brings, where the terminal keeps it under a name, and what it answers.
fn placed<'g>(msg: &Msg, gallery: &'g Gallery) -> Option<(RequestId, &'g Placed)> {
    let Msg::Answered(Answer::RenderImage(answered)) = msg else {
        return None;
    };
    match answered.reply {
        Reply::Done(Ok(rendering)) => Some((answered.id(), gallery.placed(rendering)?)),
        _ => None,
    }
}

/// The command that frees an image, by kitty's graphics protocol.
fn forget(image: u32) -> String {
    format!("\x1b_Ga=d,d=I,q=2,i={image}{END}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::image::{Grid, ImageMode, Protocol};
    use crate::app::request::lesson::RenderImage;
    use crate::app::request::table::Requests;
    use crate::domain::CourseId;
    use crate::lesson::CellSize;
    use crate::ui::gallery::{Graphics, Rendering};

    fn image(id: u32, commands: usize) -> Placed {
        Placed {
            id,
            transmit: format!("\x1b_G{};{END}", "x".repeat(4000))
                .repeat(commands)
                .into(),
            cells: Vec::new(),
        }
    }

    /// A terminal that is told renderings.
    #[derive(Default)]
    struct World {
        requests: Requests,
        gallery: Gallery,
        terminal: PlacedImages,
    }

    impl World {
        /// An image comes, and is held back; gives the request that it answers and the message.
        fn bring(&mut self, image: &Placed) -> (RequestId, Msg) {
            let grid = Grid {
                columns: 1,
                rows: 1,
            };
            let cell = CellSize {
                width: 10,
                height: 20,
            };
            let protocol = Protocol::Kitty;
            let question = RenderImage {
                course: CourseId::new("course"),
                path: "image.png".to_owned(),
                grid,
                mode: ImageMode { protocol, cell },
            };
            let asked = self.requests.start(question, 0);
            let request = asked.id();
            let rendering = Rendering {
                grid,
                halves: Vec::new(),
                graphics: Some(Graphics::Placed(image.clone())),
            };
            let rendering = self.gallery.add(request, rendering);
            let msg = Msg::Answered(asked.open().1.finish(Ok(Ok(rendering))));
            let held = self.terminal.hold_back(msg.clone(), &self.gallery);
            assert_eq!(held, None);
            (request, msg)
        }
    }

    /// Everything that waits, piece by piece, and the messages that came of it.
    fn told(told: &mut PlacedImages) -> (Vec<String>, Vec<Msg>) {
        let (mut pieces, mut messages) = (Vec::new(), Vec::new());
        while told.is_waiting() {
            let mut piece = Vec::new();
            messages.extend(told.write_command(&mut piece).unwrap());
            pieces.push(String::from_utf8(piece).unwrap());
        }
        (pieces, messages)
    }

    #[test]
    fn an_image_comes_when_the_terminal_knows_it_and_is_forgotten_when_it_is_gone() {
        let (one, two) = (image(1, 1), image(2, 1));
        let mut world = World::default();
        let look = world.terminal.hold_back(Msg::Look, &world.gallery);
        assert_eq!(look, Some(Msg::Look));
        let brought = [&one, &two].map(|image| world.bring(image).1);
        let mut terminal = world.terminal;
        let (pieces, messages) = told(&mut terminal);
        assert_eq!(pieces, [&*one.transmit, &*two.transmit]);
        assert_eq!(messages, brought);
        terminal.keep([&one, &two].into_iter(), |_| true);
        assert!(!terminal.is_waiting());
        terminal.keep([&two].into_iter(), |_| true);
        assert_eq!(told(&mut terminal).0, ["\x1b_Ga=d,d=I,q=2,i=1\x1b\\"]);
    }

    #[test]
    fn a_large_image_is_told_one_command_at_a_time() {
        let large = image(7, 100);
        let mut world = World::default();
        let (_, brought) = world.bring(&large);
        let (pieces, messages) = told(&mut world.terminal);
        assert_eq!(messages, [brought]);
        assert_eq!(pieces.concat(), *large.transmit);
        assert_eq!(pieces.len(), 100);
        for piece in pieces {
            assert!(piece.starts_with("\x1b_G") && piece.ends_with(END));
        }
    }

    #[test]
    fn a_terminal_that_is_left_forgets_what_it_knows_and_what_it_was_being_told() {
        let (one, large) = (image(1, 1), image(7, 100));
        let mut world = World::default();
        world.bring(&one);
        world.bring(&large);
        let mut terminal = world.terminal;
        for _ in 0..2 {
            terminal.write_command(&mut Vec::new()).unwrap();
        }
        let forgotten = [1, 7].map(forget).concat();
        assert_eq!(terminal.take_back(), forgotten);
        assert!(!terminal.is_waiting());
        assert_eq!(terminal.take_back(), "");
    }

    #[test]
    fn a_terminal_that_is_left_forgets_what_it_was_about_to_forget() {
        let mut world = World::default();
        world.bring(&image(1, 1));
        let mut terminal = world.terminal;
        told(&mut terminal);
        terminal.keep([].into_iter(), |_| true);
        assert_eq!(terminal.take_back(), forget(1));
    }

    #[test]
    fn what_nobody_waits_for_any_more_is_not_told_unless_it_was_begun() {
        let [begun, dropped, awaited] = [1, 2, 3].map(|id| image(id, 2));
        let mut world = World::default();
        let brought = [&begun, &dropped, &awaited].map(|image| world.bring(image));
        let [(_, begun), _, (awaits, awaited)] = brought;
        let mut terminal = world.terminal;
        terminal.write_command(&mut Vec::new()).unwrap();
        terminal.keep([].into_iter(), |request| request == awaits);
        let (_, messages) = told(&mut terminal);
        assert_eq!(messages, [begun, awaited]);
    }
}
