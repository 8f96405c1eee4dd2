//! What the screens read: memos and plain functions over the state.

use super::state::State;
use crate::chart::{self, format::Unit};
use crate::dataset::DatasetView;
use crate::explain::Local;
use crate::model::{ModelSpec, Space};
use crate::table::Value;
use crate::worker::protocol::Explained;

/// The unit of predictions and attributions.
pub fn unit(data: &DatasetView, space: Space) -> Unit {
    match (data.classes.is_empty(), space) {
        (true, _) => Unit::Target,
        (false, Space::Probability) => Unit::Probability,
        (false, Space::LogOdds) => Unit::LogOdds,
        (false, Space::Raw) => Unit::Margin,
    }
}

/// What is predicted, as a word: the explained class, or the target's name.
pub fn subject(data: &DatasetView, class: usize) -> String {
    data.classes.get(class).map_or_else(|| data.target.clone(), |(name, _)| name.clone())
}

/// One order of features for both methods: first the `shown` ones, by SHAP's share, then the others. Shown are those that
/// the finding names, LIME's four strongest, and then SHAP's strongest.
pub fn shared_order(explained: &Explained, shown: usize) -> Vec<usize> {
    let strongest = |local: &Local| -> Vec<usize> {
        let size = |j: usize| local.attributions[j].value.abs();
        let mut all: Vec<usize> = (0..local.attributions.len()).collect();
        all.sort_by(|&a, &b| size(b).total_cmp(&size(a)).then(a.cmp(&b)));
        all
    };
    let (shap, lime) = (strongest(&explained.shap), strongest(&explained.lime));
    let [up, down] = chart::leading(&explained.shap);
    let by_lime = lime.into_iter().filter(|&j| explained.lime.attributions[j].value != 0.0).take(4);
    let mut first: Vec<usize> = Vec::new();
    for j in up.into_iter().chain(down).chain(by_lime).chain(shap.iter().copied()) {
        if first.len() < shown && !first.contains(&j) {
            first.push(j);
        }
    }
    let (mut order, others): (Vec<usize>, Vec<usize>) = shap.into_iter().partition(|j| first.contains(j));
    order.extend(others);
    order
}

/// A value as people read it.
pub fn read_value(value: &Value) -> String {
    match value {
        Value::Number(v) => crate::chart::format::number(*v),
        Value::Level(text) => text.clone(),
        Value::Missing => "missing".into(),
    }
}

/// Whether the settings in hand are not the ones that were trained.
pub fn draft_differs(state: State) -> bool {
    use leptos::prelude::*;
    state.draft.with(|draft| state.recipe.with(|r| r.model != *draft))
}

/// A model in a few words.
pub fn model_in_words(spec: &ModelSpec, is_number: bool) -> String {
    match (spec, is_number) {
        (ModelSpec::Linear(_), true) => "a linear regression".into(),
        (ModelSpec::Linear(_), false) => "a logistic regression".into(),
        (ModelSpec::Network(n), _) => {
            let units: Vec<String> = n.hidden.iter().map(u32::to_string).collect();
            match units.len() {
                0 => "a network without hidden layers".into(),
                1 => format!("a network with a hidden layer of {} units", units[0]),
                _ => format!("a network with hidden layers of {} units", units.join(" and ")),
            }
        }
    }
}

/// Whether dark colours are in force: the user's choice, else the system's.
pub fn dark(state: State) -> leptos::prelude::Signal<bool> {
    use super::state::Theme;
    use leptos::prelude::*;
    let system = RwSignal::new(false);
    if let Ok(Some(query)) = window().match_media("(prefers-color-scheme: dark)") {
        system.set(query.matches());
        let own = query.clone();
        let on_change = wasm_bindgen::prelude::Closure::<dyn FnMut()>::new(move || system.set(own.matches()));
        query.set_onchange(Some(wasm_bindgen::JsCast::unchecked_ref(on_change.as_ref())));
        let kept = StoredValue::new_local((query, on_change));
        on_cleanup(move || kept.with_value(|(query, _)| query.set_onchange(None)));
    }
    Signal::derive(move || match state.theme.get() {
        Theme::System => system.get(),
        Theme::Light => false,
        Theme::Dark => true,
    })
}
