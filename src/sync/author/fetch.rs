//! A course brought here whole, for its author's files.

use std::collections::HashMap;

use super::Author;
use crate::domain::{Body, CourseId, CourseTree, LessonId};
use crate::sync::remote::Answer;
use crate::sync::{SyncError, content, images};
use crate::wire::{Access, LessonBody};

/// A course with its texts and images. `say` hears how many of its lessons are here, and how many there are.
///
/// # Errors
/// `NotFound`; `Forbidden` where its lessons aren't the caller's to read; `Stale` where it changes meanwhile.
pub async fn fetch(
    remote: &impl Author,
    course: &CourseId,
    say: &mut (dyn FnMut(usize, usize) + Send),
) -> Answer<CourseTree> {
    let outline = remote.outline(course, None).await?;
    let outline = outline.ok_or_else(|| SyncError::NotFound(course.to_string()))?;
    if outline.access == Access::Outline {
        let why = format!(
            "the lessons of {} are for those who are enrolled in it",
            outline.course.slug
        );
        return Err(SyncError::Forbidden(why));
    }
    let named = outline.images.clone();
    let digests: HashMap<LessonId, Option<String>> = content::lessons(&outline)
        .map(|lesson| (lesson.head.id.clone(), lesson.digest.clone()))
        .collect();
    let mut tree = content::tree(outline)
        .ok_or_else(|| SyncError::Unexpected(format!("{course} is no course that can be read")))?;
    let ids: Vec<LessonId> = tree
        .lessons()
        .map(|lesson| lesson.head.id.clone())
        .collect();
    let mut texts = texts(remote, course, &ids, &mut |done| say(done, ids.len())).await?;
    for lesson in tree
        .modules
        .iter_mut()
        .flat_map(|module| &mut module.lessons)
    {
        let id = &lesson.head.id;
        let text = texts.remove(id).ok_or(SyncError::Stale)?;
        if digests.get(id) != Some(&Some(text.digest)) {
            return Err(SyncError::Stale);
        }
        lesson.body = Body::Text(text.content.into());
    }
    for image in &named {
        tree.images
            .extend(images::fetch_image(remote, course, image).await?);
    }
    Ok(tree)
}

/// The texts of these lessons; of those that are still there. `say` hears how many came.
pub(super) async fn texts(
    remote: &impl Author,
    course: &CourseId,
    lessons: &[LessonId],
    say: &mut (dyn FnMut(usize) + Send),
) -> Answer<HashMap<LessonId, LessonBody>> {
    let mut missing = lessons.to_vec();
    let mut texts = HashMap::new();
    while !missing.is_empty() {
        let page = remote.bodies(course, &missing).await?;
        if page.bodies.is_empty() {
            break;
        }
        let came = page
            .bodies
            .into_iter()
            .map(|body| (body.lesson.clone(), body));
        texts.extend(came);
        missing.retain(|lesson| !texts.contains_key(lesson));
        say(texts.len());
    }
    Ok(texts)
}
