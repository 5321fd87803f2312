//! Questions and writes under way. An answer that nobody waits for any more is dropped.

use std::collections::BTreeMap;

use super::clock::Millis;

/// Ties an answer to its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub u64);

/// What is under way, and what each answer is for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Requests<P> {
    last: u64,
    waiting: BTreeMap<RequestId, (P, Millis)>,
}

impl<P> Default for Requests<P> {
    fn default() -> Self {
        Self {
            last: 0,
            waiting: BTreeMap::new(),
        }
    }
}

impl<P: PartialEq> Requests<P> {
    /// Starts a request. Whoever waited for the same purpose waits for this one's answer instead.
    pub(super) fn start(&mut self, purpose: P, now: Millis) -> RequestId {
        self.cancel(|waiting| *waiting == purpose);
        self.start_another(purpose, now)
    }

    /// Starts a request whose answer is needed even if another of the same purpose follows.
    pub(super) fn start_another(&mut self, purpose: P, now: Millis) -> RequestId {
        self.last += 1;
        let id = RequestId(self.last);
        self.waiting.insert(id, (purpose, now));
        id
    }

    /// Ends a request and says what it was for; none where nobody waits for it.
    pub(super) fn finish(&mut self, id: RequestId) -> Option<P> {
        self.waiting.remove(&id).map(|(purpose, _)| purpose)
    }

    /// What a request is for; none where nobody waits for it any more.
    pub(super) fn purpose(&self, id: RequestId) -> Option<&P> {
        self.waiting.get(&id).map(|(purpose, _)| purpose)
    }

    /// Whether somebody still waits for the answer.
    pub(super) fn awaits(&self, id: RequestId) -> bool {
        self.purpose(id).is_some()
    }

    /// Forgets requests: their answers will be dropped.
    pub(super) fn cancel(&mut self, unwanted: impl Fn(&P) -> bool) {
        self.waiting.retain(|_, (purpose, _)| !unwanted(purpose));
    }

    /// When the oldest request began.
    pub(super) fn oldest(&self) -> Option<Millis> {
        self.waiting.values().map(|(_, since)| *since).min()
    }

    /// How many of that kind are under way.
    pub(super) fn count(&self, wanted: impl Fn(&P) -> bool) -> usize {
        let waiting = self.waiting.values();
        waiting.filter(|(purpose, _)| wanted(purpose)).count()
    }

    /// True where something of that kind is under way.
    pub(super) fn any(&self, wanted: impl Fn(&P) -> bool) -> bool {
        self.waiting.values().any(|(purpose, _)| wanted(purpose))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_to_a_repeated_question_is_the_last_one() {
        let mut requests = Requests::default();
        let first = requests.start("catalog", 0);
        let second = requests.start("catalog", 0);
        assert_eq!(requests.finish(first), None);
        assert_eq!(requests.finish(second), Some("catalog"));
        assert_eq!(requests.finish(second), None);
    }
}
