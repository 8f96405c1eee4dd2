//! The colours of the page and its pictures: contrast by WCAG 2.2, and that those which must be told apart are, also by
//! eyes that lack one kind of cone (simulated as in Machado, Oliveira and Fernandes 2009, severity 1, and compared by the
//! colour difference of CIE 2000).

use std::collections::BTreeMap;
use vitrine::chart::{Ink, class};
use vitrine::chart::{colour, paper};

/// Every role of a mark. A new one does not compile in [`least`] until it has its contrast.
pub const INKS: [Ink; 10] = [
    Ink::Text,
    Ink::Quiet,
    Ink::Rule,
    Ink::Toward,
    Ink::Away,
    Ink::Base,
    Ink::Accent,
    Ink::Second,
    Ink::Ghost,
    Ink::Whisker,
];

/// The least contrast of a role with what it stands on: of words, of marks that say something, and of lines that only guide.
fn least(ink: Ink) -> f64 {
    match ink {
        Ink::Text | Ink::Quiet => TEXT,
        Ink::Toward | Ink::Away | Ink::Base | Ink::Accent | Ink::Second | Ink::Ghost | Ink::Whisker => MARK,
        Ink::Rule => 1.0,
    }
}

const TEXT: f64 = 4.5;
const MARK: f64 = 3.0;

/// The least difference of two colours that mean different things (a just noticeable one is 1).
const APART: f64 = 12.0;

