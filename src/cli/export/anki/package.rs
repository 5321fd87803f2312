//! Notes as a package that Anki opens: a collection of its own in a zip archive.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

use super::{Note, unwritten};
use crate::cli::output::Failure;
use crate::runtime::clock::moment;

/// The number of our note type, in every package the same: notes that come again find it.
const NOTE_TYPE: i64 = 1_764_500_000_000;
/// Parts the fields of a note.
const BETWEEN_FIELDS: char = '\u{1f}';

const SCHEMA: &str = include_str!("schema.sql");

pub(super) async fn write(file: &Path, notes: &[Note]) -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let collection = folder.path().join("collection.anki2");
    fill(&collection, notes).await?;
    pack(&collection, file).map_err(|error| unwritten(file, &error))
}

fn pack(collection: &Path, file: &Path) -> ZipResult<()> {
    let mut archive = ZipWriter::new(File::create(file)?);
    let options = SimpleFileOptions::default();
    archive.start_file("collection.anki2", options)?;
    std::io::copy(&mut File::open(collection)?, &mut archive)?;
    archive.start_file("media", options)?;
    archive.write_all(b"{}")?;
    archive.finish()?;
    Ok(())
}

async fn fill(path: &Path, notes: &[Note]) -> Result<(), sqlx::Error> {
    let options = SqliteConnectOptions::new().filename(path);
    let mut sql = options.create_if_missing(true).connect().await?;
    let mut write = sql.begin().await?;
    sqlx::raw_sql(SCHEMA).execute(&mut *write).await?;
    let now = moment().at.utc().timestamp_millis();
    let decks = decks(notes, now);
    put_collection(&mut write, now, &decks).await?;
    for (number, note) in (0..).zip(notes) {
        let deck = decks.get(note.deck.as_str()).copied().unwrap_or(1);
        put_note(&mut write, now + number, (now / 1000, deck), note).await?;
    }
    write.commit().await?;
    sql.close().await
}

/// The decks by their names, each with a number.
fn decks(notes: &[Note], now: i64) -> BTreeMap<&str, i64> {
    let mut decks: BTreeMap<&str, i64> = notes.iter().map(|note| (note.deck.as_str(), 0)).collect();
    for (number, deck) in (1..).zip(decks.values_mut()) {
        *deck = now + number;
    }
    decks
}

async fn put_collection(
    write: &mut SqliteConnection,
    now: i64,
    decks: &BTreeMap<&str, i64>,
) -> Result<(), sqlx::Error> {
    const COLLECTION: &str = "
        INSERT INTO col VALUES (1, $1, $2, $2, 11, 0, 0, 0, $3, $4, $5, $6, '{}')";
    let mut all: BTreeMap<String, Value> = decks
        .iter()
        .map(|(name, id)| (id.to_string(), deck(*id, name, now)))
        .collect();
    all.insert("1".to_owned(), deck(1, "Default", now));
    sqlx::query(COLLECTION)
        .bind(now / 1000)
        .bind(now)
        .bind(configuration().to_string())
        .bind(json!({ NOTE_TYPE.to_string(): note_type(now) }).to_string())
        .bind(json!(all).to_string())
        .bind(deck_options().to_string())
        .execute(write)
        .await?;
    Ok(())
}

/// A note and its card, whose id is the note's.
async fn put_note(
    write: &mut SqliteConnection,
    id: i64,
    (now, deck): (i64, i64),
    note: &Note,
) -> Result<(), sqlx::Error> {
    const NOTE: &str = "INSERT INTO notes VALUES ($1, $2, $3, $4, -1, $5, $6, $7, 0, 0, '')";
    const CARD: &str = "
        INSERT INTO cards VALUES ($1, $1, $2, 0, $3, -1, 0, 0, $1, 0, 0, 0, 0, 0, 0, 0, 0, '')";
    let (front, back) = (note.front.trim(), note.back.trim());
    sqlx::query(NOTE)
        .bind(id)
        .bind(&note.guid)
        .bind(NOTE_TYPE)
        .bind(now)
        .bind(format!(" {} ", note.tag))
        .bind(format!("{front}{BETWEEN_FIELDS}{back}"))
        .bind(front)
        .execute(&mut *write)
        .await?;
    sqlx::query(CARD)
        .bind(id)
        .bind(deck)
        .bind(now)
        .execute(write)
        .await?;
    Ok(())
}

fn configuration() -> Value {
    json!({
        "activeDecks": [1], "addToCur": true, "collapseTime": 1200, "curDeck": 1,
        "curModel": NOTE_TYPE.to_string(), "dueCounts": true, "estTimes": true, "newBury": true, "newSpread": 0,
        "nextPos": 1, "sortBackwards": false, "sortType": "noteFld", "timeLim": 0
    })
}

fn deck(id: i64, name: &str, now: i64) -> Value {
    json!({
        "id": id, "name": name, "desc": "", "mod": now / 1000, "usn": -1, "conf": 1, "dyn": 0, "collapsed": false,
        "browserCollapsed": false, "extendNew": 0, "extendRev": 50, "newToday": [0, 0], "revToday": [0, 0],
        "lrnToday": [0, 0], "timeToday": [0, 0]
    })
}

fn deck_options() -> Value {
    json!({ "1": {
        "id": 1, "name": "Default", "mod": 0, "usn": 0, "autoplay": true, "maxTaken": 60, "replayq": true, "timer": 0,
        "new": {
            "bury": true, "delays": [1, 10], "initialFactor": 2500, "ints": [1, 4, 7], "order": 1, "perDay": 20,
            "separate": true
        },
        "lapse": { "delays": [10], "leechAction": 0, "leechFails": 8, "minInt": 1, "mult": 0 },
        "rev": {
            "bury": true, "ease4": 1.3, "fuzz": 0.05, "ivlFct": 1, "maxIvl": 36500, "minSpace": 1, "perDay": 100
        }
    } })
}

fn note_type(now: i64) -> Value {
    let field = |ord: u8, name: &str| {
        json!({
            "name": name, "ord": ord, "font": "Arial", "media": [], "rtl": false, "size": 20, "sticky": false
        })
    };
    json!({
        "id": NOTE_TYPE.to_string(), "name": "Lyceum", "mod": now / 1000, "usn": -1, "type": 0, "did": 1, "sortf": 0,
        "css": ".card { font-family: sans-serif; font-size: 18px; text-align: left; }\n\
                pre { background: rgba(127, 127, 127, .15); padding: .5em; overflow-x: auto; }",
        "flds": [field(0, "Front"), field(1, "Back")],
        "tmpls": [{
            "name": "Card", "ord": 0, "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}",
            "bqfmt": "", "bafmt": "", "bfont": "", "bsize": 0, "did": null
        }],
        "req": [[0, "any", [0]]], "tags": [], "vers": [], "latexsvg": false,
        "latexPre": "\\documentclass[12pt]{article}\n\\begin{document}\n", "latexPost": "\\end{document}"
    })
}
