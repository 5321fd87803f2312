//! Layouts of courses as they are found on code hosts, small: what each becomes.

use lyceum::content::{self, Options, Repository, Source};
use lyceum::domain::Diagnostic;
use lyceum::domain::diagnostic::Code;

use crate::fixtures::outline;
use crate::folder::{Folder, said};

/// The outline of a folder, and every warning below it.
fn read(files: &[(&str, &str)]) -> String {
    let folder = Folder::with(files);
    let loaded = folder.load();
    let mut text = outline(&loaded);
    for warning in folder.places(&loaded.warnings) {
        text.push_str(&format!("! {warning}\n"));
    }
    // Folders of tests have names of chance.
    let chance = loaded.tree.course.title.clone();
    let path = folder.path().to_string_lossy().to_lowercase();
    let name = chance.to_lowercase().replace(' ', "");
    // A title of one letter may be in such a name by chance.
    match name.len() > 3 && path.contains(&name) {
        true => text.replace(&chance, "(folder)"),
        false => text,
    }
}

/// The text of a lesson of a folder.
fn text(files: &[(&str, &str)], path: &str) -> String {
    let loaded = Folder::with(files).load();
    let mut lessons = loaded.tree.lessons();
    let lesson = lessons.find(|lesson| lesson.head.path == path).unwrap();
    lesson.body.markdown().to_owned()
}

#[test]
fn mdbook() {
    let files = [
        (
            "book.toml",
            "[book]\ntitle = \"Book\"\nlanguage = \"de\"\n[output.html.redirect]\n\"/old.html\" = \"b.html\"\n",
        ),
        (
            "src/SUMMARY.md",
            "# Summary\n\n[Preface](preface.md)\n\n# One\n\n- [A](a.md)\n  - [B](b.md)\n- [Later]()\n\n# Two\n\n- [C](c/README.md)\n\n---\n\n[End](end.md)\n",
        ),
        (
            "src/preface.md",
            "Hello, see [old](old.html) and [c](c/index.html#x) and [lost](nowhere.md).\n",
        ),
        (
            "src/a.md",
            "# A\n\n```rust\n# use x;\n{{#include ../code/x.rs:part}}\n```\n\n{{#quiz ../q.toml}}\n\n{{#title T}}\n\n{{#odd x}}\n\n\\{{#include y}}\n\n{{#include ../../../etc/passwd}}\n",
        ),
        ("src/b.md", "# B\n\n{{#include b.md}}\n"),
        ("src/c/README.md", "# X\n\nText.\n"),
        ("src/end.md", "End.\n"),
        (
            "code/x.rs",
            "fn no() {}\n// ANCHOR: part\nfn yes() {}\n// ANCHOR_END: part\n",
        ),
        (
            "q.toml",
            "[[questions]]\ntype = \"ShortAnswer\"\nprompt.prompt = \"Word?\"\nanswer.answer = \"mut\"\n",
        ),
    ];
    insta::assert_snapshot!(read(&files));
    insta::assert_snapshot!("mdbook_text", text(&files, "src/a.md"));
    insta::assert_snapshot!("mdbook_links", text(&files, "src/preface.md"));
}

#[test]
fn gitbook() {
    insta::assert_snapshot!(read(&[
        ("README.md", "# My book\n\nStart.\n"),
        (
            "SUMMARY.md",
            "# Table of contents\n\n* [Start](README.md)\n\n## Basics\n\n* Group\n  * [A](basics/a.md)\n* [B](basics/b.md)\n"
        ),
        ("basics/a.md", "---\ndescription: x\n---\n\n# A\n\nText.\n"),
        ("basics/b.md", "Text, [a](a).\n"),
    ]));
}

