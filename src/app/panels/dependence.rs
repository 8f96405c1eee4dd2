//! How does the prediction depend on a feature? Partial dependence, with the lines of single rows behind it.

use super::{Panel, ask};
use crate::components::field::{Choice, ListField};
use crate::components::figure::Figure;
use crate::components::stage::Staged;
use crate::queries;
use crate::state::{Made, State};
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;
use vitrine_core::explain::dependence::Rug;
use vitrine_core::table::{Kind, Value};
use vitrine_view::chart::Scene;
use vitrine_view::chart::dependence::{DependenceChart, finding, scene};
use vitrine_view::chart::format::{count, counted};
use vitrine_view::share::report::NARROW;
use vitrine_view::share::{View, WIDTH, model_views};
use vitrine_worker::protocol::{DependenceQuestion, DependenceShown};

/// The panel.
pub static PANEL: Panel = Panel {
    question: "How does the prediction depend on a feature?",
    name: "Partial dependence",
    word: words::PARTIAL_DEPENDENCE,
    test: "dependence",
    has_rows: true,
    body,
    view: |state| {
        let made = state.answers.slot::<DependenceQuestion>().held.with(|held| held.present().cloned())?;
        Some((view(&made, false), drawn(&made, false, NARROW)))
    },
};

fn body(state: State) -> AnyView {
    let chosen = RwSignal::new(None::<String>);
    let features = Memo::new(move |_| {
        let of = |d: &vitrine_core::dataset::DatasetView| {
            d.features.iter().map(|f| (f.name.clone(), f.label.clone())).collect::<Vec<_>>()
        };
        state.dataset.with(|d| d.value.as_ref().map(|d| of(d)).unwrap_or_default())
    });
    // Until somebody chooses: the feature that pushes the chosen row most.
    let strongest = Memo::new(move |_| {
        state.explanation.with(|e| {
            let e = e.value.as_ref()?;
            let first = *e.locals.first()?.strongest().first()?;
            Some(e.data.as_ref()?.features.get(first)?.name.clone())
        })
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
            <ListField label=|| "Feature" options=labels value=label set=choose/>
            <Choice label="Lines" value=centred set=move |v| centred.set(v) options=vec![(false, "predictions"), (true, "changes")]/>
        </div>
        <Staged held=slot.held what="The partial dependence" kept="The table and the model are kept." place=50 blocked=queries::model_blocked(state)
                show={move |made: Arc<Made<DependenceShown>>| shown(made, centred)}/>
    }
    .into_any()
}

fn shown(made: Arc<Made<DependenceShown>>, centred: RwSignal<bool>) -> AnyView {
    let (drawn_of, figures_of, viewed, told) = (made.clone(), made.clone(), made.clone(), how(&made));
    view! {
        <Figure head=|| "Partial dependence" scene={move |width| drawn(&drawn_of, centred.get(), width)}
                figures={move |()| chart(&figures_of, false, WIDTH, model_views::dependence)} name="partial dependence"
                view={move |()| Some(view(&viewed, centred.get_untracked()))} pointed=RwSignal::new(None) test="dependence-picture"/>
        <p class="quiet">{told}</p>
    }
    .into_any()
}

fn chart<T>(made: &Made<DependenceShown>, centred: bool, width: f64, of: impl FnOnce(&DependenceChart) -> T) -> T {
    let d = &made.dependence;
    let feature = made.data.as_ref().and_then(|data| data.features.iter().find(|f| f.name == d.feature));
    let labels: Vec<String> = d.values.iter().map(ToString::to_string).collect();
    let lines: Vec<(u32, Vec<f64>)> = d.lines.iter().map(|l| (l.table_row, l.outputs.clone())).collect();
    let own = match &made.own {
        Value::Number(v) | Value::Date(v) => Some(*v),
        other if !d.is_ordered => d.values.iter().position(|v| v == other).map(|i| i as f64),
        _ => None,
    };
    let rug = match &d.rug {
        Rug::Deciles(deciles) => deciles.clone(),
        Rug::Counts(_) => Vec::new(),
    };
    // A missing cell stands nowhere on an axis.
    let n = d.positions.len();
    of(&DependenceChart {
        name: feature.map_or(d.feature.as_str(), |f| f.label.as_str()),
        positions: &d.positions,
        labels: &labels[..n.min(labels.len())],
        is_ordered: d.is_ordered,
        dates: feature.is_some_and(|f| f.kind == Kind::Date),
        measure: feature.and_then(|f| f.unit.as_deref()).unwrap_or_default(),
        mean: d.mean.get(..n).unwrap_or(&d.mean),
        errors: d.errors.get(..n).unwrap_or(&d.errors),
        lines: &lines.into_iter().map(|(row, v)| (row, v.into_iter().take(n).collect())).collect::<Vec<_>>(),
        rug: &rug,
        own: own.zip(Some(made.this_row.get(..n).unwrap_or(&made.this_row))),
        unit: made
            .data
            .as_ref()
            .map_or(vitrine_view::chart::format::Unit::Target, |data| queries::unit(data, d.output.space)),
        subject: &made.data.as_ref().map_or_else(String::new, |data| queries::subject(data, d.output.class)),
        centred,
        width,
    })
}

fn drawn(made: &Made<DependenceShown>, centred: bool, width: f64) -> Scene {
    chart(made, centred, width, scene)
}

/// Over which rows it is, and what it cannot say.
fn how(made: &Made<DependenceShown>) -> String {
    let d = &made.dependence;
    let of = match d.n_rows == d.n_training {
        true => format!("all {}", counted(d.n_rows, "training row", "training rows")),
        false => format!("{} of {}", count(d.n_rows), counted(d.n_training, "training row", "training rows")),
    };
    let missing = d.missing().and_then(|at| d.mean.get(at)).filter(|_| d.is_ordered).map(|mean| {
        let unit = made
            .data
            .as_ref()
            .map_or(vitrine_view::chart::format::Unit::Target, |data| queries::unit(data, d.output.space));
        format!(" Where the value is missing, the mean is {}.", vitrine_view::chart::format::level(*mean, unit))
    });
    format!(
        "The mean over {of}, all given the same value; {} of them have a line. Rows that are made up so may be unlike any real one, \
         where features go together.{}",
        count(d.lines.len()),
        missing.unwrap_or_default()
    )
}

fn view(made: &Made<DependenceShown>, centred: bool) -> View {
    let d = &made.dependence;
    View {
        name: format!("partial dependence on {}", d.feature),
        finding: chart(made, centred, WIDTH, finding),
        scene: Some(drawn(made, centred, WIDTH)),
        figures: chart(made, centred, WIDTH, model_views::dependence),
        quality: vec![
            ("method", "partial dependence".into()),
            ("feature", d.feature.as_str().into()),
            ("rows", d.n_rows.into()),
            ("training_rows", d.n_training.into()),
            ("lines", d.lines.len().into()),
            ("seed", d.seed.into()),
        ],
        recipe: (*made.recipe).clone(),
    }
}
