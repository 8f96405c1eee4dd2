//! What the screens read: memos and plain functions over the state.

use super::state::{Produced, State, Status};
use leptos::prelude::*;
use std::sync::Arc;
use vitrine_core::dataset::{DatasetView, FeatureView};
use vitrine_core::evaluate::Verdict;
use vitrine_core::explain::LocalExplanation;
use vitrine_core::model::{Decision, ModelView, OutputScale, Structure};
use vitrine_core::recipe::Recipe;
use vitrine_core::setting::DataContext;
use vitrine_core::table::Value;
use vitrine_text::{common, explain as t};
use vitrine_view::chart::format::{self, Unit};
use vitrine_view::share::{self, Cell, StandaloneExplanation};
use vitrine_worker::protocol::{Explained, Prediction};

/// The unit of predictions and attributions.
pub fn unit(data: &DatasetView, space: OutputScale) -> Unit {
    match (data.classes.is_empty(), space) {
        (true, _) => Unit::Target,
        (false, OutputScale::Probability) => Unit::Probability,
        (false, OutputScale::LogOdds) => Unit::LogOdds,
        (false, OutputScale::Raw) => Unit::Margin,
    }
}

/// What is predicted, as a word: the explained class, or the target's name.
pub fn subject(data: &DatasetView, class: usize) -> String {
    data.classes.get(class).map_or_else(|| data.target_label.clone(), |(name, _)| name.clone())
}

/// The rule by which rows are decided; `None` for a number.
pub fn decision(recipe: &Recipe, data: &DatasetView) -> Option<Decision> {
    let class = data.class_or_rarest(recipe.evaluate.class.as_deref());
    let n_classes = data.classes.len();
    (n_classes > 0).then(|| Decision::by(n_classes, class, recipe.evaluate.threshold))
}

/// What is decided for a row with these probabilities, and why; `None` for a number.
pub fn decided(recipe: &Recipe, data: &DatasetView, probabilities: &[f64]) -> Option<String> {
    let rule = decision(recipe, data).filter(|_| probabilities.len() == data.classes.len())?;
    let name = |class: usize| data.classes.get(class).map_or("", |(name, _)| name.as_str());
    let told = name(rule.class(probabilities));
    Some(match rule {
        Decision::MostProbable => t::decided_most_probable(&told),
        Decision::From { class, threshold } => {
            let (has, from) =
                (format::level(probabilities[class], Unit::Probability), format::level(threshold, Unit::Probability));
            match (probabilities[class] >= threshold, has == from) {
                (true, _) => t::decided_above(&told, &has, &from),
                (false, true) => t::decided_just_below(&told, &name(class), &has, &from),
                (false, false) => t::decided_below(&told, &name(class), &has, &from),
            }
        }
    })
}

/// A local model is said to miss the model from such a gap on: in probability, in log-odds (as much at one half), and as a part of
/// the standard deviation of a target that is a number.
const FAR: f64 = 0.1;
const FAR_IN_LOG_ODDS: f64 = 0.4;
const FAR_IN_DEVIATIONS: f64 = 0.2;
/// And below such a local fit.
const POOR_FIT: f64 = 0.5;

/// What has to be said above a picture that could mislead; `None` where there is nothing. `deviation` is the target's.
pub fn caution(local: &LocalExplanation, unit: Unit, deviation: Option<f64>) -> Option<String> {
    let info = local.method.info();
    let fit = local.quality.local_fit.filter(|_| !info.is_additive)?;
    let far = match unit {
        Unit::Probability => FAR,
        Unit::LogOdds | Unit::Margin => FAR_IN_LOG_ODDS,
        Unit::Target => FAR_IN_DEVIATIONS * deviation.unwrap_or(f64::INFINITY),
    };
    (fit < POOR_FIT || local.quality.residual.abs() > far).then(|| {
        t::poor_fit(
            &(info.label)(),
            &format::line_level(local.prediction + local.quality.residual, unit),
            &format::level(local.prediction, unit),
            &format::number(fit),
        )
    })
}

/// A cell as the table has it, in its unit.
pub fn cell_with_unit(feature: &FeatureView, value: &Value) -> String {
    match (value, &feature.unit) {
        (Value::Number(_), Some(unit)) => format::quantity(&value.to_string(), unit),
        _ => cell(feature, value),
    }
}