/// The blocks of the style sheet that hold the colours, and whether their paper is dark.
const BLOCKS: [(&str, bool); 3] =
    [(":root", false), (r#":root:not([data-theme="light"])"#, true), (r#":root[data-theme="dark"]"#, true)];

fn style_sheet() -> String {
    std::fs::read_to_string(format!("{}/www/style.css", env!("CARGO_MANIFEST_DIR"))).expect("the style sheet")
}

/// The colours of one block of variables, by the variables' names.
fn tokens(css: &str, selector: &str) -> BTreeMap<String, u32> {
    let start = css.find(&format!("{selector} {{")).unwrap_or_else(|| panic!("{selector} is not in the style sheet"));
    let block = css[start..].split('}').next().unwrap_or_default();
    let read = |line: &str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(": #")?;
        Some((name.to_owned(), u32::from_str_radix(value.trim_end_matches(';'), 16).ok()?))
    };
    block.lines().filter_map(read).collect()
}

/// Red, green and blue as amounts of light, 0 to 1.
fn light(colour: u32) -> [f64; 3] {
    [16, 8, 0].map(|shift| {
        let v = f64::from((colour >> shift) & 0xff) / 255.0;
        if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
    })
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The contrast of two colours, 1 to 21.
fn contrast(a: u32, b: u32) -> f64 {
    let luminance = |c: u32| dot(light(c), [0.2126, 0.7152, 0.0722]);
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

type Matrix = [[f64; 3]; 3];

/// What an eye makes of light: an ordinary one, and those without the cones for red, green and blue.
const EYES: [(&str, Matrix); 4] = [
    ("ordinary", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ("protan", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    ("deutan", [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    ("tritan", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
];

/// CIELAB of a colour as an eye sees it, under daylight (D65).
fn lab(colour: u32, eye: Matrix) -> [f64; 3] {
    const XYZ: Matrix =
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]];
    let seen = eye.map(|row| dot(row, light(colour)).clamp(0.0, 1.0));
    let f = |row: [f64; 3]| {
        let t = dot(row, seen) / dot(row, [1.0; 3]);
        if t > 216.0 / 24389.0 { t.cbrt() } else { (24389.0 / 27.0 * t + 16.0) / 116.0 }
    };
    let [x, y, z] = XYZ.map(f);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// CIEDE2000 (Sharma, Wu and Dalal 2005, with their names).
fn difference(one: [f64; 3], two: [f64; 3]) -> f64 {
    let chroma = |[_, a, b]: [f64; 3]| a.hypot(b);
    let seventh = |c: f64| (c.powi(7) / (c.powi(7) + 25f64.powi(7))).sqrt();
    let g = 0.5 * (1.0 - seventh((chroma(one) + chroma(two)) / 2.0));
    let primed = |[l, a, b]: [f64; 3]| {
        let a = (1.0 + g) * a;
        (l, a.hypot(b), if a == 0.0 && b == 0.0 { 0.0 } else { b.atan2(a).to_degrees().rem_euclid(360.0) })
    };
    let ((l1, c1, h1), (l2, c2, h2)) = (primed(one), primed(two));
    let (l, c) = ((l1 + l2) / 2.0, (c1 + c2) / 2.0);
    let (dh, h) = match h2 - h1 {
        _ if c1 * c2 == 0.0 => (0.0, h1 + h2),
        d if d.abs() <= 180.0 => (d, (h1 + h2) / 2.0),
        d => (if d > 0.0 { d - 360.0 } else { d + 360.0 }, ((h1 + h2 + 360.0) / 2.0).rem_euclid(360.0)),
    };
    let dh = 2.0 * (c1 * c2).sqrt() * (dh / 2.0).to_radians().sin();
    let cos = |times: f64, by: f64| (times * h + by).to_radians().cos();
    let t = 1.0 - 0.17 * cos(1.0, -30.0) + 0.24 * cos(2.0, 0.0) + 0.32 * cos(3.0, 6.0) - 0.20 * cos(4.0, -63.0);
    let turn = 30.0 * (-((h - 275.0) / 25.0).powi(2)).exp();
    let sl = 1.0 + 0.015 * (l - 50.0).powi(2) / (20.0 + (l - 50.0).powi(2)).sqrt();
    let (sc, sh) = (1.0 + 0.045 * c, 1.0 + 0.015 * c * t);
    let rt = -2.0 * seventh(c) * (2.0 * turn).to_radians().sin();
    let (dl, dc, dh) = ((l2 - l1) / sl, (c2 - c1) / sc, dh / sh);
    (dl * dl + dc * dc + dh * dh + rt * dc * dh).sqrt()
}

/// What is written or drawn on what.
fn pairs() -> Vec<(&'static str, &'static str, f64)> {
    let mut pairs = Vec::new();
    for on in ["paper", "raised", "bad-paper", "warn-paper"] {
        pairs.extend([("text", on, TEXT), ("quiet", on, TEXT)]);
    }
    for on in ["paper", "raised"] {
        pairs.extend(INKS.map(|ink| (class(ink).trim_start_matches("ink-"), on, least(ink))));
        pairs.push(("edge", on, MARK));
    }
    // The accent also writes, faults stand on their paper, and the chosen one of several buttons is turned inside out.
    pairs.extend([
        ("accent", "paper", TEXT),
        ("on-accent", "accent", TEXT),
        ("bad", "paper", TEXT),
        ("bad", "bad-paper", TEXT),
        ("away", "warn-paper", MARK),
    ]);
    pairs
}

/// The pairs that a block of variables does not set apart enough.
fn faint(tokens: &BTreeMap<String, u32>) -> Vec<String> {
    let colour = |name: &str| *tokens.get(name).unwrap_or_else(|| panic!("no colour is called {name}"));
    let told = |(front, behind, least): (&str, &str, f64)| {
        let found = contrast(colour(front), colour(behind));
        (found < least).then(|| format!("{front} on {behind} has {found:.2}, not {least}"))
    };
    pairs().into_iter().filter_map(told).collect()
}

#[test]
fn u6_words_and_marks_stand_out() {
    let css = style_sheet();
    for (selector, _) in BLOCKS {
        assert_eq!(faint(&tokens(&css, selector)), Vec::<String>::new(), "{selector}");
    }
    let mut pale = tokens(&css, ":root");
    pale.insert("ghost".to_owned(), 0xb4bac2);
    assert!(faint(&pale).iter().any(|f| f.starts_with("ghost on paper has 1.9")));
}

/// Roles that mean different things in one picture.
const TOLD_APART: [(Ink, Ink); 5] = [
    (Ink::Toward, Ink::Away),
    (Ink::Toward, Ink::Base),
    (Ink::Away, Ink::Base),
    (Ink::Accent, Ink::Second),
    (Ink::Accent, Ink::Base),
];

#[test]
fn u6_colours_differ_for_every_eye() {
    for dark in [false, true] {
        for (name, eye) in EYES {
            for (a, b) in TOLD_APART {
                let found = difference(lab(colour(a, dark), eye), lab(colour(b, dark), eye));
                assert!(found >= APART, "{a:?} and {b:?} differ by {found:.1} to {name} eyes, dark: {dark}");
            }
        }
    }
    // Red and green of one lightness are what the others are not.
    let deutan = EYES[2].1;
    assert!(difference(lab(0xb05a4a, deutan), lab(0x6f7a3c, deutan)) < APART);
}

/// Three of the 34 pairs that Sharma, Wu and Dalal give for checking.
#[test]
fn the_difference_of_colours_is_that_of_the_paper() {
    let published = [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, 2.5, 0.0], [61.0, -5.0, 29.0], 22.8977),
        ([2.0776, 0.0795, -1.1350], [0.9033, -0.0636, -0.5514], 0.9082),
    ];
    for (one, two, expected) in published {
        assert!((difference(one, two) - expected).abs() < 1e-4, "{} is not {expected}", difference(one, two));
    }
    assert!((contrast(0x000000, 0xffffff) - 21.0).abs() < 1e-9);
}

/// A block of variables has the colours of the pictures.
fn expect_palette(tokens: &BTreeMap<String, u32>, dark: bool, place: &str) {
    assert_eq!(tokens.get("paper"), Some(&paper(dark)), "{place}: paper");
    for ink in INKS {
        let name = class(ink).trim_start_matches("ink-");
        assert_eq!(tokens.get(name), Some(&colour(ink, dark)), "{place}: {name}");
    }
}

#[test]
fn page_and_pictures_have_the_same_colours() {
    let css = style_sheet();
    for (selector, dark) in BLOCKS {
        expect_palette(&tokens(&css, selector), dark, selector);
    }
}

#[test]
fn a_report_and_its_pictures_have_the_same_colours() {
    let css = vitrine::share::report::html::STYLE;
    let (light, on_dark) = css.split_once("@media screen and (prefers-color-scheme: dark)").expect("both palettes");
    expect_palette(&tokens(light, ":root"), false, "light");
    expect_palette(&tokens(on_dark, ":root"), true, "dark");
    for ink in INKS {
        let (class, name) = (class(ink), class(ink).trim_start_matches("ink-"));
        assert!(css.contains(&format!(".{class} {{ color: var(--{name}); }}")), "{class}");
    }
}
