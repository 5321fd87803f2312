//! Names of files that are one name on some systems: a course with both can't be kept there.

use std::collections::BTreeMap;

use crate::content::source::{Source, warning};
use crate::content::walk;
use crate::domain::Diagnostic;
use crate::domain::diagnostic::Code;

/// Says which names of a folder differ only in the case of their letters, or in how these are composed.
pub(in crate::content) fn alike(source: &Source, problems: &mut Vec<Diagnostic>) {
    for (folder, entries) in walk::folders(source) {
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for entry in entries {
            let Some(other) = seen.insert(entry.name.to_lowercase(), entry.name.clone()) else {
                continue;
            };
            let differ = match other == entry.name {
                true => "in how their letters are composed",
                false => "in upper and lower case",
            };
            let message = format!("`{other}` and `{}` differ only {differ}", entry.name);
            let hint = "rename one: some systems take them for one file".to_owned();
            let shown = source.shown(&walk::below(&folder, &entry.name));
            let problem = warning(shown, Code::NamesAlike, message);
            problems.push(problem.with_hint(Some(hint)));
        }
    }
}
