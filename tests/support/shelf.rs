//! Courses and progress in memory: what the store would answer, without a store.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use chrono::DateTime;
use lyceum::app::image::{Grid, Unshown};
use lyceum::app::request::courses::Available;
use lyceum::app::request::lesson::{Extent, Highlight, ReadLesson, RenderImage};
use lyceum::app::request::quiz::{FilledIn, SaveAttempt, SaveRound};
use lyceum::app::request::review::{
    CardPage, CardPlace, CardRef, MakeCard, Queue, ReadCard, SaveRecall,
};
use lyceum::app::request::sign_in::{AtProvider, Begun, Finished, Opened, Way, Ways};
use lyceum::app::request::study::{Counted, SaveStudy};
use lyceum::app::request::sync::{Outcome, Overview, SignIn, SyncEnd, Wants};
use lyceum::app::request::{Answer, Progress, Request, Step};
use lyceum::app::{Bookmark, Preferences};
use lyceum::domain::quiz::QuizFigures;
use lyceum::domain::{
    Body, Cents, Completion, Course, CourseId, CourseSummary, Difficulty, LessonEntry, LessonHead,
    LessonId, LessonKind, LessonNumber, LessonProgress, Mark, Minutes, ModuleEntry, ModuleId,
    Origin, Outline, Percent, PixelSize, RecordId, SearchHit, Seconds, StudyCalendar, StudyDay,
    Timestamp, qr_lines,
};
use lyceum::lesson::highlight::Highlighter;
use lyceum::lesson::quiz::Paper;
use lyceum::lesson::{Document, ImageFile, Opening, Source, headed};
use lyceum::ui::gallery::{Gallery, Rendering};
use uuid::Uuid;

use crate::world::{arc, failure};

/// What is stored.
#[derive(Default)]
pub(crate) struct Shelf {
    pub(crate) courses: Vec<Shelved>,
    pub(crate) texts: HashMap<LessonId, String>,
    /// Where the blocks of the last places start in the texts.
    pub(crate) starts: HashMap<LessonId, usize>,
    pub(crate) calendar: StudyCalendar,
    pub(crate) preferences: Preferences,
    /// What makes a rendering of an image's file.
    pub(crate) renderings: HashMap<String, fn(Grid) -> Rendering>,
    /// Why images without one can't be shown.
    pub(crate) unshown: Option<Unshown>,
    /// The digest of all images' files.
    pub(crate) digest: String,
    pub(crate) bookmarks: Vec<Bookmark>,
    /// What a search in all courses finds.
    pub(crate) hits: Vec<SearchHit>,
    /// What colours code; none: code has no colours.
    pub(crate) highlighter: Option<Highlighter>,
    /// What was filled in on lessons.
    pub(crate) filled_in: HashMap<LessonId, FilledIn>,
    /// The answers that were handed in.
    pub(crate) attempts: Vec<SaveAttempt>,
    /// What is due for review.
    pub(crate) due: Vec<CardRef>,
    /// The reviews that were kept.
    pub(crate) recalls: Vec<(SaveRecall, RecordId)>,
    /// The cards that were made.
    pub(crate) made_cards: Vec<MakeCard>,
    /// How quizzes and reviews went.
    pub(crate) figures: QuizFigures,
    /// True where there is an academy to sync with.
    pub(crate) syncs: bool,
    /// True where the course's folder is previewed.
    pub(crate) previews: bool,
    /// How the profile stands with it.
    pub(crate) overview: Overview,
    /// The academy's courses.
    pub(crate) available: Vec<Available>,
    /// How the next syncs end; then each comes to its end.
    pub(crate) sync_ends: VecDeque<SyncEnd>,
    /// The ways of signing in.
    pub(crate) ways: Ways,
    /// What becomes of the next passphrases; then the file opens.
    pub(crate) opened: VecDeque<Opened>,
    /// What becomes of the next sign-ins that begin, and that end; a provider is waited for where nothing does.
    pub(crate) begun: VecDeque<Begun>,
    pub(crate) finished: VecDeque<Finished>,
    /// What the question for the ways waits for, if anything.
    pub(crate) sign_in_step: Option<Step>,
    /// True while nothing can be written.
    pub(crate) full: bool,
    records: u128,
    millis: u64,
}

