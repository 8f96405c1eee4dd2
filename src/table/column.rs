//! One column from text to values, in steps of some rows. What it holds is seen in one pass over its cells; another makes
//! values of them. However the steps are cut, the result is the same.

use super::cells::{Codes, Numbers};
use super::kind::{self, Open, Seen};
use super::levels::{Distinct, Levelling};
use super::{Cells, Column, Kind, Sheet, TableError, date};

/// A column that is being read.
#[derive(Clone, Debug)]
pub struct ColumnReading {
    column_idx: usize,
    chosen: Option<Kind>,
    seen: Seen,
    /// Known behind the first stages.
    inferred: Kind,
    stage: Stage,
    /// Rows that the stage has behind it.
    at: usize,
}

#[derive(Clone, Debug)]
enum Stage {
    /// What kind it may be.
    Look,
    /// Whether the numbers under the name of a key are all distinct.
    Keys(Distinct),
    /// Its texts told apart, and the words in them.
    Texts(Box<Levelling>, usize),
    /// The texts as levels.
    Levels(Box<Levelling>),
    Numbers(Numbers),
    Dates(Numbers),
    /// The one that means no, and the one that means yes.
    Answers([String; 2], Codes),
}

impl ColumnReading {
    /// At the first row of a column, which is to be of the `chosen` kind, if any.
    pub fn new(sheet: &Sheet, column_idx: usize, chosen: Option<Kind>) -> ColumnReading {
        let seen = Seen::new(&sheet.names[column_idx], sheet.dialect.decimal_comma);
        ColumnReading { column_idx, chosen, seen, inferred: Kind::Category, stage: Stage::Look, at: 0 }
    }

    /// Goes on with `n` rows, of which there is at least one; the column when it is read.
    ///
    /// # Errors
    /// See [`super::Table::read`].
    pub fn step(&mut self, sheet: &Sheet, n: usize) -> Result<Option<Column>, TableError> {
        let (j, n_rows, comma) = (self.column_idx, sheet.n_rows(), sheet.dialect.decimal_comma);
        let to = self.at.saturating_add(n).min(n_rows);
        let cells = (self.at..to).map(|i| (i, sheet.cell(i, j)));
        let text = |row: u32| sheet.cell(row as usize, j).unwrap_or_default();
        let mut over = to == n_rows;
        match &mut self.stage {
            Stage::Look => cells.for_each(|(_, cell)| self.seen.take(cell)),
            Stage::Keys(distinct) => {
                let mut present = cells.filter(|(_, cell)| cell.is_some());
                over |= present.any(|(i, _)| {
                    let n = distinct.len();
                    distinct.insert(i as u32, text) as usize != n
                });
            }
            Stage::Texts(levelling, n_words) => {
                for (i, cell) in cells {
                    levelling.take(i as u32, cell.is_none(), text);
                    *n_words += cell.map_or(0, |c| c.split_whitespace().count());
                }
            }
            Stage::Levels(levelling) => over = !levelling.step(n, text, |text| kind::number(text, comma)),
            Stage::Numbers(all) => {
                let read = |text| kind::number(text, comma);
                fill(all, cells, read).map_err(|(row, text)| TableError::NotANumber {
                    column: sheet.names[j].clone(),
                    row,
                    text,
                })?;
            }
            Stage::Dates(all) => {
                let month_first = self.seen.days.is_month_first(sheet.dialect.month_first);
                let read = |text: &str| date::parse(text, month_first);
                fill(all, cells, read).map_err(|(row, text)| TableError::NotADate {
                    column: sheet.names[j].clone(),
                    row,
                    text,
                })?;
            }
            Stage::Answers([_, yes], codes) => {
                cells.for_each(|(_, cell)| codes.push(cell.map(|text| u32::from(text == yes))));
            }
        }
        self.at = if over { 0 } else { to };
        if over { self.next(sheet) } else { Ok(None) }
    }

    /// Share of the work that is done, 0 to 1.
    pub fn done(&self, sheet: &Sheet) -> f64 {
        let share = self.at as f64 / sheet.n_rows().max(1) as f64;
        match &self.stage {
            Stage::Look => 0.3 * share,
            Stage::Keys(_) | Stage::Texts(..) => 0.3 + 0.2 * share,
            Stage::Levels(levelling) => 0.5 + 0.5 * levelling.done(),
            Stage::Numbers(_) | Stage::Dates(_) | Stage::Answers(..) => 0.5 + 0.5 * share,
        }
    }

