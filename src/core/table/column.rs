//! One column from text to values, in steps of some rows. What it holds is seen in one pass over its cells; another makes
//! values of them. However the steps are cut, the result is the same.

use super::cells::{Codes, Numbers};
use super::detect::{KindDetector, Open};
use super::levels::{Distinct, LevelBuilder, join};
use super::number::number;
use super::numerals::Numeral;
use super::remark::{Odd, Remark};
use super::{Cells, Chosen, Column, Kind, Sheet, Table, date};
use std::collections::BTreeMap;

/// A column that is being read.
#[derive(Clone, Debug)]
pub struct ColumnReading {
    column_idx: usize,
    chosen: Option<Chosen>,
    detector: KindDetector,
    /// Known behind the first stages.
    inferred: Option<Kind>,
    /// The kind in force, known then too.
    kind: Kind,
    /// How its numbers are read, known behind the first stage.
    numeral: Numeral,
    /// What most of its cells are and some are not.
    nearly: Option<Kind>,
    odd: Odd,
    /// Cells that hold a number that means missing.
    n_missing: usize,
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
    Texts(Box<LevelBuilder>, usize),
    /// The texts as levels.
    Levels(Box<LevelBuilder>),
    Numbers(Numbers),
    Dates(Numbers),
    /// No and yes in their most frequent spellings, and all spellings of yes.
    Answers([String; 2], Vec<String>, Codes),
}

impl ColumnReading {
    /// At the first row of a column, which is to be of the `chosen` kind, if any.
    pub fn new(sheet: &Sheet, column_idx: usize, chosen: Option<Chosen>) -> ColumnReading {
        let detector = KindDetector::new(&sheet.names[column_idx], sheet.dialect.decimal_comma);
        ColumnReading {
            column_idx,
            chosen,
            numeral: detector.numerals.best().0,
            detector,
            inferred: None,
            kind: Kind::Category,
            nearly: None,
            odd: Odd::default(),
            n_missing: 0,
            stage: Stage::Look,
            at: 0,
        }
    }

    /// Goes on with `n` rows, of which there is at least one; the column when it is read.
    pub fn step(&mut self, sheet: &Sheet, n: usize) -> Option<Column> {
        let (j, n_rows, comma) = (self.column_idx, sheet.n_rows(), sheet.dialect.decimal_comma);
        let to = self.at.saturating_add(n).min(n_rows);
        let cells = (self.at..to).map(|i| (i, sheet.cell(i, j)));
        let text = |row: u32| sheet.cell(row as usize, j).unwrap_or_default();
        let mut over = to == n_rows;
        match &mut self.stage {
            Stage::Look => cells.for_each(|(_, cell)| self.detector.take(cell)),
            Stage::Keys(distinct) => {
                let mut present = cells.filter(|(_, cell)| cell.is_some());
                over |= present.any(|(i, _)| {
                    let n = distinct.len();
                    distinct.insert(i as u32, text) as usize != n
                });
            }
            Stage::Texts(builder, n_words) => {
                let month_first = self.detector.days.is_month_first(sheet.dialect.month_first);
                for (i, cell) in cells {
                    builder.take(i as u32, cell.is_none(), text);
                    let Some(text) = cell else { continue };
                    *n_words += text.split_whitespace().count();
                    let fits = match self.nearly {
                        Some(Kind::Date) => date::parse(text, month_first).is_some(),
                        Some(_) => self.numeral.read(text).is_some(),
                        None => true,
                    };
                    if !fits {
                        self.odd.take(text, sheet.line(i));
                    }
                }
            }
            Stage::Levels(builder) => over = !builder.step(n, text, |text| number(text, comma)),
            Stage::Numbers(all) => {
                let missing = self.chosen.as_ref().map_or(&[][..], |c| &c.missing);
                for (i, cell) in cells {
                    let value = cell.and_then(|text| fitting(self.numeral.read(text), text, i, sheet, &mut self.odd));
                    let present = value.filter(|v| !missing.contains(v));
                    self.n_missing += usize::from(value != present);
                    all.push(present);
                }
            }
            Stage::Dates(all) => {
                let month_first = self.detector.days.is_month_first(sheet.dialect.month_first);
                for (i, cell) in cells {
                    let read = |text: &str| fitting(date::parse(text, month_first), text, i, sheet, &mut self.odd);
                    all.push(cell.and_then(read));
                }
            }
            Stage::Answers(_, yes, codes) => {
                cells.for_each(|(_, cell)| codes.push(cell.map(|text| u32::from(yes.iter().any(|y| y == text)))));
            }
        }
        self.at = if over { 0 } else { to };
        if over { self.next(sheet) } else { None }
    }

