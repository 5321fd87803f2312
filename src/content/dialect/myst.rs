//! MyST, the Markdown of Jupyter Book: directives in fences, roles in text, labels. Plain Markdown goes through as it is.

use crate::content::page::{Line, Page};
use crate::content::reading::Reading;
use crate::domain::diagnostic::Code;
use crate::domain::path_in_course;

/// The directives that may stand in each other.
const MAX_DEPTH: usize = 16;

/// The page in plain Markdown.
pub(in crate::content) fn read(reading: &mut Reading<'_>, path: &str, page: Page) -> Page {
    let is_myst = |line: &Line| {
        let text = line.text.trim_start();
        text.starts_with("```{")
            || text.starts_with("~~~{")
            || text.starts_with(":::") && text.contains('{')
            || text.contains("{ref}`")
            || text.contains("{doc}`")
            || is_label(text)
    };
    if !page.lines.iter().any(is_myst) {
        return page;
    }
    let mut out = Vec::new();
    directives(reading, path, &page.lines, MAX_DEPTH, &mut out);
    Page::of(out).map_text(|line| roles(&line.text))
}

/// A directive's first line: its fence, name and argument.
struct Directive<'l> {
    fence: &'l str,
    name: &'l str,
    argument: &'l str,
}

impl<'l> Directive<'l> {
    fn of(line: &'l str) -> Option<Directive<'l>> {
        let text = line.trim_start();
        let sign = text
            .chars()
            .next()
            .filter(|c| matches!(c, '`' | '~' | ':'))?;
        let length = text.chars().take_while(|c| *c == sign).count();
        let (fence, rest) = text.split_at_checked(length).filter(|_| length >= 3)?;
        let (name, argument) = rest.trim_start().strip_prefix('{')?.split_once('}')?;
        let is_name = name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':'));
        (is_name && !name.is_empty()).then_some(Directive {
            fence,
            name,
            argument: argument.trim(),
        })
    }

    fn ends(&self, line: &str) -> bool {
        let text = line.trim();
        text.len() >= self.fence.len()
            && text.starts_with(self.fence)
            && text.chars().all(|c| self.fence.starts_with(c))
    }
}

/// The lines with directives resolved, `room` deep.
fn directives(
    reading: &mut Reading<'_>,
    path: &str,
    lines: &[Line],
    room: usize,
    out: &mut Vec<Line>,
) {
    if room == 0 {
        return out.extend(lines.iter().cloned());
    }
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let Some(directive) = Directive::of(&line.text) else {
            match is_label(line.text.trim()) && !line.is_code {
                true => {}
                false => out.push(line.clone()),
            }
            continue;
        };
        let rest = lines.get(at..).unwrap_or_default();
        let length = rest
            .iter()
            .position(|line| directive.ends(&line.text))
            .unwrap_or(rest.len());
        let inside = rest.get(..length).unwrap_or_default();
        at += length + 1;
        directive_lines(reading, path, line, &directive, inside, room - 1, out);
    }
}

fn directive_lines(
    reading: &mut Reading<'_>,
    path: &str,
    line: &Line,
    directive: &Directive<'_>,
    inside: &[Line],
    room: usize,
    out: &mut Vec<Line>,
) {
    let (options, body) = options(inside);
    let title = directive.argument;
    match directive.name {
        "code-cell" | "code-block" | "code" | "sourcecode" => {
            let language = title.split([' ', ',']).next().unwrap_or_default();
            let language = if language.starts_with("ipython") {
                "python"
            } else {
                language
            };
            code(line, directive.fence, language, body, out);
        }
        "math" => code(line, directive.fence, "math", body, out),
        "figure" | "image" => {
            let alt = option(options, "alt").unwrap_or_default();
            out.extend([line.instead(format!("![{alt}]({title})")), line.instead("")]);
            directives(reading, path, body, room, out);
        }
        "include" | "literalinclude" => include(reading, path, line, directive, options, out),
        "toctree" | "tableofcontents" | "contents" | "bibliography" | "index" | "glue:figure" => {
            reading.dropped(path, line, &format!("the directive `{}`", directive.name));
        }
        "tab-set" | "grid" | "margin" | "sidebar" | "div" | "tabbed" | "card"
        | "grid-item-card" => {
            directives(reading, path, body, room, out);
        }
        "tab-item" => {
            out.extend([line.instead(format!("#### {title}")), line.instead("")]);
            directives(reading, path, body, room, out);
        }
        "note" | "tip" | "hint" | "important" | "warning" | "caution" | "attention" | "danger"
        | "error" | "seealso" | "admonition" | "exercise" | "solution" | "exercise-start"
        | "solution-start" | "dropdown" | "topic" | "prf:theorem" | "prf:definition"
        | "prf:proof" | "prf:lemma" | "prf:example" | "proof" | "theorem" | "definition"
        | "example" => in_box(reading, path, line, directive, body, room, out),
        "exercise-end" | "solution-end" => out.extend([line.instead(":::"), line.instead("")]),
        other => {
            let what = format!("the directive `{other}`; its text stays");
            reading.dropped(path, line, &what);
            directives(reading, path, body, room, out);
        }
    }
}

