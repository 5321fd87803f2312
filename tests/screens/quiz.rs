//! Each kind of question: as it is asked, and once it was answered.

use lyceum::app::LessonRef;
use lyceum::app::request::review::CardRef;
use lyceum::domain::quiz::{QuestionId, QuizResult};
use lyceum::domain::{CourseId, LessonId, LessonKind};

use super::compare;
use crate::shelf::Shelf;
use crate::world::World;

const SIZES: [(u16, u16); 3] = [(40, 12), (80, 24), (160, 45)];

/// Each kind of question by its name, with the keys that answer it, not always well.
const KINDS: [(&str, &str, &str); 8] = [
    (
        "one",
        "## What does a model read?\n\n<!-- q id=q -->\n\n> The unit of its price list.\n\n1. [ ] Letters\n   > Too small.\n2. [x] Tokens\n3. [ ] Words\n\n> A *token* is a piece such as `ing` or $x^2$.\n",
        "? a enter",
    ),
    (
        "several",
        "## Which are fruit?\n\n<!-- q id=q -->\n\n- [x] Apple\n- [ ] Carrot\n  > A root.\n- [x] Cherry\n",
        "a b enter",
    ),
    (
        "order",
        "## Put in order\n\n<!-- q id=q -->\n\n1. Collect\n2. Train\n3. Measure\n",
        "a b c enter",
    ),
    (
        "blanks",
        "## Fill in\n\n<!-- q id=q -->\n\nLight travels [[299792 ± 1000]] km in a second, and grey is [[gray|grey]].\n\n> About 300,000.\n",
        "3 0 0 0 0 0 enter x enter",
    ),
    (
        "cells",
        "## Say it in German\n\n<!-- q id=q -->\n\n| English | German |\n|---|---|\n| water | [[Wasser]] |\n| fire | [[Feuer]] |\n",
        "W a s s e r enter F u enter",
    ),
    (
        "pairs",
        "## Who does what?\n\n<!-- q id=q -->\n<!-- match -->\n\n| a | b |\n|---|---|\n| tokenizer | cuts text |\n| embedding | makes numbers |\n",
        "a b enter",
    ),
    (
        "program",
        "## Does it run?\n\n<!-- q id=q -->\n<!-- program -->\n\n```rust\nlet x = 1;\nx = 2;\n```\n\n```error 2\ncannot assign twice\n```\n\n> Not `mut`.\n",
        "b 2 enter",
    ),
    (
        "card",
        "## What is overfitting?\n\n<!-- q id=q -->\n\n> Learning by heart.\n",
        "enter b enter",
    ),
];

fn shelf_of(kind: &str) -> Shelf {
    let (_, text, _) = KINDS.iter().find(|(name, ..)| *name == kind).unwrap();
    let text =
        format!("# A quiz\n\n<!-- quiz pass=50 -->\n\n{text}\n<!-- /quiz -->\n\nText behind it.\n");
    let mut shelf = Shelf::fresh();
    shelf.texts.insert(LessonId::new("tour-1-1"), text);
    shelf
}

macro_rules! kinds {
    ($($name:ident),+) => {
        $(#[test]
        fn $name() {
            let kind = stringify!($name);
            let (.., keys) = KINDS.iter().find(|(name, ..)| *name == kind).unwrap();
            let shelf = || shelf_of(stringify!($name));
            compare(&format!("question-{kind}"), &SIZES, shelf, |world: &mut World| {
                world.press("enter x enter");
            });
            compare(&format!("answered-{kind}"), &SIZES, shelf, |world: &mut World| {
                world.press("enter x enter").press(keys);
            });
        })+
    };
}

kinds!(one, several, order, blanks, cells, pairs, program, card);

fn due() -> Shelf {
    let mut shelf = shelf_of("one");
    shelf.due = vec![CardRef {
        lesson: LessonRef {
            course: CourseId::new("tour"),
            lesson: LessonId::new("tour-1-1"),
        },
        question: QuestionId::named("q").unwrap(),
        reviews: 1,
    }];
    shelf
}

#[test]
fn the_outline_has_the_best_result_of_a_quiz() {
    let shelf = || {
        let mut shelf = Shelf::begun();
        let lesson = &mut shelf.courses[0].outline.modules[0].lessons[0];
        lesson.head.kind = LessonKind::Quiz;
        lesson.result = Some(QuizResult { right: 4, of: 7 });
        shelf
    };
    compare("outline-quiz", &SIZES, shelf, |world| {
        world.press("o k k k k k k j");
    });
}

#[test]
fn review() {
    compare("review", &SIZES, due, |world| {
        world.press("r");
    });
    compare("review-answered", &SIZES, due, |world| {
        world.press("r a enter");
    });
    compare("review-done", &SIZES, due, |world| {
        world.press("r a enter 3");
    });
    compare("due", &SIZES, due, |_| {});
}
