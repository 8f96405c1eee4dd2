//! Many rows explained one after the other. Such a row is lent whole: what it takes beside its game would else be left to one
//! worker. What another worker does not bring is computed here, in the end also what it is still at.

use super::explaining::Fitted;
use super::hand::{Errand, Play};
use super::outbox::Outbox;
use super::predicting::Asked;
use super::protocol::{Event, Stage, Update};
use crate::dataset::Dataset;
use crate::explain::values::Evaluated;
use crate::explain::{Background, ExplainSpec, Explainer, RowChoice, Step};
use crate::recipe::{Key, Keys, Recipe};
use std::collections::BTreeMap;

/// The rows that are asked for, and how far they are.
#[derive(Debug, Default)]
pub struct Many {
    asked: Vec<u32>,
    /// The explanation of whose kind they are to be, and what they have in common.
    under: Option<(Key, Background, Recipe)>,
    /// Those that nobody is at, the next one last.
    left: Vec<u32>,
    begun: Vec<Begun>,
    /// Counts the games.
    n_games: u32,
}

/// A row that somebody is at.
#[derive(Debug)]
struct Begun {
    game_id: u32,
    row: u32,
    asked: Asked,
    explainer: Explainer,
    is_lent: bool,
    since: f64,
}

/// Games of single explanations are counted from 0 on, these from here.
const FIRST_GAME: u32 = 1 << 31;

impl Many {
    /// Takes the rows of the table that are to be explained, in place of those before.
    pub fn ask(&mut self, rows: Vec<u32>) {
        self.asked = rows;
        self.under = None;
        self.begun.clear();
    }

    /// Does the next piece of work; whether there is more.
    pub fn step(
        &mut self,
        recipe: &Recipe,
        keys: &Keys,
        dataset: &Dataset,
        fitted: &Fitted,
        now: f64,
        out: &mut Outbox,
    ) -> bool {
        if self.asked.is_empty() {
            return false;
        }
        if self.under.as_ref().is_none_or(|under| under.0 != keys.explanation) {
            let explain = ExplainSpec { edits: BTreeMap::new(), ..recipe.explain.clone() };
            let background = Background::draw(dataset, &explain, &fitted.model);
            self.under = Some((keys.explanation.clone(), background, Recipe { explain, ..recipe.clone() }));
            self.left = self.asked.iter().rev().copied().collect();
            self.begun.clear();
        }
        let own = self.begun.iter().position(|begun| !begun.is_lent);
        let own = own.or_else(|| self.begin(dataset, fitted, now)).or_else(|| self.begun.len().checked_sub(1));
        let (Some(own), Some((_, background, recipe))) = (own, &mut self.under) else { return false };
        if self.begun[own].explainer.step(&fitted.model, dataset, background) == Step::Done {
            let Begun { row, asked, explainer, since, .. } = self.begun.remove(own);
            let explained = asked.explained(explainer.finish(dataset), None, false, dataset, now - since);
            recipe.explain.row = RowChoice::Table(row);
            out.push(Event::Explanation(Update { key: recipe.keys().explanation, stage: Stage::Ready(explained) }));
        }
        true
    }

    /// Begins the next row that is in the data set; its place among those that are begun.
    fn begin(&mut self, dataset: &Dataset, fitted: &Fitted, now: f64) -> Option<usize> {
        let (_, background, recipe) = self.under.as_mut()?;
        loop {
            let row = self.left.pop()?;
            recipe.explain.row = RowChoice::Table(row);
            if let Ok(asked) = Asked::of(dataset, fitted, &recipe.explain) {
                let row_to_explain = asked.row.clone();
                let model = &fitted.model;
                let explainer =
                    Explainer::new(model, dataset, background, row_to_explain, asked.output, &recipe.explain);
                let game_id = FIRST_GAME + self.n_games;
                self.n_games = (self.n_games + 1) % FIRST_GAME;
                self.begun.push(Begun { game_id, row, asked, explainer, is_lent: false, since: now });
                return Some(self.begun.len() - 1);
            }
        }
    }

    /// A row for another worker, where its game takes at least so many multiply-adds.
    pub fn lend(&mut self, keys: &Keys, dataset: &Dataset, fitted: &Fitted, least: f64) -> Option<Errand> {
        self.under.as_ref().filter(|under| under.0 == keys.explanation)?;
        // What is light is left to this worker.
        let is_light = |begun: &Begun| begun.explainer.work(&fitted.model) < least;
        if self.begun.iter().any(is_light) {
            return None;
        }
        let since = self.begun.last().map_or(0.0, |begun| begun.since);
        let at = self.begin(dataset, fitted, since)?;
        let begun = &mut self.begun[at];
        begun.is_lent = !is_light(begun);
        begun.is_lent.then_some(Errand { game_id: begun.game_id, background_idx: None })
    }

    /// A game for a worker that was not told it.
    pub fn play(&self, game_id: u32, fitted: &Fitted) -> Option<Play> {
        let (_, background, recipe) = self.under.as_ref()?;
        let begun = self.begun.iter().find(|begun| begun.game_id == game_id)?;
        Some(Play {
            game_id,
            model: fitted.model.clone(),
            game: begun.explainer.game().clone(),
            background: background.x.clone(),
            n_training: background.n_training,
            shap: recipe.explain.shap,
        })
    }

    /// Takes what another worker found of a game's coalitions; solving is left.
    pub fn take(&mut self, game_id: u32, evaluated: Evaluated) {
        if let Some(begun) = self.begun.iter_mut().find(|begun| begun.game_id == game_id) {
            begun.explainer.take(evaluated);
            begun.is_lent = false;
        }
    }

    /// Takes back a row that another worker will not bring.
    pub fn give_up(&mut self, game_id: u32) {
        if let Some(at) = self.begun.iter().position(|begun| begun.game_id == game_id && begun.is_lent) {
            self.left.push(self.begun.remove(at).row);
        }
    }
}
