//! An academy in memory with a few courses, for tests in few words.

use chrono::{DateTime, TimeDelta};
use lyceum::domain::{
    Body, Cents, Course, CourseId, CourseTree, Difficulty, Lesson, LessonHead, LessonId,
    LessonKind, LessonNumber, Minutes, Module, ModuleId, Timestamp,
};
use lyceum::lesson::quiz::withhold;
use lyceum::sync::Answers;
use lyceum::sync::memory::Academy;
use uuid::Uuid;

/// The learner of most tests.
pub(crate) const ADA: &str = "ada";

/// What somebody says who wants everything sent.
pub(crate) const YES: Answers = Answers {
    send_past: Some(true),
    move_to_it: false,
    accept_loss: false,
    retry_held: false,
};

/// An academy with a free course `free` (lessons `f1` to `f3`) and one for money, `paid` (`p1`, `p2`).
pub(crate) fn academy() -> Academy {
    let academy = Academy::new(Uuid::from_u128(0xaca), at(0));
    academy.publish(course("free", 0, &["f1", "f2", "f3"]));
    academy.publish(course("paid", 9900, &["p1", "p2"]));
    academy
}

pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::new(DateTime::from_timestamp(1_770_000_000 + seconds, 0).unwrap())
}

/// So many seconds after a moment.
pub(crate) fn after(moment: Timestamp) -> impl Fn(i64) -> Timestamp {
    move |seconds| Timestamp::new(moment.utc() + TimeDelta::seconds(seconds))
}

pub(crate) fn id(course: &str) -> CourseId {
    CourseId::new(course)
}

pub(crate) fn course(slug: &str, price: u32, lessons: &[&str]) -> CourseTree {
    CourseTree {
        course: Course {
            id: CourseId::new(slug),
            slug: slug.parse().unwrap(),
            title: format!("The course {slug}"),
            description: "What it is about.".to_owned(),
            difficulty: Difficulty::Beginner,
            price: Cents(price),
            language: "en".to_owned(),
            license: None,
            objectives: Vec::new(),
            prerequisites: Vec::new(),
        },
        modules: vec![Module {
            id: ModuleId::new(format!("{slug}-m")),
            title: "The only module".to_owned(),
            description: String::new(),
            lessons: lessons.iter().map(|id| lesson(id)).collect(),
        }],
        images: Vec::new(),
    }
}

/// The course with these texts in its lessons.
pub(crate) fn with_texts(mut tree: CourseTree, texts: &[&str]) -> CourseTree {
    let lessons = tree.modules.iter_mut().flat_map(|m| &mut m.lessons);
    for (lesson, text) in lessons.zip(texts) {
        lesson.body = Body::Text((*text).into());
    }
    tree
}

fn lesson(id: &str) -> Lesson {
    Lesson::new(
        LessonHead {
            id: LessonId::new(id),
            number: LessonNumber::default(),
            title: format!("Lesson {id}"),
            kind: LessonKind::Text,
            minutes: Minutes(5),
            estimated: true,
            video: None,
            resource: None,
            objectives: Vec::new(),
            path: format!("modules/{id}.md"),
        },
        Body::Text(format!("# {id}\n\nSome text.").into()),
    )
}

/// A lesson with graded questions of every form; `SECRET` marks what no learner may see.
pub(crate) const QUIZ: &str = "<!-- quiz graded=2 pass=50 -->

## Which one?

<!-- q id=one -->

> A hint.

1. [ ] Apple
   > SECRET: not this one.
2. [x] Pear

> SECRET: because it is.

## Which ones?

<!-- q id=several several -->

- [x] Red
- [ ] Green
- [x] Blue

## In which order?

<!-- q id=order -->

1. wake
2. eat
3. bathe

## Who does what?

<!-- q id=pairs -->
<!-- match -->

| who | what |
|---|---|
| dog | barks |
| cat | meows |

## What is missing?

<!-- q id=blanks -->

The [[~SECRETive|=Sly]] fox runs [[12.5 ± 0.5 km/h]].

## What does it print?

<!-- q id=program -->
<!-- program -->

```rust
println!(\"{}\", 1 + 1);
```

```output
2 SECRET
```

<!-- /quiz -->
";

/// The course with a graded quiz in each of its lessons.
pub(crate) fn graded(mut tree: CourseTree) -> CourseTree {
    for lesson in tree.modules.iter_mut().flat_map(|m| &mut m.lessons) {
        lesson.body = Body::Text(QUIZ.into());
        lesson.withheld = withhold(QUIZ, false);
    }
    tree
}
