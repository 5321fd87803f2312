//! `lyceum publish`: brings a course to the academy, after showing what that changes there.

mod difference;
mod sending;
mod unpublish;

use serde_json::{Value, json};

use super::academy::{self, Connected};
use super::course_files::{self, ReadHow};
use super::environment::Environment;
use super::output::{Failure, Output};
use super::quoted::quoted;
use super::renames::{self, Asked, Renames};
use super::{counted, question};
use crate::content::{self, Loaded};
use crate::domain::versions::{Alike, LearnersProgress};
use crate::domain::{Lesson, LessonKind, sanitize_line};
use crate::lesson::quiz::Paper;
use crate::sync::author::{Difference, Edition, compare, rehearse};
use crate::sync::{AcademyUrl, SyncError};
use crate::wire::{PublishOptions, Published, Role};

/// The arguments of `lyceum publish`.
#[derive(Debug, clap::Args)]
pub(super) struct PublishArgs {
    /// The course's folder, or anything in it; with --unpublish, its slug is enough
    #[arg(value_name = "PATH", default_value = ".")]
    from: String,
    /// The academy's address [default: the setting url]
    #[arg(long, value_name = "URL")]
    to: Option<AcademyUrl>,
    /// Publish a new course as a draft that only its editors see
    #[arg(long)]
    draft: bool,
    /// Withdraw the course; what learners did in it is kept
    #[arg(long, conflicts_with_all = ["draft", "accept_renames", "no_renames"])]
    unpublish: bool,
    /// Show what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Don't ask
    #[arg(long)]
    yes: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    read: ReadHow,
    #[command(flatten)]
    renames: Renames,
}

impl PublishArgs {
    /// Who is asked what the flags don't say.
    fn asked(&self) -> Asked {
        match (self.dry_run, self.yes) {
            (true, _) => Asked::Later,
            (false, true) => Asked::Nobody,
            (false, false) => Asked::Person,
        }
    }
}

/// A course held against the academy's.
struct Compared {
    loaded: Loaded,
    edition: Option<Edition>,
    difference: Difference,
    /// Lessons that may have been renamed, about which somebody is still to be asked.
    open: Vec<Alike<LearnersProgress>>,
}

impl Compared {
    /// Whether everybody sees the course at the academy.
    fn is_published(&self) -> bool {
        let outline = self.edition.as_ref().map(|edition| &edition.outline);
        outline.is_some_and(|outline| outline.published)
    }
}

pub(super) async fn run(
    environment: &Environment,
    args: &PublishArgs,
    output: &mut Output,
) -> Result<(), Failure> {
    if args.json && args.asked() == Asked::Person {
        return Err(Failure::usage(
            "--json asks nothing: pass --yes or --dry-run with it",
        ));
    }
    if args.unpublish {
        let named = unpublish::named(args)?;
        let connected = connect(environment, args, output).await?;
        return unpublish::run(&connected, &named, args, output).await;
    }
    let loaded = course_files::read_to_publish(&args.from, &args.read)?;
    demand_keys(&loaded)?;
    let connected = connect(environment, args, output).await?;
    publish(&connected, loaded, args, output).await
}

async fn connect(
    environment: &Environment,
    args: &PublishArgs,
    output: &mut Output,
) -> Result<Connected, Failure> {
    let connected = academy::connect_to_named(environment, args.to.as_ref(), output).await?;
    check_role(&connected)?;
    Ok(connected)
}

/// Whoever isn't an editor gets a graded quiz without its key; from such files the key would be lost.
fn demand_keys(loaded: &Loaded) -> Result<(), Failure> {
    let lacks_keys = |lesson: &&Lesson| {
        let whole = lesson.head.kind == LessonKind::Quiz;
        Paper::of(lesson.body.markdown(), whole, 0)
            .is_some_and(|paper| paper.all().any(|question| question.key.is_none()))
    };
    match loaded.tree.lessons().find(lacks_keys) {
        Some(lesson) => Err(Failure::said(format!(
            "{}: a question says `asks=`, so this is a learner's copy of a graded quiz, and publishing it would lose its key: \
             publish its author's files, or get them with `lyceum export` as an editor of the course",
            lesson.head.path
        ))),
        None => Ok(()),
    }
}

/// Says early what the database would say.
fn check_role(connected: &Connected) -> Result<(), Failure> {
    let user = &connected.hello.user;
    match user.role {
        Role::Instructor | Role::Admin => Ok(()),
        Role::Student => Err(Failure::said(format!(
            "publishing needs the role instructor or admin, and {} is a student at {}: its operator gives roles",
            user.email, connected.address
        ))),
    }
}

