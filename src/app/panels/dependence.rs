//! How does the prediction depend on a feature? Partial dependence, with the lines of single rows behind it.

use super::panel::{Panel, ask, stop};
use crate::components::answer_view::AnswerView;
use crate::components::field::{Choice, ListField};
use crate::components::figure::Figure;
use crate::queries;
use crate::state::{Produced, State};
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;
use vitrine_core::explain::dependence::Rug;
use vitrine_core::table::{Kind, Value};
use vitrine_text::{common, panels as t, terms};
use vitrine_view::chart::Scene;
use vitrine_view::chart::dependence::{DependenceChart, finding, scene};
use vitrine_view::chart::format::{Unit, count, level};
use vitrine_view::share::report::NARROW;
use vitrine_view::share::{Figures, View, WIDTH, model_views};
use vitrine_worker::protocol::{DependenceQuestion, DependenceShown};

/// The panel.
pub static PANEL: Panel = Panel {
    question: t::how_it_depends,
    name: t::partial_dependence,
    word: words::PARTIAL_DEPENDENCE,
    test: "dependence",
    body,
    reported: |state| {
        let made = state.answers.slot::<DependenceQuestion>().held.with(|held| held.present().cloned())?;
        let of = Shown { centred: false, has_lines: false };
        Some((view(&made, of), drawn(&made, of, NARROW)))
    },
    stop: stop::<DependenceQuestion>,
};

/// What of it is drawn.
#[derive(Clone, Copy)]
struct Shown {
    /// Changes from the first value on, and not predictions.
    centred: bool,
    /// The lines of single rows.
    has_lines: bool,
}

fn body(state: State) -> AnyView {
    let chosen = RwSignal::new(None::<String>);
    let features = Memo::new(move |_| {
        let of = |d: &vitrine_core::dataset::DatasetView| {
            d.features.iter().map(|f| (f.name.clone(), f.label.clone())).collect::<Vec<_>>()
        };
        state.dataset.with(|d| d.value.as_ref().map(|d| of(d)).unwrap_or_default())
    });
    // Until somebody chooses: the feature that pushes the chosen row most.
    let strongest = Memo::new(move |before: Option<&Option<String>>| {
        let found = state.explanation.with(|e| {
            let e = e.whole()?;
            let first = *e.locals.first()?.strongest().first()?;
            Some(e.data.as_ref()?.features.get(first)?.name.clone())
        });
        // While a what-if moves it stays.
        found.or_else(|| before.cloned().flatten())
    });
    let feature = Memo::new(move |_| {
        features.with(|all| {
            let is_there = |name: &String| all.iter().any(|(n, _)| n == name);
            let wanted = chosen.get().filter(is_there).or_else(|| strongest.get().filter(is_there));
            wanted.or_else(|| all.first().map(|(name, _)| name.clone()))
        })
    });
    let centred = RwSignal::new(false);
    let slot = ask(state, move || feature.get().map(|feature| DependenceQuestion { feature }));
    let labels = Signal::derive(move || features.with(|all| all.iter().map(|(_, label)| label.clone()).collect()));
    let label = Signal::derive(move || {
        let name = feature.get();
        features.with(|all| all.iter().find(|(n, _)| Some(n) == name.as_ref()).map_or(String::new(), |f| f.1.clone()))
    });
    let choose = move |i: usize| chosen.set(features.with_untracked(|all| all.get(i).map(|(name, _)| name.clone())));
    view! {
        <div class="choices">
            <ListField label=t::feature options=labels value=label set=choose/>
            <Choice label=t::lines() value=centred set=move |v| centred.set(v) options=vec![(false, t::predictions()), (true, t::changes())]/>
        </div>
        <AnswerView held=slot.held what=t::the_dependence() kept=common::table_and_model_are_kept() place=50 blocked=queries::model_blocked(state)
                show={move |made: Arc<Produced<DependenceShown>>| picture(made, centred)}/>
    }
    .into_any()
}

fn picture(made: Arc<Produced<DependenceShown>>, centred: RwSignal<bool>) -> AnyView {
    let (drawn_of, figures_of, viewed, told) = (made.clone(), made.clone(), made.clone(), how(&made));
    view! {
        <Figure head=t::partial_dependence scene={move |width| drawn(&drawn_of, Shown { centred: centred.get(), has_lines: true }, width)}
                figures={move |()| figures(&figures_of)} name=terms::partial_dependence()
                view={move |()| Some(view(&viewed, Shown { centred: centred.get_untracked(), has_lines: true }))} pointed=RwSignal::new(None) test="dependence-picture"/>
        <p class="quiet">{told}</p>
    }
    .into_any()
}

