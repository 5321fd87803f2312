//! `lyceum check --fix`: writes what can be mended for sure, and shows it as a diff.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use similar::TextDiff;

use super::{CheckArgs, Form};
use crate::cli::counted;
use crate::cli::output::{Failure, Output};
use crate::content;
use crate::domain::Diagnostic;
use crate::domain::diagnostic::shown_path;

/// Mends the files of some problems, and says whether anything was written. A dry run only shows the changes: on stdout,
/// or on stderr where stdout is a document for a program.
pub(super) fn run(
    problems: &[Diagnostic],
    args: &CheckArgs,
    output: &mut Output,
) -> Result<bool, Failure> {
    let mut files: BTreeMap<&Path, Vec<&Diagnostic>> = BTreeMap::new();
    for problem in problems.iter().filter(|problem| problem.fix.is_some()) {
        if let Some(path) = problem.place.path() {
            files.entry(path).or_default().push(problem);
        }
    }
    let mut count = 0;
    for (path, problems) in files {
        count += mend(path, &problems, args, output)
            .map_err(|failed| Failure::said(format!("{}: {failed}", shown_path(path))))?;
    }
    if count > 0 {
        let done = match args.dry_run {
            true => "would be fixed; nothing was written",
            false => "mended",
        };
        output.tell(format!("{} {done}", counted(count, "problem")));
    }
    Ok(count > 0 && !args.dry_run)
}

/// Gives fixes of several lines the line ends of their files: whoever applies them writes what they say.
pub(super) fn with_line_ends(problems: &mut [Diagnostic]) {
    let mut files: BTreeMap<PathBuf, String> = BTreeMap::new();
    for problem in problems {
        let Some(path) = problem.place.path().map(Path::to_owned) else {
            continue;
        };
        let fix = problem.fix.as_deref_mut();
        if let Some(fix) = fix.filter(|fix| fix.old.contains('\n') || fix.new.contains('\n')) {
            let read = || fs::read_to_string(&path).unwrap_or_default();
            let text = files.entry(path.clone()).or_insert_with(read);
            fix.old = content::with_ends_of(text, &fix.old);
            fix.new = content::with_ends_of(text, &fix.new);
        }
    }
}

/// Mends a file; gives how many of its problems.
fn mend(
    path: &Path,
    problems: &[&Diagnostic],
    args: &CheckArgs,
    output: &mut Output,
) -> anyhow::Result<usize> {
    let before = fs::read_to_string(path)?;
    let mended = content::mended(&before, problems.iter().copied());
    if mended.count == 0 {
        return Ok(0);
    }
    let name = shown_path(path);
    let diff = TextDiff::from_lines(&before, &mended.text);
    let diff = diff.unified_diff().header(&name, &name).to_string();
    match args.format {
        Form::Human => output
            .text(&diff)
            .map_err(|failure| anyhow::anyhow!("{failure}"))?,
        Form::Json | Form::Sarif => output.tell(&diff),
    }
    if !args.dry_run {
        replace(path, &mended.text)?;
    }
    Ok(mended.count)
}

/// Puts a text in the place of a file's: all of it or nothing, with the rights that the file had.
fn replace(path: &Path, text: &str) -> anyhow::Result<()> {
    // Where it is a link, the file that it leads to is mended.
    let file = fs::canonicalize(path)?;
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    new.write_all(text.as_bytes())?;
    new.as_file().sync_all()?;
    fs::set_permissions(new.path(), fs::metadata(&file)?.permissions())?;
    new.persist(&file)?;
    Ok(())
}
