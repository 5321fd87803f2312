//! Whether a folder is on a file system whose changes the system may not tell of: those that others make over a network,
//! or on the machine around a virtual one.

use std::path::Path;

/// File systems that tell only of changes that are made here.
const SILENT: [&str; 12] = [
    "9p", "afs", "ceph", "cifs", "davfs", "drvfs", "fuse", "ncpfs", "nfs", "smb", "vboxsf",
    "virtiofs",
];

/// Whether changes in a folder may not be told of.
pub(super) fn is_silent(folder: &Path) -> bool {
    let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    std::fs::canonicalize(folder).is_ok_and(|folder| is_silent_in(&mounts, &folder))
}

/// The same with a table of mounts: device, folder, type and more on each line.
fn is_silent_in(mounts: &str, folder: &Path) -> bool {
    let around = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        // The table writes a blank as \040.
        let at = words.next()?.replace("\\040", " ");
        folder
            .starts_with(&at)
            .then(|| (at.len(), words.next().unwrap_or_default()))
    });
    // Of those at one folder, the last one covers the others.
    let nearest = around.max_by_key(|(length, _)| *length);
    nearest.is_some_and(|(_, kind)| SILENT.iter().any(|silent| kind.starts_with(silent)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_mount_decides() {
        let mounts = "/dev/sda1 / ext4 rw 0 0\nserver:/home /home nfs4 rw 0 0\ntmpfs /home/me/fast tmpfs rw 0 0\n\
                      C: /mnt/my\\040disk 9p rw 0 0\n";
        for (folder, silent) in [
            ("/srv/course", false),
            ("/home/me/course", true),
            ("/home/me/fast/course", false),
            ("/mnt/my disk/course", true),
        ] {
            assert_eq!(is_silent_in(mounts, Path::new(folder)), silent, "{folder}");
        }
    }
}
