//! The questions of one kind that a screen asked and waits for, each with its purpose.

use std::marker::PhantomData;

use super::{Answered, Ask, Asked, Reply, Request, RequestId};
use crate::app::shared::Shared;

/// Questions of the kind `Q` under way, each with its purpose.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::app) struct Waiting<Q, P = ()> {
    asked: Vec<(RequestId, P)>,
    kind: PhantomData<fn() -> Q>,
}

impl<Q, P> Default for Waiting<Q, P> {
    fn default() -> Self {
        Self {
            asked: Vec::new(),
            kind: PhantomData,
        }
    }
}

impl<Q: Ask, P: Clone + PartialEq> Waiting<Q, P>
where
    Asked<Q>: Into<Request>,
{
    /// Asks a question. An earlier one for the same purpose is no longer wanted.
    pub(in crate::app) fn ask(&mut self, question: Q, purpose: P, shared: &mut Shared) {
        self.cancel(|earlier| *earlier == purpose, shared);
        self.ask_also(question, purpose, shared);
    }

    /// Asks a question beside those that were asked before for the same purpose.
    pub(in crate::app) fn ask_also(&mut self, question: Q, purpose: P, shared: &mut Shared) {
        let id = shared.ask(question);
        self.asked.push((id, purpose));
    }

    /// The purpose and the answer of what was asked here; the question is over unless the answer is progress.
    pub(in crate::app) fn take(&mut self, answered: Answered<Q>) -> Option<(P, Reply<Q::Answer>)> {
        let index = self.asked.iter().position(|(id, _)| *id == answered.id)?;
        let purpose = match answered.reply {
            Reply::Progress(_) => self.asked[index].1.clone(),
            Reply::Done(_) | Reply::Failed(_) => self.asked.swap_remove(index).1,
        };
        Some((purpose, answered.reply))
    }

    /// Stops the questions that are no longer wanted.
    pub(in crate::app) fn cancel(&mut self, unwanted: impl Fn(&P) -> bool, shared: &mut Shared) {
        self.asked.retain(|(id, purpose)| {
            let stays = !unwanted(purpose);
            if !stays {
                shared.cancel(*id);
            }
            stays
        });
    }

    /// True while something is asked for such a purpose.
    pub(in crate::app) fn any(&self, wanted: impl Fn(&P) -> bool) -> bool {
        self.asked.iter().any(|(_, purpose)| wanted(purpose))
    }

    /// The purpose of a question under way.
    pub(in crate::app) fn purpose(&self, id: RequestId) -> Option<&P> {
        let mut asked = self.asked.iter();
        asked.find(|(of, _)| *of == id).map(|(_, purpose)| purpose)
    }

    /// How many are under way.
    pub(in crate::app) fn len(&self) -> usize {
        self.asked.len()
    }
}
