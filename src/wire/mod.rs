//! The wire format between a client and its academy, the same whether the client talks to the database or to a
//! server. All of it is JSON.
//!
//! # The calls
//!
//! | call | SQL function | takes | gives |
//! |---|---|---|---|
//! | hello | `hello_v1(protocol integer)` | the newest protocol of the client | [`Hello`] |
//! | manifest | `manifest_v1(after text, size integer)` | the last course seen, a size | [`ManifestEntry`] rows, in the order of the ids |
//! | listing | `listing_v1(courses jsonb)` | course ids, at most 200 | a list of [`Listing`], of those that the caller sees |
//! | outline | `outline_v1(course text)` | a course id | [`CourseOutline`] |
//! | bodies | `bodies_v1(course text, lessons jsonb)` | lesson ids | [`Bodies`] |
//! | image | `image_v1(course text, digest text)` | a course id, the SHA-256 of an [`OutlinedImage`] | its bytes |
//! | push | `push_v1(batch jsonb)` | [`Batch`] | [`PushAnswer`] |
//! | pull | `pull_v1(place jsonb, size integer, snapshot text)` | the fields of [`PullRequest`] | [`Pull`] |
//!
//! `catalog_v1`, `course_v1` and `publish_v1` are what readers and authors without a store use; see [`CatalogFilter`]
//! and [`PublishOptions`].
//!
//! # Hello
//!
//! The academy says which protocols it speaks ([`Protocols`]), whatever the client's is; the newest that both speak is
//! spoken, and where there is none, the client says which side must be updated. `hello` carries three digests,
//! compared for equality only: with the head of the log, the catalog (a digest of the caller's manifest) and the
//! snapshot unchanged, and nothing to push, a sync is this one call.
//!
//! # Records
//!
//! A record crosses whole ([`RawRecord`](crate::domain::RawRecord)), with the payload of its kind as it was written.
//! Every kind, also one that comes later, names its `course`, and its `lesson` where it is about one. A kind never
//! gains fields: what is new is a new kind. So
//!
//! - an academy holds (`unsupported`) a record whose kind isn't among its [`Hello::kinds`], and refuses (`malformed`)
//!   one of a known kind with fields missing, wrong or unknown;
//! - a client that pulls a kind that it doesn't know keeps the record whole, and pushes it again like any other.
//!
//! Two records are the same if id, device, kind, time, date and payload are equal; the same id with anything else is
//! `conflict`.
//!
//! # Push
//!
//! A batch has at most [`MAX_RECORDS`] records and [`MAX_BYTES`], and no record twice. Its `base` is the highest place that the client ever
//! saw, receipts included. An academy that doesn't have that record at that place answers `Diverged` (LY010) and
//! stores nothing: it went back in time, and the whole log is pushed again without a base.
//!
//! Each record is pushed with what was made of it before ([`Pushed::effective_at`], [`Pushed::counted`]), where
//! that is known. Then the academy takes both as they are (bounded as below), and corrects nothing. Where they aren't
//! known and the record is the pushing device's own, its time is corrected by the difference between `sent_at` and the
//! academy's clock, if that is more than five minutes. In any case `effective_at` is not in the future and not before
//! 2000. Where it is more than five minutes from `occurred_at` the record is flagged `clock`.
//!
//! - Seconds counted: at most 300 a record (`too_long`), what is left of the day's 86,400, and at most `counted` where
//!   that came along (`day_full` where one of the two is less than what the record claims). The day is `local_date` where that is within a day of `effective_at`'s date, else
//!   that date. The enrollment's date never matters for what counts, only for the dates that are shown.
//! - `complete` adds a completion that stands until a reopening names it, whatever the order of their arrival.
//! - `reopen` names every completion that it undoes: records by id, and the web application's by its time. The lesson
//!   stays complete where others stand.
//! - `position`: the latest `effective_at` wins; of two at the same instant, the later id.
//! - `attempt`: an answer to a question. Immutable; it counts as a review, `good` where it was right, else `again`.
//! - `submission`: an answer to a question that the academy grades ([`Stored::right`](crate::domain::Stored::right)), by
//!   the key of the version that it names; `not_graded` where there is none, `no_attempt_left` where the question was
//!   answered as often as it may be. `typed` has the forms in which its texts are compared. Learners get no key.
//! - `recall`: a review of a question or card. Its state is replayed from all attempts and recalls in the order of
//!   `effective_at` and id.
//! - `undo`: the recall that it names counts no more, whichever comes first.
//! - `tick`: a task of a lesson is done, or isn't. The latest `effective_at` wins, then the later id.
//! - `card`: a card of the learner's own, at most 1 kB in front and 8 kB behind. `discard` takes it away for good, whichever
//!   comes first.
//! - `fit`: the rules of memory fitted to the learner's history. The latest `effective_at` wins, then the later id.
//! - `enroll`: enrolls if there is no enrollment and the course is free or paid for, also for the records after it in
//!   the batch, and for those before it. It is applied where an enrollment stands, whatever that one's date.
//!
//! Receipts are in the batch's order. `applied` and `duplicate` carry what was made of the record
//! ([`Stored`](crate::domain::Stored)). A record that was applied once is a duplicate for ever, whatever became of its
//! course.
//!
//! # Pull
//!
//! One page after the client's cursor, of at most 1,000 records, all in one database snapshot. On the page that
//! reaches the head, `digest` is the snapshot's, and the snapshot itself comes along unless its digest is the one
//! that the client has. A cursor that isn't there any more is `Diverged`.
//!
//! # Content
//!
//! The manifest says which courses the caller sees, and their revisions; a revision changes with the course and with
//! what the caller gets of it. Metadata of those that changed come in listings. A course that is kept for reading is
//! fetched as an outline, whose lessons carry a digest of their bodies, and bodies in pages: the academy answers with
//! as many of the lessons asked for, in that order, as fit into [`MAX_BODIES`] bytes, at least one; the client asks
//! again for the others. The outline names the course's images by their SHA-256; each is fetched by itself, once.
//!
//! # Publishing
//!
//! A [`GivenCourse`] names its lessons' texts and its images by their SHA-256. Those that the academy lacks
//! (`lacking_v1`) are uploaded first (`upload_v1`), each at most [`MAX_UPLOAD`] bytes; what isn't published within a day
//! goes. The publishing itself is one transaction, of a course that nobody changed since its author compared it with what
//! was there ([`PublishOptions::base`], the outline's revision). `learners_v1` says how many people that concerns
//! ([`Learners`]); `unpublish_v1` takes a course back.
//!
//! A lesson with graded questions comes parted ([`GivenKey`]): learners get the public text, editors what its author
//! wrote, and the academy keeps the key of each version of a question that was ever published.

