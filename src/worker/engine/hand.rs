//! A worker that lends a hand: it is told a game once, and then meets the background rows that it is given, or all of them.
//! What it answers is to the bit what the session would have computed itself.

use ndarray::Array2;
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use vitrine_core::compute::coalition::Coalitions;
use vitrine_core::explain::game::Game;
use vitrine_core::explain::meeting::Meeting;
use vitrine_core::explain::values::{Evaluated, Values};
use vitrine_core::explain::{Background, CoalitionSpec, ExplainSpec, Explainer};
use vitrine_core::model::Model;

/// What a hand is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Order {
    /// The game that is played from now on.
    Play(Box<Play>),
    /// A background row is to be met, or all are; answered by [`Met`].
    Meet(Errand),
    /// Break on purpose; only in builds with the feature `faults`.
    #[cfg(feature = "faults")]
    Break,
}

/// A game with all that its outputs depend on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Play {
    /// Which game, counted by the session.
    pub game_id: u32,
    /// The model that plays.
    pub model: Model,
    /// The game.
    pub game: Game,
    /// Encoded background rows.
    pub background: Array2<f32>,
    /// Number of training rows, from which they are drawn.
    pub n_training: usize,
    /// How its coalitions are chosen.
    pub coalitions: CoalitionSpec,
}

impl Play {
    /// The game of an explainer, where there is one.
    pub(super) fn new(
        game_id: u32,
        model: &Model,
        explainer: &Explainer,
        background: &Background,
        spec: &ExplainSpec,
    ) -> Option<Play> {
        Some(Play {
            game_id,
            model: model.clone(),
            game: explainer.coalitions()?.game().clone(),
            background: background.x.clone(),
            n_training: background.n_training,
            coalitions: spec.coalitions(),
        })
    }
}

/// A background row of a game, or all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Errand {
    /// Of which game.
    pub game_id: u32,
    /// Which row; `None` for the whole game.
    pub background_idx: Option<u32>,
}

/// A background row, or a game, that was met.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Met {
    /// Which one.
    pub errand: Errand,
    /// The outputs of all coalitions; of a whole game, their values.
    pub outputs: Vec<f64>,
    /// Of a whole game, what groups of background rows move those by.
    pub moved: Vec<f64>,
}

/// The hand's state.
#[derive(Debug, Default)]
pub struct Hand {
    playing: Option<(Box<Play>, Rc<Coalitions>, Meeting)>,
}

impl Hand {
    /// Does what it is told; what came of it, if that was a background row of the game that is played.
    pub fn obey(&mut self, order: Order) -> Option<Met> {
        match order {
            Order::Play(play) => {
                let coalitions = play.coalitions.of(play.game.players.len());
                let meeting = Meeting::new(&play.model, &coalitions);
                self.playing = Some((play, coalitions, meeting));
                None
            }
            Order::Meet(errand) => {
                let (play, coalitions, meeting) = self.playing.as_mut().filter(|p| p.0.game_id == errand.game_id)?;
                let Some(background_idx) = errand.background_idx else {
                    let Evaluated { values, moved } = evaluated(play, coalitions);
                    return Some(Met { errand, outputs: values, moved });
                };
                let row = play.background.row(background_idx as usize);
                meeting.begin(&play.game, row.as_slice()?, coalitions);
                meeting.step(&play.game, coalitions, usize::MAX);
                Some(Met { errand, outputs: meeting.outputs()?, moved: Vec::new() })
            }
            #[cfg(feature = "faults")]
            Order::Break => panic!("a hand is broken on purpose"),
        }
    }
}

/// What there is to know of all coalitions of a game.
fn evaluated(play: &Play, coalitions: &Coalitions) -> Evaluated {
    let background = Background { n_training: play.n_training, ..Background::whole(play.background.clone()) };
    Values::evaluate(&play.model, &play.game, &background, coalitions)
}
