//! Views of an evaluation: tables of scores, and the pictures of its screen, each by its name.

use crate::evaluating::{View, part_in_words};
use crate::words::{self, Word};
use leptos::prelude::*;
use vitrine_core::evaluate::{Binning, ClassScores, DetailOf, FeatureErrors, Residuals, Scores};
use vitrine_text::{Phrase, evaluate as t, terms};
use vitrine_view::chart::Scene;
use vitrine_view::chart::calibrated::{self, Calibrated};
use vitrine_view::chart::costs::{self, CostCurve};
use vitrine_view::chart::groups::{self, Groups};
use vitrine_view::chart::ranking::{self, Curve, Ranking};
use vitrine_view::chart::residuals::{self, Errors};
use vitrine_view::share::{self, Figures, WIDTH};

/// Height of a plot.
const HEIGHT: f64 = 320.0;

/// A picture of an evaluation with its figures.
#[derive(Clone, Copy)]
pub struct Plot {
    /// What it is called.
    pub name: Phrase,
    /// The term that explains it.
    pub word: Word,
    /// What it is of.
    pub of: PlotOf,
    /// Whether a report has it unless its author says otherwise.
    pub is_default: bool,
    /// Draws for a width; the title is the finding.
    pub scene: fn(View, f64) -> Scene,
    /// The same as exact figures.
    pub figures: fn(View) -> Figures,
}

/// What a picture of an evaluation is of.
#[derive(Clone, Copy, PartialEq)]
pub enum PlotOf {
    /// One class against the others.
    EachClass,
    /// A number that is predicted.
    Number,
    /// The model as a whole.
    Model,
}

impl Plot {
    /// The view.
    pub fn view(&self, view: View) -> share::View {
        let drawn = (self.scene)(view, WIDTH);
        share::View {
            name: (self.name)().to_owned(),
            finding: drawn.title.clone(),
            figures: (self.figures)(view),
            scene: Some(drawn),
            quality: view.facts(),
            recipe: view.recipe(),
        }
    }
}

/// The ROC curve.
pub static ROC: Plot = Plot {
    name: terms::roc,
    word: words::ROC,
    of: PlotOf::EachClass,
    is_default: true,
    scene: |view, width| curve(view, Curve::Roc, width),
    figures: thresholds,
};

/// Precision against recall.
pub static PRECISION_RECALL: Plot = Plot {
    name: t::precision_and_recall,
    word: words::PR_CURVE,
    of: PlotOf::EachClass,
    is_default: false,
    scene: |view, width| curve(view, Curve::PrecisionRecall, width),
    figures: thresholds,
};

/// Whether probabilities hold.
pub static CALIBRATION: Plot = Plot {
    name: t::calibration,
    word: words::CALIBRATION,
    of: PlotOf::EachClass,
    is_default: true,
    scene: |view, width| {
        let (binning, subject) = (binning(view), view.subject());
        let scene = view.of_class(|c| {
            let calibration = c.calibration(binning);
            calibrated::scene(&Calibrated { calibration, subject: &subject, width, height: HEIGHT })
        });
        scene.unwrap_or_else(|| nothing(width))
    },
    figures: |view| view.of_class(|c| share::evaluation::bins(c.calibration(binning(view)))).unwrap_or_default(),
};

/// The expected cost by the threshold.
pub static EXPECTED_COST: Plot = Plot {
    name: t::expected_cost,
    word: words::EXPECTED_COST,
    of: PlotOf::EachClass,
    is_default: false,
    scene: |view, width| {
        let (costs, threshold) = (view.costs.get(), view.threshold.get());
        let height = HEIGHT;
        view.of_class(|c| costs::scene(&CostCurve { thresholds: &c.thresholds, costs, threshold, width, height }))
            .unwrap_or_else(|| nothing(width))
    },
    figures: |view| {
        view.of_class(|c| share::evaluation::thresholds(&c.thresholds, view.costs.get())).unwrap_or_default()
    },
};

/// Predictions against the truth.
pub static AGAINST_TRUTH: Plot = Plot {
    name: t::predicted_against_true,
    word: words::PREDICTED_TRUE,
    of: PlotOf::Number,
    is_default: false,
    scene: |view, width| of_number(view, residuals::against_truth, width),
    figures: |view| figures_of_number(view, share::evaluation::predicted),
};

/// Errors against predictions.
pub static AGAINST_PREDICTION: Plot = Plot {
    name: t::errors_against_predictions,
    word: words::ERROR,
    of: PlotOf::Number,
    is_default: false,
    scene: |view, width| of_number(view, residuals::against_prediction, width),
    figures: |view| figures_of_number(view, share::evaluation::predicted),
};

/// How errors are spread.
pub static SPREAD: Plot = Plot {
    name: t::how_errors_are_spread,
    word: words::ERROR,
    of: PlotOf::Number,
    is_default: true,
    scene: |view, width| of_number(view, residuals::histogram, width),
    figures: |view| figures_of_number(view, share::evaluation::spread),
};

