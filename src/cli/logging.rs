//! Sets up the log, for when something went wrong. Secrets never reach it.

use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tracing::level_filters::LevelFilter;

use super::environment::Environment;

/// A log that grew beyond this is begun anew, in bytes; the old one is kept beside it.
const LARGEST: u64 = 4 * 1024 * 1024;

/// Starts the log in its file. A log that can't be written is no reason not to read.
pub(super) fn to_file(environment: &Environment) {
    let level = level(environment);
    if level == LevelFilter::OFF {
        return;
    }
    let log = LogFile {
        path: environment.paths.log_file(),
        file: None,
    };
    // A second subscriber can only be one that a test installed; it then stays.
    let _installed = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_ansi(false)
        .with_writer(Mutex::new(log))
        .try_init();
}

/// Starts a server's log on stderr, where the system collects it: a line of JSON for each event, or text for a person
/// at a terminal.
pub(super) fn to_stderr(environment: &Environment) {
    let log = tracing_subscriber::fmt()
        .with_max_level(level(environment))
        .with_writer(io::stderr);
    let _installed = match io::stderr().is_terminal() {
        true => log.try_init(),
        false => log.json().flatten_event(true).try_init(),
    };
}

/// A log's file, which is made for its first line.
struct LogFile {
    path: PathBuf,
    file: Option<File>,
}

impl LogFile {
    fn file(&mut self) -> io::Result<&mut File> {
        match &mut self.file {
            Some(file) => Ok(file),
            none => Ok(none.insert(open(&self.path)?)),
        }
    }
}

impl Write for LogFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file()?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), File::flush)
    }
}

fn level(environment: &Environment) -> LevelFilter {
    let level = environment.config.log.value.to_string();
    level.parse().unwrap_or(LevelFilter::WARN)
}

fn open(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    if std::fs::metadata(path).is_ok_and(|found| found.len() > LARGEST) {
        std::fs::rename(path, path.with_extension("log.old"))?;
    }
    OpenOptions::new().create(true).append(true).open(path)
}
