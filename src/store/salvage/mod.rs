//! A damaged file is set aside, and what can be read of it carried over into a new one.

mod readable;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{fs, io};

use sqlx::SqliteConnection;

use self::readable::Readable;
use super::columns::column;
use super::error::{At, Failure, from_io};
use super::{Store, StoreError, binding, log, meta, projection, refused};
use crate::domain::Timestamp;

/// The outcome of setting a damaged file aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salvage {
    /// The damaged file's new path; nothing deletes it.
    pub set_aside: PathBuf,
    /// How many records were carried over.
    pub records: usize,
    /// Whether the log could be read to its end without a gap.
    pub complete: bool,
    /// How many courses were carried over. The bundled ones are not: they are loaded again.
    pub courses: usize,
    /// The titles of courses that could not be read: they have to be imported or fetched again.
    pub lost_courses: Vec<String>,
}

/// Keeps a damaged store as `NAME.damaged-TIME`, and puts a new one in its place with every record and course
/// that can still be read, the device and the settings.
///
/// The new store is complete before it takes the place of the old one: a crash on the way changes nothing. No
/// store may be open on the file.
///
/// # Errors
/// The new store can't be written, or the old one can't be renamed. The damaged file is kept in any case.
pub async fn set_aside_damaged(path: &Path, now: Timestamp) -> Result<Salvage, StoreError> {
    fs::metadata(path).map_err(|error| from_io(path, error))?;
    let mut readable = Readable::of(path).await;
    let rebuilt = beside(path, ".rebuilt");
    remove_all(&rebuilt).map_err(|error| from_io(&rebuilt, error))?;
    let store = Store::open(&rebuilt).await?;
    let carried = carry_over(&store, &mut readable).await;
    store.close().await;
    let (records, courses) = carried?;
    let set_aside = swap(path, &rebuilt, now).map_err(|error| from_io(path, error))?;
    Ok(Salvage {
        set_aside,
        records,
        complete: readable.complete,
        courses,
        lost_courses: readable.lost_courses,
    })
}

/// The suffixes of files that SQLite keeps beside a database.
const COMPANIONS: [&str; 2] = ["-wal", "-shm"];

fn swap(path: &Path, rebuilt: &Path, now: Timestamp) -> io::Result<PathBuf> {
    let mark = now.utc().format(".damaged-%Y%m%dT%H%M%S%6fZ").to_string();
    let aside = beside(path, &mark);
    keep(path, &aside)?;
    for companion in COMPANIONS {
        unless_missing(keep(&beside(path, companion), &beside(&aside, companion)))?;
    }
    // A write-ahead log of the old file would be taken for one of the new.
    for companion in COMPANIONS {
        unless_missing(fs::remove_file(beside(path, companion)))?;
    }
    unless_missing(fs::rename(beside(rebuilt, "-wal"), beside(path, "-wal")))?;
    fs::rename(rebuilt, path)?;
    Ok(aside)
}

/// Gives a file a second name, or a copy where the file system knows no second names.
fn keep(path: &Path, aside: &Path) -> io::Result<()> {
    fs::hard_link(path, aside).or_else(|_| fs::copy(path, aside).map(drop))
}

fn remove_all(path: &Path) -> io::Result<()> {
    unless_missing(fs::remove_file(path))?;
    COMPANIONS
        .iter()
        .try_for_each(|companion| unless_missing(fs::remove_file(beside(path, companion))))
}

fn unless_missing(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

/// Writes what was read, and says how many records and courses that were.
async fn carry_over(store: &Store, readable: &mut Readable) -> Result<(usize, usize), StoreError> {
    let records = carry_log(store, readable).await.at(store.path())?;
    let mut courses = 0;
    for kept in readable.courses.drain(..) {
        match store
            .put_course(&kept.tree, kept.origin, &kept.revision)
            .await
        {
            Ok(_) => courses += 1,
            // Only damage gives two courses one id within.
            Err(StoreError::IdTaken { .. }) => readable.lost_courses.push(kept.tree.course.title),
            Err(other) => return Err(other),
        }
    }
    Ok((records, courses))
}

async fn carry_log(store: &Store, readable: &Readable) -> Result<usize, Failure> {
    let mut write = store.write().await?;
    for (key, value) in &readable.meta {
        meta::set(&mut *write, key, value).await?;
    }
    let mut carried = 0;
    // The rows that the records had before, in the order of those that they have now.
    let mut rows = Vec::new();
    for (row, record) in &readable.records {
        match log::append_raw(&mut write, record).await {
            Ok(_) => {
                carried += 1;
                rows.push(*row);
            }
            // Only damage makes two rows with one id: the first stands.
            Err(Failure::Refused(StoreError::Conflict { .. })) => {}
            Err(other) => return Err(other),
        }
    }
    for (record, code) in &readable.refused {
        refused::keep(&mut write, record, *code).await?;
    }
    carry_binding(&mut write, readable, &rows).await?;
    projection::advance(&mut write).await?;
    write.commit().await?;
    Ok(carried)
}

/// Binds the new store to the account of the old one: what the academy has already is pushed again, and counts once.
async fn carry_binding(
    write: &mut SqliteConnection,
    readable: &Readable,
    rows: &[i64],
) -> Result<(), Failure> {
    const COURSE: &str = "
        INSERT INTO academy_courses (course_id, revision, known_row, past, wanted) VALUES ($1, '', $2, $3, $4)";
    let Some(account) = &readable.account else {
        return Ok(());
    };
    binding::bind_to(write, account).await?;
    for course in &readable.academy_courses {
        let known = rows.iter().filter(|row| **row <= course.known_row).count();
        sqlx::query(COURSE)
            .bind(&course.course_id)
            .bind(column(known))
            .bind(&course.past)
            .bind(course.wanted)
            .execute(&mut *write)
            .await?;
    }
    Ok(())
}
