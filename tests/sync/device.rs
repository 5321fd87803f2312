//! A learner's device: a store, a clock that may be wrong, and records made in few words.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use chrono::TimeDelta;
use lyceum::domain::quiz::{Answer, QuestionId, Revision};
use lyceum::domain::review::Rating;
use lyceum::domain::{
    CourseId, DeviceId, Fact, LessonId, LessonProgress, Position, Record, RecordId, Seconds,
    TaskId, Timestamp,
};
use lyceum::lesson::quiz::{Paper, withhold};
use lyceum::store::{Standing, Store, set_aside_damaged};
use lyceum::sync::{Answers, Program, Remote, Report, SyncError, sync};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Row, SqliteConnection};
use tempfile::TempDir;
use uuid::Uuid;

use crate::world::QUIZ;

/// A device.
pub(crate) struct Device {
    pub(crate) store: Store,
    pub(crate) id: DeviceId,
    /// How wrong its clock is.
    pub(crate) skew: TimeDelta,
    folder: TempDir,
}

/// What a learner sees of a lesson.
pub(crate) type Shown = BTreeMap<LessonId, LessonProgress>;

static RECORDS: AtomicU64 = AtomicU64::new(1);

impl Device {
    pub(crate) async fn new(number: u128) -> Device {
        let folder = folder();
        let store = Store::open(&folder.path().join("lyceum.db")).await.unwrap();
        Device {
            store,
            id: DeviceId(Uuid::from_u128(number)),
            skew: TimeDelta::zero(),
            folder,
        }
    }

    /// The same profile on another machine, as it is at this moment.
    pub(crate) async fn copy(&self) -> Device {
        let folder = folder();
        let path = folder.path().join("lyceum.db");
        let copy = format!("VACUUM INTO '{}'", path.display());
        sqlx::raw_sql(sqlx::AssertSqlSafe(copy))
            .execute(&mut self.sql().await)
            .await
            .unwrap();
        Device {
            store: Store::open(&path).await.unwrap(),
            id: self.id,
            skew: self.skew,
            folder,
        }
    }

    /// The same device after its file was taken for damaged, and what can be read of it carried over.
    pub(crate) async fn salvaged(self, now: Timestamp) -> Device {
        let path = self.store.path().to_owned();
        self.store.close().await;
        set_aside_damaged(&path, now).await.unwrap();
        Device {
            store: Store::open(&path).await.unwrap(),
            ..self
        }
    }

    /// Does something at that moment of the true clock.
    pub(crate) async fn does(&self, now: Timestamp, fact: Fact) -> Record {
        let at = Timestamp::new(now.utc() + self.skew);
        let record = Record {
            id: RecordId(Uuid::from_u128(
                RECORDS.fetch_add(1, Ordering::Relaxed).into(),
            )),
            device: self.id,
            occurred_at: at,
            local_date: at.utc().date_naive(),
            fact,
        };
        self.store.append(&record).await.unwrap();
        record
    }

    /// Takes back what stands for a lesson's completion; nothing where nothing does.
    pub(crate) async fn reopens(&self, now: Timestamp, course: &str, lesson: &str) {
        let id = LessonId::new(lesson);
        let Standing { records, web } = self.store.standing(&id).await.unwrap();
        if records.is_empty() && web.is_none() {
            return;
        }
        let fact = Fact::Reopen {
            course: CourseId::new(course),
            lesson: id,
            completions: records,
            web,
        };
        self.does(now, fact).await;
    }

    pub(crate) async fn syncs(
        &self,
        remote: &impl Remote,
        now: Timestamp,
        answers: Answers,
    ) -> Result<Report, SyncError> {
        let now = Timestamp::new(now.utc() + self.skew);
        let stop = AtomicBool::new(false);
        let program = Program {
            device: self.id,
            holder: self.id.0,
            now: &move || now,
            stop: &stop,
        };
        sync(&self.store, remote, program, answers, &mut |_| {}).await
    }

    /// What a learner sees of a course's lessons.
    pub(crate) async fn shows(&self, course: &str) -> Shown {
        let outline = self.store.outline(&CourseId::new(course)).await.unwrap();
        let Some(outline) = outline else {
            return Shown::new();
        };
        outline
            .lessons()
            .map(|(_, lesson)| (lesson.head.id.clone(), lesson.progress.clone()))
            .collect()
    }

