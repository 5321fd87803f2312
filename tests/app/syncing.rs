//! Syncing in the background: when, what the header says, and what is asked.

use lyceum::app::request::courses::{Access, Available};
use lyceum::app::request::sync::{
    About, Answers, NotTaken, Outcome, Question, SignIn, SyncEnd, SyncNow, Wants, Why,
};
use lyceum::app::request::{Progress, Request, Step};
use lyceum::app::{Effect, Msg};
use lyceum::domain::{Cents, CourseId, Held, Refused};

use crate::shelf::{Shelf, ended};
use crate::world::World;

const MINUTE: u64 = 60_000;

fn shelf() -> Shelf {
    Shelf::fresh().synced()
}

fn ending(ends: impl IntoIterator<Item = SyncEnd>) -> Shelf {
    let mut shelf = shelf();
    shelf.sync_ends.extend(ends);
    shelf
}

fn syncs(world: &World) -> Vec<SyncNow> {
    let syncs = world.requests().filter_map(|request| match request {
        Request::SyncNow(asked) => Some(asked.question.clone()),
        _ => None,
    });
    syncs.collect()
}

/// What the header says of the academy.
fn word(world: &World) -> String {
    let status = world.model.header().status;
    let (_, word) = world.model.shared.sync.word().unwrap();
    assert!(status.iter().any(|(_, text)| *text == word), "{status:?}");
    word
}

fn offline() -> SyncEnd {
    SyncEnd {
        again_in: Some(10_000),
        ..ended(Outcome::Offline("nobody answers".to_owned()))
    }
}

fn signed_out(wants: Wants) -> SyncEnd {
    SyncEnd {
        again_in: None,
        ..ended(Outcome::SignIn(SignIn {
            wants,
            why: "the database doesn't take the password".to_owned(),
            keeps: "Your password will be kept in your keyring.".to_owned(),
        }))
    }
}

fn asking(about: About) -> SyncEnd {
    let words = "312 records, 14 h: send them?".to_owned();
    SyncEnd {
        questions: vec![Question { about, words }],
        ..ended(Outcome::Synced)
    }
}

#[test]
fn without_an_academy_nothing_is_synced_and_nothing_wakes_the_program() {
    let mut world = World::new(80, 24, Shelf::fresh());
    world.pass(60 * MINUTE);
    assert_eq!(syncs(&world), []);
    assert_eq!(world.model.next_look(), None);
    assert_eq!(world.model.shared.sync.word(), None);
}

#[test]
fn it_is_synced_after_the_start_and_then_every_few_minutes_and_nothing_wakes_it_between() {
    let mut world = World::new(80, 24, shelf());
    assert_eq!(syncs(&world), []);
    world.pass(MINUTE);
    assert_eq!(syncs(&world).len(), 1);
    assert_eq!(word(&world), "● synced");
    let due = world.model.shared.sync.next_try();
    assert!(due.is_some());
    assert_eq!(world.model.next_look(), due);
    world.pass(5 * MINUTE);
    assert_eq!(syncs(&world).len(), 2);
}

#[test]
fn a_completion_is_sent_at_once_and_once_more_where_a_sync_may_have_missed_it() {
    let mut world = World::new(80, 24, shelf());
    world.pass(MINUTE);
    world.press("enter");
    let before = syncs(&world).len();
    world.press("c");
    assert_eq!(syncs(&world).len(), before + 1);
    world.held = true;
    world.press("S r esc c");
    assert_eq!(syncs(&world).len(), before + 2);
    let completion = |request: &Request| matches!(request, Request::CompleteLesson(_));
    let completes = world.waiting.iter().position(completion).unwrap();
    world.answer(completes);
    assert_eq!(syncs(&world).len(), before + 2);
    world.release();
    assert_eq!(syncs(&world).len(), before + 3);
}

#[test]
fn being_offline_is_a_word_and_no_error() {
    let mut world = World::new(80, 24, ending([offline(), offline(), offline()]));
    world.pass(1_000);
    assert_eq!(word(&world), "◌ offline");
    assert_eq!(world.notice(), "");
    assert!(world.model.shared.sync.next_try().is_some());
    world.press("enter");
    let tries = syncs(&world).len();
    world.press("c");
    assert_eq!(
        syncs(&world).len(),
        tries,
        "the next try comes when it is due"
    );
    world.pass(30_000);
    let failures: Vec<u32> = syncs(&world).iter().map(|sync| sync.failures).collect();
    assert_eq!(failures, [0, 1, 2, 3]);
}