mod course;
mod hello;
mod outline;
pub mod problem;
mod publish;
mod pull;
mod push;
mod sign_in;

pub use course::{
    Access, CatalogEntry, CatalogFilter, CatalogPage, CourseHead, ManifestEntry, PublishOptions,
    Published, RemoteCourse, RemoteLesson, RemoteModule,
};
pub use hello::{Hello, Protocols, Role, User};
pub use outline::{
    Bodies, CourseOutline, LessonBody, Listing, OutlinedImage, OutlinedLesson, OutlinedModule,
};
pub use publish::{
    GivenCourse, GivenKey, GivenLesson, GivenModule, Learners, Publication, Unpublish,
};
pub use pull::{LoggedRecord, Pull, PullRequest};
pub use push::{Batch, PushAnswer, Pushed};
pub use sign_in::{
    AtProvider, Begin, Begun, Device, Finish, Offer, Provider, Scope, SignInStep, SignedIn,
    TOKEN_PREFIX, Way, is_token,
};

pub use crate::domain::digest_of;
pub use crate::domain::receipt::{Flag, Held, LogPlace, Outcome, Receipt, Refused, Stored};
pub use crate::domain::snapshot::{
    CertificateState, EnrollmentState, EnrollmentStatus, PositionState, ProgressState, Snapshot,
};

/// The protocols that this program speaks.
pub const PROTOCOLS: Protocols = Protocols {
    oldest: 1,
    newest: 1,
};

/// The kinds of records that this program knows.
pub const KINDS: [&str; 13] = crate::domain::Fact::KINDS;

/// The most records that a batch holds.
pub const MAX_RECORDS: usize = 200;

/// The most bytes that a batch's records have as JSON.
pub const MAX_BYTES: usize = 256 * 1024;

/// The most records of a pulled page.
pub const PAGE: usize = 1000;

/// The bytes of lessons after which a page of bodies ends.
pub const MAX_BODIES: usize = 256 * 1024;

/// The most bytes of a lesson's text or an image on its way to the academy.
pub const MAX_UPLOAD: usize = crate::domain::Lesson::MAX_PUBLISHED;

/// The bytes of texts that are uploaded together; a longer one goes alone.
pub const MAX_TEXTS: usize = 1024 * 1024;

/// The HTTP header with the place in the primary's log that an answer is of, and a request must not be answered from
/// before; opaque to clients.
pub const POSITION_HEADER: &str = "lyceum-position";