fn in_box(
    reading: &mut Reading<'_>,
    path: &str,
    line: &Line,
    directive: &Directive<'_>,
    body: &[Line],
    room: usize,
    out: &mut Vec<Line>,
) {
    let (word, is_open) = match directive.name.strip_suffix("-start") {
        Some(word) => (word, true),
        None => (directive.name, false),
    };
    let word = match word.rsplit(':').next().unwrap_or(word) {
        "dropdown" => "details",
        "seealso" | "topic" | "admonition" => "note",
        word => word,
    };
    // A solution's argument is the label of its exercise.
    let title = if word == "solution" {
        ""
    } else {
        directive.argument
    };
    out.extend([
        line.instead(format!("::: {word} {title}").trim_end()),
        line.instead(""),
    ]);
    directives(reading, path, body, room, out);
    if !is_open {
        out.extend([line.instead(""), line.instead(":::"), line.instead("")]);
    }
}

fn include(
    reading: &mut Reading<'_>,
    path: &str,
    line: &Line,
    directive: &Directive<'_>,
    options: &[Line],
    out: &mut Vec<Line>,
) {
    let file = path_in_course(path, directive.argument).filter(|file| reading.source.has(file));
    let Some(text) = file.and_then(|file| reading.lesson_text(&file)) else {
        let message = format!("left out: there is no file `{}`", directive.argument);
        return reading.at(path, line, Code::Include, message);
    };
    let lines = text.as_str().lines().map(|text| line.instead(text));
    match directive.name {
        "include" => out.extend(lines),
        _ => {
            let language = option(options, "language").unwrap_or_default();
            code(
                line,
                directive.fence,
                language,
                &lines.collect::<Vec<_>>(),
                out,
            );
        }
    }
}

fn code(line: &Line, fence: &str, language: &str, body: &[Line], out: &mut Vec<Line>) {
    let fence = fence.replace(':', "`");
    out.push(line.instead(format!("{fence}{language}")));
    out.extend(body.iter().cloned());
    out.push(line.instead(fence));
}

/// The options at a directive's beginning, `:name: value` or between `---`, and the rest.
fn options(inside: &[Line]) -> (&[Line], &[Line]) {
    let text = |at: usize| {
        inside
            .get(at)
            .map(|line: &Line| line.text.trim())
            .unwrap_or_default()
    };
    let end = match text(0) == "---" {
        true => (1..inside.len())
            .find(|at| text(*at) == "---")
            .map_or(0, |at| at + 1),
        false => {
            let is_option = |line: &&Line| {
                let rest = line.text.trim().strip_prefix(':');
                rest.is_some_and(|rest| rest.contains(':') && !rest.starts_with(':'))
            };
            inside.iter().take_while(is_option).count()
        }
    };
    inside.split_at(end)
}

fn option<'l>(options: &'l [Line], name: &str) -> Option<&'l str> {
    options.iter().find_map(|line| {
        let rest = line
            .text
            .trim()
            .trim_start_matches(':')
            .strip_prefix(name)?;
        rest.strip_prefix(':').map(str::trim)
    })
}

/// `(name)=`, a place for links.
fn is_label(text: &str) -> bool {
    let name = text
        .trim()
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(")="));
    name.is_some_and(|name| !name.is_empty() && !name.contains([' ', ')']))
}

/// A line whose roles are links, code and text: `{doc}`text <path>``, `{ref}`name``.
fn roles(line: &str) -> Option<String> {
    if !line.contains("}`") {
        return None;
    }
    let mut text = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("}`") {
        let (before, after) = (
            rest.get(..at).unwrap_or_default(),
            rest.get(at + 2..).unwrap_or_default(),
        );
        let role = before.rfind('{').map(|start| before.split_at(start));
        let (Some((before, role)), Some((inside, after))) = (role, after.split_once('`')) else {
            text.push_str(rest.get(..at + 2).unwrap_or_default());
            rest = rest.get(at + 2..).unwrap_or_default();
            continue;
        };
        text.push_str(before);
        text.push_str(&role_text(role.trim_start_matches('{'), inside));
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}

fn role_text(role: &str, inside: &str) -> String {
    let (title, target) = match inside.rsplit_once('<') {
        Some((title, target)) => (title.trim(), target.trim_end_matches('>')),
        None => (inside, inside),
    };
    match role {
        "doc" => format!("[{title}]({target})"),
        "download" => format!("[{title}]({target})"),
        "math" => format!("${inside}$"),
        "code" | "kbd" | "command" | "file" | "func" | "class" | "meth" | "mod" => {
            format!("`{title}`")
        }
        "sub" | "sup" => format!("<{role}>{inside}</{role}>"),
        _ => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::options::Purpose;
    use crate::content::{Options, Source};

    #[test]
    fn directives_and_roles_have_counterparts() {
        let folder = tempfile::tempdir().unwrap();
        let source = Source::folder(folder.path()).unwrap();
        let options = Options::named("x");
        let mut reading = Reading::new(&source, &options, Purpose::Study);
        let text = "(here)=\n# A\n\n```{code-cell} ipython3\n:tags: [hide-input]\n\nx = 1\n```\n\n````{exercise} Sum\n:label: e1\n\nDo {math}`1+1`, see {doc}`other <b>` and {ref}`there <here>`.\n\n```{note}\nIn it.\n```\n````\n\n:::{figure} a.png\n:alt: A picture\nIts caption\n:::\n\n```{unknown} x\nText\n```\n";
        let page = read(&mut reading, "a.md", Page::new(text, 0));
        insta::assert_snapshot!(page.finish().0);
        assert_eq!(reading.problems.len(), 1);
    }
}
