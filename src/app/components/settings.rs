//! The form of a spec's settings, made from their table.

use super::deferred::Deferred;
use super::dynamic::dynamic;
use super::field::{Named, NumberField, choice, fresh_id, list_field};
use super::term::Term;
use leptos::prelude::*;
use vitrine_core::setting::{DataContext, Field, NumberList, SettingInfo, SettingValue, Settings};
use vitrine_text::{Phrase, model as t};

/// Options that stand side by side; more of them are a list.
const MOST_BUTTONS: usize = 3;

/// How a form reads and changes its settings, whatever their type.
#[derive(Clone, Copy)]
pub struct Binding {
    /// The value of a setting, by its row in the table; `None` where the spec is of another type by now.
    value: Callback<usize, Option<SettingValue>>,
    /// Whether it means something now.
    applies: Callback<usize, bool>,
    /// Gives it another value.
    set: Callback<(usize, SettingValue)>,
}

impl Binding {
    /// Of settings that are read by `read` and changed by `change`; both are handed what to do with them. What `read` reads is
    /// followed.
    pub fn new(
        given: Signal<DataContext>,
        read: impl Fn(&mut dyn FnMut(&dyn Settings)) + Clone + Send + Sync + 'static,
        change: impl Fn(&mut dyn FnMut(&mut dyn Settings)) + Send + Sync + 'static,
    ) -> Binding {
        let values = read.clone();
        Binding {
            value: Callback::new(move |row| {
                let mut value = None;
                values(&mut |settings| value = settings.value(row));
                value
            }),
            applies: Callback::new(move |row| {
                let (mut applies, given) = (false, given.get());
                read(&mut |settings| applies = settings.applies(row, &given));
                applies
            }),
            set: Callback::new(move |(row, value): (usize, SettingValue)| {
                let given = given.get_untracked();
                change(&mut |settings| settings.set(row, &value, &given));
            }),
        }
    }

    fn number(self, row: usize) -> f64 {
        match self.value.run(row) {
            Some(SettingValue::Number(v)) => v,
            _ => 0.0,
        }
    }

    fn option(self, row: usize) -> Option<usize> {
        match self.value.run(row) {
            Some(SettingValue::Choice(option)) => Some(option),
            _ => None,
        }
    }

    fn numbers(self, row: usize) -> Vec<f64> {
        match self.value.run(row) {
            Some(SettingValue::Numbers(list)) => list,
            _ => Vec::new(),
        }
    }
}

/// The fields of all settings; the advanced ones are folded away.
pub fn form(table: Vec<&'static SettingInfo>, edited: Binding) -> AnyView {
    let (advanced, first): (Vec<_>, Vec<_>) = table.into_iter().enumerate().partition(|(_, about)| about.is_advanced);
    let fields = move |rows: Vec<(usize, &'static SettingInfo)>| {
        rows.into_iter().map(|(row, about)| field_where_it_applies(row, about, edited)).collect_view()
    };
    let more = (!advanced.is_empty()).then(|| {
        view! { <details><summary>{t::more_settings()}</summary><Deferred>{fields(advanced)}</Deferred></details> }
    });
    view! { {fields(first)} {more} }.into_any()
}

fn field_where_it_applies(row: usize, about: &'static SettingInfo, edited: Binding) -> AnyView {
    let applies = Memo::new(move |_| edited.applies.run(row));
    dynamic(move || applies.get().then(|| field(row, about, edited))).into_any()
}

fn label(about: &'static SettingInfo) -> AnyView {
    match about.word {
        Some(word) => view! { <Term word=word text=(about.label)()/> }.into_any(),
        None => (about.label)().into_any(),
    }
}

fn field(row: usize, about: &'static SettingInfo, edited: Binding) -> AnyView {
    match about.field {
        Field::Number(range) => view! {
            <NumberField label=move || label(about) value=Signal::derive(move || edited.number(row)) range=range
                set=move |v| edited.set.run((row, SettingValue::Number(v)))/>
        }
        .into_any(),
        Field::Choice(options) => options_field(row, about, options, edited),
        Field::Numbers(numbers) => numbers_field(row, about, numbers, edited),
    }
}

fn options_field(row: usize, about: &'static SettingInfo, options: &'static [Phrase], edited: Binding) -> AnyView {
    let chosen = Memo::new(move |_| edited.option(row));
    let set = Callback::new(move |option| edited.set.run((row, SettingValue::Choice(option))));
    let names = options.iter().map(|name| name()).collect::<Vec<_>>();
    if options.len() > MOST_BUTTONS {
        let texts = names.iter().map(|name| (*name).to_owned()).collect();
        let value =
            move || chosen.get().and_then(|option| names.get(option)).map_or(String::new(), |name| (*name).to_owned());
        return list_field((move || label(about)).into(), Signal::stored(texts), Signal::derive(value), set);
    }
    let id = fresh_id();
    view! {
        <div class="field"><span class="name" id=id.clone()>{label(about)}</span>{choice(Named::By(id), names, chosen, set)}</div>
    }
    .into_any()
}

/// A list of numbers, and the buttons that make it longer and shorter.
fn numbers_field(row: usize, about: &'static SettingInfo, numbers: &'static NumberList, edited: Binding) -> AnyView {
    let n = Memo::new(move |_| edited.numbers(row).len());
    let change = move |change: &dyn Fn(&mut Vec<f64>)| {
        let mut list = untrack(|| edited.numbers(row));
        change(&mut list);
        edited.set.run((row, SettingValue::Numbers(list)));
    };
    let number = move |at: usize| {
        let value = Signal::derive(move || edited.numbers(row).get(at).copied().unwrap_or(numbers.range.min));
        let set = move |v: f64| change(&|list| list.get_mut(at).into_iter().for_each(|number| *number = v));
        view! { <NumberField label=move || (numbers.label)(at + 1) value=value range=numbers.range set=set/> }
    };
    view! {
        <fieldset class="numbers">
            <legend>{label(about)}</legend>
            {dynamic(move || (0..n.get()).map(number).collect_view())}
            <span class="actions">
                <button type="button" class="quiet" disabled={move || n.get() >= numbers.most}
                    on:click=move |_| change(&|list| list.push(numbers.added))>{(numbers.add)()}</button>
                <button type="button" class="quiet" disabled=move || n.get() == 0
                    on:click=move |_| change(&|list| list.truncate(list.len().saturating_sub(1)))>{(numbers.remove)()}</button>
            </span>
        </fieldset>
    }
    .into_any()
}
