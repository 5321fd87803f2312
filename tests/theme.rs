//! Themes: readable as they come, extended as users do, and every wrong line named.

use std::path::PathBuf;

use lyceum::domain::Diagnostic;
use lyceum::lesson::{Role, TextStyle};
use lyceum::ui::theme::{BUILT_IN, ColorDepth, Piece, ROLES, Theme, contrast};
use proptest::prelude::*;
use ratatui::style::{Color, Modifier, Style};

fn load(name: &str, own: &[(&str, &str)], depth: ColorDepth) -> Result<Theme, Vec<Diagnostic>> {
    let own = |name: &str| {
        let text = own.iter().find(|(known, _)| *known == name)?.1.to_owned();
        Some((PathBuf::from(format!("{name}.toml")), text))
    };
    Theme::load(name, None, &own, depth)
}

fn built_in(name: &str, depth: ColorDepth) -> Theme {
    load(name, &[], depth).expect("a theme that comes with the program is good")
}

fn mine(text: &str) -> Theme {
    load("mine", &[("mine", text)], ColorDepth::True).expect("the theme is good")
}

fn complaints(own: &[(&str, &str)]) -> Vec<String> {
    let problems = load("mine", own, ColorDepth::True).expect_err("the theme was taken");
    problems
        .iter()
        .map(|p| p.to_string().lines().next().unwrap_or_default().to_owned())
        .collect()
}

fn role(theme: &Theme, role: Role) -> Style {
    theme.text(TextStyle::from(role))
}

/// What only decorates: frames, the rest of a bar beside its figure, the track under a thumb.
const DECORATION: [Piece; 4] = [
    Piece::Border,
    Piece::BarEmpty,
    Piece::ScrollTrack,
    Piece::Background,
];

/// Lines and bars: they are seen, not read.
fn is_drawing(piece: Piece) -> bool {
    DECORATION.contains(&piece) || Piece::CALENDAR.contains(&piece)
}

fn is_line(role: Role) -> bool {
    [Role::QuoteBar, Role::Rule, Role::TableBorder].contains(&role)
}

fn ratio(style: Style, below: Style) -> f32 {
    let fg = style.fg.or(below.fg).expect("a text colour");
    let bg = style.bg.or(below.bg).expect("a background");
    contrast(fg, bg).expect("colours of the theme's own")
}

/// Every text with its contrast on what it stands on: the screen, a popup and a selected row.
fn contrasts(theme: &Theme) -> Vec<(String, f32)> {
    let mut found = Vec::new();
    for below in [Piece::Background, Piece::Popup, Piece::Selected] {
        let under = theme.style(below);
        for &piece in Piece::ALL.iter().filter(|piece| !is_drawing(**piece)) {
            let name = format!("{} on {}", piece.name(), below.name());
            found.push((name, ratio(theme.style(piece), under)));
        }
    }
    for below in [Piece::Background, Piece::Popup] {
        let under = theme.style(below);
        for (meaning, name) in ROLES.iter().filter(|(role, _)| !is_line(*role)) {
            let name = format!("lesson's {name} on {}", below.name());
            found.push((name, ratio(role(theme, *meaning), under)));
        }
    }
    found
}

fn assert_readable(theme: &Theme, least: f32) {
    let poor: Vec<_> = contrasts(theme)
        .into_iter()
        .filter(|(_, ratio)| *ratio < least)
        .collect();
    assert!(poor.is_empty(), "{}: {poor:#?}", theme.name());
}

fn assert_body_is_clear(theme: &Theme) {
    let under = theme.style(Piece::Background);
    for meaning in [Role::Text, Role::CodeText, Role::Quote] {
        let ratio = ratio(role(theme, meaning), under);
        assert!(ratio >= 7.0, "{}: {meaning:?} has {ratio}", theme.name());
    }
}

#[test]
fn every_theme_that_comes_along_is_good_at_every_depth() {
    use ColorDepth::{Ansi16, Ansi256, None, True};
    for (name, _) in BUILT_IN {
        for depth in [None, Ansi16, Ansi256, True] {
            assert_eq!(built_in(name, depth).name(), *name);
        }
    }
}

