//! Why many rows? SHAP values of rows that are drawn, as bars of their mean size and as a beeswarm.

use super::panel::{Panel, ask, stop};
use crate::components::answer_view::AnswerView;
use crate::components::field::Choice;
use crate::components::figure::Figure;
use crate::queries;
use crate::state::{Produced, State};
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;
use vitrine_core::explain::Method;
use vitrine_core::table::Value;
use vitrine_text::{Phrase, common, panels as t, terms};
use vitrine_view::chart::Scene;
use vitrine_view::chart::cohort::{CohortChart, CohortFeature, CohortPoint, MOST_FEATURES, bars, finding, swarm};
use vitrine_view::chart::format::{Unit, count};
use vitrine_view::share::report::NARROW;
use vitrine_view::share::verdict::part_in_words;
use vitrine_view::share::{View, WIDTH, model_views};
use vitrine_worker::protocol::{CohortExplanation, CohortQuestion, CohortRows};

/// The panel.
pub static PANEL: Panel = Panel {
    question: t::what_pushes,
    name: terms::cohort,
    word: words::COHORT,
    test: "cohort",
    body,
    reported: |state| {
        let made = state.answers.slot::<CohortQuestion>().held.with(|held| held.present().cloned())?;
        // A beeswarm has a dot a row.
        Some((view(&made, false), drawn(&made, false, NARROW)))
    },
    stop: stop::<CohortQuestion>,
};

/// How many rows may be drawn.
const SIZES: [(u32, Phrase); 3] = [(50, t::rows_50), (200, t::rows_200), (500, t::rows_500)];

fn body(state: State) -> AnyView {
    let n = RwSignal::new(SIZES[0].0);
    let is_swarm = RwSignal::new(true);
    // One class for all rows, whichever each is decided for: the one that is explained now.
    let class = Memo::new(move |_| {
        state.prediction.with(|p| {
            let p = p.present()?;
            p.data.as_ref()?.classes.get(p.explained.class).map(|(name, _)| name.clone())
        })
    });
    let slot = ask(state, move || {
        // The class is known with the prediction.
        state.prediction.with(|p| p.present().is_some()).then(|| CohortQuestion {
            rows: CohortRows::Drawn(n.get()),
            class: class.get(),
            methods: vec![Method::ALL[0]],
        })
    });
    view! {
        <div class="choices">
            <Choice label=t::rows() value=n set=move |v| n.set(v) options=SIZES.map(|(n, name)| (n, name())).to_vec()/>
            <Choice label=t::picture() value=is_swarm set=move |v| is_swarm.set(v) options=vec![(true, t::beeswarm()), (false, t::by_mean_size())]/>
        </div>
        <AnswerView held=slot.held what=t::the_cohort() kept=common::table_and_model_are_kept() place=50 blocked=queries::model_blocked(state)
                show={move |made: Arc<Produced<CohortExplanation>>| shown(made, is_swarm)}/>
    }
    .into_any()
}

fn shown(made: Arc<Produced<CohortExplanation>>, is_swarm: RwSignal<bool>) -> AnyView {
    let (drawn_of, figures_of, viewed, told) = (made.clone(), made.clone(), made.clone(), how(&made));
    view! {
        <Figure head=terms::cohort scene={move |width| drawn(&drawn_of, is_swarm.get(), width)}
                figures={move |()| chart(&figures_of, WIDTH, model_views::cohort_means)} name=terms::cohort()
                view={move |()| Some(view(&viewed, is_swarm.get_untracked()))} pointed=RwSignal::new(None) test="cohort-picture"/>
        <p class="quiet">{told}</p>
    }
    .into_any()
}

