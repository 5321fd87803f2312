//! What the program costs a person, measured in a real pseudo-terminal of 80×24 cells against the budgets, with
//! an empty ratatui program beside it. `scripts/bench` builds everything and runs this.
//!
//! The long lessons are made of the Markdown below `LYCEUM_BENCH_MARKDOWN`, or below `../shared/fixtures` where that
//! folder is; else their text is made up.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "measuring is reading the clock, and printing is how a bench reports"
)]

mod course;
mod keys;
mod process;
mod report;
mod screen;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use anyhow::{Result, ensure};

use keys::{FRAME, OUTLINE, PANES, take_turns};
use process::Meter;
use report::{Kilobytes, Report, percentile};
use screen::Screen;

/// How often the program is started.
const STARTS: usize = 15;
/// How often a long lesson is opened.
const OPENINGS: usize = 7;
/// How long the program is left alone before it is watched, and how long it is watched.
const SETTLING: Duration = Duration::from_secs(12);
const WATCHING: Duration = Duration::from_secs(10);

/// What stands on a screen when it is there.
const CATALOG: &[&str] = &["Courses", "AI Foundations"];

fn main() -> Result<ExitCode> {
    let programs = Programs::find()?;
    let home = tempfile::tempdir()?;
    let mut report = Report::default();
    println!("Lyceum in a terminal of 80×24, an empty ratatui program beside it");
    first_frame(&programs, home.path(), &mut report)?;
    keys(&programs, home.path(), &mut report)?;
    idle(&programs, home.path(), &mut report)?;
    long_lessons(&programs, home.path(), &mut report)?;
    instructions(&programs, &report)?;
    println!("\n{} budgets missed", report.missed());
    Ok(ExitCode::SUCCESS)
}

/// The programs that are measured.
struct Programs {
    lyceum: PathBuf,
    floor: PathBuf,
    layout: PathBuf,
}

impl Programs {
    fn find() -> Result<Programs> {
        let built = PathBuf::from(env!("CARGO_BIN_EXE_lyceum"));
        let examples = built.with_file_name("examples");
        // `scripts/bench` names the program as it is shipped: one that is built with a bench has other features of its
        // dependencies.
        let lyceum = std::env::var_os("LYCEUM").map_or(built, PathBuf::from);
        let (floor, layout) = (examples.join("floor"), examples.join("layout_once"));
        for program in [&floor, &layout] {
            let there = program.exists();
            ensure!(
                there,
                "{} isn't built: use scripts/bench",
                program.display()
            );
        }
        Ok(Programs {
            lyceum,
            floor,
            layout,
        })
    }

    fn reader(&self, home: &Path, arguments: &[&str]) -> Result<Screen> {
        Screen::start(&self.lyceum, arguments, home)
    }

    fn empty(&self, home: &Path) -> Result<Screen> {
        let screen = Screen::start(&self.floor, &[], home)?;
        screen.wait_for(&["key 0"])?;
        Ok(screen)
    }
}

fn first_frame(programs: &Programs, home: &Path, report: &mut Report) -> Result<()> {
    report.section("From the start to the first frame");
    let screen = programs.reader(home, &[])?;
    let first = screen.wait_for(CATALOG)?;
    screen.quit()?;
    report.told("catalog, the very first start", first, None);
    let (mut anything, mut catalog, mut floor) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let screen = Screen::start(&programs.floor, &[], home)?;
        floor.push(screen.wait_for(&["key 0"])?);
        screen.quit()?;
        let screen = programs.reader(home, &[])?;
        anything.push(screen.wait_for(&[])?);
        catalog.push(screen.wait_for(CATALOG)?);
        screen.quit()?;
    }
    let floor_p50 = percentile(&floor, 50);
    let budget = floor_p50 + Duration::from_millis(25);
    let anything = percentile(&anything, 50);
    report.told("anything, p50", anything, Some(floor_p50));
    report.judged(
        "catalog, p50",
        percentile(&catalog, 50),
        Some(floor_p50),
        budget,
    );
    let (slow, floor) = (percentile(&catalog, 90), percentile(&floor, 90));
    report.told("catalog, p90", slow, Some(floor));
    Ok(())
}

