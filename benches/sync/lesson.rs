//! A long lesson that arrives: how long a learner waits for it meanwhile.

use lyceum::store::ArrivedBody;

use crate::report::{line, ms};
use crate::waiting::beside;
use crate::world::{World, course};

const MEGABYTES: [usize; 3] = [1, 4, 8];

pub(crate) async fn measure(world: &World) {
    let outline = course();
    let store = world.store("lessons").await;
    store.begin_course(&outline).await.unwrap();
    for megabytes in MEGABYTES {
        let words = "Some words of a lesson that is very long, and some more of them.\n\n";
        let body = ArrivedBody {
            lesson: outline.modules[0].lessons[0].head.id.clone(),
            digest: megabytes.to_string(),
            content: words.repeat(megabytes * 1_000_000 / words.len()),
        };
        let (puts, outline) = (store.clone(), outline.clone());
        let took = beside(&store, async move {
            puts.put_bodies(&outline, &[body]).await.unwrap();
        })
        .await;
        line(
            &format!("a lesson of {megabytes} MB arrives"),
            &ms(took),
            "",
        );
    }
    store.close().await;
}
