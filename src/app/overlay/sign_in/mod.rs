//! Signing in at the academy's server: the ways, the code that comes by e-mail, the provider's page.

pub mod rows;

use super::{Next, Panel};
use crate::app::effect::Effect;
use crate::app::frame::geometry::Area;
use crate::app::hidden::Hidden;
use crate::app::request::sign_in::{
    AtProvider, BeginSignIn, Begun, CancelSignIn, Chosen, FinishSignIn, Finished, ReadWays, Way,
    Ways,
};
use crate::app::request::{Answered, Ask, Asked, Progress, Reply, Request, RequestId, Step};
use crate::app::shared::Shared;
use crate::app::widget::input_line::InputLine;
use crate::app::widget::list::ListCursor;
use crate::app::widget::movement::rows_moved;
use crate::app::wish::Wish;
use crate::keymap::{Action, Layer};

/// The overlay.
#[derive(Debug, Clone, PartialEq)]
pub struct SignIn {
    /// How far it is.
    pub stage: Stage,
    /// The line that is typed.
    pub input: Option<InputLine>,
    /// The last thing that went wrong, in a sentence.
    pub problem: Option<String>,
    /// What is waited for, in words.
    pub waits: Option<&'static str>,
    /// The ways, and where the token will be.
    pub offer: Ways,
    asked: Option<RequestId>,
}

/// How far a sign-in is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// The person chooses a way.
    Choose(ListCursor),
    /// The e-mail address is typed.
    Address,
    /// A code is on its way to this address, and is typed.
    Code(String),
    /// The person is at the provider's page.
    Provider(AtProvider),
}

/// What is said while the academy is asked.
const ASKS: &str = "asking the academy …";

impl SignIn {
    /// Begins with the ways.
    pub(in crate::app) fn new(shared: &mut Shared) -> SignIn {
        let mut sign_in = SignIn {
            stage: Stage::Choose(ListCursor::default()),
            input: None,
            problem: None,
            waits: None,
            offer: Ways::default(),
            asked: None,
        };
        sign_in.ask(ReadWays, shared);
        sign_in
    }

    fn ask<Q: Ask>(&mut self, question: Q, shared: &mut Shared)
    where
        Asked<Q>: Into<Request>,
    {
        self.give_up_waiting(shared);
        self.waits = Some(ASKS);
        self.asked = Some(shared.ask(question));
    }

    fn give_up_waiting(&mut self, shared: &mut Shared) {
        self.waits = None;
        if let Some(id) = self.asked.take() {
            shared.cancel(id);
        }
    }

    /// The answer, if it is the one that is waited for.
    fn done<Q: Ask>(&mut self, answered: Answered<Q>) -> Option<Q::Answer> {
        if self.asked != Some(answered.id()) {
            return None;
        }
        if let Reply::Progress(progress) = answered.reply {
            self.waits = Some(waited_for(progress));
            return None;
        }
        self.asked = None;
        self.waits = None;
        match answered.reply {
            Reply::Failed(failure) => {
                self.problem = Some(failure.notice.summary);
                None
            }
            reply => reply.done(),
        }
    }

    pub(in crate::app) fn take_ways(&mut self, answered: Answered<ReadWays>, shared: &mut Shared) {
        let Some(offer) = self.done(answered) else {
            return;
        };
        self.problem = offer.problem.clone();
        self.offer = offer;
        if let [only] = self.offer.ways.as_slice() {
            self.choose(only.clone(), shared);
        }
    }

    pub(in crate::app) fn take_begun(
        &mut self,
        answered: Answered<BeginSignIn>,
        shared: &mut Shared,
    ) {
        let Some(begun) = self.done(answered) else {
            return;
        };
        self.problem = None;
        match begun {
            Begun::CodeSent(_) => {
                if let Stage::Address = self.stage {
                    let address = self.entered();
                    self.stage = Stage::Code(address);
                }
                self.input = Some(InputLine::default());
            }
            Begun::AtProvider(at) => {
                self.stage = Stage::Provider(at);
                self.ask(FinishSignIn(None), shared);
                self.waits = Some("waiting for you to agree there");
            }
            Begun::Refused(why) => self.problem = Some(why),
        }
    }

    pub(in crate::app) fn take_finished(&mut self, answered: Answered<FinishSignIn>) -> Next {
        match self.done(answered) {
            None => Next::Stay,
            Some(Finished::SignedIn(words)) => Next::CloseAnd(Wish::SignedIn(words)),
            Some(Finished::Again(why)) => {
                self.problem = Some(why);
                self.input = Some(InputLine::default());
                Next::Stay
            }
            Some(Finished::Over(why)) => {
                self.back_to_the_ways();
                self.problem = Some(why);
                Next::Stay
            }
        }
    }

