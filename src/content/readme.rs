//! One Markdown file, split at its headings: each of the highest level that occurs more than once begins a lesson.

use std::collections::BTreeMap;

use super::chapters::module;
use super::dialect;
use super::format::Detected;
use super::number::is_index;
use super::outline::{LessonOutline, Outline};
use super::page::{Line, Page};
use super::reading::{Reading, plain_title};
use super::source::Source;
use super::walk;
use crate::domain::Slug;
use crate::lesson::Document;

/// Whether there is one page and no other.
pub(super) fn detect(source: &Source) -> Detected {
    let pages = pages(source);
    match pages.as_slice() {
        [page] => Detected::Yes(format!("{page}, its only page")),
        _ => Detected::No("one Markdown file and no other".to_owned()),
    }
}

fn pages(source: &Source) -> Vec<String> {
    let files = walk::files(source, "").into_iter();
    files
        .filter(|path| dialect::is_markdown(path) && !walk::is_translation(path))
        .collect()
}

/// Reads the README, or the first page where there is none.
pub(super) fn read(reading: &mut Reading<'_>) -> Outline {
    let pages = match &reading.options.page {
        Some(page) => vec![page.clone()],
        None => pages(reading.source),
    };
    let is_readme = |path: &&String| !path.contains('/') && is_index(path);
    let Some(path) = pages.iter().find(is_readme).or(pages.first()) else {
        return Outline::default();
    };
    let Some(written) = reading.page(path) else {
        return Outline::default();
    };
    let page = dialect::myst::read(reading, path, written.page);
    let page = with_plain_headings(page);
    let level = level(&page);
    let title = written
        .front
        .text("title")
        .or_else(|| first_heading(&page, level));
    let course = reading.course(title);
    let lessons = split(path, page, level, &course.title);
    Outline {
        modules: module(course.title.clone(), lessons).into_iter().collect(),
        course: Some(course),
        ..Outline::default()
    }
}

/// The level and the text of a heading that begins with `#`.
fn heading(line: &Line) -> Option<(usize, &str)> {
    let level = line.text.chars().take_while(|c| *c == '#').count();
    let text = line.text.get(level..)?.strip_prefix(' ')?;
    ((1..=6).contains(&level) && !line.is_code)
        .then(|| (level, text.trim().trim_end_matches('#').trim()))
}

/// The page with all headings written with `#`, also those that are underlined.
fn with_plain_headings(page: Page) -> Page {
    let mut lines: Vec<Line> = Vec::with_capacity(page.lines.len());
    let mut in_paragraph = 0;
    for line in page.lines {
        let sign = underline(&line).filter(|_| in_paragraph == 1);
        match (sign, lines.last_mut()) {
            (Some(sign), Some(title)) => {
                let marks = if sign == '=' { "#" } else { "##" };
                title.text = format!("{marks} {}", title.text.trim());
                in_paragraph = 0;
                // The lines below keep their places.
                lines.push(line.instead(""));
                continue;
            }
            _ => in_paragraph = if is_prose(&line) { in_paragraph + 1 } else { 0 },
        }
        lines.push(line);
    }
    Page::of(lines)
}

/// The sign of a line that underlines a heading.
fn underline(line: &Line) -> Option<char> {
    let text = line.text.trim_end();
    let sign = text.chars().next().filter(|c| matches!(c, '=' | '-'))?;
    (!line.is_code && text.chars().all(|c| c == sign)).then_some(sign)
}

/// Whether a line may be a part of a paragraph.
fn is_prose(line: &Line) -> bool {
    let text = line.text.trim_start();
    let begins_a_block = text.starts_with(['#', '>', '|', '<', '-', '*', '+', '=', '`', '~']);
    !line.is_code && !text.is_empty() && !begins_a_block && !line.text.starts_with("    ")
}

