//! Signs in at the academy's server.

use super::Model;
use crate::app::frame::notices::Notice;
use crate::app::overlay::Overlay;
use crate::app::overlay::sign_in::SignIn;
use crate::app::request::Answered;
use crate::app::request::sign_in::{BeginSignIn, FinishSignIn, OpenVaultFile, ReadWays};

impl Model {
    pub(super) fn begin_sign_in(&mut self) {
        let overlay = SignIn::new(&mut self.shared);
        self.open(Overlay::SignIn(overlay));
    }

    /// Somebody is signed in: what waited goes now.
    pub(super) fn signed_in(&mut self, words: String) {
        self.shared.tell(Notice::news(words));
        self.sync_now();
    }

    pub(super) fn take_ways(&mut self, answered: Answered<ReadWays>) {
        if let Some(Overlay::SignIn(sign_in)) = &mut self.overlay {
            sign_in.take_ways(answered, &mut self.shared);
        }
    }

    pub(super) fn take_opened(&mut self, answered: Answered<OpenVaultFile>) {
        if let Some(Overlay::SignIn(sign_in)) = &mut self.overlay {
            sign_in.take_opened(answered, &mut self.shared);
        }
    }

    pub(super) fn take_begun(&mut self, answered: Answered<BeginSignIn>) {
        if let Some(Overlay::SignIn(sign_in)) = &mut self.overlay {
            sign_in.take_begun(answered, &mut self.shared);
        }
    }

    pub(super) fn take_finished(&mut self, answered: Answered<FinishSignIn>) {
        if let Some(Overlay::SignIn(sign_in)) = &mut self.overlay {
            let next = sign_in.take_finished(answered);
            self.after_overlay(next);
        }
    }
}