#[test]
fn every_theme_that_comes_along_styles_everything() {
    for (name, text) in BUILT_IN {
        for piece in Piece::ALL {
            let line = format!("\n{} = ", piece.name());
            assert!(text.contains(&line), "{name} lacks {}", piece.name());
        }
        for (_, role) in ROLES {
            let line = format!("\n{role} = ");
            assert!(text.contains(&line), "{name} lacks {role}");
        }
    }
}

#[test]
fn the_default_needs_no_reading() {
    assert_eq!(
        Theme::lamplight(ColorDepth::True),
        built_in("lamplight", ColorDepth::True)
    );
}

#[test]
fn text_is_readable_on_everything_it_stands_on() {
    for depth in [ColorDepth::True, ColorDepth::Ansi256] {
        for name in ["lamplight", "paper"] {
            assert_readable(&built_in(name, depth), 4.5);
            assert_body_is_clear(&built_in(name, depth));
        }
        assert_readable(&built_in("contrast", depth), 7.0);
    }
}

#[test]
fn what_is_drawn_and_means_something_is_seen() {
    for depth in [ColorDepth::True, ColorDepth::Ansi256] {
        for name in ["lamplight", "paper"] {
            let theme = built_in(name, depth);
            let under = theme.style(Piece::Background);
            for day in Piece::CALENDAR {
                let ratio = ratio(theme.style(day), under);
                // WCAG 2.2, 1.4.11: what is no text but needed to understand has 3:1.
                assert!(
                    ratio >= 3.0,
                    "{name}: {} has {ratio} at {depth:?}",
                    day.name()
                );
            }
        }
    }
}

/// In the theme for contrast nothing is fainter than text but the track of a scroll bar, whose thumb says it.
#[test]
fn contrast_holds_for_what_is_drawn_too() {
    for depth in [ColorDepth::True, ColorDepth::Ansi256] {
        let theme = built_in("contrast", depth);
        let drawn = Piece::CALENDAR
            .into_iter()
            .map(|day| (day, Piece::Background));
        let grounds = [Piece::Background, Piece::Popup, Piece::Selected];
        let bars = grounds.map(|ground| (Piece::BarEmpty, ground));
        let frame = [(Piece::Border, Piece::Background)];
        for (piece, ground) in drawn.chain(bars).chain(frame) {
            let ratio = ratio(theme.style(piece), theme.style(ground));
            let name = piece.name();
            assert!(
                ratio >= 7.0,
                "{name} has {ratio} on {} at {depth:?}",
                ground.name()
            );
        }
    }
}

#[test]
fn sixteen_colours_keep_text_apart_from_its_ground() {
    for name in ["lamplight", "paper", "contrast"] {
        let theme = built_in(name, ColorDepth::Ansi16);
        let under = theme.style(Piece::Background);
        for &piece in Piece::ALL.iter().filter(|piece| !is_drawing(**piece)) {
            let ratio = ratio(theme.style(piece), under);
            assert!(ratio >= 3.0, "{name}: {} has {ratio}", piece.name());
        }
    }
}

#[test]
fn sixteen_colours_keep_the_meanings_apart() {
    // On white only red, blue, magenta and greys can be read: there the marks alone tell.
    for name in ["lamplight", "contrast"] {
        let theme = built_in(name, ColorDepth::Ansi16);
        let done = theme.style(Piece::Done).fg;
        for other in [Piece::Begun, Piece::Error, Piece::Dim] {
            assert_ne!(done, theme.style(other).fg, "{name}: {}", other.name());
        }
    }
}

#[test]
fn the_match_that_one_is_at_is_told_from_the_others_at_every_depth() {
    use ColorDepth::{Ansi16, Ansi256, None, True};
    for (name, _) in BUILT_IN {
        for depth in [None, Ansi16, Ansi256, True] {
            let theme = built_in(name, depth);
            for below in [Role::Text, Role::Link, Role::Marked] {
                let below = role(&theme, below);
                let over = |piece| below.patch(theme.style(piece));
                let others = over(Piece::Match);
                assert_ne!(over(Piece::MatchCurrent), others, "{name}, {depth:?}");
            }
        }
    }
}