    fn back_to_the_ways(&mut self) {
        self.problem = None;
        self.input = None;
        self.stage = Stage::Choose(ListCursor::default());
        if let [Way::Code] = self.offer.ways.as_slice() {
            self.stage = Stage::Address;
            self.input = Some(InputLine::default());
        }
    }

    fn choose(&mut self, way: Way, shared: &mut Shared) {
        match way {
            Way::Code => {
                self.stage = Stage::Address;
                self.input = Some(InputLine::default());
            }
            Way::Provider { id, .. } => self.ask(BeginSignIn(Chosen::Provider(id)), shared),
        }
    }

    fn entered(&self) -> String {
        let input = self.input.as_ref();
        input.map_or_else(String::new, |input| input.text().trim().to_owned())
    }

    fn accept(&mut self, shared: &mut Shared) {
        match (&self.stage, self.asked) {
            // What was asked is still under way.
            (Stage::Choose(_) | Stage::Address | Stage::Code(_), Some(_)) => {}
            (Stage::Choose(cursor), None) => match self.offer.ways.get(cursor.selected) {
                Some(way) => self.choose(way.clone(), shared),
                None => self.ask(ReadWays, shared),
            },
            (Stage::Address, None) => self.ask(BeginSignIn(Chosen::Code(self.entered())), shared),
            (Stage::Code(address), None) => match self.entered() {
                // A line without a code asks for another.
                typed if typed.is_empty() => {
                    self.ask(BeginSignIn(Chosen::Code(address.clone())), shared);
                }
                typed => self.ask(FinishSignIn(Some(Hidden::new(&typed))), shared),
            },
            (Stage::Provider(at), _) => {
                shared
                    .outbox
                    .push(Effect::OpenOutside(at.address_with_code.clone()));
            }
        }
    }

    fn act_at_provider(&self, action: Action, at: &AtProvider, shared: &mut Shared) {
        match action {
            Action::OpenPage => shared
                .outbox
                .push(Effect::OpenOutside(at.address_with_code.clone())),
            Action::CopyUserCode => shared.outbox.push(Effect::Copy {
                text: at.user_code.clone(),
            }),
            _ => {}
        }
    }
}

fn waited_for(progress: Progress) -> &'static str {
    match progress.step {
        Step::WaitForKeyring => "waiting for your keyring: unlock it, or press esc",
        Step::WaitForNetwork => "the academy doesn't answer; it is tried again",
        _ => "waiting for you to agree there",
    }
}

impl Panel for SignIn {
    fn layers(&self) -> Vec<Layer> {
        match (&self.input, &self.stage) {
            (Some(_), _) => vec![Layer::Input],
            (None, Stage::Provider(_)) => vec![Layer::AtProvider],
            (None, _) => vec![Layer::List],
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Next {
        if action == Action::Open {
            self.accept(shared);
            return Next::Stay;
        }
        if let Stage::Provider(at) = &self.stage {
            self.act_at_provider(action, &at.clone(), shared);
            return Next::Stay;
        }
        let height = usize::from(self.rows(shared).height);
        if let Stage::Choose(cursor) = &mut self.stage
            && let Some(by) = rows_moved(action, height)
        {
            cursor.move_by(by, self.offer.ways.len(), height);
        }
        Next::Stay
    }

    fn rows_inside(&self, inside: Area) -> Area {
        let input = u16::from(self.input.is_some());
        inside.split_top(input).1.padded(1)
    }

    fn input(&mut self) -> Option<&mut InputLine> {
        self.input.as_mut()
    }

    fn accept_input(&mut self, shared: &mut Shared) -> Next {
        self.accept(shared);
        Next::Stay
    }

    fn cancel_input(&mut self, shared: &mut Shared) -> Next {
        self.give_up_waiting(shared);
        match (&self.stage, self.offer.ways.len()) {
            // Back a step, where there is one.
            (Stage::Code(_), _) => {
                self.problem = None;
                self.stage = Stage::Address;
                self.input = Some(InputLine::default());
                Next::Stay
            }
            (Stage::Address, 2..) => {
                self.back_to_the_ways();
                Next::Stay
            }
            _ => Next::Close,
        }
    }

    fn click(&mut self, row: usize, shared: &mut Shared) -> Next {
        let way = row
            .checked_sub(rows::FIRST_WAY)
            .and_then(|way| self.offer.ways.get(way));
        if let (Stage::Choose(_), Some(way), None) = (&self.stage, way.cloned(), self.asked) {
            self.choose(way, shared);
        }
        Next::Stay
    }

    /// Whatever was begun at the academy is over.
    fn close(&mut self, shared: &mut Shared) {
        self.give_up_waiting(shared);
        if matches!(self.stage, Stage::Code(_) | Stage::Provider(_)) {
            shared.ask(CancelSignIn);
        }
    }
}