/// A course with what the learner did in it.
pub(crate) struct Shelved {
    pub(crate) outline: Outline,
    pub(crate) enrolled_at: Option<Timestamp>,
    last_read: Option<Timestamp>,
}

/// A sync that ended so, with the next one due in five minutes.
pub(crate) fn ended(outcome: Outcome) -> SyncEnd {
    SyncEnd {
        outcome,
        again_in: Some(300_000),
        news: Vec::new(),
        questions: Vec::new(),
        has_changed: false,
    }
}

impl Shelf {
    /// The same with an academy that the profile was synced with.
    pub(crate) fn synced(mut self) -> Shelf {
        self.syncs = true;
        self.overview = Overview {
            academy: "postgres://lyceum_ada_1@db.example.org:5432/academy".to_owned(),
            account: Some("ada@example.org".to_owned()),
            credential: "in the keyring".to_owned(),
            synced_at: Some(before()),
            ..Overview::default()
        };
        self
    }
}

fn waiting(step: Step) -> Progress {
    Progress {
        done: 0,
        total: 0,
        step,
    }
}

/// A profile whose academy wants a sign-in, by code or at GitHub.
pub(crate) fn signing_in() -> Shelf {
    let mut shelf = Shelf::begun().synced();
    shelf.overview.academy = "https://academy.example.org".to_owned();
    shelf.sync_ends.push_back(SyncEnd {
        again_in: None,
        ..ended(Outcome::SignIn(SignIn {
            wants: Wants::SignIn,
            why: "not signed in: this device's token expired".to_owned(),
            keeps: String::new(),
        }))
    });
    shelf.ways = Ways {
        academy: "https://academy.example.org".to_owned(),
        ways: vec![
            Way::Code,
            Way::Provider {
                id: "github".to_owned(),
                name: "GitHub".to_owned(),
            },
        ],
        keeps: "Your token will be kept in your keyring.".to_owned(),
        file: None,
        problem: None,
    };
    shelf
}

/// GitHub, waiting for its user.
pub(crate) fn at_provider() -> AtProvider {
    let page = "https://github.com/login/device";
    AtProvider {
        address: page.to_owned(),
        user_code: "WDJB-MJHT".to_owned(),
        address_with_code: page.to_owned(),
        qr: qr_lines(page).unwrap(),
    }
}

/// When what the tests begin with was done.
pub(crate) fn before() -> Timestamp {
    Timestamp::new(DateTime::from_timestamp(1_763_900_000, 0).unwrap())
}

impl Shelf {
    /// Three courses of which none was opened.
    pub(crate) fn fresh() -> Shelf {
        let mut shelf = Shelf::default();
        shelf.add("tour", "Welcome to Lyceum", Difficulty::Beginner, &[2]);
        shelf.add(
            "foundations",
            "AI Foundations: First Steps",
            Difficulty::Beginner,
            &[3, 2, 4],
        );
        shelf.add(
            "systems",
            "Distributed Systems, from Clocks to Consensus",
            Difficulty::Advanced,
            &[2, 2],
        );
        shelf
    }

    /// The same courses some weeks later.
    pub(crate) fn begun() -> Shelf {
        let mut shelf = Shelf::fresh();
        for lesson in ["tour-1-1", "tour-1-2", "foundations-1-1", "foundations-1-2"] {
            shelf.complete(&LessonId::new(lesson), before());
        }
        for course in &mut shelf.courses[..2] {
            course.enrolled_at = Some(before());
            course.last_read = Some(before());
        }
        shelf.lesson_mut(&LessonId::new("foundations-1-3")).seconds = Seconds(95);
        let days = [(9, 700), (10, 2000), (20, 4000), (21, 1300), (22, 2400)];
        shelf.calendar = days
            .into_iter()
            .map(|(day, seconds)| StudyDay {
                date: format!("2026-11-{day:02}").parse().unwrap(),
                seconds: Seconds(seconds),
            })
            .collect();
        shelf
    }

