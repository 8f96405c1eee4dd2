//! Which features matter to the model overall? Permutation importance.

use super::panel::{Panel, ask, stop};
use crate::components::answer_view::AnswerView;
use crate::components::field::Choice;
use crate::components::figure::Figure;
use crate::queries;
use crate::state::{Produced, State};
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;
use vitrine_core::explain::{Importance, ImportanceMetric, ImportanceSpec};
use vitrine_text::{common, panels as t, terms};
use vitrine_view::chart::Scene;
use vitrine_view::chart::format::{Unit, count};
use vitrine_view::chart::importance::{ImportanceBar, ImportanceChart, finding, scene};
use vitrine_view::share::report::NARROW;
use vitrine_view::share::verdict::part_in_words;
use vitrine_view::share::{View, WIDTH, model_views};
use vitrine_worker::protocol::ImportanceQuestion;

/// The panel.
pub static PANEL: Panel = Panel {
    question: t::which_features_matter,
    name: t::importance_of_features,
    word: words::IMPORTANCE,
    test: "importance",
    body,
    reported: |state| {
        let made = state.answers.slot::<ImportanceQuestion>().held.with(|held| held.present().cloned())?;
        Some((view(&made), drawn(&made, NARROW)))
    },
    stop: stop::<ImportanceQuestion>,
};

/// Features that have a bar.
const SHOWN: usize = 15;

fn body(state: State) -> AnyView {
    // Whether wrong decisions, or large errors, are counted in place of the loss.
    let second = RwSignal::new(false);
    let is_number = move || state.dataset.with(|d| d.value.as_ref().is_some_and(|d| d.classes.is_empty()));
    let metrics = Memo::new(move |_| match is_number() {
        true => [ImportanceMetric::SquaredError, ImportanceMetric::AbsoluteError],
        false => [ImportanceMetric::LogLoss, ImportanceMetric::Accuracy],
    });
    let slot = ask(state, move || {
        let metric = Some(metrics.get()[usize::from(second.get())]);
        Some(ImportanceQuestion { spec: ImportanceSpec { metric, ..ImportanceSpec::default() } })
    });
    let choices = move || {
        let options = metrics.get().map(|metric| named(metric).0);
        view! { <Choice label=t::metric() value=second set=move |v| second.set(v) options=vec![(false, options[0]), (true, options[1])]/> }
    };
    view! {
        <div class="choices">{choices}</div>
        <AnswerView held=slot.held what=t::the_importance() kept=common::table_and_model_are_kept() place=40 blocked=queries::model_blocked(state)
                show={move |made: Arc<Produced<Importance>>| shown(made)}/>
    }
    .into_any()
}

fn shown(made: Arc<Produced<Importance>>) -> AnyView {
    let (drawn_of, figures_of, viewed, told) = (made.clone(), made.clone(), made.clone(), how(&made));
    view! {
        <Figure head=t::permutation_importance scene={move |width| drawn(&drawn_of, width)}
                figures={move |()| model_views::importance(&bars(&figures_of))} name=t::view_importance()
                view={move |()| Some(view(&viewed))} pointed=RwSignal::new(None) test="importance-picture"/>
        <p class="quiet">{told}</p>
    }
    .into_any()
}

/// A metric's name, and whether a larger one is worse.
fn named(metric: ImportanceMetric) -> (&'static str, bool) {
    match metric {
        ImportanceMetric::LogLoss => (terms::log_loss(), true),
        ImportanceMetric::Accuracy => (terms::accuracy(), false),
        ImportanceMetric::SquaredError => (t::mean_squared_error(), true),
        ImportanceMetric::AbsoluteError => (t::mean_absolute_error(), true),
    }
}

fn bars(made: &Produced<Importance>) -> Vec<ImportanceBar> {
    let bar = |(j, f): (usize, &vitrine_core::explain::FeatureImportance)| ImportanceBar {
        name: made.data.as_ref().map_or(f.feature.as_str(), |data| data.label(&f.feature)).to_owned(),
        increase: f.increase,
        low: f.interval.map(|i| i.low),
        high: f.interval.map(|i| i.high),
        datum: j as u32,
    };
    made.features.iter().enumerate().map(bar).collect()
}

fn chart<T>(made: &Produced<Importance>, width: f64, of: impl FnOnce(&ImportanceChart) -> T) -> T {
    let (metric, is_loss) = named(made.metric);
    let unit = if made.metric == ImportanceMetric::Accuracy { Unit::Probability } else { Unit::Target };
    of(&ImportanceChart { features: &bars(made), shown: SHOWN, metric, is_loss, unit, width })
}

fn drawn(made: &Produced<Importance>, width: f64) -> Scene {
    chart(made, width, scene)
}

/// Of which rows it is, and what the intervals cover.
fn how(made: &Produced<Importance>) -> String {
    let (n, of, part) = (count(made.n_rows), count(made.n_part), part_in_words(made.part));
    let rows = if made.n_rows == made.n_part { t::all_of_part(&n, &part) } else { t::some_of_part(&n, &of, &part) };
    let mut said = vec![t::measured_on(&rows, &made.n_repeats)];
    if made.features.iter().any(|f| f.interval.is_some()) {
        said.push(t::intervals_cover().to_owned());
    }
    said.push(t::same_information().to_owned());
    said.join(" ")
}

fn view(made: &Produced<Importance>) -> View {
    View {
        name: t::view_importance().to_owned(),
        finding: chart(made, WIDTH, finding),
        scene: Some(drawn(made, WIDTH)),
        figures: model_views::importance(&bars(made)),
        quality: vec![
            ("method", terms::importance().into()),
            ("metric", named(made.metric).0.into()),
            ("score", made.score.into()),
            ("part", part_in_words(made.part).into()),
            ("rows", made.n_rows.into()),
            ("rows_of_the_part", made.n_part.into()),
            ("repeats", made.n_repeats.into()),
            ("seed", made.seed.into()),
        ],
        recipe: (*made.recipe).clone(),
    }
}
