//! The order of work, on a real store.

use tokio::sync::Notify;

use super::*;
use crate::app::request::Answer;
use crate::app::request::courses::{ReadJoined, ReadOutline};
use crate::app::request::preferences::{ReadPreferences, SavePreferences};
use crate::app::request::search::SearchCourses;
use crate::app::request::table::Requests;
use crate::app::{Preferences, Sort};
use crate::content::Loaded;
use crate::domain::{CourseId, Origin};
use crate::profile::{import, join};
use crate::store::Store;

/// A driver on a store with the bundled courses, and the messages that it sends.
struct World {
    driver: Driver,
    requests: Requests,
    messages: mpsc::Receiver<Msg>,
    courses: Vec<Loaded>,
    store: Store,
    _folder: tempfile::TempDir,
}

impl World {
    async fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("lyceum.db")).await.unwrap();
        let courses = crate::content::bundled();
        for course in &courses {
            import(&store, course, Origin::Bundled).await.unwrap();
        }
        let (messages, receiver) = mpsc::channel(64);
        let world = super::World {
            config_file: folder.path().join("config.toml"),
            device: store.device().await.unwrap(),
            store: store.clone(),
            window: WindowId(uuid::Uuid::new_v4()),
            clock: BootClock::new(),
            gallery: SharedGallery::default(),
            highlighter: Arc::default(),
            last_lesson: Arc::default(),
            academy: None,
            preview: None,
            searches: Arc::default(),
        };
        World {
            driver: Driver::new(Workshop { world, messages }),
            requests: Requests::default(),
            messages: receiver,
            courses,
            store,
            _folder: folder,
        }
    }

    fn course(&self, index: usize) -> CourseId {
        self.courses[index].tree.course.id.clone()
    }

    async fn ask(&mut self, request: Request) -> RequestId {
        let id = request.id();
        self.driver.take(Job::Start(request)).await;
        id
    }

    async fn answer(&mut self) -> Answer {
        match self.messages.recv().await {
            Some(Msg::Answered(answer)) => answer,
            other => panic!("no answer: {other:?}"),
        }
    }
}

/// The same course with a lesson of that many bytes.
fn of_size(course: &Loaded, bytes: usize) -> Loaded {
    let mut long = course.clone();
    let text = "Words of a long lesson. ".repeat(bytes / 24);
    long.tree.modules[0].lessons[0].body = crate::domain::Body::Text(text.into());
    long.revision.push_str("-long");
    long
}

#[tokio::test]
async fn outlines_open_while_an_import_of_ten_megabytes_is_written() {
    let mut world = World::new().await;
    let long = of_size(&world.courses[0], 10 * 1024 * 1024);
    let store = world.store.clone();
    let gate = Arc::new(Notify::new());
    let ends = Arc::clone(&gate);
    let writing = async move {
        import(&store, &long, Origin::Bundled).await.unwrap();
        ends.notified().await;
    };
    world.driver.queue(Box::pin(writing)).await;
    for index in [0, 1] {
        let asked = ReadOutline(world.course(index));
        let asked = world.requests.start(asked, 0);
        world.ask(asked.into()).await;
        assert_eq!(world.answer().await.name(), "ReadOutline");
    }
    gate.notify_one();
    world.driver.finish().await;
    let id = &world.courses[0].tree.course.id;
    let revision = world.store.revision(id).await.unwrap();
    assert!(revision.is_some_and(|revision| revision.ends_with("-long")));
}

#[tokio::test]
async fn a_read_sees_the_writes_that_it_is_about_and_waits_for_no_others() {
    let mut world = World::new().await;
    let gate = Arc::new(Notify::new());
    let opens = Arc::clone(&gate);
    world
        .driver
        .queue(Box::pin(async move { opens.notified().await }))
        .await;
    let chosen = Preferences {
        sort: Sort::Title,
        ..Preferences::default()
    };
    let save = world.requests.start(SavePreferences(chosen), 0);
    world.ask(save.into()).await;
    let read = world.requests.start(ReadPreferences, 0);
    let read = world.ask(read.into()).await;
    let outline = ReadOutline(world.course(0));
    let outline = world.requests.start(outline, 0);
    let outline = world.ask(outline.into()).await;
    assert_eq!(world.answer().await.id(), outline, "it waits for nothing");
    gate.notify_one();
    assert_eq!(world.answer().await.name(), "SavePreferences");
    let answer = world.answer().await;
    assert_eq!(answer.id(), read);
    let Answer::ReadPreferences(answered) = answer else {
        panic!("{}", answer.name());
    };
    assert_eq!(answered.reply, crate::app::request::Reply::Done(chosen));
}

#[tokio::test]
async fn work_that_is_no_longer_wanted_stops() {
    let mut world = World::new().await;
    let searches = Arc::clone(&world.driver.workshop.world.searches);
    let turn = searches.clone().lock_owned().await;
    let query = |query: &str| SearchCourses {
        query: query.to_owned(),
        most: 10,
    };
    let first = world.requests.start(query("token"), 0);
    let first = world.ask(first.into()).await;
    let second = world.requests.start(query("model"), 0);
    let second = world.ask(second.into()).await;
    world.driver.take(Job::Cancel(first)).await;
    drop(turn);
    assert_eq!(world.answer().await.id(), second);
    world.driver.finish().await;
    assert_eq!(world.messages.recv().await, None, "the first one is silent");
}

#[tokio::test]
async fn long_work_says_how_much_of_it_is_done() {
    let mut world = World::new().await;
    for course in &world.courses {
        let id = course.tree.course.id.clone();
        join(&world.store, id, clock::moment()).await.unwrap();
    }
    let count = world.courses.len();
    let joined = world.requests.start(ReadJoined, 0);
    world.ask(joined.into()).await;
    for done in 0..count {
        let progress = world.answer().await.progress().unwrap();
        assert_eq!((progress.done, progress.total), (done, count));
    }
    assert_eq!(world.answer().await.progress(), None);
}
