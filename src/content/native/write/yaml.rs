//! A lesson: front matter, then its text.

use std::borrow::Cow;

use serde::Serialize;

use super::clean;
use crate::content::fields::is_web_address;
use crate::domain::{Lesson, LessonKind};

#[derive(Serialize)]
struct FrontMatter<'l> {
    title: Cow<'l, str>,
    id: &'l str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'l str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'l str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    objectives: Vec<&'l str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    video: Option<&'l str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource: Option<&'l str>,
}

/// The text of a lesson's file, which is at `file`.
pub(super) fn lesson(lesson: &Lesson, file: &str) -> String {
    let head = &lesson.head;
    let is_declared = !head.estimated && head.minutes.0 > 0;
    let front_matter = FrontMatter {
        title: clean::title(&head.title),
        id: head.id.as_str(),
        path: (head.path != file).then_some(&head.path),
        kind: (head.kind != LessonKind::Text).then(|| head.kind.as_str()),
        minutes: is_declared.then_some(head.minutes.0),
        objectives: clean::sentences(&head.objectives),
        video: head
            .video
            .as_deref()
            .filter(|address| is_web_address(address)),
        resource: head
            .resource
            .as_deref()
            .filter(|address| is_web_address(address)),
    };
    let yaml = serde_saphyr::to_string(&front_matter).unwrap_or_default();
    format!("---\n{}\n---\n{}", yaml.trim_end(), lesson.body.markdown())
}