#[test]
fn without_colours_there_is_none_and_what_matters_is_still_marked() {
    for (name, _) in BUILT_IN {
        let theme = built_in(name, ColorDepth::None);
        for style in Piece::ALL.iter().map(|piece| theme.style(*piece)) {
            assert_eq!((style.fg, style.bg), (None, None));
        }
        for style in ROLES.iter().map(|(meaning, _)| role(&theme, *meaning)) {
            assert_eq!((style.fg, style.bg), (None, None));
        }
        let reversed = |piece| {
            let style = theme.style(piece);
            style.add_modifier.contains(Modifier::REVERSED)
        };
        assert!(reversed(Piece::Selected) && reversed(Piece::MatchCurrent));
        for below in [Role::Text, Role::Link, Role::Marked] {
            let below = role(&theme, below);
            assert_ne!(below.patch(theme.style(Piece::Match)), below);
        }
        assert_ne!(role(&theme, Role::Heading1), role(&theme, Role::Text));
        assert_ne!(role(&theme, Role::Link), role(&theme, Role::Text));
    }
}

#[test]
fn a_bar_in_a_reversed_row_keeps_its_full_part_full() {
    let theme = built_in("lamplight", ColorDepth::None);
    let row = theme.style(Piece::Selected);
    let bar = row.patch(theme.on_selected(Piece::BarFull));
    assert!(row.add_modifier.contains(Modifier::REVERSED));
    assert!(!bar.add_modifier.contains(Modifier::REVERSED));
}

#[test]
fn a_deeper_terminal_gets_the_colours_as_they_are_written() {
    let amber = |depth| built_in("lamplight", depth).style(Piece::Accent).fg;
    assert_eq!(amber(ColorDepth::True), Some(Color::Rgb(0xe8, 0xb0, 0x60)));
    assert_eq!(amber(ColorDepth::Ansi256), Some(Color::Indexed(179)));
    assert_eq!(amber(ColorDepth::Ansi16), Some(Color::Yellow));
}

#[test]
fn emphasis_lies_over_the_meaning() {
    let theme = built_in("lamplight", ColorDepth::True);
    let text = TextStyle {
        role: Role::Link,
        strong: true,
        struck: true,
        ..TextStyle::default()
    };
    let style = theme.text(text);
    assert_eq!(style.fg, role(&theme, Role::Link).fg);
    let expected = Modifier::BOLD | Modifier::CROSSED_OUT | Modifier::UNDERLINED;
    assert_eq!(style.add_modifier, expected);
}

#[test]
fn code_of_every_meaning_stands_on_the_blocks_background() {
    for (name, _) in BUILT_IN {
        let theme = built_in(name, ColorDepth::True);
        let block = role(&theme, Role::CodeText).bg;
        for (meaning, name) in ROLES.iter().filter(|(_, name)| name.starts_with("code-")) {
            if *meaning != Role::CodeCaption {
                assert_eq!(role(&theme, *meaning).bg, block, "{name}");
            }
        }
    }
}

#[test]
fn a_theme_that_extends_another_says_only_what_differs() {
    let theme = mine(
        "extends = \"lamplight\"\n\
         [palette]\namber = \"#112233\"\nmine = 42\n\
         [screen]\ndone = \"mine\"\ntitle-focused = { bold = false, underline = true }\n",
    );
    let parent = built_in("lamplight", ColorDepth::True);
    assert_eq!(
        theme.style(Piece::Accent).fg,
        Some(Color::Rgb(0x11, 0x22, 0x33))
    );
    assert_eq!(theme.style(Piece::Done).fg, Some(Color::Indexed(42)));
    let title = theme.style(Piece::TitleFocused);
    assert_eq!(title.add_modifier, Modifier::UNDERLINED);
    assert_eq!(title.fg, parent.style(Piece::TitleFocused).fg);
    assert_eq!(role(&theme, Role::Link), role(&parent, Role::Link));
}

#[test]
fn a_users_theme_may_stand_in_for_the_one_it_extends() {
    let own = "extends = \"paper\"\n[screen]\ndone = \"#010203\"\n";
    let theme = load("paper", &[("paper", own)], ColorDepth::True).unwrap();
    assert_eq!(theme.style(Piece::Done).fg, Some(Color::Rgb(1, 2, 3)));
    let parent = built_in("paper", ColorDepth::True);
    assert_eq!(theme.style(Piece::Accent), parent.style(Piece::Accent));
}