    /// A stage is over: the next one, or the column.
    fn next(&mut self, sheet: &Sheet) -> Result<Option<Column>, TableError> {
        let n_rows = sheet.n_rows();
        let cells = match std::mem::replace(&mut self.stage, Stage::Look) {
            Stage::Look => {
                match self.seen.kind() {
                    Ok(kind) => self.settle(sheet, kind, None)?,
                    Err(Open::Keys) => self.stage = Stage::Keys(Distinct::new()),
                    Err(Open::Texts) => self.stage = Stage::Texts(Box::new(Levelling::new(n_rows)), 0),
                }
                return Ok(None);
            }
            Stage::Keys(distinct) => {
                let is_key = distinct.len() == self.seen.n;
                self.settle(sheet, if is_key { Kind::Identifier } else { Kind::Number }, None)?;
                return Ok(None);
            }
            Stage::Texts(levelling, n_words) => {
                // They are told apart for the kind, or for their levels when that is known already.
                let kind = self.seen.kind().unwrap_or(self.seen.of_texts(levelling.n_distinct(), n_words));
                self.settle(sheet, kind, Some(levelling))?;
                return Ok(None);
            }
            Stage::Levels(levelling) => {
                let (levels, codes) = levelling.finish();
                Cells::Categories { levels, codes }
            }
            Stage::Answers(levels, codes) => Cells::Categories { levels: levels.into(), codes },
            Stage::Numbers(all) | Stage::Dates(all) => Cells::Numbers(all),
        };
        let kind = self.chosen.unwrap_or(self.inferred);
        let name = sheet.names[self.column_idx].clone();
        let unsaid = kind == Kind::Date && self.seen.days.is_ambiguous();
        let note = unsaid.then(|| ambiguous(&name, sheet.dialect.month_first));
        Ok(Some(Column { name, kind, inferred: self.inferred, cells, note }))
    }

    /// The kind is known: goes on to the values, with the texts where they were told apart.
    fn settle(&mut self, sheet: &Sheet, inferred: Kind, texts: Option<Box<Levelling>>) -> Result<(), TableError> {
        self.inferred = inferred;
        let n_rows = sheet.n_rows();
        let levels = |texts: Option<Box<Levelling>>| match texts {
            Some(levelling) => Stage::Levels(levelling),
            None => Stage::Texts(Box::new(Levelling::new(n_rows)), 0),
        };
        self.stage = match self.chosen.unwrap_or(inferred) {
            Kind::Number => Stage::Numbers(Numbers::with_capacity(n_rows)),
            Kind::Date => Stage::Dates(Numbers::with_capacity(n_rows)),
            Kind::YesNo => {
                let name = || sheet.names[self.column_idx].clone();
                let two = self.seen.answers().ok_or_else(|| TableError::NotYesNo { column: name() })?;
                match kind::no_first(&two) {
                    Some(answers) => Stage::Answers(answers.map(str::to_owned), Codes::with_capacity(n_rows)),
                    None => levels(texts),
                }
            }
            Kind::Category | Kind::Identifier | Kind::Text => levels(texts),
        };
        Ok(())
    }
}

/// Adds cells as numbers.
///
/// # Errors
/// The first cell that is none, with its 1-based row.
fn fill<'a>(
    all: &mut Numbers,
    cells: impl Iterator<Item = (usize, Option<&'a str>)>,
    read: impl Fn(&'a str) -> Option<f64>,
) -> Result<(), (u64, String)> {
    for (i, cell) in cells {
        let value = cell.map(|text| read(text).ok_or_else(|| (i as u64 + 1, text.to_owned())));
        all.push(value.transpose()?);
    }
    Ok(())
}

fn ambiguous(column: &str, month_first: bool) -> String {
    let (order, other) = if month_first { ("month before the day", "day") } else { ("day before the month", "month") };
    format!(
        "The dates of {column:?} are read with the {order}; no cell says which is which. If the {other} comes first, say so under \u{201c}Read as\u{201d}."
    )
}
