//! The Progress screen as rows: figures, a calendar of study days, time per day, a bar per course and module.

use std::sync::Arc;

use chrono::{Datelike, Days, NaiveDate};

use super::quiz_rows::{quiz_rows, review_rows};
use super::row::{Level, Row};
use crate::app::frame::geometry::Area;
use crate::domain::quiz::QuizFigures;
use crate::domain::{CourseId, ModuleId, Outline, Seconds, StudyCalendar};

/// The courses that the learner joined, and the place in their list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProgressList {
    /// The outlines of the courses that the learner joined; none until they were read.
    pub courses: Option<Vec<Arc<Outline>>>,
    /// The first row on screen.
    pub top: usize,
    /// The selected one of the rows that open, from 0; it counts while it is on screen.
    pub selected: usize,
    /// How quizzes and reviews went.
    pub figures: QuizFigures,
}

/// From this width on the courses stand beside the study days.
const WIDE_ENOUGH_FOR_TWO_COLUMNS: u16 = 110;

impl ProgressList {
    /// The rows of the pane's columns at that width: one column, or study days and courses side by side.
    pub fn columns(&self, calendar: &StudyCalendar, today: NaiveDate, width: u16) -> Vec<Vec<Row>> {
        let two = width >= WIDE_ENOUGH_FOR_TWO_COLUMNS;
        let column = usize::from(if two { width / 2 } else { width });
        let mut figures = figure_rows(calendar, today);
        figures.extend(review_rows(&self.figures));
        let study = study_rows(calendar, today, column);
        let mut courses = self.course_rows();
        courses.extend(quiz_rows(&self.figures));
        if two {
            vec![figures.into_iter().chain(study).collect(), courses]
        } else {
            // What opens is on the first screen.
            vec![figures.into_iter().chain(courses).chain(study).collect()]
        }
    }

    /// The course, or the module of it, that a row leads to, by its number among those that open.
    pub(super) fn target(&self, number: usize) -> Option<(CourseId, Option<ModuleId>)> {
        let (course, module) = self.targets().nth(number)?;
        Some((course.clone(), module.cloned()))
    }

    /// Takes the courses as they are now; what is selected stays selected, whatever its row is now.
    pub(super) fn set_courses(&mut self, courses: Vec<Arc<Outline>>) {
        let selected = self.target(self.selected);
        self.courses = Some(courses);
        let is_selected = |(course, module): (&CourseId, Option<&ModuleId>)| {
            let selected = selected.as_ref();
            selected.is_some_and(|(c, m)| course == c && module == m.as_ref())
        };
        let number = self.targets().position(is_selected);
        self.selected = number.unwrap_or(self.selected);
    }

    /// The courses and modules that the rows lead to, from the top.
    fn targets(&self) -> impl Iterator<Item = (&CourseId, Option<&ModuleId>)> {
        self.courses.iter().flatten().flat_map(|course| {
            let modules = course.modules.iter().map(|module| Some(&module.id));
            let targets = std::iter::once(None).chain(modules);
            targets.map(|module| (&course.course.id, module))
        })
    }

    fn course_rows(&self) -> Vec<Row> {
        let mut rows = vec![Row::Title("Courses")];
        match self.courses.as_deref() {
            None => rows.push(Row::Remark("Loading …")),
            Some([]) => rows.extend([
                Row::Remark("Courses that you open appear here."),
                Row::Blank,
            ]),
            Some(courses) => rows.extend(courses.iter().flat_map(|course| one_course(course))),
        }
        rows
    }
}

/// Where one of the pane's columns is.
pub fn column_area(area: Area, index: usize, count: usize) -> Area {
    let [index, count] = [index, count].map(|number| u16::try_from(number).unwrap_or(1));
    let width = area.width / count.max(1);
    Area {
        x: area.x + index * width,
        width: width.saturating_sub(2),
        ..area
    }
}

fn one_course(course: &Outline) -> Vec<Row> {
    let (done, total) = course.done_of_total();
    let title = course.course.title.clone();
    let mut rows = vec![Row::Course {
        title,
        done,
        total,
        seconds: course.seconds(),
    }];
    rows.extend(course.modules.iter().enumerate().map(|(m, module)| {
        let (done, total) = module.done_of_total();
        let title = format!("{} {}", m + 1, module.title);
        Row::Module {
            title,
            mark: module.mark(),
            done,
            total,
        }
    }));
    rows.push(Row::Blank);
    rows
}

