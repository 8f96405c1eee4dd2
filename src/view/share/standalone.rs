//! One explanation as it is shown where nothing else is at hand: the numbers of its methods, and the words for them.

use crate::chart::format::Unit;
use crate::chart::{LocalChart, Scene, Step, bars, finding, force, steps, waterfall};
use serde::{Deserialize, Serialize};
use vitrine_core::explain::{LocalExplanation, Method};
use vitrine_core::recipe::Picture;

/// The explanation. What is not included is empty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StandaloneExplanation {
    /// Version of the program that computed it.
    pub version: String,
    /// The table's name.
    pub table: String,
    /// Row of the table, 0-based; `None` for a row of the user's own.
    pub row: Option<u32>,
    /// What the table calls the row; empty where it has no name.
    pub row_name: String,
    /// How many features were set to other values.
    pub n_changed: u32,
    /// The target's name.
    pub target: String,
    /// What is explained: a class, or the target.
    pub subject: String,
    /// What is decided for the row, in a sentence; empty for a number.
    pub decision: String,
    /// How the model did on rows that it has not seen, in a line.
    pub verdict: String,
    /// The unit of the numbers.
    pub unit: Unit,
    /// The target's standard deviation, for a number.
    pub deviation: Option<f64>,
    /// How each feature's value reads, by feature; none, or one a feature.
    pub values: Vec<String>,
    /// One explanation a method, all of the same features. Links hold those of [`Method::ALL`].
    #[serde(with = "by_method")]
    pub locals: Vec<LocalExplanation>,
    /// Seconds that computing them took.
    pub seconds: f64,
}

/// What of an explanation is included beyond its numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Included {
    /// The values of the row, its name, and the conditions that tell them.
    pub values: bool,
    /// The table's name.
    pub table: bool,
}

/// How an explanation is drawn alone.
#[derive(Clone, Copy, Debug)]
pub struct Drawn {
    /// By which method.
    pub method: Method,
    /// As which picture.
    pub picture: Picture,
    /// Features shown.
    pub shown: usize,
    /// So many more may be shown where the others together would be larger.
    pub more: usize,
    /// Width in CSS pixels.
    pub width: f64,
}

impl StandaloneExplanation {
    /// The same without what is not to be told.
    pub fn only(mut self, included: Included) -> StandaloneExplanation {
        if !included.table {
            self.table.clear();
        }
        if !included.values {
            self.values.clear();
            self.row_name.clear();
            for local in &mut self.locals {
                local.attributions.iter_mut().for_each(|a| a.condition.clear());
            }
        }
        self
    }

    /// One method's numbers.
    pub fn local(&self, method: Method) -> Option<&LocalExplanation> {
        self.locals.iter().find(|local| local.method == method)
    }

    /// The numbers of the first method, with which all others share the prediction.
    pub fn first(&self) -> Option<&LocalExplanation> {
        self.locals.first()
    }

    /// The picture after `n` steps of [`StandaloneExplanation::steps`]; of the whole where there are no more.
    pub fn scene(&self, drawn: Drawn, n: usize) -> Scene {
        self.chart(drawn, |chart| match drawn.picture {
            Picture::Waterfall => waterfall::prefix(chart, n),
            Picture::Bars => bars::prefix(chart, n),
            Picture::Force => force::prefix(chart, n),
        })
    }

    /// What the picture shows, as a sentence.
    pub fn finding(&self, drawn: Drawn) -> String {
        self.chart(drawn, finding)
    }

    /// The way from the average to the prediction.
    pub fn steps(&self, drawn: Drawn) -> Vec<Step> {
        self.chart(drawn, steps)
    }

    fn chart<T: Default>(&self, drawn: Drawn, draw: impl FnOnce(&LocalChart) -> T) -> T {
        let Some(local) = self.local(drawn.method) else { return T::default() };
        draw(&LocalChart {
            local,
            before: None,
            beside: None,
            order: &local.strongest(),
            shown: drawn.shown,
            more: drawn.more,
            values: &self.values,
            subject: &self.subject,
            unit: self.unit,
            width: drawn.width,
        })
    }

    /// Whether the numbers of all methods are those that their fingerprints are of.
    pub fn is_as_made(&self) -> bool {
        self.locals.iter().all(LocalExplanation::is_as_made)
    }
}

/// The explanations as links hold them: a tuple with one of each of [`Method::ALL`].
mod by_method {
    use super::{LocalExplanation, Method};
    use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::Error};

    type Locals = [LocalExplanation; Method::ALL.len()];

    pub fn serialize<S: Serializer>(locals: &[LocalExplanation], to: S) -> Result<S::Ok, S::Error> {
        <&Locals>::try_from(locals).map_err(S::Error::custom)?.serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<LocalExplanation>, D::Error> {
        Locals::deserialize(from).map(Vec::from)
    }
}