fn keys(programs: &Programs, home: &Path, report: &mut Report) -> Result<()> {
    report.section("From a key to its frame");
    let mut empty = programs.empty(home)?;
    let mut reader = programs.reader(home, &["--course", "ai-foundations"])?;
    reader.wait_for(&[OUTLINE])?;
    for pane in PANES {
        let samples = pane.measure(&mut reader)?;
        let floor = take_turns(&mut empty, &["j", "k"])?;
        let p50 = percentile(&samples, 50);
        report.told(
            &format!("{}, p50", pane.name),
            p50,
            Some(percentile(&floor, 50)),
        );
        let (p99, floor) = (percentile(&samples, 99), percentile(&floor, 99));
        report.judged(&format!("{}, p99", pane.name), p99, Some(floor), FRAME);
    }
    empty.quit()
}

fn idle(programs: &Programs, home: &Path, report: &mut Report) -> Result<()> {
    let seconds = WATCHING.as_secs();
    report.section(&format!("Left alone for {seconds} s"));
    let empty = programs.empty(home)?;
    let own_home = tempfile::tempdir()?;
    let catalog = programs.reader(own_home.path(), &[])?;
    catalog.wait_for(CATALOG)?;
    // Looks whether what the reading one writes down concerns it.
    let beside = programs.reader(home, &[])?;
    beside.wait_for(CATALOG)?;
    let reading = programs.reader(home, &["--course", "ai-foundations", "--lesson", "1.1"])?;
    reading.wait_for(&["counting"])?;
    std::thread::sleep(SETTLING);
    let read = || [&empty, &catalog, &beside, &reading].map(|screen| Meter::read(screen.pid()));
    let before = read();
    std::thread::sleep(WATCHING);
    let after = read();
    let used = |index: usize| Some(after[index].as_ref()?.since(before[index].as_ref()?));
    let all_used = [used(0), used(1), used(2), used(3)];
    let [
        Some(empty_used),
        Some(catalog_used),
        Some(beside_used),
        Some(reading_used),
    ] = all_used
    else {
        report.missing("processor and wake-ups", "not known on this system");
        return Ok(());
    };
    report.judged(
        "catalog: processor",
        catalog_used.busy,
        Some(empty_used.busy),
        Duration::ZERO,
    );
    report.judged(
        "catalog: wake-ups",
        catalog_used.wakeups,
        Some(empty_used.wakeups),
        0,
    );
    let beside_counting = "catalog beside one that counts";
    report.told(
        &format!("{beside_counting}: processor"),
        beside_used.busy,
        None,
    );
    report.told(
        &format!("{beside_counting}: wake-ups"),
        beside_used.wakeups,
        None,
    );
    report.told("counting: processor", reading_used.busy, None);
    report.told("counting: wake-ups", reading_used.wakeups, None);
    tell_memory(report, "catalog", &catalog, Some(&empty), None);
    tell_memory(report, "a lesson", &reading, None, None);
    empty.quit()?;
    catalog.quit()?;
    beside.quit()?;
    reading.quit()
}

fn tell_memory(
    report: &mut Report,
    what: &str,
    screen: &Screen,
    floor: Option<&Screen>,
    budget: Option<Kilobytes>,
) {
    let Some((now, most)) = process::memory(screen.pid()) else {
        return report.missing(&format!("{what}: memory"), "not known on this system");
    };
    let floor = floor.and_then(|floor| process::memory(floor.pid()));
    let (now_floor, most_floor) = (floor.map(|f| Kilobytes(f.0)), floor.map(|f| Kilobytes(f.1)));
    let resident = format!("{what}: resident");
    match budget {
        Some(budget) => report.judged(&resident, Kilobytes(now), now_floor, budget),
        None => report.told(&resident, Kilobytes(now), now_floor),
    }
    report.told(&format!("{what}: at its most"), Kilobytes(most), most_floor);
}

