//! Requests to the runtime. Each knows the type of its answer, and only that can answer it.
//!
//! A new kind of work is a file here with its questions, a row for each in the list below, the file in `runtime/work`
//! that carries them out, and a row in `model/answers.rs` that says who takes the answer.

pub mod bookmarks;
pub mod courses;
pub mod learning;
pub mod lesson;
pub mod preferences;
pub mod preview;
pub mod quiz;
pub mod review;
pub mod search;
pub mod settings;
pub mod sign_in;
pub mod study;
pub mod sync;
pub mod table;
pub(super) mod waiting;

use std::fmt::Debug;
use std::marker::PhantomData;

use super::frame::notices::Notice;

/// A question, or something to be done.
pub trait Ask: Debug + Clone + PartialEq {
    /// The answer, once it is done.
    type Answer: Debug + Clone + PartialEq;

    /// True for what nobody waits for: the screen doesn't say that it is being worked on.
    const IS_QUIET: bool = false;
}

/// The number of a request; no other of the same run has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(u64);

/// A question under its number.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked<Q> {
    id: RequestId,
    /// The question.
    pub question: Q,
}

impl<Q: Ask> Asked<Q> {
    /// The number.
    pub fn id(&self) -> RequestId {
        self.id
    }

    /// The question, and the way to answer it.
    pub fn open(self) -> (Q, ReplyTo<Q>) {
        let reply_to = ReplyTo {
            id: self.id,
            question: PhantomData,
        };
        (self.question, reply_to)
    }
}

/// The way to answer one question: by progress as often as there is some, then once for all.
#[derive(Debug)]
pub struct ReplyTo<Q> {
    id: RequestId,
    question: PhantomData<fn() -> Q>,
}

impl<Q: Ask> ReplyTo<Q>
where
    Answered<Q>: Into<Answer>,
{
    /// So much of it is done.
    pub fn progress(&self, progress: Progress) -> Answer {
        self.reply(Reply::Progress(progress))
    }

    /// It is done, or can't be.
    pub fn finish(self, outcome: Result<Q::Answer, Failure>) -> Answer {
        self.reply(outcome.map_or_else(Reply::Failed, Reply::Done))
    }

    fn reply(&self, reply: Reply<Q::Answer>) -> Answer {
        Answered { id: self.id, reply }.into()
    }
}

/// The answer to one question, so far.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered<Q: Ask> {
    id: RequestId,
    /// The answer.
    pub reply: Reply<Q::Answer>,
}

impl<Q: Ask> Answered<Q> {
    /// The question's number.
    pub fn id(&self) -> RequestId {
        self.id
    }
}

/// An answer, so far.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply<A> {
    /// So much of it is done.
    Progress(Progress),
    /// It is done.
    Done(A),
    /// It can't be done.
    Failed(Failure),
}

impl<A> Reply<A> {
    /// The answer of what is done.
    pub(super) fn done(self) -> Option<A> {
        match self {
            Reply::Done(answer) => Some(answer),
            _ => None,
        }
    }
}

/// How much of something long is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// So many steps.
    pub done: usize,
    /// Of so many; 0 where nobody knows.
    pub total: usize,
    /// The step that it is at.
    pub step: Step,
}

/// A step of something long.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Step {
    /// Work that needs no name.
    #[default]
    Work,
    /// The keyring is asked, which a person may have to unlock.
    WaitForKeyring,
    /// The academy doesn't answer at this moment.
    WaitForNetwork,
    /// Records go to the academy.
    Send,
    /// Records come from it.
    Receive,
    /// Its catalog comes.
    List,
    /// Lessons come.
    Fetch,
}

/// Why something could not be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The way to deal with it.
    pub class: FailureClass,
    /// The line for the learner.
    pub notice: Notice,
}

/// The way to deal with a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureClass {
    /// The same may succeed later.
    Retry,
    /// The same succeeds after signing in.
    SignIn,
    /// The same fails again.
    Fatal,
}

/// Carries out one kind of question, and makes a `T` of each.
pub trait Carrier<Q: Ask, T> {
    /// Takes the question.
    fn carry(&self, asked: Asked<Q>) -> T;
}

/// Makes the enums of all questions and of all answers, with a row for each kind of question.
macro_rules! requests {
    ($($module:ident::$kind:ident,)*) => {
        /// A question of any kind.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Request {
            $(
                #[doc = concat!("See [`", stringify!($module), "`].")]
                $kind(Asked<$module::$kind>),
            )*
        }

        /// An answer to a question of any kind.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Answer {
            $(
                #[doc = concat!("See [`", stringify!($module), "`].")]
                $kind(Answered<$module::$kind>),
            )*
        }

        $(
            impl From<Asked<$module::$kind>> for Request {
                fn from(asked: Asked<$module::$kind>) -> Self {
                    Request::$kind(asked)
                }
            }

            impl From<Answered<$module::$kind>> for Answer {
                fn from(answered: Answered<$module::$kind>) -> Self {
                    Answer::$kind(answered)
                }
            }
        )*

        impl Request {
            /// The question's number.
            pub fn id(&self) -> RequestId {
                match self {
                    $(Request::$kind(asked) => asked.id,)*
                }
            }

            /// Hands the question to what carries it out.
            pub fn hand_to<C, T>(self, carrier: &C) -> T
            where
                $(C: Carrier<$module::$kind, T>,)*
            {
                match self {
                    $(Request::$kind(asked) => carrier.carry(asked),)*
                }
            }

            /// The answer that it can't be done, whatever it is: how tests have a request fail.
            pub fn fail(self, failure: Failure) -> Answer {
                match self {
                    $(Request::$kind(asked) => asked.open().1.finish(Err(failure)),)*
                }
            }
        }

        impl Answer {
            /// The question's number.
            pub fn id(&self) -> RequestId {
                match self {
                    $(Answer::$kind(answered) => answered.id,)*
                }
            }

            /// The kind of the question: what a log may say of an answer.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Answer::$kind(_) => stringify!($kind),)*
                }
            }

            /// How much is done, while something is still to come.
            pub fn progress(&self) -> Option<Progress> {
                match self {
                    $(Answer::$kind(Answered { reply: Reply::Progress(progress), .. }) => Some(*progress),)*
                    _ => None,
                }
            }
        }
    };
}

requests! {
    preferences::ReadPreferences,
    preferences::SavePreferences,
    settings::SaveSetting,
    bookmarks::ReadBookmarks,
    bookmarks::ChangeBookmarks,
    courses::ReadCourses,
    courses::ReadOutline,
    courses::ReadJoined,
    courses::ReadAvailable,
    lesson::ReadLesson,
    lesson::Highlight,
    lesson::RenderImage,
    lesson::SearchLesson,
    search::SearchCourses,
    study::ReadCalendar,
    study::SaveStudy,
    learning::JoinCourse,
    learning::CompleteLesson,
    learning::ReopenLesson,
    quiz::ReadSheet,
    quiz::SaveRound,
    quiz::SaveAttempt,
    quiz::TickTask,
    review::ReadQueue,
    review::CountDue,
    review::ReadFigures,
    review::ReadCard,
    review::SaveRecall,
    review::UndoRecall,
    review::MakeCard,
    review::DiscardCard,
    sign_in::ReadWays,
    sign_in::OpenVaultFile,
    sign_in::BeginSignIn,
    sign_in::FinishSignIn,
    sign_in::CancelSignIn,
    sync::SyncNow,
    sync::SyncBeforeLeaving,
    sync::ReadSync,
    sync::SawRefused,
    preview::ViewFolder,
}