    /// Adds a course with so many lessons in each module.
    pub(crate) fn add(
        &mut self,
        slug: &str,
        title: &str,
        difficulty: Difficulty,
        lessons: &[usize],
    ) {
        let course = Course {
            id: CourseId::new(slug),
            slug: slug.parse().unwrap(),
            title: title.to_owned(),
            description: DESCRIPTION.to_owned(),
            difficulty,
            price: Cents(0),
            language: "en".to_owned(),
            license: Some("CC-BY-4.0".to_owned()),
            objectives: vec![
                "to tell a model from what it was made of".to_owned(),
                "to say **why** an answer that sounds right may be wrong, and to find out"
                    .to_owned(),
            ],
            prerequisites: vec!["to read and write".to_owned()],
        };
        let modules = lessons.iter().enumerate().map(|(m, &count)| {
            let entries = (0..count).map(|l| self.lesson(slug, m + 1, l + 1));
            ModuleEntry {
                id: ModuleId::new(format!("{slug}-{}", m + 1)),
                title: ["First steps", "Inside a model", "Where it fails"][m % 3].to_owned(),
                description: "What this module is *about*, in a sentence or two.".to_owned(),
                lessons: entries.collect(),
            }
        });
        let modules = modules.collect();
        self.courses.push(Shelved {
            outline: Outline {
                course,
                origin: Origin::Bundled,
                modules,
            },
            enrolled_at: None,
            last_read: None,
        });
    }

    fn lesson(&mut self, slug: &str, module: usize, lesson: usize) -> LessonEntry {
        let id = LessonId::new(format!("{slug}-{module}-{lesson}"));
        let title = [
            "What a model is",
            "Words become numbers",
            "An exercise",
            "A look back",
        ];
        let title = title[(lesson - 1) % 4].to_owned();
        self.texts.insert(id.clone(), text(&title));
        let head = LessonHead {
            id,
            number: LessonNumber { module, lesson },
            kind: match lesson {
                3 => LessonKind::Video,
                _ => LessonKind::Text,
            },
            minutes: Minutes(3 + u32::try_from(module + lesson).unwrap()),
            estimated: lesson == 2,
            path: format!("modules/0{module}/0{lesson}.md"),
            video: None,
            resource: None,
            objectives: vec![format!("to say what “{title}” means")],
            title,
        };
        LessonEntry {
            head,
            progress: LessonProgress::default(),
            read: Percent::default(),
            result: None,
        }
    }

    fn next_record(&mut self) -> RecordId {
        self.records += 1;
        RecordId(Uuid::from_u128(self.records))
    }

    pub(crate) fn complete(&mut self, lesson: &LessonId, at: Timestamp) {
        let record = self.next_record();
        if let Some(progress) = self.lesson_progress(lesson) {
            progress.completion.get_or_insert(Completion { record, at });
        }
    }

    fn lesson_progress(&mut self, id: &LessonId) -> Option<&mut LessonProgress> {
        let mut lessons = self
            .courses
            .iter_mut()
            .flat_map(|course| &mut course.outline.modules)
            .flat_map(|module| &mut module.lessons);
        let found = lessons.find(|lesson| lesson.head.id == *id);
        found.map(|lesson| &mut lesson.progress)
    }

    fn set_read(&mut self, id: &LessonId, read: Percent) {
        let modules = self.courses.iter_mut().flat_map(|c| &mut c.outline.modules);
        let mut lessons = modules.flat_map(|module| &mut module.lessons);
        if let Some(lesson) = lessons.find(|lesson| lesson.head.id == *id) {
            lesson.read = read;
        }
    }

    /// How far a lesson is; panics where there is no such lesson.
    pub(crate) fn lesson_mut(&mut self, id: &LessonId) -> &mut LessonProgress {
        self.lesson_progress(id)
            .unwrap_or_else(|| panic!("no lesson {id}"))
    }

    fn course(&self, id: &CourseId) -> Option<&Shelved> {
        self.courses
            .iter()
            .find(|course| course.outline.course.id == *id)
    }

    /// Takes a course away, as another window might.
    pub(crate) fn remove(&mut self, id: &str) {
        self.courses
            .retain(|course| course.outline.course.id.as_str() != id);
    }

