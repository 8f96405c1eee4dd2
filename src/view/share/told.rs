//! One explanation as it is told where nothing else is at hand: both methods' numbers, and the words for them.

use crate::chart::format::Unit;
use crate::chart::{LocalChart, Scene, Step, bars, finding, force, steps, waterfall};
use vitrine_core::explain::{Local, Method};
use vitrine_core::recipe::Picture;
use serde::{Deserialize, Serialize};

/// The explanation. What is not to be told is empty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
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
    /// Kernel SHAP.
    pub shap: Local,
    /// LIME, of the same features.
    pub lime: Local,
    /// Seconds that computing both took.
    pub seconds: f64,
}

/// What of an explanation is told beyond its numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reveal {
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

impl Told {
    /// The same without what is not to be told.
    pub fn only(mut self, reveal: Reveal) -> Told {
        if !reveal.table {
            self.table.clear();
        }
        if !reveal.values {
            self.values.clear();
            self.row_name.clear();
            for local in [&mut self.shap, &mut self.lime] {
                local.attributions.iter_mut().for_each(|a| a.condition.clear());
            }
        }
        self
    }

    /// One method's numbers.
    pub fn local(&self, method: Method) -> &Local {
        match method {
            Method::KernelShap => &self.shap,
            Method::Lime => &self.lime,
        }
    }

    /// The picture after `n` steps of [`Told::steps`]; of the whole where there are no more.
    pub fn scene(&self, drawn: Drawn, n: usize) -> Scene {
        self.chart(drawn, |chart| match drawn.picture {
            Picture::Waterfall => waterfall::told(chart, n),
            Picture::Bars => bars::told(chart, n),
            Picture::Force => force::told(chart, n),
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

    fn chart<T>(&self, drawn: Drawn, draw: impl FnOnce(&LocalChart) -> T) -> T {
        let local = self.local(drawn.method);
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

    /// Whether the numbers of both methods are those that their fingerprints are of.
    pub fn is_as_made(&self) -> bool {
        self.shap.is_as_made() && self.lime.is_as_made()
    }
}
