//! How the profile stands with its academy.

use lyceum::app::request::courses::{Access, Available};
use lyceum::app::request::sync::{About, NotTaken, Outcome, Question, SignIn, SyncEnd, Wants, Why};
use lyceum::domain::{Cents, CourseId, Held, Refused};

use super::{WITH_THREE_COLUMNS, compare};
use crate::shelf::{Shelf, ended};
use crate::world::World;

const SIZES: [(u16, u16); 3] = [(40, 12), (80, 24), WITH_THREE_COLUMNS];

fn shelf() -> Shelf {
    Shelf::begun().synced()
}

fn not_taken(records: usize, course: &str, why: Why) -> NotTaken {
    NotTaken {
        why,
        course: Some(course.to_owned()),
        records,
    }
}

fn with_everything() -> Shelf {
    let mut shelf = shelf();
    shelf.overview.to_send = 12;
    shelf.overview.kept = 7;
    shelf.overview.archived = 1;
    shelf.overview.not_taken = vec![
        not_taken(3, "Rust Basics", Why::Held(Held::NotEnrolled)),
        not_taken(1, "Applied AI", Why::Held(Held::Suspended)),
        not_taken(2, "Rust Basics", Why::Refused(Refused::Conflict)),
    ];
    shelf
}

fn asking() -> Shelf {
    let question = |about, words: &str| Question {
        about,
        words: words.to_owned(),
    };
    let mut shelf = shelf();
    shelf.sync_ends.push_back(SyncEnd {
        questions: vec![
            question(
                About::Past,
                "312 records, 14 h, were learned in courses of this academy before it was known here: send them to \
                 ada@example.org?",
            ),
            question(About::Loss, "the academy's catalog lost 12 of 20 courses: is that right?"),
        ],
        ..ended(Outcome::Synced)
    });
    shelf
}

fn signed_out() -> Shelf {
    let mut shelf = shelf();
    shelf.sync_ends.push_back(SyncEnd {
        again_in: None,
        ..ended(Outcome::SignIn(SignIn {
            wants: Wants::Password,
            why: "not signed in: the database doesn't take the password of lyceum_ada_1".to_owned(),
            keeps: "Your password will be kept in your keyring.".to_owned(),
        }))
    });
    shelf
}

fn offline() -> Shelf {
    let mut shelf = shelf();
    let why = "the academy can't be reached: no route to host".to_owned();
    shelf.overview.to_send = 1;
    shelf.sync_ends.push_back(ended(Outcome::Offline(why)));
    shelf
}

fn opened(world: &mut World) {
    world.pass(1_000).press("S");
}

#[test]
fn without_an_academy_it_says_how_to_set_one() {
    compare("sync-none", &SIZES, Shelf::begun, |world| {
        world.press("S");
    });
}

#[test]
fn what_waits_and_what_was_refused() {
    compare("sync", &SIZES, with_everything, opened);
}

#[test]
fn a_question() {
    compare("sync-question", &SIZES, asking, opened);
}

#[test]
fn a_password_that_is_typed() {
    compare("sync-password", &SIZES, signed_out, |world| {
        opened(world);
        world.press("s e c r e t");
    });
}

fn with_an_academy() -> Shelf {
    let mut shelf = shelf();
    let course = |title: &str, access| Available {
        id: CourseId::new(title),
        title: title.to_owned(),
        price: Cents(4900),
        access,
    };
    shelf.available = vec![
        course("Applied AI", Access::Closed),
        course(
            "Enterprise AI: a Course for Whoever Decides",
            Access::Coming,
        ),
        course("Rust Basics", Access::Enroll),
        course("Welcome to Lyceum", Access::Here),
    ];
    shelf
}

#[test]
fn the_courses_of_the_academy() {
    compare("sync-available", &SIZES, with_an_academy, |world| {
        world.press("a");
    });
}

#[test]
fn offline_in_the_header() {
    compare("sync-offline", &SIZES, offline, |world| {
        world.pass(1_000).press("j enter");
    });
}