fn figure_rows(calendar: &StudyCalendar, today: NaiveDate) -> Vec<Row> {
    vec![
        Row::Title("Time studied"),
        Row::Figure("Today", calendar.on(today).to_string()),
        Row::Figure("Streak", days(calendar.streak(today))),
        Row::Figure("Total", total(calendar)),
        Row::Blank,
    ]
}

fn study_rows(calendar: &StudyCalendar, today: NaiveDate, width: usize) -> Vec<Row> {
    let mut rows = vec![Row::Title("Study days")];
    rows.extend(calendar_rows(calendar, today, width));
    rows.extend([Row::Blank, Row::Title("Time per day")]);
    rows.extend(day_rows(calendar, today));
    rows
}

fn days(count: usize) -> String {
    match count {
        1 => "1 day".to_owned(),
        _ => format!("{count} days"),
    }
}

fn total(calendar: &StudyCalendar) -> String {
    match calendar.days().count() {
        0 => Seconds(0).to_string(),
        count => format!("{} on {}", calendar.total(), days(count)),
    }
}

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// A week takes two columns; the names of the weekdays and the margins take the rest.
fn weeks_shown(width: usize) -> u64 {
    u64::try_from(width.saturating_sub(10) / 2)
        .unwrap_or_default()
        .clamp(4, 26)
}

fn calendar_rows(calendar: &StudyCalendar, today: NaiveDate, width: usize) -> Vec<Row> {
    let weeks = weeks_shown(width);
    let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
    let first = monday - Days::new(7 * (weeks - 1));
    let level = |date: NaiveDate| (date <= today).then(|| Level::of(calendar.on(date)));
    let mut rows = vec![Row::Months(months(first, weeks, today))];
    rows.extend(WEEKDAYS.iter().zip(0..).map(|(name, weekday)| {
        let levels = (0..weeks).map(|week| level(first + Days::new(7 * week + weekday)));
        Row::Weekday(name, levels.collect())
    }));
    rows
}

/// The weeks in which a month begins; two names never touch.
fn months(first: NaiveDate, weeks: u64, today: NaiveDate) -> Vec<(usize, String)> {
    let mut names: Vec<(usize, String)> = Vec::new();
    let mut previous = None;
    for week in 0..weeks {
        let last = today.min(first + Days::new(7 * week + 6));
        let column = usize::try_from(week).unwrap_or_default();
        let has_room = names.last().is_none_or(|(last, _)| column >= last + 2);
        if previous != Some(last.month()) && has_room {
            names.push((column, last.format("%b").to_string()));
            previous = Some(last.month());
        }
    }
    names
}

/// The time of a full bar where no day had more: a minute is not to look like a day's work.
const FULL_DAY: Seconds = Seconds(30 * 60);

fn day_rows(calendar: &StudyCalendar, today: NaiveDate) -> Vec<Row> {
    let dates = (0..7).map(|back| today - Days::new(back));
    let most = dates
        .clone()
        .map(|date| calendar.on(date))
        .fold(FULL_DAY, Seconds::max);
    dates
        .map(|date| Row::Day {
            label: date.format("%a %e %b").to_string(),
            seconds: calendar.on(date),
            most,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::StudyDay;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_calendar_ends_today_and_shows_nothing_for_days_to_come() {
        let studied = StudyDay {
            date: date("2026-11-23"),
            seconds: Seconds(1900),
        };
        let calendar: StudyCalendar = [studied].into_iter().collect();
        let rows = calendar_rows(&calendar, date("2026-11-24"), 40);
        let last = |row: &Row| match row {
            Row::Weekday(_, levels) => levels.last().copied().flatten(),
            _ => panic!("not a weekday: {row:?}"),
        };
        assert_eq!(last(&rows[1]), Some(Level(3)), "Monday was studied");
        assert_eq!(last(&rows[2]), Some(Level(0)), "Tuesday is today");
        assert_eq!(last(&rows[3]), None, "Wednesday is to come");
    }

    #[test]
    fn a_month_that_has_not_begun_has_no_name_yet() {
        let names = months(date("2026-11-02"), 5, date("2026-11-30"));
        assert_eq!(names, [(0, "Nov".to_owned())]);
        let names = months(date("2026-11-02"), 5, date("2026-12-01"));
        assert_eq!(names.last(), Some(&(4, "Dec".to_owned())));
    }

    #[test]
    fn names_of_months_never_touch() {
        for start in ["2026-01-05", "2026-02-02", "2026-05-25"] {
            let names = months(date(start), 26, date("2027-01-01"));
            assert!(
                names.windows(2).all(|pair| pair[0].0 + 2 <= pair[1].0),
                "{names:?}"
            );
        }
    }
}
