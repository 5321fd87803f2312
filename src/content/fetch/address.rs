//! The address of a repository: `https://host/owner/name#branch:folder`.

use std::fmt;
use std::str::FromStr;

/// An address that git can read; nothing else than https, ssh and files is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GitAddress {
    /// As git takes it.
    pub(super) url: String,
    /// The only protocol that may be used for it.
    pub(super) protocol: &'static str,
    /// A branch or tag; the repository's own choice where none is given.
    pub(super) branch: Option<String>,
    /// The folder of the course in it.
    pub(super) folder: Option<String>,
}

/// Why a text is no address of a repository.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidAddress {
    /// Its protocol isn't used.
    #[error(
        "`{0}` can't be imported: a repository's address begins with https://, ssh:// or file://"
    )]
    Protocol(String),
    /// There is a password in it.
    #[error("leave the password out of the address: use git's credential helper, or ssh")]
    Password,
    /// It is an archive on the web.
    #[error(
        "archives on the web aren't fetched: download `{0}`, or give the address of its repository"
    )]
    Archive(String),
    /// The branch or folder can't be one.
    #[error(
        "`{0}` is neither a branch nor a folder: write {url}#branch:folder",
        url = "https://host/owner/name"
    )]
    Part(String),
}

/// Whether a text is meant as an address and not as a path.
pub(super) fn is_address(text: &str) -> bool {
    text.contains("://") || is_scp(text) || text.contains("::")
}

/// `git@host:owner/name`, as git takes it for ssh.
fn is_scp(text: &str) -> bool {
    let before = text.split_once(':').map(|(before, _)| before);
    before.is_some_and(|before| before.contains('@') && !before.contains('/'))
}

impl FromStr for GitAddress {
    type Err = InvalidAddress;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let protocol = match text {
            _ if text.starts_with("https://") => "https",
            _ if text.starts_with("ssh://") || is_scp(text) => "ssh",
            _ if text.starts_with("file://") => "file",
            _ => return Err(InvalidAddress::Protocol(text.to_owned())),
        };
        let (url, part) = match text.split_once('#') {
            Some((url, part)) => (url, Some(part)),
            None => (text, None),
        };
        let (url, folder) = match part {
            None if !is_scp(url) => folder_of(url),
            _ => (url, None),
        };
        let (branch, folder) = match part.and_then(|part| part.split_once(':')) {
            Some((branch, folder)) => (Some(branch), Some(folder)),
            None => (part, folder),
        };
        let folder = folder
            .map(|folder| folder.trim_matches('/'))
            .filter(|f| !f.is_empty());
        let branch = branch.filter(|branch| !branch.is_empty());
        check(url, branch, folder)?;
        Ok(GitAddress {
            url: url.trim_end_matches('/').to_owned(),
            protocol,
            branch: branch.map(str::to_owned),
            folder: folder.map(str::to_owned),
        })
    }
}

/// An address without a branch, and the folder behind its last colon.
fn folder_of(url: &str) -> (&str, Option<&str>) {
    let path = url.find("://").map_or(0, |at| at + 3);
    let path = url
        .get(path..)
        .and_then(|rest| rest.find('/'))
        .map_or(url.len(), |at| path + at);
    match url.get(path..).and_then(|rest| rest.find(':')) {
        Some(at) => (
            url.get(..path + at).unwrap_or(url),
            url.get(path + at + 1..),
        ),
        None => (url, None),
    }
}

