//! Ids for parts whose author gave none, and the revision of a whole course.
//!
//! Rule: design 12. An id never comes from a title, so a better title keeps everyone's progress.

use std::io::{self, Write};

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::domain::{CourseId, CourseTree, Slug};

/// Below this, every id of a course without one is made. It must never change.
const NAMESPACE: Uuid = Uuid::from_u128(0x6c7c_3c5e_0f0b_5d3a_9b64_b1f5_53f3_8a11);

/// The id of a course that declares none: made of its slug.
pub(super) fn of_course(slug: &Slug) -> CourseId {
    CourseId::new(Uuid::new_v5(&NAMESPACE, slug.as_str().as_bytes()).to_string())
}

/// The id of a module or lesson that declares none: made of the course's id and the path in its folder.
pub(super) fn of_part(course: &CourseId, path: &str) -> String {
    Uuid::new_v5(&NAMESPACE, format!("{course}/{path}").as_bytes()).to_string()
}

/// A text that is equal for equal courses only.
pub(super) fn revision(tree: &CourseTree) -> String {
    let mut digest = Digested(Sha256::new());
    // A tree has nothing that JSON can't say, and a digest takes everything.
    let _written = serde_json::to_writer(&mut digest, tree);
    for image in &tree.images {
        digest.0.update(image.path.as_bytes());
        digest.0.update(image.digest().as_bytes());
    }
    Uuid::new_v5(&NAMESPACE, &digest.0.finalize()).to_string()
}

/// Digests what is written: the JSON of a large course is never in memory.
struct Digested(Sha256);

impl Write for Digested {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_the_same_in_every_version_of_the_program() {
        let course = of_course(&"ai-foundations".parse().unwrap());
        assert_eq!(course.as_str(), "6d4ec878-fd44-5a0d-91b0-115fa030d4c6");
        assert_eq!(
            of_part(&course, "modules/01-a/01-b.md"),
            "1d256504-3b32-5eb3-a54b-44b3230b4320"
        );
    }
}
