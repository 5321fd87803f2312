//! The rows of the sync screen.

use chrono::{DateTime, FixedOffset, TimeDelta};

use crate::app::request::sync::{NotTaken, Outcome, Overview, Why};
use crate::app::request::{Progress, Step};
use crate::app::study::clock::Millis;
use crate::app::sync::Sync;
use crate::domain::sanitize_line;
use crate::lesson::wrap;

/// A row of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// Room between two groups.
    Blank,
    /// The heading of a group.
    Title(String),
    /// A name and its value.
    Figure(&'static str, String),
    /// Something that somebody has to do or to answer.
    Asked(String),
    /// Text.
    Text(String),
}

/// The columns of a figure's name.
pub const NAME: usize = 10;

/// The rows, the most urgent first, no wider than that.
pub(super) fn rows(sync: &Sync, now: Millis, local: DateTime<FixedOffset>, width: u16) -> Vec<Row> {
    let mut rows = Rows {
        rows: Vec::new(),
        width: usize::from(width).max(1),
    };
    if !sync.is_on {
        rows.text("Your progress stays on this machine.");
        rows.text("To sync with an academy, sign in once from a shell:");
        rows.text("lyceum login HOST");
        return rows.rows;
    }
    rows.urgent(sync);
    rows.academy(sync, now, local);
    rows.records(&sync.overview);
    rows.rows
}

struct Rows {
    rows: Vec<Row>,
    width: usize,
}

impl Rows {
    fn text(&mut self, text: &str) {
        let lines = lines(text, self.width);
        self.rows.extend(lines.map(Row::Text));
    }

    fn asked(&mut self, text: &str) {
        // Colour alone says nothing.
        let marks = std::iter::once("! ").chain(std::iter::repeat("  "));
        let lines = marks.zip(lines(text, self.width.saturating_sub(2)));
        self.rows
            .extend(lines.map(|(mark, line)| Row::Asked(format!("{mark}{line}"))));
    }

    fn figure(&mut self, name: &'static str, value: &str) {
        let lines = lines(value, self.width.saturating_sub(NAME));
        let names = std::iter::once(name).chain(std::iter::repeat(""));
        let figures = names.zip(lines);
        self.rows
            .extend(figures.map(|(name, line)| Row::Figure(name, line)));
    }

    /// The step that only the learner can take, and the first question.
    fn urgent(&mut self, sync: &Sync) {
        match &sync.outcome {
            _ if sync.is_under_way() => {}
            Some(Outcome::SignIn(sign_in)) => {
                self.asked(&sign_in.why);
                self.text(&sign_in.keeps);
            }
            Some(Outcome::Stopped(why)) => self.asked(why),
            _ => {}
        }
        if let Some(question) = sync.questions.first() {
            self.asked(&question.words);
            let more = sync.questions.len() - 1;
            if more > 0 {
                self.text(&format!("{more} more after this one"));
            }
        }
        if !self.rows.is_empty() {
            self.rows.push(Row::Blank);
        }
    }

    fn academy(&mut self, sync: &Sync, now: Millis, local: DateTime<FixedOffset>) {
        let overview = &sync.overview;
        self.figure("Academy", &overview.academy);
        self.figure(
            "Account",
            overview
                .account
                .as_deref()
                .unwrap_or("not known before the first sync"),
        );
        let credential = match overview.academy.starts_with("http") {
            true => "Sign-in",
            false => "Password",
        };
        self.figure(credential, &overview.credential);
        let last = overview.synced_at.map_or_else(
            || "never".to_owned(),
            |at| {
                at.utc()
                    .with_timezone(local.offset())
                    .format("%Y-%m-%d %H:%M")
                    .to_string()
            },
        );
        self.figure("Last sync", &last);
        let next = match sync.next_try() {
            _ if sync.is_under_way() => going_on(sync.progress),
            Some(at) => clock(local, at.saturating_sub(now)),
            None => "after that, or when you press r".to_owned(),
        };
        self.figure("Next sync", &next);
        if let Some(Outcome::Offline(why) | Outcome::Delayed(why)) = &sync.outcome {
            self.figure("Last try", why);
        }
    }

    fn records(&mut self, overview: &Overview) {
        self.rows.push(Row::Blank);
        let to_send = match overview.to_send {
            0 => "nothing".to_owned(),
            1 => "1 record".to_owned(),
            records => format!("{records} records"),
        };
        self.figure("To send", &to_send);
        if overview.kept > 0 {
            let kept = format!(
                "{} records from before the first sync; `lyceum sync --yes` sends them",
                overview.kept
            );
            self.figure("Kept here", &kept);
        }
        if overview.archived > 0 {
            let courses = if overview.archived == 1 {
                "course"
            } else {
                "courses"
            };
            let archived = format!(
                "{} {courses} withdrawn by the academy; still readable here",
                overview.archived
            );
            self.figure("Archived", &archived);
        }
        let held = |group: &&NotTaken| matches!(group.why, Why::Held(_));
        self.not_taken("Waiting", overview.not_taken.iter().filter(held));
        let refused = |group: &&NotTaken| matches!(group.why, Why::Refused(_));
        self.not_taken("Refused", overview.not_taken.iter().filter(refused));
    }

    fn not_taken<'n>(&mut self, title: &str, groups: impl Iterator<Item = &'n NotTaken>) {
        let mut groups = groups.peekable();
        if groups.peek().is_none() {
            return;
        }
        self.rows.push(Row::Blank);
        self.rows.push(Row::Title(title.to_owned()));
        for group in groups {
            let why = match group.why {
                Why::Held(why) => why.reason(),
                Why::Refused(why) => why.reason(),
            };
            let records = if group.records == 1 {
                "record"
            } else {
                "records"
            };
            let course = group.course.as_ref();
            let of = course.map_or_else(String::new, |course| format!(" of {course}"));
            self.text(&format!("{} {records}{of}: {why}", group.records));
        }
    }
}

/// A text in lines of that width, without anything that could move the cursor.
fn lines(text: &str, width: usize) -> impl Iterator<Item = String> {
    let text = sanitize_line(text);
    let ranges = wrap(&text, width.max(2));
    let lines = ranges
        .into_iter()
        .filter_map(|range| text.get(range).map(str::to_owned));
    lines.collect::<Vec<_>>().into_iter()
}

fn going_on(progress: Option<Progress>) -> String {
    let Some(Progress { done, total, step }) = progress else {
        return "now".to_owned();
    };
    let what = match step {
        Step::Work => "now",
        Step::WaitForKeyring => "now: waiting for your keyring; unlock it, or press esc",
        Step::WaitForNetwork => "now: waiting for the academy",
        Step::Send => "now: sending",
        Step::Receive => "now: receiving",
        Step::List => "now: reading the catalog",
        Step::Fetch => "now: fetching lessons",
    };
    match total {
        0 => what.to_owned(),
        total => format!("{what} {done} of {total}"),
    }
}

/// The wall clock in so many milliseconds.
fn clock(local: DateTime<FixedOffset>, millis: Millis) -> String {
    let later = TimeDelta::milliseconds(i64::try_from(millis).unwrap_or_default());
    let at = local.checked_add_signed(later).unwrap_or(local);
    at.format("about %H:%M").to_string()
}
