//! Unpacks archives: zip, tar, and tar within gzip. Each is bounded in files, bytes, depth and ratio.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

use super::FetchProgress;
use crate::content::source::{Refused, Spool};

/// The names of archives end so.
pub(super) const ENDINGS: [&str; 4] = [".zip", ".tar.gz", ".tgz", ".tar"];

/// Text shrinks to a fifth; a bomb to a thousandth.
const MAX_RATIO: u64 = 200;
/// Below this no ratio is odd, in bytes.
const SMALL: u64 = 16 * 1024 * 1024;
/// The longest target of a link, in bytes.
const MAX_LINK: u64 = 4096;

/// The files in an archive, seen from its only folder where it has one.
pub(super) fn unpack(
    path: &Path,
    progress: &mut dyn FnMut(FetchProgress<'_>),
) -> Result<Spool, Refused> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    let is = |ending: &str| path.to_string_lossy().to_lowercase().ends_with(ending);
    let spool = match () {
        () if is(".zip") => zip(file, progress),
        () if is(".tar") => tar(BufReader::new(file), size, progress),
        () => tar(MultiGzDecoder::new(BufReader::new(file)), size, progress),
    };
    let spool = spool.map_err(|refused| match refused {
        Refused::Io(error) if is_of_content(&error) => Refused::Broken,
        other => other,
    })?;
    Ok(match spool.only_folder() {
        Some(folder) => spool.within(&folder),
        None => spool,
    })
}

fn zip(file: File, progress: &mut dyn FnMut(FetchProgress<'_>)) -> Result<Spool, Refused> {
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(broken)?;
    let mut spool = Spool::new()?;
    let count = archive.len();
    for index in 0..count {
        say(progress, index, count);
        let mut entry = archive.by_index(index).map_err(broken)?;
        if is_bomb(entry.size(), entry.compressed_size()) {
            return Err(Refused::Bomb);
        }
        let name = with_slashes(entry.name().map_err(broken)?.into_owned());
        match () {
            () if entry.is_dir() || name.ends_with('/') => {}
            () if entry.is_symlink() => {
                let mut target = String::new();
                let read = (&mut entry).take(MAX_LINK).read_to_string(&mut target);
                read.map_err(Refused::Io)?;
                spool.add_link(&name, &target)?;
            }
            () => spool.add(&name, &mut entry)?,
        }
    }
    Ok(spool.finish()?)
}

/// Some programs for Windows write backslashes between folders, which no name of theirs can have.
fn with_slashes(name: String) -> String {
    match name.contains('/') {
        true => name,
        false => name.replace('\\', "/"),
    }
}

/// `packed` is the archive's size in bytes.
fn tar(
    bytes: impl Read,
    packed: u64,
    progress: &mut dyn FnMut(FetchProgress<'_>),
) -> Result<Spool, Refused> {
    let mut spool = Spool::new()?;
    let mut archive = tar::Archive::new(bytes);
    let mut unpacked = 0;
    for entry in archive.entries()? {
        let mut entry = entry?;
        progress(FetchProgress {
            step: "unpacking",
            percent: None,
        });
        unpacked += entry.size();
        if is_bomb(unpacked, packed) {
            return Err(Refused::Bomb);
        }
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let kind = entry.header().entry_type();
        if kind.is_file() {
            spool.add(&name, &mut entry)?;
        } else if kind.is_symlink() {
            let target = entry.link_name_bytes();
            let target = target.map(|target| String::from_utf8_lossy(&target).into_owned());
            spool.add_link(&name, &target.unwrap_or_default())?;
        }
    }
    Ok(spool.finish()?)
}

/// Whether an error is one of the archive's bytes, and none of the disk.
fn is_of_content(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidData, InvalidInput, Other, UnexpectedEof};
    matches!(
        error.kind(),
        InvalidData | InvalidInput | Other | UnexpectedEof
    )
}

fn is_bomb(unpacked: u64, packed: u64) -> bool {
    unpacked > SMALL && unpacked / packed.max(1) > MAX_RATIO
}

fn broken(error: ZipError) -> Refused {
    Refused::Io(match error {
        ZipError::Io(error) => error,
        other => io::Error::other(other),
    })
}

fn say(progress: &mut dyn FnMut(FetchProgress<'_>), done: usize, of: usize) {
    let percent = done * 100 / of.max(1);
    progress(FetchProgress {
        step: "unpacking",
        percent: u8::try_from(percent).ok(),
    });
}