    /// Share of the work that is done, 0 to 1.
    pub fn done(&self, sheet: &Sheet) -> f64 {
        let share = self.at as f64 / sheet.n_rows().max(1) as f64;
        match &self.stage {
            Stage::Look => 0.3 * share,
            Stage::Keys(_) | Stage::Texts(..) => 0.3 + 0.2 * share,
            Stage::Levels(builder) => 0.5 + 0.5 * builder.done(),
            Stage::Numbers(_) | Stage::Dates(_) | Stage::Answers(..) => 0.5 + 0.5 * share,
        }
    }

    /// A stage is over: the next one, or the column.
    fn next(&mut self, sheet: &Sheet) -> Option<Column> {
        let n_rows = sheet.n_rows();
        let cells = match std::mem::replace(&mut self.stage, Stage::Look) {
            Stage::Look => {
                self.numeral = self.detector.numerals.best().0;
                self.nearly = self.detector.nearly();
                match self.detector.kind() {
                    Ok(kind) => self.settle(n_rows, kind, None),
                    Err(Open::Keys) => self.stage = Stage::Keys(Distinct::new()),
                    Err(Open::Texts) => self.stage = Stage::Texts(Box::new(LevelBuilder::new(n_rows)), 0),
                }
                return None;
            }
            Stage::Keys(distinct) => {
                let is_key = distinct.len() == self.detector.n;
                self.settle(n_rows, if is_key { Kind::Identifier } else { Kind::Number }, None);
                return None;
            }
            Stage::Texts(builder, n_words) => {
                // They are told apart for the kind, or for their levels when that is known already.
                let kind = self.inferred.unwrap_or_else(|| self.detector.of_texts(builder.n_distinct(), n_words));
                self.settle(n_rows, kind, Some(builder));
                return None;
            }
            Stage::Levels(builder) => {
                let (levels, mut codes) = builder.finish();
                let joined = sheet.spec.joined.contains(&sheet.names[self.column_idx]);
                let levels = if joined { join(levels, &mut codes) } else { levels };
                Cells::Categories { levels, codes }
            }
            Stage::Answers(levels, _, codes) => Cells::Categories { levels: levels.into(), codes },
            Stage::Numbers(all) | Stage::Dates(all) => Cells::Numbers(all),
        };
        let unit = Some(self.numeral.unit.clone()).filter(|unit| self.kind == Kind::Number && !unit.is_empty());
        let (name, remarks) = (sheet.names[self.column_idx].clone(), self.remarks(sheet));
        let (inferred, chosen) = (self.inferred.unwrap_or(self.kind), self.chosen.is_some());
        Some(Column { name, kind: self.kind, inferred, chosen, cells, unit, remarks })
    }

    /// The kind is known: goes on to the values, with the texts where they were told apart. Where the column cannot be what
    /// the user says, it is what its cells suggest.
    fn settle(&mut self, n_rows: usize, inferred: Kind, texts: Option<Box<LevelBuilder>>) {
        self.inferred = Some(inferred);
        self.kind = self.asked().filter(|kind| self.can_be(*kind)).unwrap_or(inferred);
        let levels = |texts: Option<Box<LevelBuilder>>| match texts {
            Some(builder) => Stage::Levels(builder),
            None => Stage::Texts(Box::new(LevelBuilder::new(n_rows)), 0),
        };
        let numbers = || Numbers::with_capacity(n_rows);
        if matches!(self.kind, Kind::Number | Kind::Date) {
            self.odd = Odd::default();
        }
        self.stage = match (self.kind, self.detector.answers.two()) {
            (Kind::Number, _) => Stage::Numbers(numbers()),
            (Kind::Date, _) => Stage::Dates(numbers()),
            (Kind::YesNo, Some(two)) => Stage::Answers(two, self.detector.answers.yes(), Codes::with_capacity(n_rows)),
            _ => levels(texts),
        };
    }

