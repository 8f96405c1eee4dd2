//! The figures of an evaluation's pictures, exact.

use super::figures::{Cell, Figures};
use super::views::ends;
use vitrine_core::evaluate::{
    Calibration, Costs, Decisions, FeatureErrors, Group, GroupOf, Interval, Residuals, ThresholdTable,
};
use vitrine_text::{common, report as t, terms};

/// What every threshold decides and costs: a row a distinct probability.
pub fn thresholds(thresholds: &ThresholdTable, costs: Costs) -> Figures {
    let mut figures = Figures::new([
        "from",
        "true_positives",
        "false_positives",
        "false_negatives",
        "true_negatives",
        "recall",
        "false_positive_rate",
        "precision",
        "cost_of_a_row",
    ]);
    for &from in &thresholds.scores {
        let d = thresholds.at(from);
        let others = d.false_positive + d.true_negative;
        let rate = (others > 0).then(|| f64::from(d.false_positive) / f64::from(others));
        figures.rows.push(vec![
            from.into(),
            d.true_positive.into(),
            d.false_positive.into(),
            d.false_negative.into(),
            d.true_negative.into(),
            d.scores().recall.into(),
            rate.into(),
            d.scores().precision.into(),
            d.cost(costs).into(),
        ]);
    }
    figures
}

/// What one threshold decides, a row a measure; rates have Wilson's intervals.
pub fn decided(d: &Decisions, costs: Costs) -> Figures {
    let mut figures = Figures::new(["measure", "value", "low", "high"]);
    let (scores, [precision, recall, specificity]) = (d.scores(), d.intervals());
    let measures: [(Cell, Cell, Option<Interval>); 10] = [
        (Cell::Word("true positives", t::true_positives()), d.true_positive.into(), None),
        (Cell::Word("false positives", t::false_positives()), d.false_positive.into(), None),
        (Cell::Word("false negatives", t::false_negatives()), d.false_negative.into(), None),
        (Cell::Word("true negatives", t::true_negatives()), d.true_negative.into(), None),
        (Cell::Word("precision", terms::precision()), scores.precision.into(), precision),
        (Cell::Word("recall", terms::recall()), scores.recall.into(), recall),
        (Cell::Word("specificity", t::specificity()), d.specificity().into(), specificity),
        (Cell::Word("F1", terms::f1()), scores.f1.into(), None),
        (Cell::Word("balanced accuracy", terms::balanced_accuracy()), d.balanced_accuracy().into(), None),
        (Cell::Word("cost of a row", t::cost_of_a_row()), d.cost(costs).into(), None),
    ];
    let row = |(name, value, interval): (Cell, Cell, _)| {
        let [low, high] = ends(interval);
        vec![name, value, low, high]
    };
    figures.rows = measures.map(row).to_vec();
    figures
}

/// Whether probabilities hold: a row a bin.
pub fn bins(calibration: &Calibration) -> Figures {
    let mut figures = Figures::new(["mean_probability", "share_of_the_class", "low", "high", "rows"]);
    for b in &calibration.bins {
        let (low, high) = (b.interval.map(|i| i.low), b.interval.map(|i| i.high));
        figures.rows.push(vec![b.probability.into(), b.share.into(), low.into(), high.into(), b.n.into()]);
    }
    figures
}

/// Predicted numbers beside the truth: a row a drawn row.
pub fn predicted(residuals: &Residuals) -> Figures {
    let mut figures = Figures::new(["row", "true", "predicted", "true_less_predicted"]);
    for p in &residuals.points {
        let error = p.truth - p.predicted;
        figures.rows.push(vec![(p.table_row + 1).into(), p.truth.into(), p.predicted.into(), error.into()]);
    }
    figures
}

/// How errors are spread: a row a bin.
pub fn spread(residuals: &Residuals) -> Figures {
    let mut figures = Figures::new(["from", "to", "rows"]);
    for (n, edges) in residuals.counts.iter().zip(residuals.edges.windows(2)) {
        figures.rows.push(vec![edges[0].into(), edges[1].into(), (*n).into()]);
    }
    figures
}

/// Errors by the groups of a feature: a row a group.
pub fn groups(of: &FeatureErrors) -> Figures {
    let mut figures = Figures::new(["group", "above", "up_to", "error", "low", "high", "rows"]);
    let row = |g: &Group| {
        let (name, above, up_to) = match &g.of {
            GroupOf::Between(low, high) => (Cell::Word("a number", t::a_number()), (*low).into(), (*high).into()),
            GroupOf::Level(level) => (Cell::Text(level.clone()), Cell::Empty, Cell::Empty),
            GroupOf::Missing => (Cell::Word("missing", common::missing()), Cell::Empty, Cell::Empty),
        };
        let (low, high) = (g.interval.map(|i| i.low), g.interval.map(|i| i.high));
        vec![name, above, up_to, g.error.into(), low.into(), high.into(), g.n.into()]
    };
    figures.rows.extend(of.groups.iter().map(row));
    figures
}