#[test]
fn carpentries() {
    let files = [
        (
            "config.yaml",
            "carpentry: 'swc'\ntitle: 'The Shell'\nlicense: 'CC-BY 4.0'\nlang: en\nepisodes:\n- 02-b.md\n- 01-a.md\n",
        ),
        (
            "episodes/01-a.md",
            "---\ntitle: A\nteaching: 10\nexercises: 5\n---\n\n::: objectives\n\n- One\n  thing.\n- Two\n\n:::\n\n:::: instructor\n\nSay it.\n\n::: callout\n\nx\n\n:::\n\n::::\n\nText to [setup](../learners/setup.md) and [b](02-b.html).\n",
        ),
        ("episodes/02-b.md", "---\ntitle: B\n---\n\nText.\n"),
        ("learners/setup.md", "---\ntitle: Setup\n---\n\nInstall.\n"),
        ("instructors/notes.md", "No.\n"),
    ];
    insta::assert_snapshot!(read(&files));
    let loaded = Folder::with(&files).load();
    let a = loaded
        .tree
        .lessons()
        .find(|lesson| lesson.head.title == "A")
        .unwrap();
    assert_eq!((a.head.minutes.0, a.head.estimated), (15, false));
    assert_eq!(a.head.objectives, ["One thing.", "Two"]);
    assert!(!a.body.markdown().contains("Say it"));
    assert_eq!(loaded.tree.course.license.as_deref(), Some("CC-BY-4.0"));
}

#[test]
fn toctree_with_mdx() {
    let files = [
        (
            "chapters/en/_toctree.yml",
            "- title: Unit 0\n  sections:\n  - local: c0/a\n    title: A\n  - local: c0/quiz\n    title: Quiz\n    quiz: 0\n- title: Unit 1\n  sections:\n  - local: c1/gone\n    title: Gone\n  - local: c1/b\n    title: B\n",
        ),
        (
            "chapters/en/c0/a.mdx",
            "# A\n\nimport X from './x'\n\n<Youtube id=\"abc\"/>\n\n<Tip warning={true}>\n\nMind *this*.\n\n</Tip>\n\n<Odd a={1}>\n\nText.\n\n</Odd>\n\n[b](../c1/b) and [web](/course/c1/b)\n",
        ),
        (
            "chapters/en/c0/quiz.mdx",
            "# Check\n\n### 1. What?\n\n<Question\n\tchoices={[\n\t\t{ text: \"a > b\", explain: \"No.\" },\n\t\t{ text: \"c\", explain: 'Yes', correct: true },\n\t]}\n/>\n\n### 2. More?\n\n<Question choices={[{text: \"d\", correct: true}]} />\n",
        ),
        ("chapters/en/c1/b.mdx", "# B\n\nText.\n"),
        (
            "chapters/ko/_toctree.yml",
            "- title: 0\n  sections:\n  - local: c0/a\n    title: K\n",
        ),
        ("chapters/ko/c0/a.mdx", "# K\n\nText.\n"),
    ];
    insta::assert_snapshot!(read(&files));
    insta::assert_snapshot!("toctree_text", text(&files, "chapters/en/c0/a.mdx"));
    insta::assert_snapshot!("toctree_quiz", text(&files, "chapters/en/c0/quiz.mdx"));
}

#[test]
fn numbered_folders_with_readmes() {
    let quiz = r#"[{"quizzes": [{"id": 0, "title": "Lesson 1: What is it?", "quiz": [{"questionText": "Q?", "answerOptions": [{"answerText": "a", "isCorrect": "false"}, {"answerText": "b", "isCorrect": "true"}]}]}]}]"#;
    insta::assert_snapshot!(read(&[
        ("README.md", "# Things for beginners\n\nStart.\n"),
        ("1-intro/README.md", "# Introduction\n\nText.\n"),
        ("1-intro/1-what/README.md", "# What is it?\n\nText.\n"),
        ("1-intro/1-what/README.es.md", "# Que\n"),
        ("1-intro/1-what/translations/README.fr.md", "# Quoi\n"),
        ("1-intro/assignment.md", "# Try it\n\nDo.\n"),
        ("10-end/README.md", "# The end\n\nText.\n"),
        ("2-more/README.md", "# More\n\nText.\n"),
        ("quiz-app/src/assets/translations/en/group-1.json", quiz),
        ("translations/de/README.md", "# Dinge\n"),
    ]));
}