async fn publish(
    connected: &Connected,
    loaded: Loaded,
    args: &PublishArgs,
    output: &mut Output,
) -> Result<(), Failure> {
    warn(&loaded, args, output);
    let mut compared = compared(connected, loaded, args).await?;
    if args.draft && compared.is_published() {
        return Err(Failure::usage(format!(
            "{} is published at {} already, so it can't be kept as a draft: --unpublish withdraws it",
            compared.loaded.tree.course.title, connected.address
        )));
    }
    loop {
        if !args.json {
            difference::say(&compared, args, &connected.address, output)?;
        }
        if !has_news(&compared, args) {
            return done(&compared, args, None, output);
        }
        let options = options(&compared, args);
        // What the academy would refuse is said before anybody is asked, and before anything is sent.
        let published = match rehearse(&connected.remote, &compared.loaded.tree, &options).await {
            Ok(()) if !agreed(&compared, connected, args)? => {
                return done(&compared, args, None, output);
            }
            Ok(()) => sending::send(connected, &compared, options).await,
            Err(refused) => Err(refused),
        };
        match published {
            Err(SyncError::Stale) => {
                compared = self::compared(connected, compared.loaded, args).await?;
                if args.yes {
                    return Err(changed_meanwhile(&compared, args, connected, output)?);
                }
                output.tell("somebody changed the course at the academy in the meantime; this is the difference now");
            }
            published => return done(&compared, args, Some(published?), output),
        }
    }
}

/// Holds the course against what the academy has now; lessons get the ids that they have there.
async fn compared(
    connected: &Connected,
    loaded: Loaded,
    args: &PublishArgs,
) -> Result<Compared, Failure> {
    let remote = &connected.remote;
    let edition = Edition::of(remote, &loaded.tree.course.id).await?;
    let mut versions = compare(remote, edition.as_ref(), &loaded.tree, loaded.known_as()).await?;
    let open = renames::settle(&mut versions, args.renames, args.asked())?;
    let loaded = loaded.with_ids(versions.ids());
    let mut difference = Difference::between(edition.as_ref(), &versions, &loaded.tree);
    difference.lessons.leave_open(&open);
    Ok(Compared {
        loaded,
        edition,
        difference,
        open,
    })
}

/// Whether there is something to publish.
fn has_news(compared: &Compared, args: &PublishArgs) -> bool {
    let becomes_seen = !args.draft && !compared.is_published();
    becomes_seen || !compared.difference.is_none() || !compared.open.is_empty()
}

/// Whether it is to be done.
fn agreed(compared: &Compared, connected: &Connected, args: &PublishArgs) -> Result<bool, Failure> {
    if args.dry_run {
        return Ok(false);
    }
    let course = &compared.loaded.tree.course;
    let asked = format!(
        "publish {} at {}?",
        sanitize_line(&course.title),
        connected.address
    );
    let nobody = || {
        Failure::usage(
            "nothing was published: pass --yes to publish without being asked, or --dry-run to only look",
        )
    };
    match args.yes {
        true => Ok(true),
        false => question::ask(&asked).ok_or_else(nobody),
    }
}

fn options(compared: &Compared, args: &PublishArgs) -> PublishOptions {
    PublishOptions {
        base: compared.edition.as_ref().map(Edition::base),
        publish: !args.draft,
        dry_run: false,
    }
}

/// Somebody else's change is nothing that a script agreed to.
fn changed_meanwhile(
    compared: &Compared,
    args: &PublishArgs,
    connected: &Connected,
    output: &mut Output,
) -> Result<Failure, Failure> {
    match args.json {
        true => output.json(&said(compared, None))?,
        false => difference::say(compared, args, &connected.address, output)?,
    }
    Ok(Failure::said(
        "nothing was published: somebody changed the course at the academy in the meantime. Look at the \
         difference above, and run this again",
    ))
}

fn warn(loaded: &Loaded, args: &PublishArgs, output: &mut Output) {
    let course = &loaded.tree.course;
    if let Some(why) = content::forbids(course.license.as_deref()) {
        output.warn(format!(
            "{}: {why}. Publish it only if its author agreed, or is you",
            sanitize_line(&course.title)
        ));
    }
    if !loaded.warnings.is_empty() {
        output.warn(format!(
            "{} in the course's files; to list them: lyceum check {}",
            counted(loaded.warnings.len(), "warning"),
            quoted(&args.from)
        ));
    }
}

/// Says how it ended.
fn done(
    compared: &Compared,
    args: &PublishArgs,
    published: Option<Published>,
    output: &mut Output,
) -> Result<(), Failure> {
    if args.json {
        output.json(&said(compared, published.as_ref()))?;
    }
    if args.yes && !compared.open.is_empty() {
        return Err(renames::unanswered(&compared.open));
    }
    if args.json {
        return Ok(());
    }
    let title = sanitize_line(&compared.loaded.tree.course.title);
    match published {
        Some(published) if published.published => output.line(format!(
            "Published {title}; learners get it with their next sync"
        )),
        Some(_) => output.line(format!(
            "{title} is published as a draft; only its editors see it"
        )),
        None if args.dry_run => Ok(()),
        None => output.line("Nothing was published"),
    }
}

fn said(compared: &Compared, published: Option<&Published>) -> Value {
    let course = &compared.loaded.tree.course;
    let revision = compared.edition.as_ref().map(Edition::base);
    json!({
        "course": course,
        "changed": published.is_some(),
        "created": published.is_some_and(|published| published.created),
        "published": published.map_or(compared.is_published(), |published| published.published),
        "revision": published.map(|published| published.revision.clone()).or(revision),
        "difference": difference::json(compared),
        "licence": content::forbids(course.license.as_deref()),
        "warnings": &compared.loaded.warnings,
    })
}
