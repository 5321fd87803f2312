//! An academy's sync server, called with a device's token.

mod address;
mod author;
mod client;
mod error;
mod sign_in;

pub use address::{InvalidServerUrl, ServerUrl};
pub use sign_in::sign_in_refusal;

use reqwest::header::IF_NONE_MATCH;
use reqwest::{Method, RequestBuilder};

use self::client::Client;
use super::Remote;
use super::remote::Answer;
use crate::domain::{CourseId, LessonId};
use crate::wire::{
    Batch, Bodies, CourseOutline, Hello, Listing, ManifestEntry, Pull, PullRequest, PushAnswer,
};

/// A sync server.
#[derive(Debug, Clone)]
pub struct Http {
    client: Client,
}

impl Http {
    /// The server at that address, called with a device's token. It connects with the first call.
    pub fn at(url: &ServerUrl, token: Option<&str>) -> Http {
        Http {
            client: Client::new(url, token),
        }
    }

    fn get(&self, path: &[&str]) -> Answer<RequestBuilder> {
        self.client.request(Method::GET, path)
    }

    fn post(&self, path: &[&str], body: &impl serde::Serialize) -> Answer<RequestBuilder> {
        client::with_body(self.client.request(Method::POST, path)?, body)
    }
}

impl Remote for Http {
    async fn hello(&self) -> Answer<Hello> {
        self.client.send(self.get(&["hello"])?).await
    }

    async fn manifest(&self, after: Option<&CourseId>, size: usize) -> Answer<Vec<ManifestEntry>> {
        let mut request = self.get(&["manifest"])?.query(&[("size", size)]);
        if let Some(after) = after {
            request = request.query(&[("after", after.as_str())]);
        }
        self.client.send(request).await
    }

    async fn listing(&self, courses: &[CourseId]) -> Answer<Vec<Listing>> {
        self.client.send(self.post(&["listing"], &courses)?).await
    }

    async fn outline(
        &self,
        course: &CourseId,
        known: Option<&str>,
    ) -> Answer<Option<CourseOutline>> {
        let mut request = self.get(&["courses", course.as_str(), "outline"])?;
        if let Some(revision) = known {
            request = request.header(IF_NONE_MATCH, format!("W/\"{revision}\""));
        }
        self.client.send(request).await
    }

    async fn bodies(&self, course: &CourseId, lessons: &[LessonId]) -> Answer<Bodies> {
        let path = ["courses", course.as_str(), "bodies"];
        self.client.send(self.post(&path, &lessons)?).await
    }

    async fn image(&self, course: &CourseId, digest: &str) -> Answer<Vec<u8>> {
        let path = ["courses", course.as_str(), "images", digest];
        self.client.bytes(self.get(&path)?).await
    }

    async fn push(&self, batch: &Batch) -> Answer<PushAnswer> {
        self.client.send(self.post(&["push"], batch)?).await
    }

    async fn pull(&self, request: &PullRequest) -> Answer<Pull> {
        self.client.send(self.post(&["pull"], request)?).await
    }
}