#[test]
fn everything_wrong_in_a_theme_is_said_at_once_with_its_place() {
    let text = "\
extends = \"lamplihgt\"
[palette]
mud = \"#12345\"
sea = \"bleu\"
big = 256
[screen]
brder = \"amber\"
done = { fg = \"sagee\", bolt = true, italic = 1 }
[lesson]
link = { fg = 7.5 }
text = \"#gggggg\"
[colours]
";
    assert_eq!(
        complaints(&[("mine", text)]),
        [
            "mine.toml:1:11: there is no theme `lamplihgt` to build on (did you mean `lamplight`?)",
            "mine.toml:3:7: `#12345` is not a colour: write # and six hexadecimal digits",
            "mine.toml:4:7: unknown colour `bleu` (did you mean `blue`?)",
            "mine.toml:5:7: `256` is not a colour's number: 0 to 255",
            "mine.toml:7:1: unknown style `brder` (did you mean `border`?)",
            "mine.toml:8:15: unknown colour `sagee`",
            "mine.toml:8:24: unknown attribute `bolt` (did you mean `bold`?)",
            "mine.toml:8:46: expected true or false",
            "mine.toml:10:15: expected a colour: a name of the palette, \"#rrggbb\", a name of the terminal's, or 0 to 255",
            "mine.toml:11:8: `#gggggg` is not a colour: write # and six hexadecimal digits",
            "mine.toml:12:2: unknown entry `colours`",
        ]
    );
}

#[test]
fn a_palettes_names_are_offered_where_a_colour_is_misspelt() {
    let said = complaints(&[(
        "mine",
        "extends = \"lamplight\"\n[screen]\ndone = \"ambr\"\n",
    )]);
    assert_eq!(
        said,
        ["mine.toml:3:8: unknown colour `ambr` (did you mean `amber`?)"]
    );
}

#[test]
fn themes_that_build_on_each_other_are_refused() {
    let said = complaints(&[
        ("mine", "extends = \"yours\"\n"),
        ("yours", "[screen]\n\nextends = 1\n"),
    ]);
    assert_eq!(said, ["yours.toml:3:1: unknown style `extends`"]);
    let said = complaints(&[
        ("mine", "extends = \"yours\"\n"),
        ("yours", "extends = \"mine\"\n"),
    ]);
    assert_eq!(said, ["yours.toml:1:11: `mine` builds on itself"]);
}

#[test]
fn a_theme_that_nobody_wrote_is_named() {
    let problems = load("lamplite", &[], ColorDepth::True).unwrap_err();
    assert_eq!(
        problems[0].to_string(),
        "themes/lamplite.toml: there is no theme `lamplite` (did you mean `lamplight`?)"
    );
}

#[test]
fn every_role_is_looked_up_at_its_own_place() {
    for (index, (meaning, name)) in ROLES.iter().enumerate() {
        assert_eq!(*meaning as usize, index, "{name}");
    }
}

proptest! {
    #[test]
    fn no_text_breaks_the_reading_of_a_theme(
        text in "(\\[(screen|lesson|palette|x)\\]\n|[a-z-]{1,12} = (\"[#a-f0-9g]{0,8}\"|\\{ fg = [0-9]{1,4} \\}|true|\\[)\n|\\PC{0,6}\n){0,8}"
    ) {
        let _ = load("mine", &[("mine", &text)], ColorDepth::Ansi16);
    }

    #[test]
    fn every_colour_has_a_nearest_at_every_depth(rgb in any::<[u8; 3]>()) {
        let [r, g, b] = rgb;
        let text = format!("extends = \"lamplight\"\n[screen]\ndone = \"#{r:02x}{g:02x}{b:02x}\"\n");
        for depth in [ColorDepth::Ansi16, ColorDepth::Ansi256] {
            let theme = load("mine", &[("mine", &text)], depth).unwrap();
            let fg = theme.style(Piece::Done).fg;
            prop_assert!(fg.is_some() && !matches!(fg, Some(Color::Rgb(..))));
        }
    }
}