fn check(url: &str, branch: Option<&str>, folder: Option<&str>) -> Result<(), InvalidAddress> {
    let user = url
        .split_once("://")
        .and_then(|(_, rest)| rest.split_once('@'));
    if user.is_some_and(|(user, _)| user.contains(':') && !user.contains('/')) {
        return Err(InvalidAddress::Password);
    }
    let ends = |ending: &&str| url.to_lowercase().ends_with(*ending);
    if !url.starts_with("file://") && super::archive::ENDINGS.iter().any(ends) {
        return Err(InvalidAddress::Archive(url.to_owned()));
    }
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || "^~?*[\\:".contains(c);
    let bad_branch =
        |branch: &&str| branch.starts_with('-') || branch.contains("..") || branch.contains(is_odd);
    let bad_folder = |folder: &&str| {
        folder
            .split('/')
            .any(|part| matches!(part, "" | "." | ".."))
    };
    match branch.filter(bad_branch).or(folder.filter(bad_folder)) {
        Some(part) => Err(InvalidAddress::Part(part.to_owned())),
        None => Ok(()),
    }
}

impl GitAddress {
    /// The part of it that names a course.
    pub(super) fn name(&self) -> String {
        match &self.folder {
            Some(folder) => format!("{}/{folder}", self.url),
            None => self.url.clone(),
        }
    }
}

/// The hosts whose addresses of files are known, each with what stands before the commit.
const HOSTS: [(&str, &str); 3] = [
    ("https://github.com/", "blob"),
    ("https://gitlab.com/", "-/blob"),
    ("https://codeberg.org/", "src/commit"),
];

impl GitAddress {
    /// The beginning of the addresses that the files of a commit have on the web, with a slash at its end.
    pub(super) fn files_on_the_web(&self, commit: &str) -> Option<String> {
        let (_, word) = HOSTS.iter().find(|(host, _)| self.url.starts_with(host))?;
        let url = self.url.trim_end_matches(".git");
        let folder = self.folder.as_deref().map(|folder| format!("{folder}/"));
        Some(format!(
            "{url}/{word}/{commit}/{}",
            folder.unwrap_or_default()
        ))
    }
}

impl fmt::Display for GitAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.url)?;
        if let Some(branch) = &self.branch {
            write!(f, "#{branch}")?;
        } else if self.folder.is_some() && self.protocol == "ssh" {
            f.write_str("#")?;
        }
        match &self.folder {
            Some(folder) => write!(f, ":{folder}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branch_and_folder_follow_the_address() {
        for (text, url, branch, folder) in [
            ("https://x.org/a/b", "https://x.org/a/b", None, None),
            (
                "https://x.org:8443/a/b.git",
                "https://x.org:8443/a/b.git",
                None,
                None,
            ),
            (
                "https://x.org/a/b#main",
                "https://x.org/a/b",
                Some("main"),
                None,
            ),
            (
                "https://x.org/a/b:docs/en",
                "https://x.org/a/b",
                None,
                Some("docs/en"),
            ),
            (
                "https://x.org/a/b#v1:docs/",
                "https://x.org/a/b",
                Some("v1"),
                Some("docs"),
            ),
            ("git@x.org:a/b.git", "git@x.org:a/b.git", None, None),
            (
                "git@x.org:a/b.git#:docs",
                "git@x.org:a/b.git",
                None,
                Some("docs"),
            ),
            (
                "file:///srv/b.git#f/x",
                "file:///srv/b.git",
                Some("f/x"),
                None,
            ),
        ] {
            let address: GitAddress = text.parse().unwrap();
            assert_eq!(address.url, url, "{text}");
            assert_eq!(address.branch.as_deref(), branch, "{text}");
            assert_eq!(address.folder.as_deref(), folder, "{text}");
            assert_eq!(address.to_string().parse(), Ok(address), "{text}");
        }
    }

    #[test]
    fn nothing_else_is_one() {
        for text in [
            "http://x.org/a",
            "git://x.org/a",
            "ext::sh -c id",
            "ftp://x",
            "https://me:secret@x.org/a",
            "https://x.org/a.zip",
            "https://x.org/a#--upload-pack=x",
            "https://x.org/a#b:../c",
            "https://x.org/a#b c",
        ] {
            assert!(text.parse::<GitAddress>().is_err(), "{text}");
        }
    }
}
