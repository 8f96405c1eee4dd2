//! The colours of the roles, on light and on dark paper: blue towards, orange away, grey for what has no sign (blue and
//! orange are told apart with every common kind of colour blindness). `www/style.css` holds the same for the page; a test
//! keeps the two together.

use super::Ink;

/// The class by which the page's style sheet colours a mark.
pub fn class(ink: Ink) -> &'static str {
    match ink {
        Ink::Text => "ink-text",
        Ink::Quiet => "ink-quiet",
        Ink::Rule => "ink-rule",
        Ink::Toward => "ink-toward",
        Ink::Away => "ink-away",
        Ink::Base => "ink-base",
        Ink::Accent => "ink-accent",
        Ink::Second => "ink-second",
        Ink::Ghost => "ink-ghost",
        Ink::Whisker => "ink-whisker",
    }
}

/// A role's colour as 0xRRGGBB.
pub fn colour(ink: Ink, dark: bool) -> u32 {
    let (light, on_dark) = match ink {
        Ink::Text => (0x1b1f24, 0xe8eaed),
        Ink::Quiet => (0x5a626c, 0xa3abb6),
        Ink::Rule => (0xe3e6ea, 0x31363d),
        Ink::Toward => (0x2b6cb8, 0x6fa8ec),
        Ink::Away => (0xc8611a, 0xee9a52),
        Ink::Base => (0x767e89, 0x7d8590),
        Ink::Accent => (0x2b6cb8, 0x6fa8ec),
        Ink::Second => (0xa8540f, 0xee9a52),
        Ink::Ghost => (0x868e98, 0x68707b),
        Ink::Whisker => (0x1b1f24, 0xe8eaed),
    };
    if dark { on_dark } else { light }
}

/// The paper's colour as 0xRRGGBB.
pub fn paper(dark: bool) -> u32 {
    if dark { 0x16191d } else { 0xffffff }
}
