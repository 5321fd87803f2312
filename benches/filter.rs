//! Filtering a catalog of 100,000 courses, keystroke by keystroke. The budget is 16 ms a keystroke.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use lyceum::app::Sort;
use lyceum::app::screen::catalog::list::CourseList;
use lyceum::domain::{
    Cents, Course, CourseId, CourseSummary, Difficulty, Minutes, Origin, Seconds, Slug,
};

const COURSES: usize = 100_000;
/// Rows of the list on the screen.
const HEIGHT: usize = 20;

const FIRST: &[&str] = &[
    "Applied",
    "Practical",
    "Modern",
    "Introductory",
    "Enterprise",
    "Hands-on",
    "Everyday",
];
const SECOND: &[&str] = &[
    "Rust",
    "Statistics",
    "Machine Learning",
    "Databases",
    "Networks",
    "Écriture",
    "日本語",
    "Testing",
    "Prompting",
    "Geometry",
    "Cryptography",
];
const THIRD: &[&str] = &[
    "for Beginners",
    "in Practice",
    "at Scale",
    "from Scratch",
    "and Society",
];

fn word(words: &[&'static str], number: usize) -> &'static str {
    words[number % words.len()]
}

fn summary(number: usize) -> CourseSummary {
    let title = format!(
        "{} {} {} {number}",
        word(FIRST, number),
        word(SECOND, number / 3),
        word(THIRD, number / 5)
    );
    let slug: Slug = format!("course-{number}").parse().expect("a slug");
    let course = Course {
        id: CourseId::new(format!("{number:032}")),
        slug,
        title,
        description: String::new(),
        difficulty: Difficulty::ALL[number % 4],
        price: Cents::default(),
        language: "en".to_owned(),
        license: None,
        objectives: Vec::new(),
        prerequisites: Vec::new(),
    };
    CourseSummary {
        course,
        origin: Origin::Remote,
        archived: false,
        minutes: Minutes::default(),
        modules: 5,
        lessons: 20,
        lessons_done: number % 21,
        seconds: Seconds::default(),
        enrolled_at: None,
        last_read: None,
    }
}

/// The catalog with that filter typed into it.
fn filtered(courses: &Arc<[CourseSummary]>, filter: &str, sort: Sort) -> CourseList {
    let mut catalog = CourseList::default();
    catalog.set_courses(Arc::clone(courses), sort, HEIGHT);
    for character in filter.chars() {
        type_one(&mut catalog, character, sort);
    }
    catalog
}

fn type_one(catalog: &mut CourseList, character: char, sort: Sort) {
    catalog.filter.insert(character.encode_utf8(&mut [0; 4]));
    catalog.rearrange(sort, HEIGHT);
}

fn keystrokes(criterion: &mut Criterion) {
    let courses: Arc<[CourseSummary]> = (0..COURSES).map(summary).collect();
    let mut group = criterion.benchmark_group("filter 100,000 courses");
    for (name, before, key, sort) in [
        ("first letter", "", 'r', Sort::Recent),
        ("first letter, by title", "", 'r', Sort::Title),
        ("a letter in every course", "", 'e', Sort::Progress),
        ("second letter", "r", 'u', Sort::Recent),
        ("sixth letter", "stati", 's', Sort::Title),
        ("second word", "rust b", 'e', Sort::Recent),
    ] {
        let catalog = filtered(&courses, before, sort);
        group.bench_function(name, |bencher| {
            bencher.iter_batched_ref(
                || catalog.clone(),
                |catalog| type_one(black_box(catalog), key, sort),
                BatchSize::LargeInput,
            );
        });
    }
    let catalog = filtered(&courses, "ru", Sort::Title);
    group.bench_function("delete a letter", |bencher| {
        bencher.iter_batched_ref(
            || catalog.clone(),
            |catalog| {
                catalog.filter.delete_character();
                catalog.rearrange(Sort::Title, HEIGHT);
            },
            BatchSize::LargeInput,
        );
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = keystrokes
}
criterion_main!(benches);
