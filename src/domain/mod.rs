//! Courses, lessons, records, progress, and their rules. No I/O, no clock, no async.

pub mod alike;
pub mod amount;
pub mod calendar;
pub mod catalog;
pub mod collation;
pub mod course;
pub mod course_source;
pub mod diagnostic;
pub mod id;
pub mod image;
pub mod lesson;
pub mod likeness;
pub mod moment;
pub mod outline;
pub mod path;
pub mod progress;
pub mod quiz;
pub mod raw;
pub mod receipt;
pub mod record;
pub mod review;
pub mod sanitize;
pub mod search;
pub mod slug;
pub mod snapshot;
pub mod study;
pub mod task;
pub mod vault;
pub mod width;

pub use amount::{Cents, Minutes, Percent, Seconds};
pub use calendar::{StudyCalendar, StudyDay};
pub use catalog::{CourseSummary, Origin};
pub use course::{Course, CourseTree, Difficulty, Module};
pub use course_source::CourseSource;
pub use diagnostic::{Diagnostic, LinePlace, Location, Severity};
pub use id::{CourseId, DeviceId, LessonId, ModuleId, RecordId};
pub use image::{CourseImage, PixelSize};
pub use lesson::{Body, Lesson, LessonHead, LessonKind, LessonNumber};
pub use moment::Moment;
pub use outline::{LessonEntry, ModuleEntry, Outline};
pub use path::path_in_course;
pub use progress::{Completion, LessonProgress, Mark};
pub use raw::RawRecord;
pub use receipt::{Flag, Held, Receipt, Refused, Stored};
pub use record::{Fact, Position, Record, Timestamp};
pub use sanitize::{sanitize, sanitize_line};
pub use search::{SearchHit, Snippet};
pub use slug::{InvalidSlug, Slug};
pub use snapshot::{
    CertificateState, EnrollmentState, EnrollmentStatus, PositionState, ProgressState, Snapshot,
};
pub use study::{BootInstant, OpenPosition, StudySpan, WindowId};
pub use task::TaskId;
pub use vault::{UnknownVaultKind, VaultKind};
pub use width::{display_width, grapheme_width, is_width_agreed};