#[test]
fn a_network_that_returns_brings_the_next_try_at_once() {
    let mut world = World::new(80, 24, ending([offline()]));
    world.pass(1_000);
    world.send(Msg::NetworkChanged);
    assert_eq!(syncs(&world).len(), 2);
    assert_eq!(word(&world), "● synced");
    world.send(Msg::NetworkChanged);
    assert_eq!(syncs(&world).len(), 2, "it was not away");
}

#[test]
fn the_header_says_how_far_a_sync_is_and_no_spinner_turns() {
    let mut world = World::new(80, 24, shelf());
    world.held = true;
    world.pass(10_000);
    let Some(Request::SyncNow(asked)) = world.waiting.iter().find(is_sync).cloned() else {
        panic!("no sync");
    };
    assert!(!world.model.is_working());
    let (_, reply_to) = asked.open();
    let progress = Progress {
        done: 3,
        total: 10,
        step: Step::Send,
    };
    world.send(Msg::Answered(reply_to.progress(progress)));
    assert_eq!(word(&world), "◌ syncing 3/10");
    assert!(!world.model.is_working());
}

#[test]
fn a_locked_keyring_is_waited_for_until_the_screen_is_closed() {
    let mut world = World::new(80, 24, shelf());
    world.held = true;
    world.pass(1_000);
    let Some(Request::SyncNow(asked)) = world.waiting.iter().find(is_sync).cloned() else {
        panic!("no sync");
    };
    let id = asked.id();
    let waits = Progress {
        done: 0,
        total: 0,
        step: Step::WaitForKeyring,
    };
    world.send(Msg::Answered(asked.open().1.progress(waits)));
    assert_eq!(word(&world), "! unlock your keyring");
    world.press("S esc");
    assert!(world.effects.contains(&Effect::Cancel(id)));
    assert_eq!(word(&world), "! sign in");
    assert_eq!(world.model.shared.sync.next_try(), None);
}

fn is_sync(request: &&Request) -> bool {
    matches!(request, Request::SyncNow(_))
}

#[test]
fn what_waits_and_what_was_refused_is_counted() {
    let not_taken = |why, records| NotTaken {
        why,
        course: Some("Rust Basics".to_owned()),
        records,
    };
    for (to_send, held, refused, expected) in [
        (12, 0, 0, "◌ 12 to send"),
        (0, 3, 0, "◌ 3 waiting"),
        (12, 3, 2, "! 2 refused"),
    ] {
        let mut shelf = shelf();
        shelf.overview.to_send = to_send;
        shelf.overview.not_taken = vec![
            not_taken(Why::Held(Held::NotEnrolled), held),
            not_taken(Why::Refused(Refused::Conflict), refused),
        ];
        let mut world = World::new(80, 24, shelf);
        world.pass(1_000);
        assert_eq!(word(&world), expected);
        world.press("S esc");
        let seen = if refused > 0 {
            "◌ 12 to send"
        } else {
            expected
        };
        assert_eq!(
            word(&world),
            seen,
            "what was refused is said until it was looked at"
        );
    }
}

#[test]
fn a_missing_password_is_asked_for_once_and_shown_nowhere() {
    let ends = [signed_out(Wants::Password)];
    let mut world = World::new(80, 24, ending(ends));
    world.pass(30 * MINUTE);
    assert_eq!(syncs(&world).len(), 1, "nobody tries without it");
    assert_eq!(word(&world), "! sign in");
    world.press("S g e h e i m");
    let debug = format!("{:?}", world.model);
    assert!(!debug.contains("geheim"));
    world.press("enter");
    let typed = syncs(&world).last().unwrap().typed.clone().unwrap();
    assert_eq!(typed.secret.reveal(), "geheim");
    assert!(!format!("{typed:?}").contains("geheim"));
    assert_eq!(word(&world), "● synced");
}

#[test]
fn a_question_is_answered_on_the_screen() {
    let mut world = World::new(80, 24, ending([asking(About::Past)]));
    world.pass(1_000);
    assert_eq!(word(&world), "! 1 question");
    world.press("S y");
    let answers = syncs(&world).last().unwrap().answers;
    assert_eq!(
        answers,
        Answers {
            send_past: Some(true),
            ..Answers::default()
        }
    );
    assert_eq!(word(&world), "● synced");
}

