//! Reads a repository with the system's git: one commit, without the history, its files read out of the object store.
//! Nothing is checked out, so no hook, filter, attribute, link, submodule or clash of names has a say.

use std::io::{self, BufRead, BufReader, Read, Seek, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::address::GitAddress;
use super::{FetchError, FetchProgress, Fetched};
use crate::content::options::Repository;
use crate::content::source::{Source, Spool};
use crate::secrets::without_secrets;

/// The largest file that is fetched, as git writes it.
const MAX_FILE: &str = "16m";
/// The most that is fetched, in GB.
const MAX_GB: u64 = 2;
/// The variables that git may see: none of ours, and none that changes what it does to a repository.
const VARIABLES: [&str; 26] = [
    "ALL_PROXY",
    "APPDATA",
    "DISPLAY",
    "GIT_ASKPASS",
    "GIT_SSH",
    "GIT_SSH_COMMAND",
    "HOME",
    "HTTPS_PROXY",
    "LOCALAPPDATA",
    "LOGNAME",
    "NO_PROXY",
    "PATH",
    "SSH_AGENT_PID",
    "SSH_ASKPASS",
    "SSH_AUTH_SOCK",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "SystemRoot",
    "TEMP",
    "TMP",
    "TMPDIR",
    "USER",
    "USERPROFILE",
    "XDG_CONFIG_HOME",
    "https_proxy",
    "no_proxy",
];
/// The modes of files in a tree.
const LINK: &str = "120000";
const SUBMODULE: &str = "160000";

/// Fetches the commit that an address names and reads its files.
pub(super) fn fetch(
    address: &GitAddress,
    progress: &mut dyn FnMut(FetchProgress<'_>),
) -> Result<Fetched, FetchError> {
    let repository = Bare::new()?;
    repository.fetch(address, progress)?;
    let commit = repository.output(&["rev-parse", "FETCH_HEAD"])?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    let spool = repository.read(progress)?;
    let spool = match &address.folder {
        Some(folder) if !spool.is_folder(folder) => {
            return Err(FetchError::NoFolder(folder.clone()));
        }
        Some(folder) => spool.within(folder),
        None => spool,
    };
    let name = PathBuf::from(address.name());
    Ok(Fetched {
        source: Source::spooled(name, spool),
        repository: Some(Repository {
            address: address.to_string(),
            files: address.files_on_the_web(&commit),
            commit,
        }),
    })
}

/// A bare repository in a temporary folder.
struct Bare(TempDir);

/// An entry of a commit's tree.
struct Entry {
    mode: String,
    object: String,
    path: String,
}

impl Bare {
    fn new() -> Result<Bare, FetchError> {
        let repository = Bare(tempfile::tempdir()?);
        repository.output(&["init", "--quiet", "--bare", "--template=", "."])?;
        Ok(repository)
    }

    fn git(&self) -> Command {
        let mut command = Command::new("git");
        without_secrets(&mut command)
            .env_clear()
            .current_dir(self.0.path())
            .stdin(Stdio::null());
        for name in VARIABLES {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        command
            .env("GIT_DIR", ".")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_ALLOW_PROTOCOL", "none")
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_NO_REPLACE_OBJECTS", "1")
            .env("LC_ALL", "C");
        let settings = [
            "core.hooksPath=/dev/null",
            "fetch.recurseSubmodules=false",
            "fetch.writeCommitGraph=false",
            "gc.auto=0",
            "http.lowSpeedLimit=1000",
            "http.lowSpeedTime=60",
            "maintenance.auto=false",
        ];
        for setting in settings {
            command.args(["-c", setting]);
        }
        command
    }

    fn output(&self, arguments: &[&str]) -> Result<Vec<u8>, FetchError> {
        let output = self.git().args(arguments).output().map_err(not_started)?;
        match output.status.success() {
            true => Ok(output.stdout),
            false => Err(FetchError::Git(last_words(&String::from_utf8_lossy(
                &output.stderr,
            )))),
        }
    }

    fn fetch(
        &self,
        address: &GitAddress,
        progress: &mut dyn FnMut(FetchProgress<'_>),
    ) -> Result<(), FetchError> {
        let filter = format!("--filter=blob:limit={MAX_FILE}");
        let branch = address.branch.as_deref().unwrap_or("HEAD");
        let mut git = self
            .git()
            .env("GIT_ALLOW_PROTOCOL", address.protocol)
            .args([
                "fetch",
                "--progress",
                "--no-tags",
                "--depth=1",
                &filter,
                "--",
            ])
            .args([&address.url, branch])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(not_started)?;
        let mut said = String::new();
        if let Some(stderr) = git.stderr.take() {
            for line in lines(BufReader::new(stderr)) {
                let line = line?;
                if is_too_large(&line) {
                    git.kill()?;
                    git.wait()?;
                    return Err(FetchError::TooLarge(MAX_GB));
                }
                match percent(&line) {
                    Some(percent) => progress(FetchProgress {
                        step: "fetching",
                        percent: Some(percent),
                    }),
                    None => said = format!("{said}\n{line}"),
                }
            }
        }
        match git.wait()?.success() {
            true => self.forget_where_from(),
            false => Err(FetchError::Git(last_words(&said))),
        }
    }

    /// Without the address in its configuration git fetches nothing later that is missing now.
    fn forget_where_from(&self) -> Result<(), FetchError> {
        let version = "[core]\n\trepositoryformatversion = 0\n\tbare = true\n";
        Ok(std::fs::write(self.0.path().join("config"), version)?)
    }

    fn read(&self, progress: &mut dyn FnMut(FetchProgress<'_>)) -> Result<Spool, FetchError> {
        let listed = self.output(&["ls-tree", "-r", "-z", "--full-tree", "FETCH_HEAD"])?;
        let entries: Vec<Entry> = listed.split(|byte| *byte == 0).filter_map(entry).collect();
        let mut wanted = tempfile::tempfile()?;
        for entry in entries.iter().filter(|entry| entry.mode != SUBMODULE) {
            writeln!(wanted, "{}", entry.object)?;
        }
        wanted.rewind()?;
        let mut git = self
            .git()
            .args(["cat-file", "--batch"])
            .stdin(wanted)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(not_started)?;
        let mut spool = Spool::new()?;
        let read = match git.stdout.take() {
            Some(stdout) => read_objects(&entries, BufReader::new(stdout), &mut spool, progress),
            None => Ok(()),
        };
        if read.is_err() {
            git.kill()?;
        }
        git.wait()?;
        read?;
        Ok(spool.finish()?)
    }
}

/// The objects as `cat-file --batch` gives them: `object type size`, the bytes, a line's end; or `object missing`.
fn read_objects(
    entries: &[Entry],
    mut objects: impl BufRead,
    spool: &mut Spool,
    progress: &mut dyn FnMut(FetchProgress<'_>),
) -> Result<(), FetchError> {
    let count = entries.len().max(1);
    for (index, entry) in entries.iter().enumerate() {
        progress(FetchProgress {
            step: "reading",
            percent: u8::try_from(index * 100 / count).ok(),
        });
        if entry.mode == SUBMODULE {
            continue;
        }
        let mut header = String::new();
        objects.read_line(&mut header)?;
        let size = header
            .trim_end()
            .rsplit(' ')
            .next()
            .and_then(|size| size.parse::<u64>().ok());
        let Some(size) = size.filter(|_| !header.trim_end().ends_with("missing")) else {
            spool.add_absent(&entry.path, "the file is too large and was not fetched")?;
            continue;
        };
        let mut bytes = objects.by_ref().take(size);
        if entry.mode == LINK {
            let mut target = String::new();
            let is_text = bytes
                .by_ref()
                .take(4096)
                .read_to_string(&mut target)
                .is_ok();
            spool.add_link(&entry.path, if is_text { &target } else { "/" })?;
        } else {
            spool.add(&entry.path, &mut bytes)?;
        }
        io::copy(&mut bytes, &mut io::sink())?;
        objects.read_line(&mut String::new())?;
    }
    Ok(())
}

/// `mode type object<tab>path`; none for a name that isn't UTF-8.
fn entry(listed: &[u8]) -> Option<Entry> {
    let (head, path) = std::str::from_utf8(listed).ok()?.split_once('\t')?;
    let mut words = head.split(' ');
    let (mode, _, object) = (words.next()?, words.next()?, words.next()?);
    Some(Entry {
        mode: mode.to_owned(),
        object: object.to_owned(),
        path: path.to_owned(),
    })
}

fn not_started(error: io::Error) -> FetchError {
    match error.kind() {
        io::ErrorKind::NotFound => FetchError::NoGit,
        _ => FetchError::Io(error),
    }
}

/// Lines that may end with a return, as those of progress do.
fn lines(mut bytes: impl BufRead) -> impl Iterator<Item = io::Result<String>> {
    std::iter::from_fn(move || {
        let mut line = Vec::new();
        loop {
            let byte = match bytes.fill_buf() {
                Ok([]) => return (!line.is_empty()).then(|| Ok(text(&line))),
                Ok([byte, ..]) => *byte,
                Err(error) => return Some(Err(error)),
            };
            bytes.consume(1);
            match byte {
                b'\r' | b'\n' => return Some(Ok(text(&line))),
                // A line that never ends is no line of git's.
                _ if line.len() < 4096 => line.push(byte),
                _ => {}
            }
        }
    })
}

fn text(line: &[u8]) -> String {
    String::from_utf8_lossy(line).into_owned()
}

/// `Receiving objects:  45% (9/20), 1.2 MiB`
fn percent(line: &str) -> Option<u8> {
    let is_progress = ["Receiving objects:", "Resolving deltas:"]
        .iter()
        .any(|start| line.starts_with(start));
    let (before, _) = line.split_once('%').filter(|_| is_progress)?;
    before.rsplit([' ', ':']).next()?.parse().ok()
}

fn is_too_large(line: &str) -> bool {
    let Some((before, _)) = line.split_once(" GiB") else {
        return false;
    };
    let size = before
        .rsplit(' ')
        .next()
        .and_then(|size| size.parse::<f64>().ok());
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    size.is_some_and(|size| line.starts_with("Receiving") && size > MAX_GB as f64)
}

/// The last message of git, without its prefixes; that of ssh, where git only says that it could not read.
fn last_words(said: &str) -> String {
    let lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<&str> = lines.collect();
    let fatal = lines.iter().position(|line| line.starts_with("fatal: "));
    let words = fatal.and_then(|at| {
        let words = lines.get(at)?.strip_prefix("fatal: ")?;
        let cause = at.checked_sub(1).and_then(|before| lines.get(before));
        let cause = cause.filter(|_| words.starts_with("Could not read from remote"));
        Some(cause.copied().unwrap_or(words))
    });
    let words = words
        .or(lines.last().copied())
        .unwrap_or("it failed without a word");
    format!("git says: {words}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_told_from_other_words() {
        assert_eq!(percent("Receiving objects:  45% (9/20)"), Some(45));
        assert_eq!(percent("remote: Counting objects: 45% (9/20)"), None);
        assert!(is_too_large(
            "Receiving objects:  45% (9/20), 2.31 GiB | 3 MiB/s"
        ));
        assert!(!is_too_large(
            "Receiving objects:  45% (9/20), 1.31 GiB | 3 MiB/s"
        ));
        for (said, words) in [
            ("warning: x\nfatal: not found\n\n", "not found"),
            (
                "ssh: connect to host h port 22: Connection refused\nfatal: Could not read from remote repository.\n\nPlease",
                "ssh: connect to host h port 22: Connection refused",
            ),
            (
                "fatal: Could not read from remote repository.",
                "Could not read from remote repository.",
            ),
            ("", "it failed without a word"),
        ] {
            assert_eq!(last_words(said), format!("git says: {words}"));
        }
    }
}
