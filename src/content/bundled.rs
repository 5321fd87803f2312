//! The courses that come with the program: the same format, embedded.

use include_dir::{Dir, include_dir};

use super::load::{Loaded, load_embedded};

static COURSES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/assets/courses");

/// The course that a new learner opens first.
const FIRST: &str = "welcome-to-lyceum";

/// The bundled courses: the tour first, the others by slug.
pub fn bundled() -> Vec<Loaded> {
    let mut courses: Vec<Loaded> = COURSES.dirs().filter_map(load).collect();
    courses.sort_by_cached_key(|loaded| {
        let slug = loaded.tree.course.slug.clone();
        (slug.as_str() != FIRST, slug)
    });
    courses
}

fn load(folder: &'static Dir<'static>) -> Option<Loaded> {
    match load_embedded(folder) {
        Ok(loaded) => Some(loaded),
        Err(problems) => {
            // A test holds every bundled course to the checks, so this is a broken build.
            for problem in problems {
                tracing::error!(%problem, "a bundled course was left out");
            }
            None
        }
    }
}
