//! Which column is to be predicted where nobody said so: name, place and kind are weighed together.

use super::choose::{n_present, nearly_unique};
use super::hints::varies;
use super::{DatasetError, DatasetSpec};
use crate::num::order;
use crate::table::{Cells, Column, Kind, Table};
use serde::{Deserialize, Serialize};

/// The most classes that a screen can show.
pub(super) const MAX_CLASSES: usize = 50;
/// Fewer rows cannot be divided into three parts that say anything.
pub(super) const MIN_ROWS: usize = 10;

/// What the page asks about the target.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// Why this column was taken, where the user chose none.
    pub guess: Option<Guess>,
    /// How many codes a target has that may stand for classes or for amounts; `None` where it is plain.
    pub codes: Option<usize>,
}

/// A column that was taken for the target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Guess {
    /// Why it was.
    pub why: Why,
    /// Where that is in doubt, the likeliest columns, this one first; else none.
    pub candidates: Vec<String>,
}

/// Why a column was taken for the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// Its name says so.
    Name,
    /// It is the last column.
    Last,
    /// It is the first column.
    First,
    /// It has few different values.
    Kind,
    /// No other column can be predicted.
    Only,
}

/// Names of targets: the last word of a name, or the whole.
const SURE: &str = "target label class classes outcome response result survived survival churn churned exited attrition default defaulted diagnosis \
    fraud species quality price prices salary risk readmitted approved passed cancelled canceled disease stroke died death answer medv mpg y \
    ziel zielvariable zielgr\u{f6}\u{df}e klasse ergebnis urteil diagnose preis kaufpreis verkaufspreis miete kaltmiete gehalt k\u{fc}ndigung \
    gek\u{fc}ndigt abgewandert \u{fc}berlebt risiko antwort cible classe \u{e9}tiquette r\u{e9}sultat diagnostic prix loyer salaire survie r\u{e9}ponse \
    risque objetivo clase etiqueta resultado diagn\u{f3}stico precio alquiler salario respuesta riesgo";
/// Words that often stand at the end of a target's name.
const LIKELY: &str = "status score rating grade cost costs charges income revenue sales profit demand count cnt total amount value rent wage won winner \
    event deposit bewertung note umsatz kosten wert anzahl co\u{fb}t valeur ventes costo valor ventas";
/// Words for what is known of a case rather than asked.
const KNOWN: &str = "age sex gender year month day date time city country region zip postcode latitude longitude lat lon name notes comment alter geschlecht \
    jahr monat datum stadt land ort \u{e2}ge sexe ann\u{e9}e ville pays edad sexo a\u{f1}o ciudad";
/// Words for counts and grades, whose codes are amounts.
const AMOUNTS: &str = "count number num n rooms children kids siblings days visits years age rating score grade stars quality level anzahl zahl zimmer \
    kinder tage besuche jahre alter bewertung note stufe nombre enfants notes hijos nota";
/// A column leads surely by so much.
const LEAD: f64 = 1.5;
/// Columns that are offered.
const N_OFFERED: usize = 3;

/// The target that the spec names, or the likeliest column.
///
/// # Errors
/// [`DatasetError::NoTarget`], or [`DatasetError::NothingToPredict`] where no column can be one.
pub(super) fn choose<'a>(table: &'a Table, spec: &DatasetSpec) -> Result<(&'a Column, Asked), DatasetError> {
    let (column, guess) = match &spec.target {
        Some(name) => (table.column(name).ok_or_else(|| DatasetError::NoTarget { name: name.clone() })?, None),
        None => guess(table)?,
    };
    Ok((column, Asked { guess, codes: codes(column) }))
}

fn guess(table: &Table) -> Result<(&Column, Option<Guess>), DatasetError> {
    let n = table.columns.len();
    let mut scored: Vec<(f64, bool, usize)> = Vec::new();
    for (i, column) in table.columns.iter().enumerate().filter(|(_, c)| can_be_predicted(c)) {
        let words = words(&column.name);
        let is_place = words == ["y"] && i + 1 < n && table.columns.iter().any(|c| c.name.eq_ignore_ascii_case("x"));
        let by_name = if is_place { 0.0 } else { by_name(&words) };
        let by_place = match i {
            _ if i + 1 == n => 3.0,
            0 => 0.5,
            _ => 0.0,
        };
        scored.push((by_name + by_place + by_kind(column), by_name > 0.0, i));
    }
    // Of equals the later one, as tables mostly have it.
    scored.reverse();
    order::sort_descending(&mut scored, |s| s.0);
    let Some(&(best, named, i)) = scored.first() else {
        return fallback(table).map(|column| (column, Some(Guess { why: Why::Only, candidates: Vec::new() })));
    };
    let why = match () {
        () if scored.len() == 1 => Why::Only,
        () if named => Why::Name,
        () if i + 1 == n => Why::Last,
        () if i == 0 => Why::First,
        () => Why::Kind,
    };
    let unsure = scored.get(1).is_some_and(|second| best - second.0 < LEAD);
    let offered = scored.iter().take(if unsure { N_OFFERED } else { 0 });
    let candidates = offered.map(|s| table.columns[s.2].name.clone()).collect();
    Ok((&table.columns[i], Some(Guess { why, candidates })))
}

