//! A stream that is waited for within limits: one without a byte for too long ends, and so does a peer that reads an
//! answer too slowly.
#![expect(
    clippy::disallowed_methods,
    reason = "limits of a connection are measured where it is"
)]

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Sleep;

/// The bytes a second that somebody reads at least.
const SLOWEST: u32 = 1024;

/// A stream with limits.
pub(super) struct Patient<S> {
    stream: S,
    idle: Duration,
    reading: Duration,
    /// When it has been idle for too long.
    silence: Pin<Box<Sleep>>,
    /// When what is being written should be read.
    unread: Option<Unread>,
}

struct Unread {
    sleep: Pin<Box<Sleep>>,
    until: Instant,
}

impl<S> Patient<S> {
    pub(super) fn new(stream: S, idle: Duration, reading: Duration) -> Self {
        Self {
            stream,
            idle,
            reading,
            silence: Box::pin(tokio::time::sleep(idle)),
            unread: None,
        }
    }

    fn moved(&mut self) {
        let until = Instant::now() + self.idle;
        self.silence.as_mut().reset(until.into());
    }

    /// More time for bytes that were taken.
    fn written(&mut self, bytes: usize) {
        self.moved();
        if let Some(unread) = &mut self.unread {
            let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
            unread.until += Duration::from_secs(1) * bytes / SLOWEST;
            unread.sleep.as_mut().reset(unread.until.into());
        }
    }

    fn waits_for_reader(&mut self, context: &mut Context<'_>) -> Poll<io::Error> {
        let unread = self.unread.get_or_insert_with(|| {
            let until = Instant::now() + self.reading;
            let sleep = Box::pin(tokio::time::sleep_until(until.into()));
            Unread { sleep, until }
        });
        ready!(unread.sleep.as_mut().poll(context));
        Poll::Ready(io::Error::new(
            io::ErrorKind::TimedOut,
            "the answer isn't read",
        ))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if let Poll::Ready(read) = Pin::new(&mut this.stream).poll_read(context, buffer) {
            this.moved();
            return Poll::Ready(read);
        }
        ready!(this.silence.as_mut().poll(context));
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "nothing came")))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        if let Poll::Ready(written) = Pin::new(&mut this.stream).poll_write(context, buffer) {
            this.written(*written.as_ref().unwrap_or(&0));
            return Poll::Ready(written);
        }
        this.waits_for_reader(context).map(Err)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffers: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        let stream = Pin::new(&mut this.stream);
        if let Poll::Ready(written) = stream.poll_write_vectored(context, buffers) {
            this.written(*written.as_ref().unwrap_or(&0));
            return Poll::Ready(written);
        }
        this.waits_for_reader(context).map(Err)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// All that was written is out: the next answer has its own time.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = ready!(Pin::new(&mut self.stream).poll_flush(context));
        self.unread = None;
        Poll::Ready(flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
