//! Views of the table and the data set: what is in each column, and how features go together.

use crate::state::Produced;
use vitrine_core::dataset::Insights;
use vitrine_core::dataset::association::Measure;
use vitrine_core::table::summary::Summary;
use vitrine_text::{common, data as t};
use vitrine_view::chart::Scene;
use vitrine_view::chart::correlation::Correlation;
use vitrine_view::chart::format::count;
use vitrine_view::share::{self, View, WIDTH};

/// What is in a table, a row a column.
pub fn columns(table: &Produced<Summary>) -> View {
    View {
        name: t::columns().to_owned(),
        finding: common::rows_and_columns(&count(table.n_rows), &count(table.columns.len())),
        scene: None,
        figures: share::columns(&table.columns),
        quality: vec![("rows", table.n_rows.into())],
        recipe: (*table.recipe).clone(),
    }
}

/// The features that were compared with each other.
#[derive(Clone)]
pub struct Compared {
    /// What they are called.
    pub labels: Vec<String>,
    /// Their names.
    names: Vec<String>,
    /// How each pair goes together; `None` where that is undefined.
    pub pairs: Vec<Option<f64>>,
    /// All features.
    pub n_features: usize,
}

impl Compared {
    /// Of a data set.
    pub fn of(insights: &Produced<Insights>) -> Compared {
        let features = insights.data.as_ref().map_or(&[][..], |data| &data.features);
        let compared = insights.compared.iter().filter_map(|j| features.get(*j as usize));
        let (labels, names) = compared.map(|f| (f.label.clone(), f.name.clone())).unzip();
        let pairs = insights.pairs.iter().map(|p| p.value).collect();
        Compared { labels, names, pairs, n_features: insights.relations.len() }
    }

    /// What is drawn for a width.
    pub fn chart(&self, width: f64) -> Correlation<'_> {
        Correlation { names: &self.labels, pairs: &self.pairs, n_features: self.n_features, width }
    }

    /// The picture.
    pub fn scene(&self, width: f64) -> Scene {
        self.chart(width).scene()
    }

    /// The view.
    pub fn view(&self, insights: &Produced<Insights>) -> View {
        let ranked = self.chart(0.0).ranked();
        let name = |i: usize| self.names[i].as_str();
        let measure = |a, b| insights.pair(a, b).map_or("", |p| measured(p.measure));
        let rows: Vec<_> = ranked.into_iter().map(|(a, b, v)| (name(a), name(b), v, measure(a, b))).collect();
        View {
            name: t::associations().to_owned(),
            finding: self.chart(0.0).finding(),
            scene: Some(self.scene(WIDTH)),
            figures: share::pairs(&rows),
            quality: vec![
                ("training rows compared", insights.n_rows.into()),
                ("training rows", insights.n_train.into()),
            ],
            recipe: (*insights.recipe).clone(),
        }
    }
}

/// A measure in words.
pub fn measured(measure: Measure) -> &'static str {
    match measure {
        Measure::Correlation => t::correlation(),
        Measure::CorrelationRatio => t::correlation_ratio(),
        Measure::CramersV => t::cramers_v(),
    }
}