/// Where no column is fit: the last one that has different values and is no text and no key.
fn fallback(table: &Table) -> Result<&Column, DatasetError> {
    let fits = |c: &&Column| varies(c) && matches!(c.cells, Cells::Numbers(_)) && c.kind != Kind::Identifier;
    table.columns.iter().rev().find(fits).ok_or(DatasetError::NothingToPredict)
}

/// Not a constant, nor what names or describes rows, nor what is mostly missing.
fn can_be_predicted(column: &Column) -> bool {
    let (present, n_rows) = n_present(column);
    let fits = match &column.cells {
        Cells::Numbers(_) => true,
        Cells::Categories { levels, .. } => levels.len() <= MAX_CLASSES,
    };
    let odd = matches!(column.kind, Kind::Identifier | Kind::Text | Kind::Date);
    fits && !odd && present >= MIN_ROWS && present * 2 > n_rows && varies(column) && !nearly_unique(column)
}

fn by_kind(column: &Column) -> f64 {
    let (present, n_rows) = n_present(column);
    let missing = if present < n_rows { 0.5 + 2.0 * (n_rows - present) as f64 / n_rows as f64 } else { 0.0 };
    let kind = match &column.cells {
        Cells::Categories { levels, .. } => match levels.len() {
            2 if column.kind == Kind::YesNo => 1.5,
            ..=10 => 1.0,
            _ => -1.0,
        },
        Cells::Numbers(_) => 0.0,
    };
    kind - missing
}

fn by_name(words: &[String]) -> f64 {
    let Some(last) = words.last() else { return 0.0 };
    let is_sure = is_in(SURE, last) && (last != "y" || words.len() == 1);
    match () {
        () if is_sure || words.iter().any(|w| w == "target" || w == "label") => 6.0,
        () if is_in(LIKELY, last) => 2.0,
        () if is_in(KNOWN, last) => -1.5,
        () => 0.0,
    }
}

fn is_in(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|w| w == word)
}

/// The words of a name in small letters: "SalePrice" and "sale_price" have two.
fn words(name: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut before = ' ';
    for c in name.chars() {
        if !c.is_alphanumeric() || c.is_uppercase() && before.is_lowercase() {
            out.push(String::new());
        }
        if let Some(word) = out.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    out.retain(|word| !word.is_empty());
    out
}

/// How many codes a column has: whole numbers without a gap from 0 or 1, of which each occurs often.
fn codes(column: &Column) -> Option<usize> {
    const CODES: std::ops::RangeInclusive<usize> = 3..=10;
    let mut values: Vec<f64> = match &column.cells {
        Cells::Numbers(cells) if column.kind == Kind::Number => cells.iter().flatten().collect(),
        // Those that the user made classes of.
        Cells::Categories { levels, .. } if column.inferred == Kind::Number => {
            levels.iter().filter_map(|level| level.parse().ok()).collect()
        }
        _ => return None,
    };
    order::sort(&mut values);
    values.dedup();
    let (first, last) = values.first().copied().zip(values.last().copied())?;
    let in_order = (first == 0.0 || first == 1.0) && last - first + 1.0 == values.len() as f64;
    let whole = values.iter().all(|v| v.fract() == 0.0);
    (whole && in_order && CODES.contains(&values.len()) && values.len() * 5 <= n_present(column).0)
        .then_some(values.len())
}

/// Whether the codes of a column are taken for classes, as long as the user does not say that they are numbers: they count from 0,
/// as programs write classes, and no name says that they count something.
pub(super) fn are_classes(column: &Column) -> bool {
    let from_zero = matches!(&column.cells, Cells::Numbers(cells) if cells.iter().flatten().any(|v| v == 0.0));
    let counts = words(&column.name).iter().any(|word| is_in(AMOUNTS, word));
    !column.chosen && from_zero && !counts && codes(column).is_some()
}