    pub(crate) async fn sql(&self) -> SqliteConnection {
        SqliteConnectOptions::new()
            .filename(self.store.path())
            .connect()
            .await
            .unwrap()
    }

    /// Every projection, row by row.
    pub(crate) async fn projections(&self) -> Vec<String> {
        const DUMP: &str = "
            SELECT 'progress ' || lesson_id || ' ' || seconds || ' ' || coalesce(completed_at, '-')
                || ' ' || coalesce(hex(completion), '-') FROM progress
            UNION ALL SELECT 'completion ' || lesson_id || ' ' || hex(record) || ' ' || at FROM completions
            UNION ALL SELECT 'reopening ' || lesson_id || ' ' || hex(completion) FROM reopenings
            UNION ALL SELECT 'web reopening ' || lesson_id || ' ' || millis FROM web_reopenings
            UNION ALL SELECT 'position ' || lesson_id || ' ' || position || ' ' || at || ' ' || hex(record)
                FROM positions
            UNION ALL SELECT 'tick ' || lesson_id || ' ' || task || ' ' || done || ' ' || at || ' ' || hex(record)
                FROM ticks
            UNION ALL SELECT 'enrollment ' || course_id || ' ' || enrolled_at FROM enrollments
            UNION ALL SELECT 'activity ' || course_id || ' ' || seconds || ' ' || coalesce(last_read, '-')
                FROM course_activity
            UNION ALL SELECT 'day ' || local_date || ' ' || seconds FROM study_days
            UNION ALL SELECT 'stale ' || what || ' ' || id FROM stale
            UNION ALL SELECT 'projected ' || row FROM projected
            ORDER BY 1";
        let rows = sqlx::query(DUMP)
            .fetch_all(&mut self.sql().await)
            .await
            .unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }

    /// The state of every question, task and card of the learner's own, row by row.
    pub(crate) async fn practised(&self) -> Vec<String> {
        const DUMP: &str = "
            SELECT 'card ' || lesson_id || ' ' || question || ' ' || due || ' ' || stability || ' ' || reviews
            FROM cards
            UNION ALL SELECT 'task ' || lesson_id || ' ' || task || ' ' || done FROM ticks
            UNION ALL SELECT 'own ' || lesson_id || ' ' || question || ' ' || front FROM own_cards
            ORDER BY 1";
        self.store.refresh_cards().await.unwrap();
        let rows = sqlx::query(DUMP).fetch_all(&mut self.sql().await).await;
        rows.unwrap().iter().map(|row| row.get(0)).collect()
    }

    /// The projections must be what snapshot and log add up to.
    pub(crate) async fn rebuilds_to_the_same(&self) {
        let before = self.projections().await;
        self.store.rebuild().await.unwrap();
        assert_eq!(before, self.projections().await);
    }

    /// Keeps the folder as long as the device.
    pub(crate) fn lives(&self) -> bool {
        self.folder.path().exists()
    }
}

/// A folder in memory, where the system has such a disk: these tests commit ten thousands of times.
fn folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

pub(crate) fn enroll(course: &str) -> Fact {
    Fact::Enroll {
        course: CourseId::new(course),
    }
}

pub(crate) fn study(course: &str, lesson: &str, seconds: u64) -> Fact {
    Fact::Study {
        course: CourseId::new(course),
        lesson: LessonId::new(lesson),
        seconds: Seconds(seconds),
    }
}

pub(crate) fn complete(course: &str, lesson: &str) -> Fact {
    Fact::Complete {
        course: CourseId::new(course),
        lesson: LessonId::new(lesson),
    }
}

pub(crate) fn answered(course: &str, lesson: &str, number: u32) -> Fact {
    let answers = [
        Answer::Choices(vec![0, 2]),
        Answer::Order(vec![1, 0]),
        Answer::Pairs(vec![]),
        Answer::Blanks(vec!["ä\" 1".to_owned(), String::new()]),
        Answer::Prints("1\n2".to_owned()),
        Answer::Fails("3".to_owned()),
        Answer::Knew(number.is_multiple_of(2)),
    ];
    let answer = answers.into_iter().cycle().nth(number as usize).unwrap();
    Fact::Attempt {
        course: CourseId::new(course),
        lesson: LessonId::new(lesson),
        question: QuestionId::of_text(&format!("{}", number % 3)),
        revision: Revision::of(lesson),
        answer,
        right: number.is_multiple_of(2),
        seconds: number,
    }
}