#[test]
fn a_no_to_the_past_is_kept_and_any_other_no_is_not_asked_about_again_by_itself() {
    let mut world = World::new(80, 24, ending([asking(About::Past)]));
    world.pass(1_000);
    world.press("S n");
    let answers = syncs(&world).last().unwrap().answers;
    assert_eq!(answers.send_past, Some(false));

    let ends = [About::Academy; 3].map(asking);
    let mut world = World::new(80, 24, ending(ends));
    world.pass(1_000);
    world.press("S n");
    assert_eq!(syncs(&world).len(), 1);
    world.pass(6 * MINUTE);
    assert_eq!(word(&world), "! not synced");
    world.press("r");
    assert!(syncs(&world).last().unwrap().answers.retry_held);
    assert_eq!(word(&world), "! 1 question");
}

/// What the program does, without the counts of what is due: a lesson that was read may have cards.
fn besides_counts(world: &World) -> impl DoubleEndedIterator<Item = &Effect> {
    let effects = world.effects.iter();
    effects.filter(|effect| !matches!(effect, Effect::Start(Request::CountDue(_))))
}

#[test]
fn leaving_sends_what_waits_after_everything_is_written_unless_that_is_hopeless() {
    let mut world = World::new(80, 24, shelf());
    world.pass(1_000);
    world.press("enter");
    world.pass(5_000);
    world.press("q");
    let last: Vec<&Effect> = besides_counts(&world).rev().take(2).collect();
    assert!(matches!(last[0], Effect::Quit), "{last:?}");
    assert!(
        matches!(last[1], Effect::Start(Request::SyncBeforeLeaving(_))),
        "{last:?}"
    );

    let mut world = World::new(80, 24, ending([offline()]));
    world.pass(1_000);
    world.press("q");
    let leaves = |request: &Request| matches!(request, Request::SyncBeforeLeaving(_));
    assert!(!world.requests().any(leaves));
}

#[test]
fn news_of_the_academy_is_said_and_what_is_on_screen_is_read_anew() {
    let news = "Your enrollment in Rust Basics is active again.".to_owned();
    let end = SyncEnd {
        news: vec![news.clone()],
        has_changed: true,
        ..ended(Outcome::Synced)
    };
    let mut world = World::new(80, 24, ending([end]));
    let reads = |world: &World| {
        let reads = |request: &&Request| matches!(request, Request::ReadCourses(_));
        world.requests().filter(reads).count()
    };
    let before = reads(&world);
    world.pass(1_000);
    assert_eq!(world.notice(), news);
    assert_eq!(reads(&world), before + 1);
    world.pass(20 * MINUTE);
    assert_eq!(world.notice(), "");
    assert_eq!(
        reads(&world),
        before + 1,
        "a sync that changes nothing reads nothing"
    );
}

fn available(title: &str, access: Access) -> Available {
    Available {
        id: CourseId::new(title),
        title: title.to_owned(),
        price: Cents(4900),
        access,
    }
}

#[test]
fn a_course_of_the_academy_is_found_by_letters_and_enrolled_in() {
    let mut shelf = shelf();
    shelf.available = vec![
        available("Applied AI", Access::Closed),
        available("Rust Basics", Access::Enroll),
        available("Writing", Access::Coming),
    ];
    let mut world = World::new(80, 24, shelf);
    world.pass(1_000);
    let before = syncs(&world).len();
    world.press("a r u s enter");
    let joins = world.requests().filter_map(|request| match request {
        Request::JoinCourse(asked) => Some(asked.question.course.clone()),
        _ => None,
    });
    assert_eq!(joins.collect::<Vec<_>>(), [CourseId::new("Rust Basics")]);
    assert_eq!(syncs(&world).len(), before + 1, "its lessons come at once");
    world.press("ctrl-u a p p enter");
    assert!(world.notice().contains("Pay"), "{}", world.notice());
    assert_eq!(syncs(&world).len(), before + 1);
}

#[test]
fn a_sync_that_is_asked_for_replaces_the_one_under_way() {
    let mut world = World::new(80, 24, shelf());
    world.held = true;
    world.pass(1_000);
    let first = world.waiting.iter().find(is_sync).map(Request::id).unwrap();
    world.press("S r");
    assert!(world.effects.contains(&Effect::Cancel(first)));
    assert_eq!(syncs(&world).len(), 2);
}
