//! Turns core dumps off once the memory holds a secret.

use std::sync::Once;

static FORBIDDEN: Once = Once::new();

/// Forbids core dumps, from now to the end of the program: an overwritten secret may have left a copy in a library.
pub(super) fn forbid() {
    FORBIDDEN.call_once(|| {
        if let Err(error) = forbid_now() {
            tracing::warn!("core dumps can't be turned off: {error}");
        }
    });
}

#[cfg(unix)]
fn forbid_now() -> Result<(), rustix::io::Errno> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    // The lower limit only: what we start may raise its own again.
    let maximum = getrlimit(Resource::Core).maximum;
    let current = Some(0);
    setrlimit(Resource::Core, Rlimit { current, maximum })?;
    // A dump that goes to a program knows no limit. This also keeps debuggers of the same user out.
    #[cfg(any(target_os = "linux", target_os = "android"))]
    rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)?;
    Ok(())
}

#[cfg(not(unix))]
fn forbid_now() -> Result<(), std::convert::Infallible> {
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};

    use crate::secrets::Secret;

    #[test]
    fn a_crash_leaves_no_core_once_there_is_a_secret() {
        let _secret = Secret::new("geheim".to_owned());
        assert_eq!(getrlimit(Resource::Core).current, Some(0));
        assert_eq!(dumpable_behavior(), Ok(DumpableBehavior::NotDumpable));
    }
}