#[test]
fn numbered_files_without_a_manifest() {
    insta::assert_snapshot!(read(&[
        (
            "README.md",
            "# 30 days\n\nStart with [one](01_Day_Intro/01_intro.md).\n"
        ),
        ("01_Day_Intro/01_intro.md", "# Intro\n\nText.\n"),
        ("02_Day_Types/02_types.md", "# Types\n\nText.\n"),
        ("02_Day_Types/notes.md", "# Notes\n"),
        ("10_Day_End/readme.md", "# The end\n\nText.\n"),
        ("Chinese/01_intro.md", "# 介绍\n"),
        ("CONTRIBUTING.md", "How to.\n"),
    ]));
}

#[test]
fn numbered_notebooks() {
    let notebook = r##"{"cells": [{"cell_type": "markdown", "source": ["# Help\n", "\n", "Text."]}, {"cell_type": "code", "source": "1+1", "outputs": []}], "metadata": {}}"##;
    insta::assert_snapshot!(read(&[
        ("README.md", "# Handbook\n\nText.\n"),
        ("notebooks/01.00-Start.ipynb", notebook),
        ("notebooks/01.02-Help-And.ipynb", notebook),
        ("notebooks/01.10-Last.ipynb", notebook),
        ("notebooks/broken-02.ipynb", "{"),
    ]));
}

#[test]
fn mkdocs() {
    let files = [
        (
            "mkdocs.yml",
            "site_name: Site\nsite_url: https://x.org/site/\nnav:\n  - index.md\n  - Basics:\n      - First: basics/a.md\n      - basics/b.md\n      - Out: https://x.org\nmarkdown_extensions:\n  - pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji\n",
        ),
        (
            "docs/index.md",
            "# Home\n\n[a](basics/a.md) [b](https://x.org/site/basics/b/) ![i](img/i.png)\n",
        ),
        (
            "docs/basics/a.md",
            "# Other title\n\n!!! warning \"Mind\"\n    This.\n\n=== \"Py\"\n\n    ```py\n    x\n    ```\n\n--8<-- \"part.md\"\n",
        ),
        ("docs/basics/b.md", "# B\n\nText.\n"),
        ("docs/part.md", "Included.\n"),
    ];
    insta::assert_snapshot!(read(&files));
    insta::assert_snapshot!("mkdocs_text", text(&files, "docs/basics/a.md"));
    insta::assert_snapshot!("mkdocs_links", text(&files, "docs/index.md"));
}

#[test]
fn docusaurus_with_sidebars() {
    let files = [
        (
            "docusaurus.config.js",
            "module.exports = { title: 'Docs', url: 'https://x.org', baseUrl: '/', };\n",
        ),
        (
            "sidebars.js",
            "/** @type {x} */\nconst sidebars = {\n  main: ['intro', {type: 'category', label: 'Basics', link: {type: 'doc', id: 'basics/index'}, items: ['basics/a', {type: 'doc', id: 'basics/gone'}]}, {type: 'autogenerated', dirName: 'more'}],\n};\nmodule.exports = sidebars;\n",
        ),
        (
            "docs/intro.md",
            "---\nslug: /\n---\n# Intro\n\n[a](/docs/basics/a) [c](./more/01-c.md) ![i](/img/i.png)\n",
        ),
        ("docs/basics/index.md", "# Basics\n\nText.\n"),
        (
            "docs/basics/a.md",
            "---\ntitle: The A\n---\n\nimport Tabs from '@theme/Tabs';\nimport Part from './_part.mdx';\n\n<Tabs>\n<TabItem value=\"js\" label=\"JS\">\n\nText.\n\n</TabItem>\n</Tabs>\n\n<Part />\n\n:::tip[Title]\n\nx\n\n:::\n",
        ),
        ("docs/basics/_part.mdx", "A partial.\n"),
        ("docs/more/01-c.md", "# C\n\nText.\n"),
        (
            "docs/more/02-d/_category_.json",
            "{\"label\": \"Deep\", \"position\": 0}",
        ),
        (
            "docs/more/02-d/e.md",
            "---\nsidebar_position: 1\n---\n# E\n\n[home](/docs/)\n",
        ),
    ];
    insta::assert_snapshot!(read(&files));
    insta::assert_snapshot!("docusaurus_text", text(&files, "docs/basics/a.md"));
}

