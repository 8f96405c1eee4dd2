//! Where in the page one is: the screen, and how it draws. It is of a link and of undo, and of no result.

use serde::{Deserialize, Serialize};
use vitrine_text::messages as t;

/// A screen: one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Screen {
    /// What is in this table?
    Data,
    /// How does it learn?
    Model,
    /// Why this decision?
    Explain,
    /// How good is it?
    Evaluate,
}

impl Screen {
    /// All of them, in the order of the rail.
    pub const ALL: [Screen; 4] = [Screen::Data, Screen::Model, Screen::Explain, Screen::Evaluate];

    /// Its part of the address.
    pub fn hash(self) -> &'static str {
        match self {
            Screen::Data => "#data",
            Screen::Model => "#model",
            Screen::Explain => "#explain",
            Screen::Evaluate => "#evaluate",
        }
    }

    /// The screen that a fragment of an address names.
    pub fn named(fragment: &str) -> Option<Screen> {
        Screen::ALL.into_iter().find(|s| s.hash().trim_start_matches('#') == fragment)
    }
}

/// How the attributions are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Picture {
    /// Steps from the base to the prediction.
    Waterfall,
    /// Bars about zero.
    Bars,
    /// What pushes up against what pushes down, on one line.
    Force,
}

impl Picture {
    /// All of them, each with its name.
    pub fn named() -> [(Picture, &'static str); 3] {
        [(Picture::Waterfall, t::waterfall()), (Picture::Bars, t::bars()), (Picture::Force, t::force())]
    }
}

/// The page around a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Frame {
    /// All of it.
    Page,
    /// One explanation alone, in large type.
    Stage,
    /// One explanation alone, as a part of somebody's page.
    Embedded,
}

/// A place in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The screen.
    pub step: Screen,
    /// How attributions are drawn there.
    pub picture: Picture,
    /// What is around it.
    pub frame: Frame,
}

impl Default for Place {
    fn default() -> Self {
        Place { step: Screen::Explain, picture: Picture::Waterfall, frame: Frame::Page }
    }
}
