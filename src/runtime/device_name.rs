//! The name of this machine.

/// The machine's name, by which a person knows it among their devices.
pub fn device_name() -> String {
    #[cfg(unix)]
    let name = rustix::system::uname()
        .nodename()
        .to_string_lossy()
        .into_owned();
    #[cfg(not(unix))]
    let name = std::env::var("COMPUTERNAME").unwrap_or_default();
    let name: String = crate::domain::sanitize_line(&name)
        .trim()
        .chars()
        .take(80)
        .collect();
    if name.is_empty() {
        "a computer".to_owned()
    } else {
        name
    }
}
