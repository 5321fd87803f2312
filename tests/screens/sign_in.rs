//! Signing in at the academy's server.

use lyceum::app::request::Step;
use lyceum::app::request::sign_in::{Begun, Finished, VaultFile, Ways};

use super::{WITH_THREE_COLUMNS, compare};
use crate::shelf::{Shelf, at_provider, signing_in};

const SIZES: [(u16, u16); 3] = [(40, 12), (80, 24), WITH_THREE_COLUMNS];

fn looks(name: &str, shelf: fn() -> Shelf, keys: &[&str]) {
    compare(name, &SIZES, shelf, |world| {
        world.press("S r i");
        for keys in keys {
            world.press(keys);
        }
    });
}

fn with_code() -> Shelf {
    let mut shelf = signing_in();
    shelf.begun.push_back(Begun::CodeSent(10));
    shelf
        .finished
        .push_back(Finished::Again("Wrong code; 4 tries left.".to_owned()));
    shelf
}

fn with_provider() -> Shelf {
    let mut shelf = signing_in();
    shelf.begun.push_back(Begun::AtProvider(at_provider()));
    shelf
}

fn with_problem() -> Shelf {
    let mut shelf = signing_in();
    shelf.ways = Ways {
        problem: Some("offline: error trying to connect: connection refused".to_owned()),
        ..Ways::default()
    };
    shelf
}

fn with_locked_keyring() -> Shelf {
    let mut shelf = signing_in();
    shelf.sign_in_step = Some(Step::WaitForKeyring);
    shelf
}

fn without_keyring() -> Shelf {
    let mut shelf = signing_in();
    shelf.ways.file = Some(VaultFile::Offered);
    shelf.ways.keeps =
        "No keyring here. Your token will be kept until you quit Lyceum, unless you choose an encrypted file."
            .to_owned();
    shelf
}

#[test]
fn each_step_of_signing_in() {
    looks("sign-in", signing_in, &[]);
    looks("sign-in-address", with_code, &["enter", "a d a @ e x"]);
    looks(
        "sign-in-code",
        with_code,
        &["enter", "a enter", "w r o n g enter"],
    );
    looks("sign-in-provider", with_provider, &["j enter"]);
    looks("sign-in-problem", with_problem, &[]);
    looks("sign-in-keyring", with_locked_keyring, &[]);
    looks("sign-in-no-keyring", without_keyring, &[]);
    looks(
        "sign-in-passphrase",
        without_keyring,
        &["j j enter", "s e c r e t"],
    );
}
