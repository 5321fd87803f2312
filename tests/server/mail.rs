//! A real mail server, and the mails that it took.

use std::process::Command;

use crate::program::{Program, beside, installed};

/// A mail server on a port of this machine.
pub(crate) struct MailServer {
    program: Program,
    port: String,
}

/// A mail that it took.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Mail {
    pub(crate) to: String,
    pub(crate) from: String,
    pub(crate) subject: String,
    pub(crate) automatic: String,
    pub(crate) text: String,
}

impl MailServer {
    pub(crate) async fn start() -> MailServer {
        let python = installed("mail-server/bin/python");
        let mut program = Program::start(Command::new(python).arg(beside("mail_server.py")));
        let port = program.line().await;
        MailServer { program, port }
    }

    /// The settings that send mail there.
    pub(crate) fn settings(&self) -> String {
        format!(
            "address = 'https://academy.example.org'\n[mail]\nserver = 'smtp://127.0.0.1:{}'\n\
             from = 'Academy <academy@example.org>'\n",
            self.port
        )
    }

    /// The next mail.
    pub(crate) async fn mail(&mut self) -> Mail {
        serde_json::from_str(&self.program.line().await).unwrap()
    }

    pub(crate) fn has_no_more(&mut self) -> bool {
        self.program.is_silent()
    }
}

impl Mail {
    /// The code in it.
    pub(crate) fn code(&self) -> String {
        let is_code = |word: &&str| word.len() == 9 && word.as_bytes()[4] == b'-';
        self.text
            .split_whitespace()
            .find(is_code)
            .expect("a code")
            .to_owned()
    }

    /// The page in it.
    pub(crate) fn page(&self) -> &str {
        self.text
            .split_whitespace()
            .find(|word| word.starts_with("https://"))
            .expect("a page")
    }
}