fn unit(made: &Produced<DependenceShown>) -> Unit {
    made.data.as_ref().map_or(Unit::Target, |data| queries::unit(data, made.dependence.output.space))
}

/// What people call the feature.
fn label(made: &Produced<DependenceShown>) -> &str {
    let name = &made.dependence.feature;
    made.data.as_ref().map_or(name.as_str(), |data| data.label(name))
}

/// Hands on what is drawn, with the first `n` values.
fn chart<T>(
    made: &Produced<DependenceShown>,
    shown: Shown,
    n: usize,
    width: f64,
    of: impl FnOnce(&DependenceChart) -> T,
) -> T {
    let d = &made.dependence;
    let feature = made.data.as_ref().and_then(|data| data.features.iter().find(|f| f.name == d.feature));
    let first = |values: &[f64]| values.iter().copied().take(n).collect::<Vec<f64>>();
    let labels: Vec<String> = d.values.iter().take(n).map(ToString::to_string).collect();
    let lines: Vec<(u32, Vec<f64>)> = d.lines.iter().map(|l| (l.table_row, first(&l.outputs))).collect();
    let own = match &made.own {
        Value::Number(v) | Value::Date(v) => *v,
        // Where that is among the levels; of a number that is missing nowhere.
        other => d.values.iter().position(|v| v == other && !d.is_ordered).map_or(f64::NAN, |i| i as f64),
    };
    let rug = match &d.rug {
        Rug::Deciles(deciles) => &deciles[..],
        Rug::Counts(_) => &[],
    };
    of(&DependenceChart {
        name: label(made),
        positions: &d.positions,
        labels: &labels,
        is_ordered: d.is_ordered,
        dates: feature.is_some_and(|f| f.kind == Kind::Date),
        measure: feature.and_then(|f| f.unit.as_deref()).unwrap_or_default(),
        mean: &first(&d.mean),
        errors: &first(&d.errors),
        lines: if shown.has_lines { &lines } else { &[] },
        rug,
        own: Some((own, &first(&made.this_row))),
        unit: unit(made),
        subject: &made.data.as_ref().map_or_else(String::new, |data| queries::subject(data, d.output.class)),
        centred: shown.centred,
        width,
    })
}

/// The picture. A number that is missing stands nowhere on its axis.
fn drawn(made: &Produced<DependenceShown>, shown: Shown, width: f64) -> Scene {
    chart(made, shown, made.dependence.positions.len(), width, scene)
}

/// The figures, of a missing value too.
fn figures(made: &Produced<DependenceShown>) -> Figures {
    let shown = Shown { centred: false, has_lines: true };
    chart(made, shown, made.dependence.values.len(), WIDTH, model_views::dependence)
}

/// Over which rows it is, and what it cannot say.
fn how(made: &Produced<DependenceShown>) -> String {
    let d = &made.dependence;
    let (n, training) = (count(d.n_rows), count(d.n_training));
    let rows = match d.n_rows == d.n_training {
        true => common::all(&common::training_rows(&training)),
        false => common::of_training_rows(&n, &training),
    };
    let missing = d.missing().and_then(|at| d.mean.get(at)).filter(|_| d.is_ordered);
    let missing = missing.map(|mean| t::mean_where_missing(&level(*mean, unit(made))));
    let said = [t::mean_over(&rows, &count(d.lines.len())), t::made_up_rows().to_owned()];
    said.into_iter().chain(missing).collect::<Vec<_>>().join(" ")
}

fn view(made: &Produced<DependenceShown>, shown: Shown) -> View {
    let d = &made.dependence;
    View {
        name: t::view_dependence(&label(made)),
        finding: chart(made, shown, d.positions.len(), WIDTH, finding),
        scene: Some(drawn(made, shown, WIDTH)),
        figures: figures(made),
        quality: vec![
            ("method", terms::partial_dependence().into()),
            ("feature", d.feature.as_str().into()),
            ("rows", d.n_rows.into()),
            ("training_rows", d.n_training.into()),
            ("lines", d.lines.len().into()),
            ("seed", d.seed.into()),
        ],
        recipe: (*made.recipe).clone(),
    }
}
