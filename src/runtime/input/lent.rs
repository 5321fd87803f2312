//! Lending the terminal's input to another program: meanwhile our reader leaves it alone.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;

/// The end of the loop, which lends.
#[derive(Debug)]
pub(in crate::runtime) struct Lender(UnixStream);

/// The end of the reader, which waits.
#[derive(Debug)]
pub(super) struct Borrowed(UnixStream);

/// Both ends.
///
/// # Errors
/// The system has no descriptors left.
pub(super) fn pair() -> io::Result<(Lender, Borrowed)> {
    let (lender, borrowed) = UnixStream::pair()?;
    Ok((Lender(lender), Borrowed(borrowed)))
}

impl Lender {
    /// Waits until our reader leaves the input alone. Where it has ended already, nobody reads.
    pub(in crate::runtime) fn lend(&mut self) {
        let _ended = self
            .0
            .write_all(b"l")
            .and_then(|()| self.0.read_exact(&mut [0]));
    }

    /// Lets our reader go on.
    pub(in crate::runtime) fn take_back(&mut self) {
        let _ended = self.0.write_all(b"t");
    }
}

impl Borrowed {
    /// The descriptor that is readable when the input is lent.
    pub(super) fn descriptor(&self) -> &UnixStream {
        &self.0
    }

    /// Says that the input is left alone, and waits until it is back.
    ///
    /// # Errors
    /// The loop is gone.
    pub(super) fn wait(&mut self) -> io::Result<()> {
        let mut byte = [0];
        self.0.read_exact(&mut byte)?;
        self.0.write_all(&byte)?;
        self.0.read_exact(&mut byte)
    }
}
