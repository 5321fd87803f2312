//! Writes a setting into the configuration file, and leaves everything else in it as it is, comments too.

use std::fs;
use std::io;
use std::path::Path;

use toml_edit::{DocumentMut, value};

/// Sets a key to a text. A file that isn't there is made.
///
/// # Errors
/// The file can't be read or written, or isn't TOML.
pub fn write_setting(file: &Path, key: &str, text: &str) -> io::Result<()> {
    let before = match fs::read_to_string(file) {
        Ok(before) => before,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    let mut document: DocumentMut = before.parse().map_err(io::Error::other)?;
    document[key] = value(text);
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let whole = tempfile::NamedTempFile::new_in(folder)?;
    fs::write(whole.path(), document.to_string())?;
    whole.persist(file).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_written_and_the_rest_stays() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/config.toml");
        write_setting(&file, "url", "https://a.example").unwrap();
        assert_eq!(
            fs::read_to_string(&file).unwrap(),
            "url = \"https://a.example\"\n"
        );
        fs::write(&file, "# mine\ntheme = \"paper\" # warm\nurl = \"\"\n").unwrap();
        write_setting(&file, "url", "https://b.example").unwrap();
        let text = fs::read_to_string(&file).unwrap();
        assert_eq!(
            text,
            "# mine\ntheme = \"paper\" # warm\nurl = \"https://b.example\"\n"
        );
    }
}
