//! Publishing a course: what the academy lacks is uploaded, then one transaction takes the course.

use std::collections::{BTreeMap, HashSet};

use super::edition::compare;
use super::{Author, Difference, Edition};
use crate::domain::{CourseTree, Lesson, digest_of};
use crate::sync::SyncError;
use crate::sync::remote::Answer;
use crate::wire::{GivenCourse, MAX_TEXTS, MAX_UPLOAD, Publication, PublishOptions, Published};

/// The most texts that are uploaded together.
const TEXTS: usize = 500;

/// Asks the academy whether it would take a course, and changes nothing.
///
/// # Errors
/// As for [`send`].
pub async fn rehearse(
    remote: &impl Author,
    tree: &CourseTree,
    options: &PublishOptions,
) -> Answer<()> {
    check_sizes(tree)?;
    let publication = Publication {
        course: GivenCourse::from(tree),
        options: PublishOptions {
            dry_run: true,
            ..options.clone()
        },
    };
    remote.publish(&publication).await.map(drop)
}

/// Publishes a course, or keeps it as a draft, if nobody changed it since `options.base`. `say` hears how many bytes were
/// uploaded, and of how many. Whoever stops waiting before the end leaves the course as it was.
///
/// # Errors
/// `Stale`, `Forbidden`; `Refused` with the lesson or rule that is in the way.
pub async fn send(
    remote: &impl Author,
    tree: &CourseTree,
    options: &PublishOptions,
    say: &mut (dyn FnMut(usize, usize) + Send),
) -> Answer<Published> {
    check_sizes(tree)?;
    let parts = Parts::of(tree);
    let digests: Vec<String> = parts
        .texts
        .keys()
        .chain(parts.images.keys())
        .cloned()
        .collect();
    let lacking = remote.lacking(&tree.course.id, &digests).await?;
    upload(remote, &parts.only(&lacking), say).await?;
    let publication = Publication {
        course: GivenCourse::from(tree),
        options: options.clone(),
    };
    match remote.publish(&publication).await {
        // The answer may have been lost, and not the call.
        Err(offline @ SyncError::Offline(_)) => {
            let standing = standing(remote, tree, options).await;
            standing.unwrap_or(None).ok_or(offline)
        }
        answered => answered,
    }
}

/// The course that stands, where it is what was to be published and not what was there before.
async fn standing(
    remote: &impl Author,
    tree: &CourseTree,
    options: &PublishOptions,
) -> Answer<Option<Published>> {
    let Some(edition) = Edition::of(remote, &tree.course.id).await? else {
        return Ok(None);
    };
    let versions = compare(remote, Some(&edition), tree, &BTreeMap::new()).await?;
    let difference = Difference::between(Some(&edition), &versions, tree);
    let revision = edition.base();
    let is_it = options.base.as_ref() != Some(&revision)
        && difference.is_none()
        && (edition.outline.published || !options.publish);
    Ok(is_it.then(|| Published {
        course: tree.course.id.clone(),
        created: options.base.is_none(),
        published: edition.outline.published,
        revision,
    }))
}

fn check_sizes(tree: &CourseTree) -> Answer<()> {
    let is_large = |lesson: &&Lesson| lesson.texts().any(|text| text.len() > MAX_UPLOAD);
    match tree.lessons().find(is_large) {
        None => Ok(()),
        Some(lesson) => {
            let (number, title) = (lesson.head.number, &lesson.head.title);
            let megabytes = MAX_UPLOAD / 1024 / 1024;
            Err(SyncError::Refused(format!(
                "the lesson {number} {title} has more than {megabytes} MB of text, the most that an academy takes: split \
                 it (it is in {})",
                lesson.head.path
            )))
        }
    }
}

async fn upload(
    remote: &impl Author,
    parts: &Parts<'_>,
    say: &mut (dyn FnMut(usize, usize) + Send),
) -> Answer<()> {
    let of = parts.bytes();
    let mut done = 0;
    say(done, of);
    let texts: Vec<&str> = parts.texts.values().copied().collect();
    for together in batches(&texts) {
        match together {
            [long] if long.len() > MAX_TEXTS => remote.upload(long.as_bytes()).await?,
            texts => remote.upload_texts(texts).await?,
        }
        done += together.iter().map(|text| text.len()).sum::<usize>();
        say(done, of);
    }
    for bytes in parts.images.values() {
        remote.upload(bytes).await?;
        done += bytes.len();
        say(done, of);
    }
    Ok(())
}

/// The texts and images of a course, each once, by their digests.
struct Parts<'t> {
    texts: BTreeMap<String, &'t str>,
    images: BTreeMap<String, &'t [u8]>,
}

impl<'t> Parts<'t> {
    fn of(tree: &'t CourseTree) -> Parts<'t> {
        let texts = tree.lessons().flat_map(Lesson::texts);
        let images = tree.images.iter();
        Parts {
            texts: texts
                .map(|text| (digest_of(text.as_bytes()), text))
                .collect(),
            images: images
                .map(|image| (image.digest(), image.bytes.as_slice()))
                .collect(),
        }
    }

    fn only(mut self, digests: &[String]) -> Parts<'t> {
        let digests: HashSet<&String> = digests.iter().collect();
        self.texts.retain(|digest, _| digests.contains(digest));
        self.images.retain(|digest, _| digests.contains(digest));
        self
    }

    fn bytes(&self) -> usize {
        let texts = self.texts.values().map(|text| text.len());
        texts
            .chain(self.images.values().map(|bytes| bytes.len()))
            .sum()
    }
}

/// The texts in rows that are short enough to be uploaded together; a long one stands alone.
fn batches<'b, 't>(texts: &'b [&'t str]) -> impl Iterator<Item = &'b [&'t str]> {
    let mut rest = texts;
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fits = |text: &&&str| {
            bytes += text.len();
            bytes <= MAX_TEXTS
        };
        let count = rest.iter().take(TEXTS).take_while(fits).count();
        let (batch, after) = rest.split_at_checked(count.max(1))?;
        rest = after;
        Some(batch)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_go_together_as_long_as_they_are_short() {
        let (long, half) = ("x".repeat(MAX_TEXTS + 1), "x".repeat(MAX_TEXTS / 2));
        let texts = ["a", "b", &long, &half, &half, "c"];
        let sizes: Vec<usize> = batches(&texts).map(<[&str]>::len).collect();
        assert_eq!(sizes, [2, 1, 2, 1]);
        let many = vec!["a"; TEXTS + 1];
        assert_eq!(batches(&many).count(), 2);
        assert_eq!(batches(&[]).count(), 0);
    }
}
