//! The two mails that are sent: a code, and that a device signed in.

use url::Url;

use super::super::code::Code;

/// A mail's subject and text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::server::sign_in) struct Letter {
    pub(in crate::server::sign_in) subject: String,
    pub(in crate::server::sign_in) text: String,
}

/// The mail with a code.
pub(in crate::server::sign_in) struct CodeLetter<'a> {
    pub(in crate::server::sign_in) academy: &'a str,
    pub(in crate::server::sign_in) device: &'a str,
    pub(in crate::server::sign_in) code: &'a Code,
}

/// The mail about a device that signed in.
pub(in crate::server::sign_in) struct Announcement<'a> {
    pub(in crate::server::sign_in) academy: &'a str,
    pub(in crate::server::sign_in) device: &'a str,
    pub(in crate::server::sign_in) admin: bool,
    /// The page that signs the device out.
    pub(in crate::server::sign_in) revoke: Option<Url>,
}

impl From<CodeLetter<'_>> for Letter {
    fn from(letter: CodeLetter<'_>) -> Self {
        let CodeLetter {
            academy,
            device,
            code,
        } = letter;
        // The code isn't in the subject: that is shown on locked screens.
        Letter {
            subject: format!("Your code for {academy}"),
            text: format!(
                "Your code to sign in to {academy}:\n\n    {code}\n\n\
                 Type it on the device that asked for it, \"{device}\", within ten minutes.\n\n\
                 Nobody else needs it: don't give it to anybody. If you didn't ask for it, you need do nothing:\n\
                 without the code nobody signs in.\n"
            ),
        }
    }
}

impl From<Announcement<'_>> for Letter {
    fn from(letter: Announcement<'_>) -> Self {
        let Announcement {
            academy,
            device,
            admin,
            revoke,
        } = letter;
        let rights = if admin {
            " It may do what admins may, for a day."
        } else {
            ""
        };
        let way = match revoke {
            Some(page) => format!("open this page and sign it out:\n\n    {page}\n"),
            None => "sign it out from another device, with `lyceum devices`.\n".to_owned(),
        };
        Letter {
            subject: format!("A device signed in to {academy}"),
            text: format!(
                "The device \"{device}\" signed in to {academy} with your account.{rights}\n\n\
                 If that was you, you need do nothing. If it wasn't, {way}"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_not_in_the_subject() {
        let code = Code::random();
        let letter = Letter::from(CodeLetter {
            academy: "academy.example.org",
            device: "ada's laptop",
            code: &code,
        });
        assert!(letter.text.contains(&code.to_string()));
        assert!(letter.text.contains("ada's laptop"));
        assert!(!letter.subject.contains(&code.to_string()));
    }
}
