//! The sync screen: what waits and why, the questions to the learner, and the next try.

use super::{Next, Panel};
use crate::app::frame::geometry::Area;
use crate::app::request::sync::{SawRefused, Typed, Wants};
use crate::app::shared::Shared;
use crate::app::typed_secret::Hidden;
use crate::app::widget::input_line::InputLine;
use crate::app::widget::movement::rows_moved;
use crate::app::wish::Wish;
use crate::keymap::{Action, Layer};
use rows::{Row, rows};

pub mod rows;

/// Rows of the window, border included; what doesn't fit scrolls.
const HEIGHT: u16 = 28;

/// The overlay.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sync {
    /// The row at the top of the screen.
    pub top: usize,
    /// The secret that is typed, where one is asked for.
    pub input: Option<InputLine>,
    /// True while a question waits for yes or no.
    pub asks: bool,
    /// True where one signs in at the academy's server first.
    signs_in: bool,
    /// True where there is an academy.
    is_on: bool,
}

impl Sync {
    /// Shows how it is now.
    pub(in crate::app) fn new(shared: &mut Shared) -> Sync {
        let refused = shared.sync.overview.refused();
        if shared.sync.overview.unseen() > 0 {
            shared.sync.overview.refused_seen = refused;
            shared.ask(SawRefused(refused));
        }
        let mut sync = Sync::default();
        sync.fit(shared);
        sync
    }

    /// The rows, for an area of that width.
    pub fn rows_of(shared: &Shared, width: u16) -> Vec<Row> {
        rows(&shared.sync, shared.now, shared.local, width)
    }

    fn move_by(&mut self, by: isize, shared: &Shared) {
        let area = self.rows(shared);
        let count = Self::rows_of(shared, area.width).len();
        let last = count.saturating_sub(area.height.into());
        self.top = self.top.saturating_add_signed(by).min(last);
    }
}

/// Whether a secret of that kind is typed here.
fn is_typed(wants: Wants) -> bool {
    matches!(wants, Wants::Password | Wants::Passphrase)
}

impl Panel for Sync {
    fn layers(&self) -> Vec<Layer> {
        if self.input.is_some() {
            return vec![Layer::Input, Layer::Sync];
        }
        let question = self.asks.then_some(Layer::Question);
        let sign_in = self.signs_in.then_some(Layer::SignIn);
        let sync = self.is_on.then_some(Layer::Sync);
        let layers = [question, sign_in, sync, Some(Layer::Scroll)];
        layers.into_iter().flatten().collect()
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Next {
        match action {
            Action::Yes => Next::StayAnd(Wish::AnswerSync(true)),
            Action::No => Next::StayAnd(Wish::AnswerSync(false)),
            Action::SyncNow => Next::StayAnd(Wish::SyncNow),
            Action::SignIn if self.signs_in => Next::CloseAnd(Wish::SignIn),
            action => {
                let height = usize::from(self.rows(shared).height);
                if let Some(rows) = rows_moved(action, height) {
                    self.move_by(rows, shared);
                }
                Next::Stay
            }
        }
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
        let wanted = shared.sync.sign_in().map(|sign_in| sign_in.wants);
        let (Some(wants), Some(input)) = (wanted, self.input.take()) else {
            return Next::Stay;
        };
        let secret = Hidden::new(input.text());
        Next::StayAnd(Wish::SyncWith(Typed { wants, secret }))
    }

    fn scroll(&mut self, rows: isize, shared: &Shared) {
        self.move_by(rows, shared);
    }

    /// Whoever closes this while a keyring is waited for doesn't want to unlock it.
    fn close(&mut self, shared: &mut Shared) {
        if let Some(sync) = shared.sync.give_up_keyring() {
            shared.cancel(sync);
        }
    }

    fn fit(&mut self, shared: &Shared) {
        self.is_on = shared.sync.is_on;
        self.asks = !shared.sync.questions.is_empty() && !shared.sync.is_under_way();
        let sign_in = shared.sync.sign_in();
        self.signs_in = sign_in.is_some_and(|sign_in| sign_in.wants == Wants::SignIn);
        let types = sign_in.is_some_and(|sign_in| is_typed(sign_in.wants));
        match (types && !shared.sync.is_under_way(), &self.input) {
            (true, None) => self.input = Some(InputLine::hidden()),
            (false, Some(_)) => self.input = None,
            _ => {}
        }
        self.move_by(0, shared);
    }
}
