//! Review in the store: states follow the records, in whatever order these come.

use chrono::{DateTime, Days, NaiveDate, TimeDelta};
use lyceum::domain::quiz::{Answer, QuestionId, QuizResult, Revision};
use lyceum::domain::review::{NotFitted, Rating};
use lyceum::domain::{DeviceId, Fact, LessonKind, Record, RecordId, Timestamp};
use lyceum::profile;
use lyceum::store::{ReviewDay, Store};
use proptest::prelude::*;
use sqlx::Row;
use uuid::Uuid;

use crate::world::{World, course, course_id, lesson_id, run};

const BEGIN: i64 = 1_763_900_000;

fn day(day: u64) -> NaiveDate {
    let begin = DateTime::from_timestamp(BEGIN, 0).unwrap().date_naive();
    begin.checked_add_days(Days::new(day)).unwrap()
}

fn at(id: u128, device: u128, day_number: u64, fact: Fact) -> Record {
    let begin = DateTime::from_timestamp(BEGIN, 0).unwrap();
    let seconds = i64::try_from(id % 1_000).unwrap();
    let moment =
        begin + TimeDelta::days(i64::try_from(day_number).unwrap()) + TimeDelta::seconds(seconds);
    Record {
        id: RecordId(Uuid::from_u128(id)),
        device: DeviceId(Uuid::from_u128(device)),
        occurred_at: Timestamp::new(moment),
        local_date: day(day_number),
        fact,
    }
}

fn question(number: u8) -> QuestionId {
    QuestionId::named(&format!("q{number}")).unwrap()
}

fn answered(number: u8, right: bool) -> Fact {
    Fact::Attempt {
        course: course_id("c"),
        lesson: lesson_id("l"),
        question: question(number),
        revision: Revision(1),
        answer: Answer::Choices(vec![0]),
        right,
        seconds: 3,
    }
}

fn recalled(number: u8, rating: Rating) -> Fact {
    Fact::Recall {
        course: course_id("c"),
        lesson: lesson_id("l"),
        question: question(number),
        rating,
        seconds: 3,
    }
}

fn undone(number: u8, recall: u128) -> Fact {
    Fact::Undo {
        course: course_id("c"),
        lesson: lesson_id("l"),
        question: question(number),
        recall: RecordId(Uuid::from_u128(recall)),
    }
}

async fn with_course() -> World {
    let world = World::new().await;
    world.put(&course("c", &[("l", "Text.")]), "1").await;
    world
}

