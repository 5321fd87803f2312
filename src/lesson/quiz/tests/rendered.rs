//! Quizzes as other renderers of Markdown show them.

use crate::lesson::html;
use crate::lesson::quiz::Paper;

/// A question of each form, and what a reader elsewhere sees of it.
const EACH_FORM: [(&str, &[&str]); 7] = [
    (
        "1. [ ] red\n   > Warm.\n2. [x] blue\n",
        &["red", "Warm.", "blue"],
    ),
    (
        "- [x] red\n- [ ] green\n- [x] blue\n",
        &["red", "green", "blue"],
    ),
    ("1. wake\n2. eat\n3. sleep\n", &["wake", "eat", "sleep"]),
    (
        "<!-- match -->\n\n| a | b |\n|---|---|\n| dog | barks |\n| cat | meows |\n",
        &["dog", "barks", "cat", "meows"],
    ),
    (
        "It is [[red|blue]] and [[3 ± 1 m]].\n",
        &["It is [[red|blue]] and"],
    ),
    (
        "<!-- program -->\n\n```rust\nfn main() {}\n```\n\n```output\n42\n```\n",
        &["fn main() {}", "42"],
    ),
    ("> Think of it.\n", &["Think of it."]),
];

#[test]
fn each_kind_of_question_reads_well_in_any_renderer() {
    for (question, seen) in EACH_FORM {
        let lesson = format!(
            "<!-- quiz -->\n\n## Which `one`?\n\n<!-- q id=one -->\n\nLook:\n\n{question}\n<!-- /quiz -->\n"
        );
        let paper = Paper::of(&lesson, false, 1).unwrap();
        assert_eq!(paper.questions().count(), 1, "{lesson}");
        for text in [
            lesson.as_str(),
            &Paper::without_answers(&lesson, false).unwrap(),
        ] {
            let html = html::of_markdown(text);
            assert!(html.contains("<h2>Which <code>one</code>?</h2>"), "{html}");
            let is_clean = ["<!--", "&lt;!--", "id=one", "[x]", "[ ]"]
                .iter()
                .all(|odd| !html.contains(odd));
            assert!(is_clean, "{html}");
        }
        let html = html::of_markdown(&lesson);
        for words in seen {
            assert!(html.contains(words), "{words}: {html}");
        }
    }
}
