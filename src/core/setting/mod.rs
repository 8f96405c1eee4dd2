//! Settings as tables: one row says what a setting is called, what it may be, and how it is read and written. The form on the page,
//! the check of a spec from elsewhere with its message, and the name in undo are made from it.

mod error;

pub use crate::table::Range;
pub use error::{SpecError, refuse, within};

use vitrine_text::words::{self, Word};
use vitrine_text::{Phrase, capital, terms};

/// What a person sees of a setting.
#[derive(Clone, Copy)]
pub struct SettingInfo {
    /// What stands beside its field: "learning rate".
    pub label: Phrase,
    /// The term that explains it there.
    pub word: Option<Word>,
    /// What undo and messages call it, where it stands alone: "seed of LIME".
    pub name: Phrase,
    /// Whether it is folded away until it is asked for.
    pub is_advanced: bool,
    /// What it may be.
    pub field: Field,
}

/// What a setting may be.
#[derive(Clone, Copy)]
pub enum Field {
    /// A number.
    Number(Range),
    /// One of a few options, by their names.
    Choice(&'static [Phrase]),
    /// A list of numbers.
    Numbers(&'static NumberList),
}

/// A list of numbers whose length is chosen too.
pub struct NumberList {
    /// What each number may be.
    pub range: Range,
    /// How many there may be.
    pub most: usize,
    /// What one is that is added.
    pub added: f64,
    /// What undo and messages call their number.
    pub count: Phrase,
    /// What stands beside the one with this number, from 1.
    pub label: fn(usize) -> String,
    /// The button that adds one at the end.
    pub add: Phrase,
    /// The button that removes the last one.
    pub remove: Phrase,
}

/// The value of a setting.
#[derive(Clone, Debug, PartialEq)]
pub enum SettingValue {
    /// Of a number.
    Number(f64),
    /// Which option is chosen.
    Choice(usize),
    /// Of a list of numbers.
    Numbers(Vec<f64>),
}

/// What of the data a form depends on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DataContext {
    /// Whether the target is a number.
    pub is_number: bool,
    /// Number of features.
    pub n_features: usize,
}

/// One setting of a spec.
pub struct Setting<S: 'static> {
    about: SettingInfo,
    applies: fn(&S, &DataContext) -> bool,
    access: Access<S>,
}

enum Access<S: 'static> {
    Number(fn(&S) -> f64, fn(&mut S, f64)),
    Choice(fn(&S) -> usize, fn(&mut S, usize, &DataContext)),
    Numbers(fn(&S) -> Vec<f64>, fn(&mut S, &[f64])),
}

impl<S> Setting<S> {
    const fn new(label: Phrase, field: Field, access: Access<S>) -> Setting<S> {
        let about = SettingInfo { label, word: None, name: label, is_advanced: false, field };
        Setting { about, applies: |_, _| true, access }
    }

    /// A number. `read` may return anything while it does not apply.
    pub const fn number(label: Phrase, range: Range, read: fn(&S) -> f64, write: fn(&mut S, f64)) -> Setting<S> {
        Setting::new(label, Field::Number(range), Access::Number(read, write))
    }

    /// One of `options`, by its index.
    pub const fn choice(
        label: Phrase,
        options: &'static [Phrase],
        read: fn(&S) -> usize,
        write: fn(&mut S, usize, &DataContext),
    ) -> Setting<S> {
        Setting::new(label, Field::Choice(options), Access::Choice(read, write))
    }

    /// A list of numbers.
    pub const fn numbers(
        label: Phrase,
        numbers: &'static NumberList,
        read: fn(&S) -> Vec<f64>,
        write: fn(&mut S, &[f64]),
    ) -> Setting<S> {
        Setting::new(label, Field::Numbers(numbers), Access::Numbers(read, write))
    }

    /// A whole number that begins a random stream.
    pub const fn seed(name: Phrase, read: fn(&S) -> f64, write: fn(&mut S, f64)) -> Setting<S> {
        let range = Range::whole(0.0, u32::MAX as f64);
        Setting::number(terms::seed, range, read, write).word(words::SEED).called(name)
    }

    /// The same, its label explained by a term.
    pub const fn word(mut self, word: Word) -> Setting<S> {
        self.about.word = Some(word);
        self
    }