    /// Every `.png` is known to be 200 by 100 pixels.
    fn with_images(&self, mut document: Document) -> Document {
        document.find_images("a.md", |path| {
            path.ends_with(".png").then(|| ImageFile {
                path: path.to_owned(),
                size: PixelSize::new(200, 100).unwrap(),
                digest: self.digest.clone(),
            })
        });
        document
    }

    /// Carries a request out; renderings go to the gallery.
    pub(crate) fn answer(&mut self, request: Request, gallery: &mut Gallery) -> Answer {
        match request {
            Request::ReadPreferences(asked) => asked.open().1.finish(Ok(self.preferences)),
            Request::ReadBookmarks(asked) => asked.open().1.finish(Ok(self.bookmarks.clone())),
            Request::ReadAvailable(asked) => {
                asked.open().1.finish(Ok(self.available.clone().into()))
            }
            Request::ReadSync(asked) => asked.open().1.finish(Ok(self.overview.clone())),
            Request::SyncNow(asked) => {
                let end = self.sync_ends.pop_front();
                asked
                    .open()
                    .1
                    .finish(Ok(end.unwrap_or_else(|| ended(Outcome::Synced))))
            }
            Request::ReadWays(asked) => match self.sign_in_step {
                Some(step) => asked.open().1.progress(waiting(step)),
                None => asked.open().1.finish(Ok(self.ways.clone())),
            },
            Request::OpenVaultFile(asked) => {
                let opened = self.opened.pop_front();
                let keeps =
                    Opened::Keeps("Your token will be kept in your encrypted file.".to_owned());
                asked.open().1.finish(Ok(opened.unwrap_or(keeps)))
            }
            Request::BeginSignIn(asked) => {
                let begun = self.begun.pop_front();
                let refused = Begun::Refused("nothing was prepared".to_owned());
                asked.open().1.finish(Ok(begun.unwrap_or(refused)))
            }
            Request::FinishSignIn(asked) => match self.finished.pop_front() {
                Some(finished) => asked.open().1.finish(Ok(finished)),
                None => asked.open().1.progress(waiting(Step::Work)),
            },
            Request::CancelSignIn(asked) => asked.open().1.finish(Ok(())),
            Request::ViewFolder(asked) => asked.open().1.finish(Ok(())),
            Request::SyncBeforeLeaving(asked) => asked.open().1.finish(Ok(())),
            Request::SawRefused(asked) => {
                let (saw, reply_to) = asked.open();
                self.overview.refused_seen = saw.0;
                reply_to.finish(Ok(()))
            }
            Request::ReadCourses(asked) => {
                let courses = self.courses.iter().map(Shelved::summary).collect();
                asked.open().1.finish(Ok(courses))
            }
            Request::ReadOutline(asked) => {
                let (question, reply_to) = asked.open();
                let course = self.course(&question.0);
                reply_to.finish(Ok(course.map(|course| arc(&course.outline))))
            }
            Request::ReadJoined(asked) => {
                let courses = self.courses.iter();
                let joined = courses.filter(|course| course.enrolled_at.is_some());
                let outlines = joined.map(|course| arc(&course.outline)).collect();
                asked.open().1.finish(Ok(outlines))
            }
            Request::ReadCalendar(asked) => asked.open().1.finish(Ok(self.calendar.clone())),
            Request::ReadLesson(asked) => {
                let (question, reply_to) = asked.open();
                reply_to.finish(Ok(self.document(&question)))
            }
            Request::Highlight(asked) => {
                let (Highlight { language, code }, reply_to) = asked.open();
                let highlighter = self.highlighter.as_ref();
                let colours = highlighter.and_then(|h| h.highlight(&language, &code));
                reply_to.finish(Ok(colours.map(Arc::new)))
            }
            Request::RenderImage(asked) => {
                let id = asked.id();
                let (RenderImage { path, grid, .. }, reply_to) = asked.open();
                let make = self.renderings.get(&path);
                let made = make.map(|make| gallery.add(id, make(grid)));
                reply_to.finish(Ok(made.ok_or(self.unshown.unwrap_or(Unshown::Gone))))
            }
            Request::SearchLesson(asked) => {
                let (question, reply_to) = asked.open();
                reply_to.finish(Ok(question.document.find(&question.query)))
            }
            Request::SearchCourses(asked) => asked.open().1.finish(Ok(self.hits.clone().into())),
            Request::ReadSheet(asked) => {
                let (question, reply_to) = asked.open();
                let filled_in = self.filled_in.get(&question.lesson).cloned();
                reply_to.finish(Ok(filled_in.unwrap_or_default()))
            }
            Request::ReadQueue(asked) => asked.open().1.finish(Ok(Queue {
                cards: self.due.clone(),
                ..Queue::default()
            })),
            Request::ReadFigures(asked) => asked.open().1.finish(Ok(self.figures.clone())),
            Request::CountDue(asked) => asked.open().1.finish(Ok(self.due.len())),
            Request::ReadCard(asked) => {
                let (ReadCard { card }, reply_to) = asked.open();
                let text = self.texts.get(&card.lesson.lesson);
                let paper = text.and_then(|text| Paper::of(text, false, 1));
                let paper = paper.and_then(|paper| paper.only(&card.question));
                let page = paper.map(|paper| CardPage {
                    document: Arc::new(Document::parse(Source::of_paper(paper, 1))),
                    place: Some(CardPlace {
                        course: "The tour".to_owned(),
                        lesson: "1.1 Welcome".to_owned(),
                    }),
                });
                reply_to.finish(Ok(page))
            }
            write => self.write(write),
        }
    }

