//! Syncing with the academy, and the state of the profile there.

use super::{Order, Task, Topic, Work};
use crate::app::Msg;
use crate::app::request::sync::{
    Answers, NotTaken, Overview, ReadSync, SawRefused, SyncBeforeLeaving, SyncEnd, SyncNow, Typed,
    Wants, Why,
};
use crate::app::request::{Progress, Step};
use crate::runtime::failure::Problem;
use crate::runtime::sync::{Academy, ended, no_academy, signed_out};
use crate::secrets::Secret;
use crate::store::{Fate, State};
use crate::sync::{self, Remote, Report, SyncError};

/// How many refused records the learner was shown.
const REFUSED_SEEN: State<usize> = State::named("state.refused_seen");

impl Work for SyncNow {
    const ORDER: Order = Order::Beside(&[Topic::Learning]);

    fn complaint(&self) -> &'static str {
        "The sync stopped"
    }

    async fn work(self, task: &Task<Self>) -> Result<SyncEnd, Problem> {
        let Some(academy) = &task.world.academy else {
            return Ok(no_academy());
        };
        match synced(academy, self.answers, self.typed.as_ref(), task).await {
            Ok(done) => ended(academy, &task.world.store, done, self.failures).await,
            Err(end) => Ok(end),
        }
    }
}

async fn synced(
    academy: &Academy,
    answers: Answers,
    typed: Option<&Typed>,
    task: &Task<SyncNow>,
) -> Result<Result<Report, SyncError>, SyncEnd> {
    let locked = || say(task, Step::WaitForKeyring, 0, 0);
    let password = typed.filter(|typed| typed.wants == Wants::Password);
    let password = password.map(|typed| Secret::new(typed.secret.reveal().to_owned()));
    let credential = match &password {
        Some(password) => Some(password.clone()),
        None => {
            let credential = academy.credential(typed, &locked).await;
            credential.map_err(signed_out)?
        }
    };
    let connection = academy.connect(credential.as_ref());
    if let Some(password) = &password {
        // Only what the academy takes is kept.
        if let Err(error) = connection.hello().await {
            return Ok(Err(error));
        }
        academy.keep(password, &locked).await;
    }
    let world = &task.world;
    let mut follow = |progress: sync::Progress| follow(task, &progress);
    let answers = sync::Answers {
        send_past: answers.send_past,
        move_to_it: answers.move_to_it,
        accept_loss: answers.accept_loss,
        retry_held: answers.retry_held,
    };
    Ok(academy
        .sync(
            &world.store,
            world.device,
            &connection,
            answers,
            &mut follow,
        )
        .await)
}

fn follow(task: &Task<SyncNow>, progress: &sync::Progress) {
    let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    match *progress {
        sync::Progress::Pushed { done, of } => say(task, Step::Send, done, of),
        sync::Progress::Pulled { done, of } => say(task, Step::Receive, number(done), number(of)),
        sync::Progress::Listed { .. } => say(task, Step::List, 0, 0),
        sync::Progress::Fetched { done, of, .. } => say(task, Step::Fetch, done, of),
        sync::Progress::Here(_) => task.tell(Msg::CoursesChanged),
        // Said when it is over, together with everything else.
        sync::Progress::News(_) => {}
    }
}

fn say(task: &Task<SyncNow>, step: Step, done: usize, total: usize) {
    task.tell_progress(Progress { done, total, step });
}

impl Work for SyncBeforeLeaving {
    const ORDER: Order = Order::Queued(Topic::Learning);

    fn complaint(&self) -> &'static str {
        "The last sync stopped"
    }

    async fn work(self, task: &Task<Self>) -> Result<(), Problem> {
        let world = &task.world;
        if let Some(academy) = &world.academy {
            academy
                .sync_before_leaving(&world.store, world.device)
                .await;
        }
        Ok(())
    }
}

impl Work for ReadSync {
    const ORDER: Order = Order::Beside(&[Topic::Learning]);

    fn complaint(&self) -> &'static str {
        "What waits to be sent could not be read"
    }

    async fn work(self, task: &Task<Self>) -> Result<Overview, Problem> {
        let Some(academy) = &task.world.academy else {
            return Ok(Overview::default());
        };
        let store = &task.world.store;
        let (binding, fates) = (store.binding().await?, store.fates().await?);
        let not_taken = store.not_taken().await?;
        let refused_seen = store.state(&REFUSED_SEEN).await?;
        let credential = academy.credential_in_words();
        let count = |count: i64| usize::try_from(count).unwrap_or_default();
        Ok(Overview {
            academy: academy.address(),
            account: binding
                .as_ref()
                .map(|binding| binding.account.email.clone()),
            credential: credential.unwrap_or_else(|| "waiting for your vault".to_owned()),
            synced_at: binding.and_then(|binding| binding.synced_at),
            to_send: count(fates.to_send),
            kept: count(fates.kept),
            not_taken: not_taken.into_iter().filter_map(group).collect(),
            refused_seen: refused_seen.unwrap_or_default(),
            archived: store.archived().await?.len(),
        })
    }
}

fn group(group: crate::store::NotTaken) -> Option<NotTaken> {
    let why = match group.fate {
        Fate::Held(why) => Why::Held(why),
        Fate::Refused(why) => Why::Refused(why),
        _ => return None,
    };
    Some(NotTaken {
        why,
        course: group.course,
        records: group.records,
    })
}

impl Work for SawRefused {
    const ORDER: Order = Order::Queued(Topic::Preferences);

    fn complaint(&self) -> &'static str {
        "Your dismissal of refused records couldn't be saved"
    }

    async fn work(self, task: &Task<Self>) -> Result<(), Problem> {
        Ok(task.world.store.set_state(&REFUSED_SEEN, &self.0).await?)
    }
}
