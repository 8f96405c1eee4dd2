//! Signed bars, one a feature, with their standard errors.

use super::axis::Scale;
use super::rows::{self, AXIS, Layout};
use super::{Ink, LocalChart, Scene, finding, format};
use vitrine_text::{charts as t, common};

/// Draws them.
pub fn scene(chart: &LocalChart) -> Scene {
    prefix(chart, usize::MAX)
}

/// Draws the first `n`, each where it stands in the whole.
pub fn prefix(chart: &LocalChart, n: usize) -> Scene {
    let rows = rows::rows(chart);
    let beside = rows::beside(chart);
    let layout = Layout::of(chart, &rows, &beside);
    let reach = rows.iter().chain(&beside).flat_map(|r| {
        let e = r.error.unwrap_or(0.0);
        [r.share - e, r.share + e, r.before.unwrap_or(0.0)]
    });
    let (from, to) = layout.inner();
    let scale = Scale::over(reach.chain([0.0]), from, to);
    let (top, bottom) = (4.0, 4.0 + rows.len() as f64 * layout.row);
    let mut marks = rows::axis(&scale, &layout, top, bottom, chart.unit, &title(chart));
    let zero = scale.at(0.0);
    marks.push(rows::upright(zero, top, bottom, Ink::Base, false));
    for (i, row) in rows.iter().enumerate().take(n) {
        let y = top + i as f64 * layout.row;
        marks.extend(rows::label(row, &layout, y));
        let end = scale.at(row.share);
        let error = row.error.map_or(0.0, |e| (scale.at(row.share + e) - end).max(end - scale.at(row.share - e)));
        let before = scale.at(row.before.unwrap_or(0.0));
        let reach = error.max(rows::beyond(row, end, before));
        marks.extend(rows::bar(row, &layout, y, (zero, end, reach), chart.unit));
        marks.extend(rows::whisker(row, &layout, y, row.share, &scale));
        marks.extend(rows::ghost(row, &layout, y, before, chart.unit));
    }
    rows::words_last(&mut marks);
    Scene { width: layout.width, height: bottom + AXIS, title: finding(chart), marks }
}

fn title(chart: &LocalChart) -> String {
    match chart.unit {
        format::Unit::Probability => t::probability_points(&chart.subject),
        format::Unit::LogOdds => common::log_odds_of(&chart.subject),
        format::Unit::Margin => common::raw_output_for(&chart.subject),
        format::Unit::Target => t::change(&chart.subject),
    }
}