fn long_lessons(programs: &Programs, home: &Path, report: &mut Report) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let real = real_markdown();
    course::write(folder.path(), real.as_deref())?;
    report.section(&match &real {
        Some(folder) => format!("The long lessons: Markdown below {}", folder.display()),
        None => "The long lessons: made-up text".to_owned(),
    });
    let import = Command::new(&programs.lyceum)
        .arg("import")
        .arg(folder.path())
        .env("LYCEUM_HOME", home)
        .output()?;
    let said = String::from_utf8_lossy(&import.stderr);
    ensure!(
        import.status.success(),
        "the course is not imported: {said}"
    );
    long_lesson(programs, home, report, 1)?;
    long_lesson(programs, home, report, 10)
}

/// A folder of real lessons.
fn real_markdown() -> Option<PathBuf> {
    let named = std::env::var_os("LYCEUM_BENCH_MARKDOWN").map(PathBuf::from);
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/fixtures");
    named.or_else(|| fixtures.is_dir().then_some(fixtures))
}

/// Opens a long lesson in one program after the other, reads in it, and opens it again where it was left.
fn long_lesson(programs: &Programs, home: &Path, report: &mut Report, size: u64) -> Result<()> {
    report.section(&format!("A lesson of {size} MB"));
    let (open_budget, memory_budget) = match size {
        1 => (Duration::from_millis(30), Kilobytes::mega(25)),
        _ => (Duration::from_millis(100), Kilobytes::mega(100)),
    };
    let first = open_again_and_again(programs, home, size, course::FIRST_WORDS)?;
    report.judged("open, p50", percentile(&first, 50), None, open_budget);
    report.told("open, slowest", percentile(&first, 100), None);
    let whole = open_to_the_end(programs, home, size)?;
    report.told("all of it there, p50", percentile(&whole, 50), None);

    let mut reader = at_outline(programs, home, size)?;
    reader.press_for("\r", course::FIRST_WORDS)?;
    std::thread::sleep(Duration::from_millis(200));
    tell_memory(report, "open", &reader, None, Some(memory_budget));
    let mut again = Vec::new();
    for _ in 0..OPENINGS {
        reader.press_for("\x1b", OUTLINE)?;
        std::thread::sleep(Duration::from_millis(200));
        again.push(reader.press_for("\r", course::FIRST_WORDS)?);
        std::thread::sleep(Duration::from_millis(200));
    }
    report.told("back from the outline, p50", percentile(&again, 50), None);
    let budget = Duration::from_millis(8);
    report.judged("to the end", reader.press("G")?, None, budget);
    scroll_at_end(&mut reader, programs, home, report)?;
    let narrower = reader.resize(30, 60)?;
    report.told("resize at the end, narrower", narrower, None);
    report.told("resize at the end, back", reader.resize(24, 80)?, None);
    search(&mut reader, report)?;
    tell_memory(report, "afterwards", &reader, None, Some(memory_budget));
    reader.press_for("G", course::LAST_WORDS)?;
    reader.quit()?;

    let deep = open_again_and_again(programs, home, size, course::LAST_WORDS)?;
    report.judged(
        "open at its end, p50",
        percentile(&deep, 50),
        None,
        open_budget,
    );
    Ok(())
}

/// A program that shows the outline of the long lessons, with the one of that size selected.
fn at_outline(programs: &Programs, home: &Path, size: u64) -> Result<Screen> {
    let mut reader = programs.reader(home, &["--course", "long-lessons"])?;
    reader.wait_for(&[OUTLINE])?;
    reader.send(if size == 1 { "Gk" } else { "G" })?;
    std::thread::sleep(Duration::from_millis(500));
    Ok(reader)
}

