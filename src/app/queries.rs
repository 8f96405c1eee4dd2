//! What the screens read: memos and plain functions over the state.

use super::state::State;
use crate::chart::format::Unit;
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
        (false, _) => Unit::Margin,
    }
}

/// What is predicted, as a word: the explained class, or the target's name.
pub fn subject(data: &DatasetView, class: usize) -> String {
    data.classes.get(class).map_or_else(|| data.target.clone(), |(name, _)| name.clone())
}

/// One order of features for both methods: by the larger of the two methods' shares, each taken relative to its own largest.
pub fn shared_order(explained: &Explained) -> Vec<usize> {
    let relative = |local: &Local| -> Vec<f64> {
        let top = local.attributions.iter().map(|a| a.value.abs()).fold(0.0, f64::max);
        local.attributions.iter().map(|a| if top > 0.0 { a.value.abs() / top } else { 0.0 }).collect()
    };
    let (shap, lime) = (relative(&explained.shap), relative(&explained.lime));
    let rank: Vec<f64> = shap.iter().zip(&lime).map(|(s, l)| s + 0.5 * l).collect();
    let mut order: Vec<usize> = (0..rank.len()).collect();
    order.sort_by(|&a, &b| rank[b].total_cmp(&rank[a]).then(a.cmp(&b)));
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