    /// The same with another name where it stands alone.
    pub const fn called(mut self, name: Phrase) -> Setting<S> {
        self.about.name = name;
        self
    }

    /// The same, folded away until it is asked for.
    pub const fn advanced(mut self) -> Setting<S> {
        self.about.is_advanced = true;
        self
    }

    /// The same, where it has a meaning only sometimes.
    pub const fn when(mut self, applies: fn(&S, &DataContext) -> bool) -> Setting<S> {
        self.applies = applies;
        self
    }
}

/// A spec whose settings stand in a table.
pub trait HasSettings: Sized + 'static {
    /// The table, in the order of the form.
    const SETTINGS: &'static [Setting<Self>];
}

/// A spec with a table of settings, whatever its type. A setting is named by its row.
pub trait Settings {
    /// What a person sees of each.
    fn table(&self) -> Vec<&'static SettingInfo>;

    /// Whether a setting means something beside the others and the data; `false` of no setting.
    fn applies(&self, row: usize, given: &DataContext) -> bool;

    /// Its value; `None` of no setting.
    fn value(&self, row: usize) -> Option<SettingValue>;

    /// Gives it another value. What is no value of this setting changes nothing.
    fn set(&mut self, row: usize, value: &SettingValue, given: &DataContext);

    /// Whether each setting that applies is in its range.
    ///
    /// # Errors
    /// The first one that is not.
    fn check(&self) -> Result<(), SpecError> {
        let rows = self.table().into_iter().enumerate();
        rows.filter(|(row, _)| self.applies(*row, &DataContext::default()))
            .try_for_each(|(row, about)| self.value(row).map_or(Ok(()), |value| about.check(&value)))
    }
}

impl<S: HasSettings> Settings for S {
    fn table(&self) -> Vec<&'static SettingInfo> {
        S::SETTINGS.iter().map(|setting| &setting.about).collect()
    }

    fn applies(&self, row: usize, given: &DataContext) -> bool {
        S::SETTINGS.get(row).is_some_and(|setting| (setting.applies)(self, given))
    }

    fn value(&self, row: usize) -> Option<SettingValue> {
        Some(match &S::SETTINGS.get(row)?.access {
            Access::Number(read, _) => SettingValue::Number(read(self)),
            Access::Choice(read, _) => SettingValue::Choice(read(self)),
            Access::Numbers(read, _) => SettingValue::Numbers(read(self)),
        })
    }

    fn set(&mut self, row: usize, value: &SettingValue, given: &DataContext) {
        match (S::SETTINGS.get(row).map(|setting| &setting.access), value) {
            (Some(Access::Number(_, write)), SettingValue::Number(v)) => write(self, *v),
            (Some(Access::Choice(_, write)), SettingValue::Choice(option)) => write(self, *option, given),
            (Some(Access::Numbers(_, write)), SettingValue::Numbers(list)) => write(self, list),
            _ => {}
        }
    }
}

impl SettingInfo {
    fn check(&self, value: &SettingValue) -> Result<(), SpecError> {
        let check = |v: f64, range: Range| within(&capital((self.name)()), v, range.min, range.max);
        match (self.field, value) {
            (Field::Number(range), SettingValue::Number(v)) => check(*v, range),
            (Field::Numbers(numbers), SettingValue::Numbers(list)) => {
                within(&capital((numbers.count)()), list.len() as f64, 0.0, numbers.most as f64)?;
                list.iter().try_for_each(|v| check(*v, numbers.range))
            }
            _ => Ok(()),
        }
    }
}

/// The name of the first setting in which two specs of one type differ; `None` where they are alike.
pub fn changed(before: &dyn Settings, after: &dyn Settings) -> Option<&'static str> {
    let mut rows = before.table().into_iter().enumerate();
    rows.find(|(row, _)| before.value(*row) != after.value(*row)).map(|(_, about)| (about.name)())
}

/// The index of a value among the options of a choice.
pub fn index_of<T: PartialEq>(options: &[T], value: &T) -> usize {
    options.iter().position(|option| option == value).unwrap_or(options.len())
}

/// Puts the option with this index into its place, where there is such an option.
pub fn choose<T: Copy>(options: &[T], option: usize, place: &mut T) {
    if let Some(value) = options.get(option) {
        *place = *value;
    }
}