/// How long a lesson takes to be there, each time in another program.
fn open_again_and_again(
    programs: &Programs,
    home: &Path,
    size: u64,
    shown: &str,
) -> Result<Vec<Duration>> {
    let mut openings = Vec::new();
    for _ in 0..OPENINGS {
        let mut reader = at_outline(programs, home, size)?;
        openings.push(reader.press_for("\r", shown)?);
        reader.quit()?;
    }
    Ok(openings)
}

/// How long it takes until all of a lesson is there: its end is asked for as soon as its beginning is shown.
fn open_to_the_end(programs: &Programs, home: &Path, size: u64) -> Result<Vec<Duration>> {
    let mut openings = Vec::new();
    for _ in 0..OPENINGS {
        let mut reader = at_outline(programs, home, size)?;
        let first = reader.press_for("\r", course::FIRST_WORDS)?;
        openings.push(first + reader.press_for("G", course::LAST_WORDS)?);
        // The next one begins at the beginning again.
        reader.press_for("gg", course::FIRST_WORDS)?;
        reader.quit()?;
    }
    Ok(openings)
}

/// Types a word into the search, a letter at a time.
fn search(reader: &mut Screen, report: &mut Report) -> Result<()> {
    reader.press("/")?;
    let mut keys = Vec::new();
    for letter in ["m", "o", "d", "e", "l"] {
        keys.push(reader.press(letter)?);
        std::thread::sleep(Duration::from_millis(200));
    }
    let budget = Duration::from_millis(8);
    report.judged(
        "search: a letter, slowest",
        percentile(&keys, 100),
        None,
        budget,
    );
    reader.press("\x1b")?;
    Ok(())
}

fn scroll_at_end(
    reader: &mut Screen,
    programs: &Programs,
    home: &Path,
    report: &mut Report,
) -> Result<()> {
    let mut empty = programs.empty(home)?;
    std::thread::sleep(Duration::from_millis(300));
    let work = |screen: &mut Screen| -> Result<(Vec<Duration>, Duration)> {
        let before = Meter::read(screen.pid()).unwrap_or_default();
        let samples = take_turns(screen, &["k", "j"])?;
        let after = Meter::read(screen.pid()).unwrap_or_default();
        let frames = u32::try_from(samples.len()).unwrap_or(u32::MAX);
        Ok((samples, after.since(&before).busy / frames))
    };
    let (samples, busy) = work(reader)?;
    let (floor, floor_busy) = work(&mut empty)?;
    let budget = Duration::from_millis(8);
    let (p99, floor) = (percentile(&samples, 99), percentile(&floor, 99));
    report.judged("scroll at the end, p99", p99, Some(floor), budget);
    let budget = Duration::from_millis(1);
    report.judged("work of a scroll frame", busy, Some(floor_busy), budget);
    empty.quit()
}

/// Instructions, where valgrind can count them: the same on every machine.
fn instructions(programs: &Programs, report: &Report) -> Result<()> {
    let folder = tempfile::tempdir()?;
    for size in [1, 10] {
        report.section(&format!("Instructions for {size} MB, in thousands"));
        let file = folder.path().join(format!("{size}.md"));
        std::fs::write(&file, course::lesson("", size * course::MEGABYTE))?;
        count_instructions(programs, report, &file);
    }
    Ok(())
}

fn count_instructions(programs: &Programs, report: &Report, file: &Path) {
    let count = |how: &str| -> Option<u64> {
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(&programs.layout)
            .arg(how)
            .arg(file)
            .output()
            .ok()?;
        let text = String::from_utf8_lossy(&output.stderr);
        let (_, after) = text.split_once("Collected :")?;
        after.split_whitespace().next()?.parse().ok()
    };
    let counts = ["read", "open", "parse", "layout"].map(count);
    let [Some(nothing), Some(open), Some(parse), Some(layout)] = counts else {
        return report.missing("parse and layout", "valgrind is not installed");
    };
    report.told(
        "parse of what is shown first",
        (open - nothing) / 1000,
        None,
    );
    report.told("parse", (parse - nothing) / 1000, None);
    report.told("layout of every line", (layout - parse) / 1000, None);
}
