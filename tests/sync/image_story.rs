//! Images of a course reach whoever may read its lessons, over every academy there is.

use lyceum::domain::{CourseImage, CourseTree, LessonId, PixelSize};
use lyceum::sync::{Remote, SyncError};

use crate::behind::{Behind, over_every_academy};
use crate::device::{Device, enroll};
use crate::world::{YES, course, id};

over_every_academy!(
    images_come_with_their_course,
    who_may_not_read_the_lessons_gets_no_image,
);

fn image(path: &str, bytes: &[u8]) -> CourseImage {
    CourseImage {
        path: path.to_owned(),
        size: PixelSize::new(2, 3).unwrap(),
        bytes: bytes.to_vec(),
    }
}

fn with_images(slug: &str, price: u32, images: Vec<CourseImage>) -> CourseTree {
    CourseTree {
        images,
        ..course(slug, price, &[&format!("{slug}-1")])
    }
}

async fn images_come_with_their_course<A: Behind>() {
    let academy = A::new().await;
    let (map, logo) = (
        image("assets/map.png", b"map"),
        image("assets/logo.png", b"logo"),
    );
    let again = image("assets/copy.png", b"logo");
    academy
        .publishes(with_images("images", 0, vec![map.clone(), logo, again]))
        .await;
    let ada = academy.ada();
    let laptop = Device::new(1).await;
    let now = academy.now().await;
    laptop.syncs(&ada, now, YES).await.unwrap();
    laptop.does(now, enroll("images")).await;
    laptop.store.want_course(&id("images"), true).await.unwrap();
    laptop.syncs(&ada, now, YES).await.unwrap();
    for (path, bytes) in [
        ("assets/map.png", b"map".as_slice()),
        ("assets/logo.png", b"logo"),
        ("assets/copy.png", b"logo"),
    ] {
        let kept = laptop.store.image(&id("images"), path).await.unwrap();
        assert_eq!(kept.as_deref(), Some(bytes), "{path}");
    }
    let shown = laptop
        .store
        .lesson_images(&LessonId::new("images-1"))
        .await
        .unwrap();
    assert_eq!(shown.images.len(), 3);
    assert_eq!(shown.images[0].size, map.size);
}

async fn who_may_not_read_the_lessons_gets_no_image<A: Behind>() {
    let academy = A::new().await;
    let secret = image("assets/secret.png", b"secret");
    let digest = secret.digest();
    academy
        .publishes(with_images("dear", 9900, vec![secret]))
        .await;
    academy
        .publishes(with_images(
            "open",
            0,
            vec![image("assets/open.png", b"open")],
        ))
        .await;
    let ada = academy.ada();
    let dear = ada.outline(&id("dear"), None).await.unwrap().unwrap();
    assert_eq!(dear.images, []);
    let refused = ada.image(&id("dear"), &digest).await.unwrap_err();
    assert!(matches!(refused, SyncError::Forbidden(_)), "{refused:?}");
    for course in ["open", "nowhere"] {
        let refused = ada.image(&id(course), &digest).await.unwrap_err();
        assert!(
            matches!(refused, SyncError::NotFound(_)),
            "{course}: {refused:?}"
        );
    }
    let open = ada.outline(&id("open"), None).await.unwrap().unwrap();
    let bytes = ada.image(&id("open"), &open.images[0].digest).await;
    assert_eq!(bytes.unwrap(), b"open");
    for nonsense in ["", "zz", "../../x", "0"] {
        assert!(
            ada.image(&id("open"), nonsense).await.is_err(),
            "{nonsense}"
        );
    }
}