/// A cell as the table has it, with what it is for the model where that is another.
pub fn cell(feature: &FeatureView, value: &Value) -> String {
    match value {
        Value::Level(level) if !feature.levels.is_empty() && !feature.levels.contains(level) => {
            t::other_for_the_model(level)
        }
        _ => value.to_string(),
    }
}

/// The cells of a row in their units, one a feature.
pub fn cells(data: &DatasetView, values: &[Value]) -> Vec<String> {
    data.features.iter().zip(values).map(|(feature, value)| cell_with_unit(feature, value)).collect()
}

/// A row by what the table calls it and by its number, or as one of the user's own.
pub fn row_name(title: Option<&str>, table_row: Option<u32>) -> String {
    match (table_row, title.filter(|t| !t.is_empty())) {
        (None, _) => t::own_row().to_owned(),
        (Some(row), None) => common::row(&(row + 1)),
        (Some(row), Some(title)) => t::row_titled(&title, &(row + 1)),
    }
}

/// What of the data the forms of settings depend on.
pub fn data_context(state: State) -> Signal<DataContext> {
    let given = move || DataContext {
        is_number: state.dataset.with(|d| d.value.as_ref().is_some_and(|d| d.classes.is_empty())),
        n_features: n_features(state),
    };
    Memo::new(move |_| given()).into()
}

/// A row by its number, of which table where that is told, and whether it was changed.
pub fn standalone_row(standalone: &StandaloneExplanation) -> String {
    let row = row_name(Some(&standalone.row_name), standalone.row);
    let name = if standalone.table.is_empty() { row } else { t::row_of_table(&row, &standalone.table) };
    match standalone.n_changed {
        0 => name,
        _ if standalone.row.is_none() => name,
        n => t::row_changed(&name, &format::count(n as usize)),
    }
}

/// How the model does on rows that it has not seen, in a line, and whether it beats its baseline; nothing while that is not known.
pub fn verdict(state: State) -> Option<(String, bool)> {
    state.evaluation.with(|e| {
        let (part, verdict) = e.present()?.verdict()?;
        Some((share::verdict::line(part), matches!(verdict, Verdict::Beats(_))))
    })
}

/// What is decided for the row that is explained, while that is known; nothing for a number.
pub fn decision_in_words(state: State) -> Option<String> {
    state.prediction.with(|p| {
        let p = p.value.as_ref()?;
        state.recipe.with(|r| decided(r, p.data.as_ref()?, &p.outputs))
    })
}

/// An explanation with the words for it, as it is told alone; `None` while it is not known of what it is.
pub fn standalone(state: State, made: &Produced<Explained>) -> Option<StandaloneExplanation> {
    let data = made.data.as_ref()?;
    let output = made.output;
    Some(StandaloneExplanation {
        version: share::VERSION.to_owned(),
        table: super::words::title(&made.recipe.source),
        row: made.table_row,
        row_name: made.title.clone().unwrap_or_default(),
        n_changed: made.recipe.explain.edits.len() as u32,
        target: data.target_label.clone(),
        subject: subject(data, output.class),
        decision: decision_in_words(state).unwrap_or_default(),
        verdict: verdict(state).map(|v| v.0).unwrap_or_default(),
        unit: unit(data, output.space),
        deviation: data.target_deviation,
        values: cells(data, &made.values),
        locals: made.locals.clone(),
        seconds: made.seconds,
    })
}

/// The prediction in a few words, for where the large one is out of sight.
pub fn answer(p: &Produced<Prediction>) -> String {
    let Some(data) = &p.data else { return String::new() };
    let class = p.explained.class;
    let unit = unit(data, OutputScale::Probability);
    let at = |values: &[f64]| values.get(class).map_or_else(String::new, |v| format::level(*v, unit));
    let (subject, now) = (subject(data, class), at(&p.outputs));
    if p.values == p.original {
        return format!("{subject} {now}");
    }
    t::answer_changed(&subject, &now, &at(&p.original_outputs))
}

