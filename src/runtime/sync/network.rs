//! Hears from the system that the network changed, so that a sync doesn't wait for its next try.
//!
//! Linux tells of addresses and routes that are added (rtnetlink). Elsewhere the next try finds out.

use tokio::sync::mpsc;

use crate::app::Msg;

/// Says, until nobody listens any more, when an address or a route was added. Its thread sleeps until then.
#[cfg(target_os = "linux")]
pub(in crate::runtime) fn tell_of_network(messages: mpsc::WeakSender<Msg>) {
    let follow = move || {
        if let Err(error) = linux::follow(&messages) {
            tracing::info!("the network's return is found by the next try: {error}");
        }
    };
    if let Err(error) = crate::runtime::tasks::spawn_thread("network", follow) {
        tracing::info!("the network's return is found by the next try: {error}");
    }
}

/// The system isn't asked here.
#[cfg(not(target_os = "linux"))]
pub(in crate::runtime) fn tell_of_network(_messages: mpsc::WeakSender<Msg>) {}

#[cfg(target_os = "linux")]
mod linux {
    use std::io;
    use std::os::fd::OwnedFd;
    use std::thread::sleep;
    use std::time::Duration;

    use rustix::io::Errno;
    use rustix::net::netlink::SocketAddrNetlink;
    use rustix::net::{AddressFamily, RecvFlags, SocketFlags, SocketType, bind, recv, socket_with};
    use tokio::sync::mpsc;

    use crate::app::Msg;

    /// RTMGRP_IPV4_IFADDR, RTMGRP_IPV4_ROUTE, RTMGRP_IPV6_IFADDR and RTMGRP_IPV6_ROUTE.
    const GROUPS: u32 = 0x10 | 0x40 | 0x100 | 0x400;

    /// RTM_NEWADDR and RTM_NEWROUTE.
    const ADDED: [u16; 2] = [20, 24];

    /// How long changes are gathered: an address comes with its routes, and a name server a moment later.
    const GATHERING: Duration = Duration::from_millis(700);

    pub(super) fn follow(messages: &mpsc::WeakSender<Msg>) -> io::Result<()> {
        let (family, kind) = (AddressFamily::NETLINK, SocketType::RAW);
        let socket = socket_with(family, kind, SocketFlags::CLOEXEC, None)?;
        bind(&socket, &SocketAddrNetlink::new(0, GROUPS))?;
        loop {
            if !hears_of_more(&socket, RecvFlags::empty())? {
                continue;
            }
            sleep(GATHERING);
            while hears_of_more(&socket, RecvFlags::DONTWAIT).is_ok() {}
            let Some(messages) = messages.upgrade() else {
                return Ok(());
            };
            if messages.blocking_send(Msg::NetworkChanged).is_err() {
                return Ok(());
            }
        }
    }

    /// Takes what the system says; true where something was added.
    fn hears_of_more(socket: &OwnedFd, flags: RecvFlags) -> io::Result<bool> {
        let mut buffer = [0_u8; 8192];
        match recv(socket, &mut buffer[..], flags) {
            Ok((length, _)) => Ok(is_addition(buffer.get(..length).unwrap_or_default())),
            // More was said than there was room for.
            Err(Errno::NOBUFS) => Ok(true),
            Err(Errno::INTR) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// A message begins with its length in four bytes and its type in two.
    fn is_addition(message: &[u8]) -> bool {
        let kind = message.get(4..6).and_then(|kind| kind.try_into().ok());
        kind.is_some_and(|kind| ADDED.contains(&u16::from_ne_bytes(kind)))
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn only_what_is_added_is_news() {
            let message = |kind: u16| {
                let mut bytes = 20_u32.to_ne_bytes().to_vec();
                bytes.extend(kind.to_ne_bytes());
                bytes
            };
            assert!(is_addition(&message(20)));
            assert!(is_addition(&message(24)));
            assert!(!is_addition(&message(21)));
            assert!(!is_addition(&[1, 2]));
        }
    }
}
