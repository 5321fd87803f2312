//! Changes a setting in the configuration file; comments, order and everything else in it stay.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use toml_edit::{DocumentMut, TomlError, Value, value};

/// Why a setting can't be written.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// The file isn't TOML; nothing of it was changed.
    #[error("{path} has a mistake, and was left as it is: {error}", path = .0.display(), error = .1)]
    Syntax(std::path::PathBuf, Box<TomlError>),
    /// The file can't be read or written.
    #[error("{path}: {error}", path = .0.display(), error = .1)]
    Io(std::path::PathBuf, io::Error),
}

/// Writes one setting into a file, which is made where there is none; without a value, takes it out. The file is replaced
/// as a whole: a crash leaves the old one or the new one.
///
/// # Errors
/// The file isn't TOML, or can't be read or written.
pub fn write_setting(path: &Path, key: &str, new: Option<Value>) -> Result<(), EditError> {
    let failed = |error| EditError::Io(path.to_owned(), error);
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        text => text.map_err(failed)?,
    };
    let text = with_setting(&text, key, new)
        .map_err(|error| EditError::Syntax(path.to_owned(), Box::new(error)))?;
    replace(path, &text).map_err(failed)
}

/// The text of a file with one setting changed, added or taken out.
fn with_setting(text: &str, key: &str, new: Option<Value>) -> Result<String, TomlError> {
    let mut document: DocumentMut = text.parse()?;
    let Some(mut new) = new else {
        document.remove(key);
        return Ok(document.to_string());
    };
    match document.get_mut(key).and_then(|item| item.as_value_mut()) {
        Some(old) => {
            // The comment behind the value is part of how it is written.
            *new.decor_mut() = old.decor().clone();
            *old = new;
        }
        None => {
            // Comments of a file without settings stay above its first one.
            let above = document.is_empty().then(|| document.trailing().clone());
            document[key] = value(new);
            if let (Some(above), Some(mut key)) = (above, document.key_mut(key)) {
                key.leaf_decor_mut().set_prefix(above);
                document.set_trailing("");
            }
        }
    }
    Ok(document.to_string())
}

/// Writes beside the file and renames; a link stays a link to what it names.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut beside = tempfile::NamedTempFile::new_in(folder)?;
    beside.write_all(text.as_bytes())?;
    if let Ok(old) = fs::metadata(path) {
        beside.as_file().set_permissions(old.permissions())?;
    }
    beside.as_file().sync_all()?;
    beside.persist(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(text: &str, key: &str, new: impl Into<Value>) -> String {
        with_setting(text, key, Some(new.into())).unwrap()
    }

    #[test]
    fn comments_and_order_stay() {
        let text =
            "# mine\nmouse = true # yes\n\n# wide\nmeasure = 80   # columns\nlog = \"info\"\n";
        assert_eq!(
            changed(text, "measure", 96),
            "# mine\nmouse = true # yes\n\n# wide\nmeasure = 96   # columns\nlog = \"info\"\n"
        );
        assert_eq!(
            changed("# only this\n", "theme", "paper"),
            "# only this\ntheme = \"paper\"\n"
        );
        assert_eq!(changed("", "mouse", false), "mouse = false\n");
    }

    #[test]
    fn a_setting_that_is_taken_out_leaves_the_others() {
        let without = |text| with_setting(text, "measure", None).unwrap();
        assert_eq!(
            without("mouse = true\nmeasure = 80\nlog = \"info\"\n"),
            "mouse = true\nlog = \"info\"\n"
        );
        assert_eq!(without(""), "");
    }

    #[test]
    fn a_file_with_a_mistake_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        fs::write(&path, "theme = \n").unwrap();
        let error = write_setting(&path, "theme", Some("paper".into())).unwrap_err();
        assert!(error.to_string().contains("has a mistake"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "theme = \n");
    }

    #[test]
    fn a_file_is_made_with_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new").join("config.toml");
        write_setting(&path, "measure", Some(72.into())).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "measure = 72\n");
    }
}
