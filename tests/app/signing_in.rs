//! Signing in at the academy's server, from the sync screen.

use lyceum::app::Effect;
use lyceum::app::overlay::Overlay;
use lyceum::app::request::sign_in::{Begun, Chosen, Finished, Opened, VaultFile, Way, Ways};
use lyceum::app::request::{Request, Step};

use crate::shelf::{Shelf, at_provider, signing_in};
use crate::world::World;

/// A world in which the sync screen said to sign in, and that began.
pub(crate) fn begun(shelf: Shelf) -> World {
    let mut world = World::new(80, 24, shelf.synced());
    world.press("S r i");
    world
}

fn is_open(world: &World) -> bool {
    matches!(world.model.overlay, Some(Overlay::SignIn(_)))
}

fn shown(world: &World) -> String {
    let Some(Overlay::SignIn(sign_in)) = &world.model.overlay else {
        panic!("it isn't open");
    };
    let rows = sign_in
        .rows_of(70)
        .into_iter()
        .map(|row| format!("{row:?}"));
    rows.collect::<Vec<_>>().join("\n")
}

fn count(world: &World, wanted: impl Fn(&Request) -> bool) -> usize {
    world.requests().filter(|request| wanted(request)).count()
}

#[test]
fn a_code_by_mail_signs_in_and_a_sync_follows() {
    let mut shelf = signing_in();
    shelf.begun.push_back(Begun::CodeSent(10));
    shelf.finished.push_back(Finished::SignedIn(
        "Signed in as ada@example.org.".to_owned(),
    ));
    let mut world = begun(shelf);
    world.press("enter").press("a d a @ x . o r g enter");
    assert!(shown(&world).contains("ada@x.org"), "{}", shown(&world));
    let before = count(&world, |request| matches!(request, Request::SyncNow(_)));
    world.press("a b c d - e f g h enter");
    assert!(!is_open(&world));
    assert!(world.notice().contains("Signed in as ada@example.org"));
    assert_eq!(
        count(&world, |request| matches!(request, Request::SyncNow(_))),
        before + 1
    );
}

#[test]
fn a_wrong_code_is_said_and_typed_anew_and_enter_alone_asks_for_another() {
    let mut shelf = signing_in();
    shelf
        .begun
        .extend([Begun::CodeSent(10), Begun::CodeSent(10)]);
    shelf
        .finished
        .push_back(Finished::Again("Wrong code; 4 tries left.".to_owned()));
    let mut world = begun(shelf);
    world
        .press("enter")
        .press("a enter")
        .press("w r o n g enter");
    assert!(shown(&world).contains("4 tries left"));
    world.press("enter");
    let asked = count(&world, |request| {
        matches!(request, Request::BeginSignIn(asked)
        if asked.question.0 == Chosen::Code("a".to_owned()))
    });
    assert_eq!(asked, 2);
    assert!(is_open(&world));
}

#[test]
fn a_provider_is_waited_for_opened_and_its_code_copied() {
    let mut shelf = signing_in();
    shelf.begun.push_back(Begun::AtProvider(at_provider()));
    let mut world = begun(shelf);
    world.press("j enter");
    assert!(shown(&world).contains("WDJB-MJHT"));
    world.press("o");
    let page = at_provider().address_with_code;
    assert!(world.effects.contains(&Effect::OpenOutside(page)));
    world.press("y");
    assert!(world.effects.contains(&Effect::Copy {
        text: "WDJB-MJHT".to_owned()
    }));
    assert!(is_open(&world));
}

#[test]
fn leaving_cancels_what_was_begun_at_the_academy() {
    let mut shelf = signing_in();
    shelf.begun.push_back(Begun::AtProvider(at_provider()));
    let mut world = begun(shelf);
    world.press("j enter").press("esc");
    assert!(!is_open(&world));
    assert_eq!(
        count(&world, |request| matches!(
            request,
            Request::CancelSignIn(_)
        )),
        1
    );
}

#[test]
fn what_was_declined_leads_back_to_the_ways() {
    let mut shelf = signing_in();
    shelf.begun.push_back(Begun::AtProvider(at_provider()));
    shelf.finished.push_back(Finished::Over(
        "The provider says that you declined.".to_owned(),
    ));
    let mut world = begun(shelf);
    world.press("j enter");
    let shown = shown(&world);
    assert!(
        shown.contains("declined") && shown.contains("GitHub"),
        "{shown}"
    );
}

#[test]
fn an_academy_that_does_not_answer_is_said_and_asked_again() {
    let mut shelf = signing_in();
    let ways = std::mem::take(&mut shelf.ways);
    shelf.ways = Ways {
        problem: Some("offline: nobody answers".to_owned()),
        ..Ways::default()
    };
    let mut world = begun(shelf);
    assert!(shown(&world).contains("nobody answers"));
    world.shelf.ways = ways;
    world.press("enter");
    assert!(shown(&world).contains("GitHub"));
}

#[test]
fn a_locked_keyring_is_waited_for_on_the_screen() {
    let mut shelf = signing_in();
    shelf.sign_in_step = Some(Step::WaitForKeyring);
    let world = begun(shelf);
    assert!(shown(&world).contains("Waiting for your keyring"));
}

/// An academy with one way, where the encrypted file has this part in keeping the token.
fn with_file(file: VaultFile) -> Shelf {
    let mut shelf = signing_in();
    shelf.ways.ways = vec![Way::Code];
    shelf.ways.file = Some(file);
    shelf
}

#[test]
fn without_a_keyring_an_encrypted_file_can_be_made_whose_passphrase_is_typed_twice() {
    let mut world = begun(with_file(VaultFile::Offered));
    assert!(shown(&world).contains("an encrypted file"));
    world.press("j enter").press("o n e enter");
    assert!(shown(&world).contains("Too short"), "{}", shown(&world));
    let first = "f i r s t space o n e enter";
    world.press(first).press("s e c o n d space o n e enter");
    assert!(shown(&world).contains("The passphrases differ"));
    let opens = |request: &Request| matches!(request, Request::OpenVaultFile(_));
    assert_eq!(count(&world, opens), 0);
    world.press(first).press(first);
    assert_eq!(count(&world, opens), 1);
    let shown = shown(&world);
    assert!(shown.contains("Type your e-mail address"), "{shown}");
    assert!(shown.contains("kept in your encrypted file"), "{shown}");
}

#[test]
fn a_closed_file_is_opened_before_one_signs_in_or_left_closed() {
    let mut shelf = with_file(VaultFile::Closed);
    let wrong = "That isn't the passphrase.".to_owned();
    shelf.opened.push_back(Opened::Again(wrong));
    let mut world = begun(shelf);
    world.press("n o enter");
    assert!(shown(&world).contains("That isn't the passphrase."));
    world.press("esc");
    assert!(shown(&world).contains("Type your e-mail address"));
}
