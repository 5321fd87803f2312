//! Signing in at the academy's server: the ways, the code that comes by e-mail, the provider's page.

mod file;
pub mod rows;

use super::{Next, Panel};
use crate::app::effect::Effect;
use crate::app::frame::geometry::Area;
use crate::app::request::sign_in::{
    AtProvider, BeginSignIn, Begun, CancelSignIn, Chosen, FinishSignIn, Finished, ReadWays,
    VaultFile, Way, Ways,
};
use crate::app::request::{Answered, Ask, Asked, Progress, Reply, Request, RequestId, Step};
use crate::app::shared::Shared;
use crate::app::typed_secret::Hidden;
use crate::app::widget::input_line::InputLine;
use crate::app::widget::list::ListCursor;
use crate::app::widget::movement::rows_moved;
use crate::app::wish::Wish;
use crate::keymap::{Action, Layer};

pub use file::Passphrase;

/// The overlay.
#[derive(Debug, Clone, PartialEq)]
pub struct SignIn {
    /// How far it is.
    pub stage: Stage,
    /// The line that is typed.
    pub input: Option<InputLine>,
    /// The last thing that went wrong, in a sentence.
    pub problem: Option<String>,
    /// The step that is waited for, in words.
    pub waits: Option<&'static str>,
    /// The ways, and where the token will be.
    pub offer: Ways,
    asked: Option<RequestId>,
}

/// How far a sign-in is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// The passphrase of the encrypted file is typed.
    Passphrase(Passphrase),
    /// The person chooses a way.
    Choose(ListCursor),
    /// The e-mail address is typed.
    Address,
    /// A code is on its way to this address, and is typed.
    Code(String),
    /// The person is at the provider's page.
    Provider(AtProvider),
}

/// Rows of the window, border included: enough for the QR code of a long address.
const HEIGHT: u16 = 28;

/// Shown while the academy is asked.
const ASKS: &str = "Asking the academy …";

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
        match self.offer.file {
            Some(VaultFile::New) => self.ask_for_passphrase(Passphrase::New),
            Some(VaultFile::Closed) => self.ask_for_passphrase(Passphrase::Known),
            Some(VaultFile::Offered) | None => self.offer_ways(shared),
        }
    }

    /// Lets the person choose, where there is a choice.
    fn offer_ways(&mut self, shared: &mut Shared) {
        self.input = None;
        self.stage = Stage::Choose(ListCursor::default());
        if let Some(only) = self.only_way().cloned() {
            self.choose(only, shared);
        }
    }

    fn only_way(&self) -> Option<&Way> {
        match self.offer.ways.as_slice() {
            [only] if !self.offers_file() => Some(only),
            _ => None,
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
                self.input = Some(InputLine::answer());
            }
            Begun::AtProvider(at) => {
                self.stage = Stage::Provider(at);
                self.ask(FinishSignIn(None), shared);
                self.waits = Some("Waiting for your approval there");
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
                self.input = Some(InputLine::answer());
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
        if let Some(Way::Code) = self.only_way() {
            self.stage = Stage::Address;
            self.input = Some(InputLine::answer());
        }
    }

    fn choose(&mut self, way: Way, shared: &mut Shared) {
        match way {
            Way::Code => {
                self.stage = Stage::Address;
                self.input = Some(InputLine::answer());
            }
            Way::Provider { id, .. } => self.ask(BeginSignIn(Chosen::Provider(id)), shared),
        }
    }

    fn choose_row(&mut self, row: usize, shared: &mut Shared) {
        match self.offer.ways.get(row) {
            Some(way) => self.choose(way.clone(), shared),
            None if self.offers_file() && row == self.offer.ways.len() => {
                self.ask_for_passphrase(Passphrase::New);
            }
            None => self.ask(ReadWays, shared),
        }
    }

    fn entered(&self) -> String {
        let input = self.input.as_ref();
        input.map_or_else(String::new, |input| input.text().trim().to_owned())
    }

    fn accept(&mut self, shared: &mut Shared) {
        match (&self.stage, self.asked) {
            // What was asked is still under way.
            (
                Stage::Passphrase(_) | Stage::Choose(_) | Stage::Address | Stage::Code(_),
                Some(_),
            ) => {}
            (Stage::Passphrase(passphrase), None) => {
                self.take_passphrase(passphrase.clone(), shared);
            }
            (Stage::Choose(cursor), None) => self.choose_row(cursor.selected, shared),
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
        Step::WaitForKeyring => "Waiting for your keyring: unlock it, or press esc",
        Step::WaitForNetwork => "No answer from the academy; trying again",
        _ => "Waiting for your approval there",
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
        let offers_file = self.offers_file();
        if let Stage::Choose(cursor) = &mut self.stage
            && let Some(by) = rows_moved(action, height)
        {
            let choices = self.offer.ways.len() + usize::from(offers_file);
            cursor.move_by(by, choices, height);
        }
        Next::Stay
    }

    fn area(&self, body: Area) -> Area {
        body.centred(84, HEIGHT)
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

    fn accepts(&self) -> Option<&'static str> {
        match self.stage {
            Stage::Address => Some("send code"),
            Stage::Code(_) => Some("sign in"),
            Stage::Passphrase(_) => Some("continue"),
            Stage::Choose(_) | Stage::Provider(_) => None,
        }
    }

    fn cancel_input(&mut self, shared: &mut Shared) -> Next {
        self.give_up_waiting(shared);
        match (&self.stage, self.only_way()) {
            // Back a step, where there is one.
            (Stage::Passphrase(_), _) => {
                self.problem = None;
                self.offer_ways(shared);
                Next::Stay
            }
            (Stage::Code(_), _) => {
                self.problem = None;
                self.stage = Stage::Address;
                self.input = Some(InputLine::answer());
                Next::Stay
            }
            (Stage::Address, None) => {
                self.back_to_the_ways();
                Next::Stay
            }
            _ => Next::Close,
        }
    }

    fn click(&mut self, row: usize, shared: &mut Shared) -> Next {
        let choices = self.offer.ways.len() + usize::from(self.offers_file());
        let row = row.checked_sub(rows::FIRST_WAY);
        let row = row.filter(|row| *row < choices);
        if let (Stage::Choose(_), Some(row), None) = (&self.stage, row, self.asked) {
            self.choose_row(row, shared);
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