/// Where a number stands among those of all rows, from 0 to 1; `None` of what is no number.
fn levels(values: &[&Value]) -> Vec<Option<f64>> {
    let number = |value: &&Value| match value {
        Value::Number(v) | Value::Date(v) if v.is_finite() => Some(*v),
        _ => None,
    };
    let mut sorted: Vec<f64> = values.iter().filter_map(number).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let last = sorted.len().saturating_sub(1) as f64;
    let level = |v: f64| {
        // The middle of equal ones.
        let (below, upto) = (sorted.partition_point(|s| *s < v), sorted.partition_point(|s| *s <= v));
        if last > 0.0 { (below + upto).saturating_sub(1) as f64 / 2.0 / last } else { 0.5 }
    };
    values.iter().map(|value| number(value).map(level)).collect()
}

fn features(made: &Produced<CohortExplanation>) -> Vec<CohortFeature> {
    let Some(data) = &made.data else { return Vec::new() };
    let feature = |(j, feature): (usize, &vitrine_core::dataset::FeatureView)| {
        let rows = || made.rows.iter().filter_map(|row| Some((row, row.locals.first()?, row.values.get(j)?)));
        let levels = levels(&rows().map(|(_, _, value)| value).collect::<Vec<_>>());
        let point =
            |((row, local, value), level): ((&_, &vitrine_core::explain::LocalExplanation, &Value), Option<f64>)| {
                let row: &vitrine_worker::protocol::Explained = row;
                Some(CohortPoint {
                    attribution: local.attributions.get(j)?.value,
                    level,
                    reads: queries::cell_with_unit(feature, value),
                    row: row.table_row?,
                })
            };
        CohortFeature { name: feature.label.clone(), points: rows().zip(levels).filter_map(point).collect() }
    };
    data.features.iter().enumerate().map(feature).collect()
}

fn chart<T>(made: &Produced<CohortExplanation>, width: f64, of: impl FnOnce(&CohortChart) -> T) -> T {
    let output = made.rows.first().map(|row| row.output);
    let data = made.data.as_ref().zip(output);
    of(&CohortChart {
        features: &features(made),
        shown: MOST_FEATURES,
        unit: data.map_or(Unit::Target, |(data, output)| queries::unit(data, output.space)),
        subject: &data.map_or_else(String::new, |(data, output)| queries::subject(data, output.class)),
        width,
    })
}

fn drawn(made: &Produced<CohortExplanation>, is_swarm: bool, width: f64) -> Scene {
    chart(made, width, if is_swarm { swarm } else { bars })
}

/// Which rows these are.
fn how(made: &Produced<CohortExplanation>) -> String {
    let n_rows = made.rows.len();
    let rows = match made.drawn_from {
        None => common::rows(&count(n_rows)),
        Some((part, n)) if n == n_rows => t::all_of_part(&count(n), &part_in_words(part)),
        Some((part, n)) => t::drawn_of_part(&count(n_rows), &count(n), &part_in_words(part)),
    };
    let class = made.data.as_ref().zip(made.rows.first()).and_then(|(data, row)| data.classes.get(row.output.class));
    class.map_or_else(|| t::shap_of(&rows), |(name, _)| t::shap_of_class(&rows, name))
}

fn view(made: &Produced<CohortExplanation>, is_swarm: bool) -> View {
    let quality = made.rows.first().and_then(|row| row.locals.first()).map(|local| &local.quality);
    View {
        name: terms::cohort().to_owned(),
        finding: chart(made, WIDTH, finding),
        scene: Some(drawn(made, is_swarm, WIDTH)),
        figures: chart(made, WIDTH, if is_swarm { model_views::cohort } else { model_views::cohort_means }),
        quality: vec![
            ("method", (Method::ALL[0].info().name)().into()),
            ("rows", made.rows.len().into()),
            ("part", made.drawn_from.map(|(part, _)| part_in_words(part)).into()),
            ("samples", quality.map(|q| q.n_samples).into()),
            ("background_rows", quality.map(|q| q.n_background).into()),
            ("seed", quality.map(|q| q.seed).into()),
        ],
        recipe: (*made.recipe).clone(),
    }
}