    fn document(&self, question: &ReadLesson) -> Option<Arc<Document>> {
        let text = self.texts.get(&question.lesson.head.id)?;
        let source = match text.contains("<!-- quiz") {
            true => headed(&question.lesson.head, Body::Text(text.as_str().into()), 1),
            false => Source::from(text),
        };
        let document = match question.extent {
            Extent::Whole => Document::parse(source),
            Extent::FirstFrame(position) => {
                let start = self.starts.get(&question.lesson.head.id).copied();
                Document::opened(source, Opening { position, start })
            }
        };
        Some(Arc::new(self.with_images(document)))
    }

    fn write(&mut self, request: Request) -> Answer {
        if self.full {
            return request.fail(failure());
        }
        match request {
            Request::JoinCourse(asked) => {
                let (join, reply_to) = asked.open();
                let mut courses = self.courses.iter_mut();
                if let Some(course) = courses.find(|c| c.outline.course.id == join.course) {
                    course.enrolled_at = Some(join.at.at);
                }
                reply_to.finish(Ok(()))
            }
            Request::CompleteLesson(asked) => {
                let (complete, reply_to) = asked.open();
                self.complete(&complete.lesson.lesson, complete.at.at);
                reply_to.finish(Ok(Ok(())))
            }
            Request::ReopenLesson(asked) => {
                let (reopen, reply_to) = asked.open();
                if let Some(progress) = self.lesson_progress(&reopen.lesson.lesson) {
                    progress
                        .completion
                        .take_if(|standing| standing.record == reopen.completion);
                }
                reply_to.finish(Ok(()))
            }
            Request::SaveStudy(asked) => {
                let (save, reply_to) = asked.open();
                reply_to.finish(Ok(self.save_study(save)))
            }
            Request::ChangeBookmarks(asked) => {
                let (change, reply_to) = asked.open();
                change.0.apply(&mut self.bookmarks);
                reply_to.finish(Ok(self.bookmarks.clone()))
            }
            Request::SavePreferences(asked) => {
                let (save, reply_to) = asked.open();
                self.preferences = save.0;
                reply_to.finish(Ok(()))
            }
            Request::SaveRound(asked) => {
                let (SaveRound { lesson, round }, reply_to) = asked.open();
                self.filled_in.entry(lesson).or_default().round = Some(round);
                reply_to.finish(Ok(()))
            }
            Request::SaveAttempt(asked) => {
                let (attempt, reply_to) = asked.open();
                self.attempts.push(attempt);
                reply_to.finish(Ok(()))
            }
            Request::TickTask(asked) => {
                let (tick, reply_to) = asked.open();
                let filled_in = self.filled_in.entry(tick.lesson.lesson).or_default();
                filled_in
                    .ticks
                    .insert(tick.task.as_str().to_owned(), tick.done);
                reply_to.finish(Ok(()))
            }
            Request::SaveRecall(asked) => {
                let (recall, reply_to) = asked.open();
                self.records += 1;
                let record = RecordId(Uuid::from_u128(self.records));
                self.due.retain(|card| *card != recall.card);
                self.recalls.push((recall, record));
                reply_to.finish(Ok(record))
            }
            Request::MakeCard(asked) => {
                let (card, reply_to) = asked.open();
                self.made_cards.push(card);
                reply_to.finish(Ok(()))
            }
            Request::DiscardCard(asked) => {
                let (discard, reply_to) = asked.open();
                self.due.retain(|card| *card != discard.card);
                reply_to.finish(Ok(true))
            }
            Request::UndoRecall(asked) => {
                let (undo, reply_to) = asked.open();
                self.recalls.retain(|(_, record)| *record != undo.recall);
                reply_to.finish(Ok(()))
            }
            Request::SaveSetting(asked) => asked.open().1.finish(Ok(())),
            read => panic!("{read:?} is no write"),
        }
    }

