//! The sentences for what a sync asks and tells, on the screen and on the command line alike.

use super::Question;
use crate::store::News;

impl Question {
    /// The question in words, to whoever has that account.
    pub fn words(&self, account: &str) -> String {
        match self {
            Question::SendPast { records, seconds } => format!(
                "{records} records, {seconds}, were learned in courses of this academy before it was known here: send \
                 them to {account}?"
            ),
            Question::OtherAcademy { bound, .. } => format!(
                "this is another academy than the one that this profile was synced with as {}: send everything to \
                 this one?",
                bound.email
            ),
            Question::AccountAgain { found } => format!(
                "the account of {} was made again at the academy: send everything to it?",
                found.email
            ),
            Question::CatalogLoss { gone, of } => format!(
                "the academy's catalog lost {gone} of {of} courses: is that right? They stay readable where they are \
                 here"
            ),
        }
    }
}

impl News {
    /// The news in a sentence, about the course of that title.
    pub fn sentence(&self, title: &str) -> String {
        match self {
            News::Enrolled(_) => format!("You are now enrolled in {title}."),
            News::Suspended(_) => format!(
                "Your enrollment in {title} is suspended: what you learn in it waits here until that is lifted."
            ),
            News::Active(_) => format!("Your enrollment in {title} is active again."),
            News::Refunded(_) => format!(
                "{title} was refunded: what you learn in it from now on stays on this machine."
            ),
            News::Certified(_) => format!("You have a certificate for {title}."),
            News::Archived(_) => {
                format!("The academy withdrew {title}: the lessons that are here stay readable.")
            }
            News::Returned(_) => format!("{title} is back at the academy."),
        }
    }
}