#[test]
fn docusaurus_without_sidebars() {
    insta::assert_snapshot!(read(&[
        (
            "website/docusaurus.config.ts",
            "export default { title: \"T\" } satisfies Config;\n"
        ),
        (
            "website/docs/b.md",
            "---\nsidebar_position: 1\n---\n# B\n\nText.\n"
        ),
        (
            "website/docs/a.md",
            "---\nsidebar_position: 2\ndraft: true\n---\n# A\n\nText.\n"
        ),
        ("website/docs/c/d.mdx", "# D\n\nText.\n"),
    ]));
}

#[test]
fn jupyter_book() {
    let notebook =
        r##"{"cells": [{"cell_type": "markdown", "source": "# N\n\nText."}], "metadata": {}}"##;
    insta::assert_snapshot!(read(&[
        ("_config.yml", "title: Data\n"),
        (
            "_toc.yml",
            "format: jb-book\nroot: intro\nparts:\n  - caption: First\n    chapters:\n      - file: a\n        sections:\n          - file: sub/b\n      - url: https://x.org\n        title: X\n"
        ),
        ("intro.md", "# Welcome\n\nSee {doc}`a`.\n"),
        ("a.md", "# A\n\n```{code-cell}\n:tags: [x]\n1\n```\n"),
        ("sub/b.ipynb", notebook),
    ]));
    insta::assert_snapshot!(
        "myst_project",
        read(&[
            (
                "myst.yml",
                "version: 1\nproject:\n  title: M\n  toc:\n    - file: index.md\n    - title: Part\n      children:\n        - file: c.md\n"
            ),
            ("index.md", "# I\n\nText.\n"),
            ("c.md", "# C\n\nText.\n"),
        ])
    );
}

#[test]
fn quarto() {
    insta::assert_snapshot!(read(&[
        (
            "_quarto.yml",
            "project:\n  type: book\nbook:\n  title: Q\n  chapters:\n    - index.qmd\n    - part: Basics\n      chapters:\n        - a.qmd\n        - b.md\n"
        ),
        ("index.qmd", "---\ntitle: Welcome\n---\n\nText.\n"),
        (
            "a.qmd",
            "# A {#sec-a}\n\n```{r}\n#| echo: false\nx <- 1\n```\n\n::: {.callout-tip title=\"T\"}\nTip.\n:::\n\n{{< video https://x.org/v >}}\n\n{{< odd >}}\n"
        ),
        ("b.md", "# B\n\nText.\n"),
    ]));
}

