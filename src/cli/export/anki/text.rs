//! Notes as a text that Anki imports: lines that say what it is, then a note a line.

use std::fs;
use std::path::Path;

use super::{Note, unwritten};
use crate::cli::output::Failure;

/// The header that tells Anki of the columns.
const HEAD: &str =
    "#separator:tab\n#html:true\n#notetype:Basic\n#guid column:1\n#deck column:2\n#tags column:5\n";

pub(super) fn write(file: &Path, notes: &[Note]) -> Result<(), Failure> {
    fs::write(file, text(notes)).map_err(|error| unwritten(file, &error))
}

fn text(notes: &[Note]) -> String {
    let lines = notes.iter().map(|note| {
        let fields = [&note.guid, &note.deck, &note.front, &note.back, &note.tag];
        fields.map(|field| quoted(field)).join("\t") + "\n"
    });
    HEAD.to_owned() + &lines.collect::<String>()
}

/// A field that may hold tabs, quotes and the ends of lines.
fn quoted(field: &str) -> String {
    format!("\"{}\"", field.trim().replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_a_line_of_quoted_fields_below_the_head() {
        let note = Note {
            guid: "l/q".to_owned(),
            deck: "Lyceum::A".to_owned(),
            front: "<p>say \"it\"</p>\n".to_owned(),
            back: "<pre>a\n\tb</pre>".to_owned(),
            tag: "a".to_owned(),
        };
        let written = text(&[note]);
        let (head, notes) = written.split_at(HEAD.len());
        assert!(head.starts_with("#separator:tab\n#html:true\n"));
        let expected =
            "\"l/q\"\t\"Lyceum::A\"\t\"<p>say \"\"it\"\"</p>\"\t\"<pre>a\n\tb</pre>\"\t\"a\"\n";
        assert_eq!(notes, expected);
    }
}