/// A memo of a shared value that counts as changed only when it is another one, not when it is looked at again.
pub fn by_identity<T: Send + Sync + 'static>(
    read: impl Fn() -> Option<Arc<T>> + Send + Sync + 'static,
) -> Memo<Option<Arc<T>>> {
    Memo::new_with_compare(
        move |_| read(),
        |before: Option<&Option<Arc<T>>>, now| match (before, now) {
            (Some(Some(a)), Some(Some(b))) => !Arc::ptr_eq(a, b),
            (Some(None), Some(None)) => false,
            _ => true,
        },
    )
}

/// What keeps the data set from being made.
pub fn table_blocked(state: State) -> Signal<Option<String>> {
    Signal::derive(move || state.table.with(|t| t.fault().map(|_| t::table_unread().to_owned())))
}

/// What keeps the model from being made.
pub fn data_blocked(state: State) -> Signal<Option<String>> {
    let table = table_blocked(state);
    Signal::derive(move || {
        let data = || state.dataset.with(|d| d.fault().map(|_| t::data_set_not_made().to_owned()));
        table.get().or_else(data)
    })
}

/// What keeps the evaluation and the explanation from being made.
pub fn model_blocked(state: State) -> Signal<Option<String>> {
    let data = data_blocked(state);
    Signal::derive(move || {
        let model = || {
            state.model.with(|m| match &m.status {
                _ if !m.is_current() => None,
                Status::Stopped => Some(t::training_cancelled().to_owned()),
                Status::Failed(_) => Some(t::training_failed().to_owned()),
                _ => None,
            })
        };
        data.get().or_else(model)
    })
}

/// How a model was made, for export.
pub fn facts_of_model(model: &Produced<ModelView>) -> Vec<(&'static str, Cell)> {
    let spec = &model.recipe.model;
    vec![
        ("method", Cell::Text(spec.in_words(model.is_number()))),
        ("parameters", model.n_parameters.into()),
        ("kept_epoch", (model.kept_epoch + 1).into()),
        ("seed", spec.seed().into()),
        ("seconds", share::to_the_millisecond(model.seconds)),
        ("fingerprint", Cell::Text(model.fingerprint.clone())),
    ]
}

/// The same of the model at hand; nothing while another one is being trained.
pub fn model_facts(state: State) -> Vec<(&'static str, Cell)> {
    let model = state.model.with(|m| m.value.clone().filter(|_| m.running().is_none()));
    model.map_or(Vec::new(), |m| facts_of_model(&m))
}

/// Whether the settings in hand are not the ones that were trained.
pub fn draft_differs(state: State) -> bool {
    state.draft.with(|draft| state.recipe.with(|r| r.model != *draft))
}

/// Whether dark colours are in force: the user's choice, else the system's; never on paper.
pub fn dark(state: State) -> Signal<bool> {
    use super::state::Theme;
    let (system, paper) = (holds("(prefers-color-scheme: dark)"), holds("print"));
    let chosen = move || match state.theme.get() {
        Theme::System => system.get(),
        Theme::Light => false,
        Theme::Dark => true,
    };
    Signal::derive(move || chosen() && !paper.get())
}

/// Whether a media query holds, now and whenever that changes.
fn holds(query: &str) -> RwSignal<bool> {
    let holds = RwSignal::new(false);
    if let Ok(Some(query)) = window().match_media(query) {
        holds.set(query.matches());
        let own = query.clone();
        let on_change = wasm_bindgen::prelude::Closure::<dyn FnMut()>::new(move || holds.set(own.matches()));
        query.set_onchange(Some(wasm_bindgen::JsCast::unchecked_ref(on_change.as_ref())));
        let kept = StoredValue::new_local((query, on_change));
        on_cleanup(move || kept.with_value(|(query, _)| query.set_onchange(None)));
    }
    holds
}

/// Number of features of the data set.
pub fn n_features(state: State) -> usize {
    state.dataset.with(|d| d.value.as_ref().map_or(0, |d| d.features.len()))
}

/// Number of fitted numbers, where the model is a network.
pub fn n_network_parameters(state: State) -> Option<usize> {
    let n =
        |model: &Produced<ModelView>| matches!(model.structure, Structure::Layers { .. }).then_some(model.n_parameters);
    state.model.with(|m| m.value.as_ref().and_then(|m| n(m)))
}
