//! Quarto's Markdown: cells of code that it would run, boxes in braces, shortcodes. Nothing is run.

use crate::content::outline::LessonOutline;
use crate::content::page::{Line, Page};
use crate::content::reading::Reading;
use crate::domain::diagnostic::Code;
use crate::domain::path_in_course;

/// The page in plain Markdown; a video goes to its lesson.
pub(in crate::content) fn read(
    reading: &mut Reading<'_>,
    lesson: &mut LessonOutline,
    page: Page,
) -> Page {
    let path = lesson.path.clone();
    let included = page.replaced(|line, lines| match shortcode(&line.text) {
        Some((name, argument)) if !line.is_code => match name {
            "include" => include(reading, &path, &line, argument, lines),
            "video" if lesson.video.is_none() && argument.starts_with("http") => {
                lesson.video = Some(argument.to_owned());
            }
            "video" => lines.push(line.instead(format!("[Video]({argument})"))),
            "pagebreak" => {}
            _ => reading.dropped(&path, &line, &format!("the shortcode `{name}`")),
        },
        _ => lines.push(line),
    });
    included.replaced(|line, lines| {
        let text = line.text.trim_start();
        if line.is_code {
            match text.starts_with("#|") || text.starts_with("//|") {
                true => {}
                false => lines.push(Line {
                    text: cell(&line.text).unwrap_or(line.text),
                    ..line
                }),
            }
        } else {
            let boxed = callout(text);
            lines.push(boxed.map_or_else(|| line.clone(), |text| line.instead(text)));
        }
    })
}

/// ```` ```{python} ```` as a fence of plain Markdown.
fn cell(line: &str) -> Option<String> {
    let text = line.trim_start();
    let length = text.chars().take_while(|c| matches!(c, '`' | '~')).count();
    let (fence, rest) = text.split_at_checked(length).filter(|_| length >= 3)?;
    let inside = rest.trim().strip_prefix('{')?.strip_suffix('}')?;
    let language = inside
        .trim_start_matches(['=', '.'])
        .split([' ', ','])
        .next()?;
    let indent = line.get(..line.len() - text.len()).unwrap_or_default();
    Some(format!("{indent}{fence}{language}"))
}

/// `::: {.callout-note title="Title"}` as a box of lessons; other classes only hold text together.
fn callout(text: &str) -> Option<String> {
    let rest = text.strip_prefix(":::")?.trim_start_matches(':').trim();
    let inside = rest.strip_prefix('{')?.strip_suffix('}')?;
    let class = inside
        .split_whitespace()
        .find_map(|word| word.strip_prefix(".callout-"))?;
    let title = inside
        .split_once("title=\"")
        .and_then(|(_, rest)| rest.split('"').next());
    let folds = inside.contains("collapse=\"true\"");
    let word = if folds { "details" } else { class };
    Some(
        format!("::: {word} {}", title.unwrap_or_default())
            .trim_end()
            .to_owned(),
    )
}

/// The name and the first argument of `{{< name argument >}}` on a line of its own.
fn shortcode(line: &str) -> Option<(&str, &str)> {
    let inside = line.trim().strip_prefix("{{<")?.strip_suffix(">}}")?;
    let mut words = inside.split_whitespace();
    Some((
        words.next()?,
        words.next().unwrap_or_default().trim_matches('"'),
    ))
}

fn include(reading: &mut Reading<'_>, path: &str, line: &Line, file: &str, lines: &mut Vec<Line>) {
    let found = path_in_course(path, file).filter(|file| reading.source.has(file));
    match found.and_then(|file| reading.page(&file)) {
        Some(written) => lines.extend(
            written
                .page
                .lines
                .iter()
                .map(|text| line.instead(&text.text)),
        ),
        None => reading.at(
            path,
            line,
            Code::Include,
            format!("left out: there is no file `{file}`"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_are_plain_ones() {
        assert_eq!(
            cell("  ```{python, echo=FALSE}").as_deref(),
            Some("  ```python")
        );
        assert_eq!(
            cell("```{.r code-line-numbers=\"3\"}").as_deref(),
            Some("```r")
        );
        assert_eq!(cell("```python"), None);
        assert_eq!(
            callout("::: {.callout-tip title=\"A b\"}").as_deref(),
            Some("::: tip A b")
        );
        assert_eq!(callout(":::: {.columns}"), None);
        assert_eq!(
            shortcode("{{< video https://x.org >}}"),
            Some(("video", "https://x.org"))
        );
    }
}
