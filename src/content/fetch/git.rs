//! Reads a repository with the system's git: one commit, without the history, its files read out of the object store.
//! Nothing is checked out, so no hook, filter, attribute, link, submodule or clash of names has a say.

use std::collections::HashSet;
use std::io::{self, BufRead, BufReader, Read, Seek, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::address::GitAddress;
use super::git_output::{is_too_large, last_words, lines, percent};
use super::tree::{Entry, Tree};
use super::{FetchError, FetchProgress, Fetched, translations};
use crate::content::options::Repository;
use crate::content::source::{Source, Spool};
use crate::secrets::without_secrets;

/// The largest file that is fetched, as git writes it.
const MAX_FILE: &str = "16m";
/// The most that is fetched, in GB.
pub(super) const MAX_GB: u64 = 2;
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

/// Fetches the commit that an address names and reads its files. Translations are left out, unless a language is wanted.
pub(super) fn fetch(
    address: &GitAddress,
    language: Option<&str>,
    progress: &mut dyn FnMut(FetchProgress<'_>),
) -> Result<Fetched, FetchError> {
    let (repository, commit, left_out) = match in_parts(address, language, progress) {
        Ok(fetched) => fetched,
        // Not every server gives away a part of a commit.
        Err(FetchError::Git(_)) => {
            let repository = Bare::new()?;
            repository.fetch(address, &Wanted::Commit(&with_files()), progress)?;
            let commit = repository.commit()?;
            (repository, commit, HashSet::new())
        }
        Err(failed) => return Err(failed),
    };
    let spool = repository.read(&commit, &left_out, progress)?;
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

/// Fetches the names of all files first, and then the files but for translations; gives the paths of these.
fn in_parts(
    address: &GitAddress,
    language: Option<&str>,
    progress: &mut dyn FnMut(FetchProgress<'_>),
) -> Result<(Bare, String, HashSet<String>), FetchError> {
    let repository = Bare::new()?;
    repository.fetch(address, &Wanted::Commit("--filter=blob:none"), progress)?;
    let commit = repository.commit()?;
    let root = repository.word(&["rev-parse", &format!("{commit}^{{tree}}")])?;
    let tree = repository.tree(&commit)?;
    let left_out = match language {
        Some(_) => HashSet::new(),
        None => translations::of(&tree, address.folder.as_deref())?,
    };
    let wanted = tree.without(&left_out, &root).join("\n");
    repository.fetch(address, &Wanted::Objects(&wanted), progress)?;
    let left_out = left_out.into_iter().map(str::to_owned).collect();
    Ok((repository, commit, left_out))
}

/// The filter of files that are too large.
fn with_files() -> String {
    format!("--filter=blob:limit={MAX_FILE}")
}

/// What is fetched.
enum Wanted<'w> {
    /// The commit that the address names, its files through a filter.
    Commit(&'w str),
    /// These objects, one on each line, and what is in them.
    Objects(&'w str),
}

/// A bare repository in a temporary folder.
struct Bare(TempDir);

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

    /// The first line of what a command of git says.
    fn word(&self, arguments: &[&str]) -> Result<String, FetchError> {
        let said = self.output(arguments)?;
        Ok(String::from_utf8_lossy(&said).trim().to_owned())
    }

    fn commit(&self) -> Result<String, FetchError> {
        self.word(&["rev-parse", "FETCH_HEAD"])
    }

    fn tree(&self, commit: &str) -> Result<Tree, FetchError> {
        let listed = self.output(&["ls-tree", "-r", "-t", "-z", "--full-tree", commit])?;
        Ok(Tree::read(&listed))
    }

    fn fetch(
        &self,
        address: &GitAddress,
        wanted: &Wanted<'_>,
        progress: &mut dyn FnMut(FetchProgress<'_>),
    ) -> Result<(), FetchError> {
        let mut git = self.git();
        git.env("GIT_ALLOW_PROTOCOL", address.protocol)
            .args(["fetch", "--progress", "--no-tags"]);
        match wanted {
            Wanted::Commit(filter) => {
                let branch = address.branch.as_deref().unwrap_or("HEAD");
                git.args(["--depth=1", filter, "--", &address.url, branch]);
            }
            Wanted::Objects(objects) => {
                let mut lines = tempfile::tempfile()?;
                lines.write_all(objects.as_bytes())?;
                lines.rewind()?;
                // The folders are here already, and are asked for with what is in them.
                git.args(["--refetch", "--no-write-fetch-head", &with_files()])
                    .args(["--stdin", "--"])
                    .arg(&address.url)
                    .stdin(lines);
            }
        }
        let mut git = git
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
            true => Ok(()),
            false => Err(FetchError::Git(last_words(&said))),
        }
    }

    /// Without the address in its configuration git fetches nothing later that is missing now.
    fn forget_where_from(&self) -> Result<(), FetchError> {
        let version = "[core]\n\trepositoryformatversion = 0\n\tbare = true\n";
        Ok(std::fs::write(self.0.path().join("config"), version)?)
    }

    fn read(
        &self,
        commit: &str,
        left_out: &HashSet<String>,
        progress: &mut dyn FnMut(FetchProgress<'_>),
    ) -> Result<Spool, FetchError> {
        self.forget_where_from()?;
        let tree = self.tree(commit)?;
        let files = tree.files().filter(|entry| !left_out.contains(&entry.path));
        let files: Vec<&Entry> = files.collect();
        let mut wanted = tempfile::tempfile()?;
        for file in &files {
            writeln!(wanted, "{}", file.object)?;
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
            Some(stdout) => read_objects(&files, BufReader::new(stdout), &mut spool, progress),
            None => Ok(()),
        };
        if read.is_err() {
            git.kill()?;
        }
        git.wait()?;
        read?;
        for path in left_out {
            spool.add_absent(path, "it is a translation, and was not fetched")?;
        }
        Ok(spool.finish()?)
    }
}

/// The objects as `cat-file --batch` gives them: `object type size`, the bytes, a line's end; or `object missing`.
fn read_objects(
    files: &[&Entry],
    mut objects: impl BufRead,
    spool: &mut Spool,
    progress: &mut dyn FnMut(FetchProgress<'_>),
) -> Result<(), FetchError> {
    let count = files.len().max(1);
    for (index, file) in files.iter().enumerate() {
        progress(FetchProgress {
            step: "reading",
            percent: u8::try_from(index * 100 / count).ok(),
        });
        let mut header = String::new();
        objects.read_line(&mut header)?;
        let size = header
            .trim_end()
            .rsplit(' ')
            .next()
            .and_then(|size| size.parse::<u64>().ok());
        let Some(size) = size.filter(|_| !header.trim_end().ends_with("missing")) else {
            spool.add_absent(&file.path, "the file is too large and was not fetched")?;
            continue;
        };
        let mut bytes = objects.by_ref().take(size);
        if file.is_link() {
            let mut target = String::new();
            let is_text = bytes
                .by_ref()
                .take(4096)
                .read_to_string(&mut target)
                .is_ok();
            spool.add_link(&file.path, if is_text { &target } else { "/" })?;
        } else {
            spool.add(&file.path, &mut bytes)?;
        }
        io::copy(&mut bytes, &mut io::sink())?;
        objects.read_line(&mut String::new())?;
    }
    Ok(())
}

fn not_started(error: io::Error) -> FetchError {
    match error.kind() {
        io::ErrorKind::NotFound => FetchError::NoGit,
        _ => FetchError::Io(error),
    }
}