pub(crate) fn recalled(course: &str, lesson: &str, number: u32) -> Fact {
    Fact::Recall {
        course: CourseId::new(course),
        lesson: LessonId::new(lesson),
        question: QuestionId::of_text(&format!("{}", number % 3)),
        rating: Rating::ALL[number as usize % 4],
        seconds: number,
    }
}

pub(crate) fn undone(course: &str, lesson: &str, recall: u128) -> Fact {
    Fact::Undo {
        course: CourseId::new(course),
        lesson: LessonId::new(lesson),
        question: QuestionId::of_text("0"),
        recall: RecordId(Uuid::from_u128(recall)),
    }
}

pub(crate) fn ticked(course: &str, lesson: &str, number: u32) -> Fact {
    let task = TaskId::of_texts(["Read", "Write", "Read"]).swap_remove(number as usize % 3);
    Fact::Tick {
        course: CourseId::new(course),
        lesson: LessonId::new(lesson),
        task,
        done: number.is_multiple_of(2),
    }
}

pub(crate) fn left_at(course: &str, lesson: &str, block: u32) -> Fact {
    Fact::Position {
        course: CourseId::new(course),
        lesson: LessonId::new(lesson),
        position: Position {
            block,
            ..Position::default()
        },
    }
}

/// An answer to one of the graded questions of `world::QUIZ`, right or wrong; from 12 on to a version that never was.
pub(crate) fn submitted(course: &str, lesson: &str, number: u32) -> Fact {
    let paper = Paper::of(&withhold(QUIZ, false).unwrap().public, false, 0).unwrap();
    let blanks = |texts: [&str; 2]| Answer::Blanks(texts.map(str::to_owned).to_vec());
    let (question, answer) = match number % 12 {
        0 => ("one", Answer::Choices(vec![1])),
        1 => ("one", Answer::Choices(vec![0])),
        2 => ("several", Answer::Choices(vec![0, 2])),
        3 => ("several", Answer::Choices(vec![0])),
        // The items and partners stand in the order of their texts.
        4 => ("order", Answer::Order(vec![2, 1, 0])),
        5 => ("order", Answer::Order(vec![0, 1, 2])),
        6 => ("pairs", Answer::Pairs(vec![0, 1])),
        7 => ("pairs", Answer::Pairs(vec![1, 0])),
        8 => ("blanks", blanks(["secertive", "12,7 km / h"])),
        9 => ("blanks", blanks(["sly", "12.5 km/h"])),
        10 => ("program", Answer::Prints("2 SECRET".to_owned())),
        _ => ("program", Answer::Fails("1".to_owned())),
    };
    let mut asked = paper.questions().map(|asked| &asked.question);
    let asked = asked.find(|asked| asked.id.as_str() == question).unwrap();
    Fact::Submission {
        course: CourseId::new(course),
        lesson: LessonId::new(lesson),
        question: asked.id.clone(),
        revision: if number < 12 {
            asked.revision
        } else {
            Revision(7)
        },
        typed: answer.typed(),
        answer,
        seconds: number,
    }
}

pub(crate) fn carded(course: &str, lesson: &str, number: u32) -> Fact {
    Fact::Card {
        course: CourseId::new(course),
        lesson: LessonId::new(lesson),
        front: "What is \"it\"?".repeat(number as usize % 3),
        back: "It.".to_owned(),
    }
}

pub(crate) fn discarded(course: &str, lesson: &str, card: u128) -> Fact {
    Fact::Discard {
        course: CourseId::new(course),
        lesson: LessonId::new(lesson),
        card: RecordId(Uuid::from_u128(card)),
    }
}

pub(crate) fn fitted(course: &str, number: u32) -> Fact {
    Fact::Fit {
        course: CourseId::new(course),
        parameters: vec![number * 1000; if number == 0 { 20 } else { 21 }],
    }
}
