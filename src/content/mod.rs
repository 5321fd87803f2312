//! Courses as files. A [format](format) reads a folder into an outline; what holds for every course comes after it,
//! once: ids, titles, durations, links, images, checks ([`build`](build)).
//!
//! Nothing of a course is executed, no path leaves its directory, and a check reports every problem at once.
//!
//! A mistake is a [`Diagnostic`](crate::domain::Diagnostic) with a code; at a byte of a lesson's text it is a `Finding`
//! until its file is known. `load` is for learners: an error refuses the course. `check` is for authors: it gives all
//! problems and advice, beside the course as far as it can be built. A fix is a part of its problem.

mod advice;
mod build;
mod bundled;
mod carpentries;
mod chapters;
mod check;
mod dialect;
mod docusaurus;
mod fetch;
mod fields;
mod folders;
mod foreign_front_matter;
mod format;
mod front_matter;
mod front_order;
mod identity;
mod jupyter;
mod labels;
mod live;
mod load;
mod mdbook;
mod mkdocs;
mod native;
mod number;
mod numbered_pages;
mod options;
mod outline;
mod own_outline;
mod page;
mod page_cache;
mod parallel;
mod quarto;
mod quiz;
mod reading;
mod readme;
mod refused_formats;
mod report;
mod scaffold;
mod source;
mod summary;
mod text;
mod toctree;
mod walk;

pub use build::AboutLesson;
pub use bundled::bundled;
pub use check::{Checked, Mended, check, duplicates, explanation, mended, with_ends_of};
pub use fetch::{CoursePlace, FetchProgress, Fetched, GitAddress, InvalidAddress, forbids};
pub use format::{is_course, words as format_words};
pub use live::{FolderState, LiveCourse, PageReader, SeenCourse};
pub use load::{Loaded, load, load_embedded, load_for, load_source};
pub use native::{CourseName, WriteError, Written, course_name, write};
pub use options::{Drafts, Options, OwnOutline, Purpose, Repository};
pub use report::Report;
pub use scaffold::{CantMake, NewFile, new_course, new_lesson, new_module};
pub use source::Source;