    fn asked(&self) -> Option<Kind> {
        self.chosen.as_ref().map(|c| c.kind)
    }

    /// Whether the column has a cell of a kind; a column without cells can be anything.
    fn can_be(&self, kind: Kind) -> bool {
        self.detector.n == 0
            || match kind {
                Kind::Number => self.detector.n_numbers() > 0,
                Kind::Date => self.detector.days.n() > 0,
                Kind::YesNo => self.detector.has_two() || self.detector.answers.two().is_some(),
                Kind::Category | Kind::Identifier | Kind::Text => true,
            }
    }

    /// What is to be said of the column.
    fn remarks(&mut self, sheet: &Sheet) -> Vec<Remark> {
        let (mut remarks, numerals, kind) = (Vec::new(), &self.detector.numerals, self.kind);
        remarks.extend(self.asked().filter(|asked| *asked != kind).map(|asked| Remark::Stays { asked }));
        let odd = std::mem::take(&mut self.odd);
        if odd.n > 0 && !matches!(kind, Kind::Text | Kind::Identifier) {
            let missing = matches!(kind, Kind::Number | Kind::Date);
            let kind = if missing { kind } else { self.nearly.unwrap_or(kind) };
            remarks.push(Remark::Odd { kind, missing, odd, of: self.detector.n });
        }
        if self.n_missing > 0 {
            let values = self.chosen.as_ref().map_or_else(Vec::new, |chosen| chosen.missing.clone());
            remarks.push(Remark::MissingNumbers { values, n: self.n_missing });
        }
        match kind {
            Kind::YesNo => remarks.extend(self.detector.answers.remark()),
            Kind::Date => {
                let month_first = sheet.dialect.month_first;
                remarks.extend(self.detector.days.is_ambiguous().then_some(Remark::DayOrMonth { month_first }));
            }
            Kind::Number => {
                let hours = numerals.clock().filter(|_| self.numeral.is_clock);
                remarks.extend(hours.map(|text| Remark::Hours { text: text.to_owned() }));
                remarks.extend(numerals.has_parentheses().then_some(Remark::Parentheses));
                remarks.extend(self.marks(sheet));
            }
            Kind::Category | Kind::Identifier | Kind::Text if self.asked().is_none() => {
                remarks.extend(numerals.codes().map(|text| Remark::Codes { text: text.to_owned() }));
            }
            _ => {}
        }
        remarks
    }

    /// Whether it is in doubt what a point or comma in its numbers means. It is not where other cells of the file tell, or
    /// where the column is written as all its neighbours are: between commas, numbers have decimal points, and thousands
    /// have whole numbers beside them.
    fn marks(&self, sheet: &Sheet) -> Option<Remark> {
        let text = self.detector.numerals.in_doubt().filter(|_| !sheet.tells_mark)?;
        let decimal_comma = sheet.dialect.decimal_comma;
        let are_thousands = text.contains('.') == decimal_comma;
        let usual =
            sheet.dialect.delimiter == ',' && !decimal_comma && are_thousands == self.detector.numerals.has_whole();
        (!usual).then(|| Remark::Marks { text: text.to_owned(), decimal_comma })
    }
}

/// A value that was read; a text that has none is noted.
fn fitting(value: Option<f64>, text: &str, row_idx: usize, sheet: &Sheet, odd: &mut Odd) -> Option<f64> {
    if value.is_none() {
        odd.take(text, sheet.line(row_idx));
    }
    value
}

impl Table {
    /// Reads the sheet's cells by the kinds: inferred ones, save where `chosen` names a column. A cell that is not of its
    /// column's kind counts as missing, and the column remarks it.
    pub fn read(sheet: &Sheet, chosen: &BTreeMap<String, Chosen>) -> Table {
        let read = |(j, name): (usize, &String)| {
            let mut reading = ColumnReading::new(sheet, j, chosen.get(name).cloned());
            loop {
                if let Some(column) = reading.step(sheet, usize::MAX) {
                    break column;
                }
            }
        };
        Table { columns: sheet.names.iter().enumerate().map(read).collect(), n_rows: sheet.n_rows() }
    }
}