/// The errors by the groups of a feature.
pub static BY_FEATURE: Plot = Plot {
    name: t::errors_by_feature,
    word: words::BY_FEATURE,
    of: PlotOf::Model,
    is_default: false,
    scene: |view, width| {
        let (overall, is_share) = view
            .part(|p| match &p.model {
                Scores::Classes(s) => (1.0 - s.accuracy, true),
                Scores::Numbers(s) => (s.mae, false),
            })
            .unwrap_or((0.0, false));
        let draw = |of: &FeatureErrors| {
            groups::scene(&Groups { of, name: &label(view, &of.feature), overall, is_share, width })
        };
        by_feature(view, draw).unwrap_or_else(|| nothing(width))
    },
    figures: |view| by_feature(view, share::evaluation::groups).unwrap_or_default(),
};

/// Reads the feature whose errors are in view: the one that is asked for, else the most telling.
pub fn by_feature<R>(view: View, read: impl FnOnce(&FeatureErrors) -> R) -> Option<R> {
    let asked = view.state.recipe.with(|r| r.evaluate.feature.clone());
    let found = view.part(|p| {
        let all = &p.detail.as_ref()?.by_feature;
        all.iter().find(|f| Some(&f.feature) == asked.as_ref()).or(all.first()).map(read)
    });
    found.flatten()
}

/// What people call a feature.
pub fn label(view: View, name: &str) -> String {
    view.evaluation().data.as_ref().map_or(name, |data| data.label(name)).to_owned()
}

/// What is drawn where there is nothing to draw.
fn nothing(width: f64) -> Scene {
    Scene { width, height: HEIGHT, title: String::new(), marks: Vec::new() }
}

fn curve(view: View, curve: Curve, width: f64) -> Scene {
    let class = view.class.get();
    let area = view.part(|p| match &p.model {
        Scores::Classes(s) => s.by_class.get(class).and_then(|c| match curve {
            Curve::Roc => c.roc_auc,
            Curve::PrecisionRecall => c.average_precision,
        }),
        Scores::Numbers(_) => None,
    });
    let (area, subject, threshold) = (area.flatten(), view.subject(), view.threshold.get());
    let scene = view.of_class(|c| {
        let thresholds = &c.thresholds;
        ranking::scene(&Ranking { curve, thresholds, area, threshold, subject: &subject, width, height: HEIGHT })
    });
    scene.unwrap_or_else(|| nothing(width))
}

fn thresholds(view: View) -> Figures {
    view.of_class(|c| share::evaluation::thresholds(&c.thresholds, view.costs.get_untracked())).unwrap_or_default()
}

fn binning(view: View) -> Binning {
    view.state.recipe.with(|r| r.evaluate.bins)
}

fn of_number(view: View, draw: fn(&Errors) -> Scene, width: f64) -> Scene {
    let target = view.evaluation().data.as_ref().map(|d| d.target_label.clone()).unwrap_or_default();
    let scene = view.part(|p| match (&p.model, p.detail.as_ref().map(|d| &d.of)) {
        (Scores::Numbers(scores), Some(DetailOf::Numbers(residuals))) => {
            Some(draw(&Errors { residuals, scores, target: &target, width, height: HEIGHT }))
        }
        _ => None,
    });
    scene.flatten().unwrap_or_else(|| nothing(width))
}

fn figures_of_number(view: View, figures: fn(&Residuals) -> Figures) -> Figures {
    let found = view.part(|p| match p.detail.as_ref().map(|d| &d.of) {
        Some(DetailOf::Numbers(r)) => Some(figures(r)),
        _ => None,
    });
    found.flatten().unwrap_or_default()
}

/// The scores of each part.
pub fn scores(view: View) -> share::View {
    let intervals = view.intervals.get();
    let made = intervals.as_ref().map(|i| [("draws", i.n_resamples.into()), ("seed", i.seed.into())]);
    share::View {
        name: t::view_scores().to_owned(),
        finding: t::view_scores_finding().to_owned(),
        scene: None,
        figures: share::scores(&view.evaluation().parts, intervals.as_ref().map(|i| &***i)),
        quality: made.into_iter().flatten().collect(),
        recipe: view.recipe(),
    }
}

/// The scores of classes of the part in view; `None` for a number.
pub fn class_scores(view: View) -> Option<ClassScores> {
    view.part(|p| match &p.model {
        Scores::Classes(s) => Some(s.clone()),
        Scores::Numbers(_) => None,
    })
    .flatten()
}

/// Which class is taken for which.
pub fn confusion(view: View) -> Option<share::View> {
    let finding = t::view_confusion_finding(&part_in_words(view.which()));
    of_classes(view, terms::confusion(), finding, share::confusion)
}

/// The scores of each class.
pub fn by_class(view: View) -> Option<share::View> {
    let finding = t::view_by_class_finding(&part_in_words(view.which()));
    of_classes(view, t::view_by_class(), finding, share::scores_by_class)
}

fn of_classes(
    view: View,
    name: &str,
    finding: String,
    figures: fn(&ClassScores, &[String]) -> Figures,
) -> Option<share::View> {
    let scores = class_scores(view)?;
    Some(share::View {
        name: name.to_owned(),
        finding,
        scene: None,
        figures: figures(&scores, &view.evaluation().classes()),
        quality: view.facts(),
        recipe: view.recipe(),
    })
}