#[test]
fn order_by_front_matter() {
    insta::assert_snapshot!(read(&[
        ("content/_index.md", "---\ntitle: Home\n---\n\nText.\n"),
        (
            "content/one/_index.md",
            "---\ntitle: One\nweight: 2\n---\n\nText.\n"
        ),
        (
            "content/one/b.md",
            "---\ntitle: B\nweight: 20\n---\n\n{% comment %}\nno\n{% endcomment %}\nText {{< odd x >}}.\n"
        ),
        (
            "content/one/a.md",
            "---\ntitle: A\nweight: 10\n---\n\nText.\n"
        ),
        (
            "content/zero/z.md",
            "---\ntitle: Z\nweight: 1\ndraft: true\n---\n\nText.\n"
        ),
        (
            "content/zero/y.md",
            "---\ntitle: Y\nweight: 1\n---\n\nText.\n"
        ),
    ]));
    insta::assert_snapshot!(
        "parts_and_letters",
        read(&[
            (
                "src/content/1/en/part1b.md",
                "---\npart: 1\nletter: b\nlang: en\ntitle: JavaScript\n---\n\nText.\n"
            ),
            (
                "src/content/1/en/part1a.md",
                "---\npart: 1\nletter: a\nlang: en\ntitle: React\n---\n\nText.\n"
            ),
            (
                "src/content/0/en/part0a.md",
                "---\npart: 0\nletter: a\nlang: en\ntitle: General\nready: true\n---\n\nText.\n"
            ),
            (
                "src/content/0/fi/osa0a.md",
                "---\npart: 0\nletter: a\nlang: fi\ntitle: Yleistä\n---\n\nText.\n"
            ),
        ])
    );
}

#[test]
fn one_readme() {
    let files = [(
        "README.md",
        "# Guide\n\nAbout.\n\n## First\n\nText to [second](#second).\n\n### Deep\n\nx\n\n## Second\n\n```\n## no\n```\n\n## First\n\nAgain.\n",
    )];
    insta::assert_snapshot!(read(&files));
}