/// The highest level that occurs more than once.
fn level(page: &Page) -> usize {
    let mut levels: BTreeMap<usize, usize> = BTreeMap::new();
    for (level, _) in page.lines.iter().filter_map(heading) {
        *levels.entry(level).or_default() += 1;
    }
    levels
        .into_iter()
        .find(|(_, count)| *count > 1)
        .map_or(1, |(level, _)| level)
}

/// The title above the lessons.
fn first_heading(page: &Page, level: usize) -> Option<String> {
    let mut headings = page.lines.iter().filter_map(heading);
    headings
        .find(|(found, _)| *found < level)
        .map(|(_, text)| text.to_owned())
}

fn split(path: &str, page: Page, level: usize, course: &str) -> Vec<LessonOutline> {
    let mut pages: Vec<(Option<String>, Vec<Line>)> = vec![(None, Vec::new())];
    for line in page.lines {
        if let Some((_, text)) = heading(&line).filter(|(found, _)| *found == level) {
            pages.push((Some(plain_title(text)), Vec::new()));
            // It is the lesson's title.
            let marks = line.text.trim_start_matches('#');
            let title = format!("#{marks}");
            if let Some((_, lines)) = pages.last_mut() {
                lines.push(Line {
                    text: title,
                    ..line
                });
            }
            continue;
        }
        if let Some((_, lines)) = pages.last_mut() {
            lines.push(line);
        }
    }
    let has_text = |lines: &[Line]| {
        lines.iter().any(|line| {
            !line.text.trim().is_empty() && (line.is_code || !line.text.starts_with('#'))
        })
    };
    pages.retain(|(_, lines)| has_text(lines));
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let lessons = pages.into_iter().map(|(title, lines)| {
        let title = title.unwrap_or_else(|| course.to_owned());
        let slug = Slug::made_of(&title)
            .unwrap_or_else(Slug::nameless)
            .to_string();
        let count = taken.entry(slug.clone()).or_default();
        *count += 1;
        let slug = if *count > 1 {
            format!("{slug}-{count}")
        } else {
            slug
        };
        let mut lesson = LessonOutline::new(format!("{path}/{slug}"));
        lesson.file = Some(path.to_owned());
        lesson.title = Some(title);
        lesson.with(Page::of(lines))
    });
    let mut lessons: Vec<LessonOutline> = lessons.collect();
    link(&mut lessons);
    lessons
}

/// Makes links to headings of other sections links to their lessons.
fn link(lessons: &mut [LessonOutline]) {
    let mut places: BTreeMap<String, String> = BTreeMap::new();
    for lesson in lessons.iter() {
        let document = Document::parse(&lesson.markdown);
        for (index, heading) in document.headings().iter().enumerate() {
            let mark = if index == 0 {
                String::new()
            } else {
                format!("#{}", heading.slug)
            };
            let place = places.entry(heading.slug.clone());
            place.or_insert_with(|| format!("/{}{mark}", lesson.path));
        }
    }
    for lesson in lessons {
        let own = format!("/{}", lesson.path);
        let mut text = String::new();
        let mut rest: &str = &lesson.markdown;
        while let Some((before, after)) = rest.split_once("](#") {
            let Some((anchor, after)) = after.split_once(')') else {
                break;
            };
            let place = places.get(anchor).filter(|place| !place.starts_with(&own));
            let address = place.map_or_else(|| format!("#{anchor}"), Clone::clone);
            text.push_str(&format!("{before}]({address})"));
            rest = after;
        }
        text.push_str(rest);
        lesson.markdown = text.into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn underlined_headings_are_headings() {
        let text = "My Title\n=====\n\nFirst\n---\nText\n\n- a\n---\n\ntwo\nlines\n---\n\n```\nx\n---\n```\n";
        let (text, _) = with_plain_headings(Page::new(text, 0)).finish();
        assert_eq!(
            text,
            "# My Title\n\n\n## First\n\nText\n\n- a\n---\n\ntwo\nlines\n---\n\n```\nx\n---\n```\n"
        );
    }
}