/// Every card's state, row by row.
async fn schedule(world: &World) -> Vec<String> {
    world.store.refresh_cards().await.unwrap();
    let rows = sqlx::query(
        "SELECT question || ' ' || stability || ' ' || difficulty || ' ' || due || ' ' || reviews || ' ' || lapses
         FROM cards ORDER BY 1",
    );
    let rows = rows.fetch_all(&mut world.sql().await).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

async fn due(store: &Store, on: u64) -> Vec<String> {
    let queue = profile::review::queue(store, day(on), 50).await.unwrap();
    queue
        .cards
        .iter()
        .map(|card| card.question.to_string())
        .collect()
}

#[test]
fn an_answer_comes_back_before_it_is_forgotten() {
    run(async {
        let world = with_course().await;
        world
            .store
            .append(&at(1, 1, 0, answered(1, true)))
            .await
            .unwrap();
        world
            .store
            .append(&at(2, 1, 0, answered(2, false)))
            .await
            .unwrap();
        assert_eq!(
            due(&world.store, 0).await,
            ["q2"],
            "what was missed is due the same day"
        );
        assert_eq!(due(&world.store, 2).await, ["q2", "q1"]);
        world
            .store
            .append(&at(3, 1, 2, recalled(1, Rating::Good)))
            .await
            .unwrap();
        assert_eq!(due(&world.store, 3).await, ["q2"]);
    });
}

#[test]
fn a_review_that_is_taken_back_never_was() {
    run(async {
        let world = with_course().await;
        world
            .store
            .append(&at(1, 1, 0, answered(1, true)))
            .await
            .unwrap();
        let before = schedule(&world).await;
        world
            .store
            .append(&at(2, 1, 4, recalled(1, Rating::Easy)))
            .await
            .unwrap();
        assert_ne!(schedule(&world).await, before);
        world
            .store
            .append(&at(3, 1, 4, undone(1, 2)))
            .await
            .unwrap();
        assert_eq!(schedule(&world).await, before);
    });
}

#[test]
fn what_is_forgotten_again_and_again_is_set_aside() {
    run(async {
        let world = with_course().await;
        for number in 0..20u64 {
            let rating = if number % 2 == 0 {
                Rating::Good
            } else {
                Rating::Again
            };
            let id = u128::from(number) + 1;
            world
                .store
                .append(&at(id, 1, number * 30, recalled(1, rating)))
                .await
                .unwrap();
        }
        let queue = profile::review::queue(&world.store, day(900), 50)
            .await
            .unwrap();
        assert_eq!((queue.cards.len(), queue.day.leeches), (0, 1));
    });
}

#[test]
fn siblings_wait_for_another_day_and_the_bound_holds() {
    run(async {
        let world = with_course().await;
        for (id, name) in [(1, "a.1"), (2, "a.2"), (3, "b"), (4, "c")] {
            let fact = Fact::Recall {
                course: course_id("c"),
                lesson: lesson_id("l"),
                question: QuestionId::named(name).unwrap(),
                rating: Rating::Again,
                seconds: 1,
            };
            world.store.append(&at(id, 1, 0, fact)).await.unwrap();
        }
        assert_eq!(due(&world.store, 1).await.len(), 3);
        let bounded = profile::review::queue(&world.store, day(1), 2)
            .await
            .unwrap();
        assert_eq!(bounded.cards.len(), 2);
    });
}

#[test]
fn cards_of_authors_wait_once_their_lesson_was_read() {
    run(async {
        let world = World::new().await;
        let text = "<!-- card id=o -->\n\n## What is overfitting?\n\nLearning by heart.\n";
        world.put(&course("c", &[("l", text)]), "1").await;
        assert!(due(&world.store, 0).await.is_empty());
        let fact = Fact::Complete {
            course: course_id("c"),
            lesson: lesson_id("l"),
        };
        world.store.append(&at(1, 1, 0, fact)).await.unwrap();
        assert_eq!(due(&world.store, 0).await, ["o"]);
    });
}

/// The questions due on a day, as the header and the progress count them.
async fn due_today(store: &Store, bound: usize) -> usize {
    let figures = profile::review::figures(store, day(0), bound).await;
    figures.unwrap().due[0]
}

#[test]
fn cards_that_were_never_asked_are_due_wherever_that_is_counted() {
    run(async {
        let world = World::new().await;
        let text = |cards: &[&str]| -> String {
            let card = |id: &&str| format!("<!-- card id={id} -->\n\n## Card {id}\n\nBack.\n\n");
            cards.iter().map(card).collect()
        };
        let question = "## Q\n\n<!-- q id=q -->\n\n1. [x] yes\n2. [ ] no\n\n";
        let lessons = |cards: &[&str]| {
            let quiz = text(cards) + question;
            let mut tree = course("c", &[("l", quiz.as_str()), ("unread", &text(&["z"]))]);
            tree.modules[0].lessons[0].head.kind = LessonKind::Quiz;
            tree
        };
        world.put(&lessons(&["o", "p.1", "p.2"]), "1").await;
        let complete = Fact::Complete {
            course: course_id("c"),
            lesson: lesson_id("l"),
        };
        let own = Fact::Card {
            course: course_id("c"),
            lesson: lesson_id("l"),
            front: "Mine".to_owned(),
            back: "Yes.".to_owned(),
        };
        let records = [at(1, 1, 0, complete), at(7, 1, 0, own)];
        world.store.append_all(&records).await.unwrap();
        let own = QuestionId::of_record(records[1].id).to_string();
        let asked = due(&world.store, 0).await;
        assert_eq!(asked, [own.as_str(), "o", "p.1"], "siblings wait");
        assert_eq!(due_today(&world.store, 50).await, 3);
        assert_eq!(due_today(&world.store, 2).await, 2, "the bound counts");

        // The author takes one away and adds another.
        world.put(&lessons(&["o", "new"]), "2").await;
        let asked = due(&world.store, 0).await;
        assert_eq!(asked, [own.as_str(), "o", "new"]);
        assert_eq!(due_today(&world.store, 50).await, 3);
    });
}

#[test]
fn a_card_whose_only_review_is_taken_back_was_never_asked() {
    run(async {
        let world = World::new().await;
        let text = "<!-- card id=o -->\n\n## What is it?\n\nA thing.\n";
        world.put(&course("c", &[("l", text)]), "1").await;
        let complete = Fact::Complete {
            course: course_id("c"),
            lesson: lesson_id("l"),
        };
        let recall = Fact::Recall {
            course: course_id("c"),
            lesson: lesson_id("l"),
            question: QuestionId::named("o").unwrap(),
            rating: Rating::Easy,
            seconds: 3,
        };
        let records = [at(1, 1, 0, complete), at(2, 1, 0, recall)];
        world.store.append_all(&records).await.unwrap();
        assert!(due(&world.store, 0).await.is_empty());
        let undo = Fact::Undo {
            course: course_id("c"),
            lesson: lesson_id("l"),
            question: QuestionId::named("o").unwrap(),
            recall: records[1].id,
        };
        world.store.append(&at(3, 1, 0, undo)).await.unwrap();
        assert_eq!(due(&world.store, 0).await, ["o"]);
        // An edition of the course, and a rebuild, find the same.
        world.put(&course("c", &[("l", text)]), "2").await;
        assert_eq!(due(&world.store, 0).await, ["o"]);
        world.store.rebuild().await.unwrap();
        assert_eq!(due(&world.store, 0).await, ["o"]);
    });
}

#[test]
fn however_many_are_due_they_are_counted_up_to_a_bound() {
    run(async {
        let world = World::new().await;
        let card = |n: u64| format!("<!-- card id=c{n} -->\n\n## Card {n}\n\nBack.\n\n");
        let most = ReviewDay::MOST_DUE;
        let text: String = (0..most + 10).map(card).collect();
        world.put(&course("c", &[("l", &text)]), "1").await;
        let complete = Fact::Complete {
            course: course_id("c"),
            lesson: lesson_id("l"),
        };
        world.store.append(&at(1, 1, 0, complete)).await.unwrap();
        let queue = profile::review::queue(&world.store, day(0), 50).await;
        let queue = queue.unwrap();
        assert_eq!((queue.cards.len(), queue.day.due), (50, most));
    });
}

#[test]
fn many_siblings_leave_no_day_short() {
    run(async {
        let world = with_course().await;
        let names = (0..12).map(|n| format!("a.{n}"));
        let names = names.chain((0..3).map(|n| format!("b{n}")));
        for (name, id) in names.zip(1..) {
            let fact = Fact::Recall {
                course: course_id("c"),
                lesson: lesson_id("l"),
                question: QuestionId::named(&name).unwrap(),
                rating: Rating::Again,
                seconds: 1,
            };
            world.store.append(&at(id, 1, 0, fact)).await.unwrap();
        }
        let queue = profile::review::queue(&world.store, day(1), 3).await;
        assert_eq!(queue.unwrap().cards.len(), 3);
    });
}

/// A year of reviews by two devices.
fn year() -> impl Strategy<Value = Vec<Record>> {
    let rating = prop::sample::select(Rating::ALL.to_vec());
    let one = (0..365u64, 1..3u128, 0..6u8, rating, 0..10u8);
    prop::collection::vec(one, 1..120).prop_map(|reviews| {
        let reviews = reviews.into_iter().zip(1u128..);
        let record =
            |((day, device, number, rating, kind), id): ((u64, u128, u8, Rating, u8), u128)| {
                let fact = match kind {
                    0 => undone(number, id / 2),
                    1..=3 => answered(number, rating != Rating::Again),
                    _ => recalled(number, rating),
                };
                at(id, device, day, fact)
            };
        reviews.map(record).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn two_devices_in_different_orders_come_to_one_schedule(records in year(), seed in any::<u64>()) {
        run(async {
            let (here, there) = (with_course().await, with_course().await);
            here.store.append_all(&records).await.unwrap();
            let order = lyceum::domain::quiz::shuffle::order(seed, u16::try_from(records.len()).unwrap());
            for place in order {
                there.store.append(&records[usize::from(place)]).await.unwrap();
                if place % 7 == 0 {
                    schedule(&there).await;
                }
            }
            assert_eq!(schedule(&here).await, schedule(&there).await);
            there.store.rebuild().await.unwrap();
            assert_eq!(schedule(&here).await, schedule(&there).await);
        });
    }
}

#[test]
fn a_card_of_ones_own_is_asked_until_it_is_thrown_away_in_whatever_order_that_is_heard() {
    run(async {
        let card = Fact::Card {
            course: course_id("c"),
            lesson: lesson_id("l"),
            front: "What is *it*?".to_owned(),
            back: "A `thing`.".to_owned(),
        };
        let discard = Fact::Discard {
            course: course_id("c"),
            lesson: lesson_id("l"),
            card: RecordId(Uuid::from_u128(7)),
        };
        let (card, discard) = (at(7, 1, 0, card), at(9, 2, 1, discard));
        let id = QuestionId::of_record(card.id);
        let here = with_course().await;
        here.store.append(&card).await.unwrap();
        assert_eq!(due(&here.store, 0).await, [id.to_string()]);
        let asked = profile::review::card(&here.store, &lesson_id("l"), &id, 1).await;
        let paper = asked.unwrap().unwrap();
        assert_eq!(paper.text, "## What is *it*?\n\nA `thing`.\n");
        let recall = Fact::Recall {
            course: course_id("c"),
            lesson: lesson_id("l"),
            question: id.clone(),
            rating: Rating::Good,
            seconds: 3,
        };
        here.store.append(&at(8, 1, 0, recall)).await.unwrap();
        assert!(due(&here.store, 0).await.is_empty());
        assert_eq!(due(&here.store, 30).await, [id.to_string()]);
        here.store.append(&discard).await.unwrap();
        assert!(due(&here.store, 30).await.is_empty());
        assert_eq!(here.store.review_day(day(30)).await.unwrap().due, 0);

        let there = with_course().await;
        there.store.append(&discard).await.unwrap();
        there.store.append(&card).await.unwrap();
        assert!(due(&there.store, 0).await.is_empty());
    });
}

/// Reviews of somebody who forgets after ten days, but for what is easy.
fn forgetful(cards: u8, rounds: u64) -> Vec<Record> {
    let mut records = Vec::new();
    for number in 0..cards {
        let mut on = 0;
        for round in 0..rounds {
            let gap = [0, 1, 3, 8, 20, 40][usize::try_from(round % 6).unwrap()];
            on += gap;
            let rating = match (gap, number % 5) {
                (0..10, _) | (_, 0) => Rating::Good,
                _ => Rating::Again,
            };
            let id = u128::from(number) * 100 + u128::from(round) + 1;
            records.push(at(id, 1, on, recalled(number, rating)));
        }
    }
    records
}

#[test]
fn rules_that_are_fitted_to_a_history_are_those_of_all_devices() {
    run(async {
        let now = lyceum::domain::Moment::from(
            DateTime::from_timestamp(BEGIN + 400 * 86_400, 0)
                .unwrap()
                .fixed_offset(),
        );
        let few = with_course().await;
        few.store.append_all(&forgetful(10, 6)).await.unwrap();
        let refused = profile::review::fit_parameters(&few.store, now)
            .await
            .unwrap();
        assert_eq!(refused, Err(NotFitted::TooFew { reviews: 50 }));

        let here = with_course().await;
        here.store.append_all(&forgetful(90, 6)).await.unwrap();
        let before = schedule(&here).await;
        let fitted = profile::review::fit_parameters(&here.store, now)
            .await
            .unwrap();
        assert_eq!(fitted.unwrap().len(), 21);
        let after = schedule(&here).await;
        assert_ne!(before, after);

        // Another device hears of them before it has all reviews.
        let there = with_course().await;
        let records = here.store.records().await.unwrap();
        for record in records.iter().rev() {
            there.store.append(record).await.unwrap();
        }
        assert_eq!(schedule(&there).await, after);
        here.store.rebuild().await.unwrap();
        assert_eq!(schedule(&here).await, after);
    });
}

#[test]
fn figures_say_what_was_tried_what_comes_due_and_how_much_was_known() {
    run(async {
        let world = with_course().await;
        let submission = Fact::Submission {
            course: course_id("c"),
            lesson: lesson_id("l"),
            question: question(9),
            revision: Revision(1),
            answer: Answer::Choices(vec![0]),
            typed: Vec::new(),
            seconds: 3,
        };
        let records = [
            at(1, 1, 0, answered(1, false)),
            at(2, 1, 0, answered(1, true)),
            at(3, 1, 0, answered(2, false)),
            at(4, 1, 0, submission),
            at(5, 1, 4, recalled(1, Rating::Again)),
            at(6, 1, 5, recalled(1, Rating::Good)),
        ];
        world.store.append_all(&records).await.unwrap();
        world.store.refresh_cards().await.unwrap();
        let figures = world.store.quiz_figures(day(5)).await.unwrap();
        let lesson = &figures.lessons[0];
        assert_eq!((lesson.attempts, lesson.questions, lesson.right), (4, 3, 1));
        assert_eq!(figures.due.iter().sum::<usize>(), 1);
        let with_today = profile::review::figures(&world.store, day(5), 50).await;
        let due = with_today.unwrap().due;
        assert_eq!(due[0], 1, "the one that was missed waits since");
        assert_eq!(due.iter().sum::<usize>(), 2);
        let retention = figures.retention.unwrap();
        assert_eq!((retention.reviews, retention.measured), (2, 0.5));
        assert!((0.5..1.0).contains(&retention.predicted), "{retention:?}");
    });
}

#[test]
fn the_outline_has_the_best_that_came_of_a_quiz() {
    run(async {
        let world = World::new().await;
        let mut tree = course("c", &[("l", "Text."), ("other", "Text.")]);
        for lesson in &mut tree.modules[0].lessons {
            lesson.head.kind = LessonKind::Quiz;
        }
        world.put(&tree, "1").await;
        let records = [
            at(1, 1, 0, answered(1, false)),
            at(2, 1, 0, answered(1, true)),
            at(3, 1, 0, answered(1, false)),
            at(4, 1, 0, answered(2, false)),
        ];
        world.store.append_all(&records).await.unwrap();
        let outline = world.store.outline(&course_id("c")).await.unwrap().unwrap();
        let results: Vec<_> = outline.lessons().map(|(_, lesson)| lesson.result).collect();
        assert_eq!(results, [Some(QuizResult { right: 1, of: 2 }), None]);
        let place = world
            .store
            .place_of_lesson(&lesson_id("other"))
            .await
            .unwrap();
        let place = place.unwrap();
        assert_eq!(
            (place.course.as_str(), &place.lesson[..4]),
            ("Course c", "1.2 ")
        );
    });
}