#[test]
fn a_folder_that_no_format_fits_is_refused_with_what_was_looked_for() {
    let folder = Folder::with(&[("notes.txt", "x"), ("a.md", "x"), ("b.md", "x")]);
    let problems = folder.problems();
    let message = said(&problems);
    for part in [
        "a.md, b.md, notes.txt",
        "book.toml",
        "course.toml",
        "mkdocs.yml",
        "--outline",
    ] {
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn pages_of_blocks_are_refused() {
    let page = "---\ntitle: x\nsections:\n  - block: hero\n---\n";
    let folder = Folder::with(&[
        ("content/a.md", page),
        ("content/b.md", page),
        ("content/c.md", page),
    ]);
    let problems = folder.problems();
    assert!(problems[0].message.contains("blocks"), "{problems:?}");
}

#[test]
fn a_page_that_is_no_utf8_is_left_out_with_its_place() {
    let folder = Folder::with(&[
        ("SUMMARY.md", "- [A](a.md)\n- [B](b.md)\n"),
        ("a.md", "# A\n\nText.\n"),
    ]);
    folder.write("b.md", b"# B\n\n\xff\n");
    let loaded = folder.load();
    assert_eq!(folder.places(&loaded.warnings), ["b.md:3:1 not-utf8"]);
}

#[test]
fn an_image_of_git_lfs_is_said_as_one() {
    let folder = Folder::with(&[
        ("SUMMARY.md", "- [A](a.md)\n"),
        ("a.md", "![x](x.png)\n"),
        (
            "x.png",
            "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 3\n",
        ),
    ]);
    let loaded = folder.load();
    assert_eq!(folder.places(&loaded.warnings), ["a.md:1:1 lfs-pointer"]);
}

#[test]
fn links_out_of_the_course_lead_to_the_web_where_the_address_is_known() {
    let folder = Folder::with(&[
        (
            "book.toml",
            "[output.html]\nsite-url = \"https://x.org/book/\"\n",
        ),
        ("src/SUMMARY.md", "- [A](a.md)\n"),
        (
            "src/a.md",
            "[s](../std/x.html#y) [f](../code/x.rs) [o](https://x.org/book/a.html)\n",
        ),
        ("code/x.rs", "x"),
    ]);
    let source = Source::folder(folder.path()).unwrap();
    let mut options = Options::of(&source);
    options.repository = Some(Repository {
        address: "https://github.com/o/r".to_owned(),
        commit: "0123456789abcdef".to_owned(),
        files: Some("https://github.com/o/r/blob/0123/".to_owned()),
    });
    let loaded = content::load_source(&source, &options).unwrap();
    let lesson = loaded.tree.lessons().next().unwrap();
    assert_eq!(
        lesson.body.markdown(),
        "[s](https://x.org/std/x.html#y) [f](https://github.com/o/r/blob/0123/code/x.rs) [o](/src/a.md)\n"
    );
    assert_eq!(
        loaded.tree.course.description,
        "Source: <https://github.com/o/r>, commit `0123456789ab`. Licence: none."
    );
}

#[test]
fn a_page_that_stands_twice_in_the_contents_is_one_lesson() {
    let folder = Folder::with(&[
        ("SUMMARY.md", "- [A](a.md)\n- [B](a.md)\n"),
        ("a.md", "# A\n\nText.\n"),
    ]);
    let loaded = folder.load();
    assert_eq!(loaded.tree.lessons().count(), 1);
    assert_eq!(folder.places(&loaded.warnings), ["a.md duplicate-page"]);
}

#[test]
fn a_wrong_quiz_of_another_format_does_not_refuse_its_course() {
    let folder = Folder::with(&[
        ("SUMMARY.md", "- [A](a.md)\n"),
        (
            "a.md",
            "# A\n\n<!-- quiz -->\n\n## Q?\n\n1. [ ] a\n2. [ ] b\n\n<!-- /quiz -->\n",
        ),
    ]);
    let loaded = folder.load();
    assert!(!loaded.warnings.is_empty());
    let is_quiz = |warning: &Diagnostic| warning.code.is_some_and(Code::is_of_quiz);
    assert!(loaded.warnings.iter().all(is_quiz));
}

#[test]
fn a_page_that_moved_is_known_by_its_redirect() {
    let book = |redirects: &str| {
        let toml = format!("[book]\ntitle = \"B\"\n\n[output.html.redirect]\n{redirects}");
        Folder::with(&[
            ("book.toml", &toml),
            ("src/SUMMARY.md", "- [New](ch/new.md)\n- [Two](two.md)\n"),
            ("src/ch/new.md", "# New\n"),
            ("src/two.md", "# Two\n"),
        ])
    };
    let known = |redirects: &str| {
        let loaded = book(redirects).load();
        let lesson = loaded.tree.lessons().next().unwrap().clone();
        loaded.paths_of(&lesson).to_vec()
    };
    assert_eq!(
        known("\"/old.html\" = \"ch/new.html\"\n"),
        ["src/ch/new.md", "src/old.md"]
    );
    for redirects in [
        "\"/a.html\" = \"ch/new.html\"\n\"/b.html\" = \"ch/new.html\"\n",
        "\"/a.html\" = \"b.html\"\n\"/b.html\" = \"https://example.org/ch/new.html\"\n",
        "\"/a.html\" = \"ch/new.html#part\"\n",
        "\"/a.html\" = \"../ch/new.html\"\n",
    ] {
        assert_eq!(known(redirects), ["src/ch/new.md"], "{redirects}");
    }
}

#[test]
fn links_and_images_in_html_are_rewritten_as_others_are() {
    let folder = Folder::with(&[
        ("book.toml", "[book]\ntitle = \"B\"\n"),
        ("src/SUMMARY.md", "- [One](one.md)\n- [Two](sub/two.md)\n"),
        (
            "src/one.md",
            "# One\n\n<p align=\"center\"><a href=\"sub/two.html#a\">Two</a></p>\n\n{{#template note.md text=So it is}}\n",
        ),
        ("src/sub/two.md", "# Two\n\n## A\n\nText.\n"),
        ("src/note.md", "> [[#text]], [[#who they]] say.\n"),
    ]);
    let loaded = folder.load();
    assert_eq!(said(&loaded.warnings), "");
    let text = loaded.tree.lessons().next().unwrap().body.markdown();
    assert!(text.contains("<a href=\"/src/sub/two.md#a\">"), "{text}");
    assert!(text.contains("> So it is, they say."), "{text}");
}
