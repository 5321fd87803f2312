//! The calls of those who publish courses.

use std::time::Duration;

use reqwest::Method;
use reqwest::header::CONTENT_TYPE;

use super::Http;
use crate::domain::CourseId;
use crate::sync::author::Author;
use crate::sync::remote::Answer;
use crate::wire::{
    CatalogEntry, CatalogPage, Learners, Publication, Published, Unpublish, digest_of,
};

/// How long texts and images may take on their way: 8 MiB on a line of a quarter of a megabit.
const UPLOADING: Duration = Duration::from_secs(300);

impl Author for Http {
    async fn find(&self, slug: &str) -> Answer<Option<CatalogEntry>> {
        let request = self.get(&["catalog"])?.query(&[("slug", slug)]);
        let page: CatalogPage = self.client.send(request).await?;
        Ok(page.courses.into_iter().next())
    }

    async fn learners(&self, course: &CourseId) -> Answer<Learners> {
        let path = ["courses", course.as_str(), "learners"];
        self.client.send(self.get(&path)?).await
    }

    async fn lacking(&self, course: &CourseId, digests: &[String]) -> Answer<Vec<String>> {
        let path = ["courses", course.as_str(), "lacking"];
        self.client.send(self.post(&path, &digests)?).await
    }

    async fn upload_texts(&self, texts: &[&str]) -> Answer<()> {
        let request = self.post(&["uploads"], &texts)?.timeout(UPLOADING);
        self.client.send(request).await
    }

    async fn upload(&self, bytes: &[u8]) -> Answer<()> {
        let request = self
            .client
            .request(Method::PUT, &["uploads", &digest_of(bytes)])?;
        let request = request
            .header(CONTENT_TYPE, "application/octet-stream")
            .timeout(UPLOADING);
        self.client.send(request.body(bytes.to_vec())).await
    }

    async fn publish(&self, publication: &Publication) -> Answer<Published> {
        let request = self.post(&["publish"], publication)?.timeout(UPLOADING);
        self.client.send(request).await
    }

    async fn unpublish(&self, course: &CourseId, base: &str) -> Answer<Published> {
        let base = Unpublish {
            base: base.to_owned(),
        };
        let path = ["courses", course.as_str(), "unpublish"];
        self.client.send(self.post(&path, &base)?).await
    }
}
