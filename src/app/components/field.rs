//! Fields for numbers, choices and switches. A number is applied when it is whole and in range, never half typed;
//! otherwise the text beside the field says what is allowed.

use super::dynamic::dynamic;
use leptos::{ev, html, prelude::*};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};
pub use vitrine_core::table::Range;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// A name for an element of its own. A field is named by its words through it and not by a `label` around both, since the
/// words may hold a button of their own, which a label would name instead.
pub fn fresh_id() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("field-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The fields of a form whose text is refused, by their names for the page: a form that has one cannot be sent.
#[derive(Clone, Copy, Default)]
pub struct RefusedFields {
    names: RwSignal<BTreeSet<String>>,
    cleared: RwSignal<u32>,
}

impl RefusedFields {
    /// Whether there is one.
    pub fn any(self) -> bool {
        self.names.with(|names| !names.is_empty())
    }

    /// Puts the values in force back where a text was refused.
    pub fn clear(self) {
        self.cleared.update(|n| *n += 1);
    }

    fn note(self, name: &str, is_refused: bool) {
        if is_refused == self.names.with_untracked(|names| names.contains(name)) {
            return;
        }
        self.names.update(|names| {
            if !names.remove(name) {
                names.insert(name.to_owned());
            }
        });
    }
}

/// A number that is typed. `value` is what is in force; `set` is called with a new valid one.
#[component]
pub fn NumberField(
    /// What is beside the field.
    #[prop(into)]
    label: ViewFn,
    /// The value in force.
    #[prop(into)]
    value: Signal<f64>,
    /// What may be typed.
    #[prop(into)]
    range: Signal<Range>,
    /// Takes a valid number.
    set: impl Fn(f64) + Send + Sync + 'static,
) -> impl IntoView {
    number_field(label, value, range, Callback::new(set))
}

fn number_field(label: ViewFn, value: Signal<f64>, range: Signal<Range>, set: Callback<f64>) -> AnyView {
    let fault = RwSignal::new(None::<String>);
    let name = fresh_id();
    let field = NodeRef::<html::Input>::new();
    let (form, id) = (use_context::<RefusedFields>(), StoredValue::new(name.clone()));
    let say = move |why: Option<String>| {
        if let Some(form) = form {
            id.with_value(|id| form.note(id, why.is_some()));
        }
        fault.set(why);
    };
    let own = name.clone();
    on_cleanup(move || form.into_iter().for_each(|form| form.note(&own, false)));
    // A value that is set elsewhere ends what was typed and not taken.
    Effect::new(move |_| {
        form.into_iter().for_each(|form| form.cleared.track());
        let text = value.get().to_string();
        if fault.with_untracked(Option::is_some) {
            say(None);
            if let Some(field) = field.get_untracked() {
                field.set_value(&text);
            }
        }
    });
    let typed = move |e: ev::Event| {
        // A field that goes away with something typed in it is left when its values are gone already.
        let Some(range) = range.try_get_untracked() else { return };
        match range.read(&event_target_value(&e)) {
            Ok(v) => {
                say(None);
                set.run(v);
            }
            Err(why) => say(Some(why)),
        }
    };
    view! {
        <div class="field">
            <span class="name" id=name.clone()>{label.run()}</span>
            <input node_ref=field type="text" inputmode="decimal" autocomplete="off" aria-labelledby=name prop:value=move || value.get().to_string() on:change=typed
                   aria-invalid=move || fault.with(Option::is_some).to_string()/>
            <span class="fault" role="alert">{move || fault.get()}</span>
        </div>
    }
    .into_any()
}

/// One of a few choices, side by side.
#[component]
pub fn Choice<T>(
    /// What is chosen.
    label: &'static str,
    /// The choices and their names.
    options: Vec<(T, &'static str)>,
    /// The choice in force.
    #[prop(into)]
    value: Signal<T>,
    /// Takes another choice.
    set: impl Fn(T) + Send + Sync + 'static,
) -> impl IntoView
where
    T: PartialEq + Clone + Send + Sync + 'static,
{
    let (options, names): (Vec<T>, Vec<&'static str>) = options.into_iter().unzip();
    let listed = options.clone();
    let chosen = Memo::new(move |_| value.with(|v| listed.iter().position(|o| o == v)));
    let set = Callback::new(move |i: usize| options.get(i).cloned().into_iter().for_each(&set));
    choice(Named::Words(label), names, chosen, set)
}

/// What a field is called for those who do not see where it stands.
pub enum Named {
    /// So.
    Words(&'static str),
    /// By the element with this id.
    By(String),
}

/// One of a few options, side by side, by its index.
pub fn choice(named: Named, names: Vec<&'static str>, chosen: Memo<Option<usize>>, set: Callback<usize>) -> AnyView {
    let button = |(i, name)| {
        view! { <button type="button" aria-pressed=move || (chosen.get() == Some(i)).to_string() on:click=move |_| set.run(i)>{name}</button> }
    };
    let buttons = names.into_iter().enumerate().map(button).collect_view();
    let (label, by) = match named {
        Named::Words(label) => (Some(label), None),
        Named::By(id) => (None, Some(id)),
    };
    view! { <div class="choice" role="group" aria-label=label aria-labelledby=by>{buttons}</div> }.into_any()
}

/// One of a list, by its text.
#[component]
pub fn ListField(
    /// What is beside the field.
    #[prop(into)]
    label: ViewFn,
    /// The texts.
    #[prop(into)]
    options: Signal<Vec<String>>,
    /// The text in force.
    #[prop(into)]
    value: Signal<String>,
    /// Takes the index of another text.
    set: impl Fn(usize) + Send + Sync + 'static,
) -> impl IntoView {
    list_field(label, options, value, Callback::new(set))
}

/// [`ListField`] with its parts in place.
pub fn list_field(label: ViewFn, options: Signal<Vec<String>>, value: Signal<String>, set: Callback<usize>) -> AnyView {
    let chosen = move |e: ev::Event| {
        let text = event_target_value(&e);
        // As above: it may be left when its values are gone.
        if let Some(Some(idx)) = options.try_with_untracked(|o| o.iter().position(|t| *t == text)) {
            set.run(idx);
        }
    };
    let name = fresh_id();
    view! {
        <div class="field">
            <span class="name" id=name.clone()>{label.run()}</span>
            <select on:change=chosen prop:value=value aria-labelledby=name>
                {dynamic(move || options.get().into_iter().map(|text| option(text.clone(), text, value)).collect_view())}
            </select>
        </div>
    }
    .into_any()
}

/// One of a list: what it stands for, and its text. It is made with the choice in force; the list's own value follows later ones.
pub fn option(of: String, text: String, chosen: Signal<String>) -> impl IntoView {
    let selected = chosen.with_untracked(|c| *c == of);
    view! { <option value=of selected=selected>{text}</option> }
}

/// On or off.
#[component]
pub fn Switch(
    /// What is switched, for those who do not see where it stands.
    #[prop(into)]
    label: String,
    /// Whether it is on.
    #[prop(into)]
    value: Signal<bool>,
    /// Takes the other state.
    set: impl Fn(bool) + Send + Sync + 'static,
) -> impl IntoView {
    switch(label, value, Callback::new(set))
}

fn switch(label: String, value: Signal<bool>, set: Callback<bool>) -> AnyView {
    let flipped = move |e: ev::Event| {
        if let Some(field) = e.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()) {
            set.run(field.checked());
        }
    };
    view! { <input type="checkbox" class="switch" aria-label=label prop:checked=value on:change=flipped/> }.into_any()
}