    fn save_study(&mut self, save: SaveStudy) -> Option<Counted> {
        match save {
            SaveStudy::Stretch {
                lesson,
                from,
                to,
                begun,
            } => {
                // Parts of a second count as soon as they make a whole one, as in the store.
                self.millis += to - from;
                let seconds = Seconds(self.millis / 1000);
                self.millis %= 1000;
                if let Some(progress) = self.lesson_progress(&lesson.lesson) {
                    progress.seconds += seconds;
                }
                let date = begun.local_date;
                self.calendar.add(date, seconds);
                Some(Counted { date, seconds })
            }
            SaveStudy::Position {
                lesson,
                position,
                start,
                read,
                at,
            } => {
                self.starts.insert(lesson.lesson.clone(), start);
                if let Some(progress) = self.lesson_progress(&lesson.lesson) {
                    progress.position = Some((position, at.at));
                }
                self.set_read(&lesson.lesson, read);
                None
            }
            SaveStudy::Seal => None,
        }
    }
}

impl Shelved {
    fn summary(&self) -> CourseSummary {
        let (lessons_done, lessons) = self.outline.done_of_total();
        CourseSummary {
            course: self.outline.course.clone(),
            origin: self.outline.origin,
            archived: false,
            minutes: self.outline.minutes(),
            modules: self.outline.modules.len(),
            lessons,
            lessons_done,
            seconds: self.outline.seconds(),
            enrolled_at: self.enrolled_at,
            last_read: self.last_read,
        }
    }

    /// The mark that the catalog shows.
    pub(crate) fn mark(&self) -> Mark {
        self.summary().mark()
    }
}

const DESCRIPTION: &str = "What a model *is*, what it isn't, and how to work with one: \
    for people who have never written code.\n\nNo mathematics beyond fractions.";

fn text(title: &str) -> String {
    let mut text = format!(
        "# {title}\n\nA model answers with the same **ease** when it knows and \
        when it guesses. See [the exercise](02.md) or <https://example.org/tokens>.\n\n\
        ## A list\n\n- one thing\n  - and, below it, a thing that is so long that it has to go on in a \
        second line on every terminal that people use\n- [x] done\n- [ ] not done\n\n\
        > [!NOTE]\n> What is worth a second look.\n\n\
        ## A table and code\n\n| word | tokens |\n|---|---:|\n| cat | 1 |\n| unbelievable | 3 |\n\n\
        ```python\ndef tokens(text):\n    return text.split()  # roughly\n```\n\n## And more\n\n"
    );
    for paragraph in 1..=12 {
        text.push_str(&format!(
            "Paragraph {paragraph} says once more that *nothing* is remembered between two \
             conversations, and that what looks like memory is text that was sent again.\n\n"
        ));
    }
    text.push_str("## The end\n\nThat is all.\n");
    text
}
