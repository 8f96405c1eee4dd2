//! A sheet of text: the parsed file before anybody said what its columns mean.

use super::layout::{Layout, RecordPart};
use super::missing::Missing;
use super::numerals::tells_mark;
use super::records::{Early, Record};
use super::{Dialect, Encoding, Extent, Note, Noticed, ReadSpec, TableError};
use std::collections::BTreeSet;

/// Text cells by column, and how they were read.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Unique column names (an empty or repeated one is completed, and noted).
    pub names: Vec<String>,
    /// How the cells were separated.
    pub dialect: Dialect,
    /// How the bytes were decoded.
    pub encoding: Encoding,
    /// What the reader had to mend: ragged rows, repeated names, ...
    pub notes: Vec<Note>,
    /// Whether a cell says by itself which of point and comma is the decimal mark.
    pub tells_mark: bool,
    /// What the user chose about reading it.
    pub spec: ReadSpec,
    /// The texts that were read as missing cells, each with their number; "" is the empty cell.
    pub missing: Vec<(String, u64)>,
    /// The line of units, where one was left out, and what stands on it by the columns' names.
    pub units: Option<(u64, Vec<(String, String)>)>,
    n_rows: usize,
    /// Rows that do not stand on the line behind the row before, each with its line.
    lines: Vec<(u32, u64)>,
    // One string a column, its cells laid end to end; `ends[column][row]` is where the cell ends.
    text: Vec<String>,
    ends: Vec<Vec<u32>>,
}

/// The largest table that is read, in cells.
pub const MAX_CELLS: u64 = 20_000_000;
/// The widest table that is read.
pub const MAX_COLUMNS: u64 = 2_000;
/// The largest file that is read.
pub const MAX_BYTES: u64 = 200_000_000;

impl Sheet {
    /// Number of data rows.
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// A cell's trimmed text, or `None` when it says that it is missing (empty, `NA`, `?`, ...).
    pub fn cell(&self, row_idx: usize, column_idx: usize) -> Option<&str> {
        let ends = &self.ends[column_idx];
        let start = if row_idx == 0 { 0 } else { ends[row_idx - 1] };
        let cell = &self.text[column_idx][start as usize..ends[row_idx] as usize];
        (!cell.is_empty()).then_some(cell)
    }

    /// The line of the file on which a row begins, 1-based.
    pub fn line(&self, row_idx: usize) -> u64 {
        let at = self.lines.partition_point(|(row, _)| *row as usize <= row_idx);
        let (row, line) = at.checked_sub(1).map_or((0, 1), |i| self.lines[i]);
        line + row_idx as u64 - u64::from(row)
    }

    /// Lets go of the cells of a column, which then has none.
    pub fn release(&mut self, column_idx: usize) {
        self.text[column_idx] = String::new();
        self.ends[column_idx] = Vec::new();
    }

    /// All cells of a column.
    pub fn cells(&self, column_idx: usize) -> impl Iterator<Item = Option<&str>> + Clone {
        (0..self.n_rows).map(move |i| self.cell(i, column_idx))
    }
}

/// A sheet that is being built, and what had to be repaired so far: how often, and on which line first.
#[derive(Clone, Debug)]
pub struct SheetBuilder {
    sheet: Sheet,
    /// `None` until the header is there.
    names: Option<Vec<String>>,
    /// Whether the rows begin with a cell that has no name, as R writes them.
    row_names: bool,
    n_above: u64,
    layout: Layout,
    missing: Missing,
    units: Vec<String>,
    above: bool,
    short: Mended,
    long: Mended,
    blank: Mended,
    repeated: Mended,
}

#[derive(Clone, Debug, Default)]
struct Mended {
    times: usize,
    line: Option<u64>,
}

impl Mended {
    fn at(&mut self, line: u64) {
        self.times += 1;
        self.line.get_or_insert(line);
    }

    fn note(&self, what: fn(usize) -> Noticed) -> Option<Note> {
        (self.times > 0).then(|| Note { what: what(self.times), line: self.line })
    }
}

impl SheetBuilder {
    /// An empty sheet. `head` holds the first records, by which the width is settled; `n_above` lines stand above them.
    pub fn new(dialect: Dialect, encoding: Encoding, n_above: u64, head: &[Early], spec: ReadSpec) -> SheetBuilder {
        let (layout, missing) = (Layout::new(&dialect, head, &spec), Missing::new(&spec));
        let sheet = Sheet {
            names: vec![],
            dialect,
            encoding,
            notes: vec![],
            tells_mark: false,
            spec,
            missing: vec![],
            units: None,
            n_rows: 0,
            lines: vec![],
            text: vec![],
            ends: vec![],
        };
        let (short, long, blank, repeated) = Default::default();
        let below = head.iter().position(|(line, _)| *line >= u64::from(dialect.names_on)).unwrap_or(head.len());
        let row_names = head[below..].split_first().is_some_and(|((_, first), rows)| {
            dialect.has_names() && !rows.is_empty() && rows.iter().all(|(_, r)| r.len() == first.len() + 1)
        });
        let mut builder = SheetBuilder {
            sheet,
            names: None,
            row_names,
            n_above,
            layout,
            missing,
            units: vec![],
            above: false,
            short,
            long,
            blank,
            repeated,
        };
        if !dialect.has_names() {
            builder.start(vec![String::new(); head.iter().map(|(_, r)| r.len()).max().unwrap_or(0)]);
        }
        builder
    }

    /// Number of rows so far.
    pub fn n_rows(&self) -> usize {
        self.sheet.n_rows
    }

    /// Makes room for a sheet `times` as large as what is there now, so that columns need not move as they grow.
    pub fn reserve(&mut self, times: f64) {
        let more = |n: usize, most: usize| (((n as f64) * (times - 1.0).max(0.0) * 1.02) as usize).min(most);
        let most_rows = MAX_CELLS as usize / self.sheet.text.len().max(1);
        self.sheet.text.iter_mut().for_each(|t| t.reserve(more(t.len(), MAX_BYTES as usize)));
        self.sheet.ends.iter_mut().for_each(|e| e.reserve(more(e.len(), most_rows)));
    }

    /// Takes a record: the header, or a row.
    ///
    /// # Errors
    /// [`TableError::TooLarge`] as soon as there are too many columns or cells.
    pub fn take(&mut self, record: &Record) -> Result<(), TableError> {
        let line = record.line + self.n_above;
        let part = self.layout.part(record, line);
        if record.is_blank() {
            // Titles are set apart by blank lines; of those nobody wants to hear.
            if part != RecordPart::Above || self.sheet.dialect.names_on < 2 {
                self.blank.at(line);
            }
            return Ok(());
        }
        let texts = || self.row_names.then(String::new).into_iter().chain(record.cells().map(str::to_owned)).collect();
        match part {
            RecordPart::Row => return self.row(record, line),
            RecordPart::Names => {
                let names: Vec<String> = texts();
                limit(Extent::Columns, names.len() as u64, MAX_COLUMNS)?;
                self.start(names);
            }
            RecordPart::Units => {
                self.units = texts();
                self.sheet.units = Some((line, vec![]));
            }
            RecordPart::Above => self.above = true,
            RecordPart::Repeated => self.repeated.at(line),
            RecordPart::LeftOut => {}
        }
        Ok(())
    }

    fn start(&mut self, names: Vec<String>) {
        self.sheet.text = vec![String::new(); names.len()];
        self.sheet.ends = vec![Vec::new(); names.len()];
        self.names = Some(names);
    }

    fn row(&mut self, record: &Record, line: u64) -> Result<(), TableError> {
        let width = self.sheet.text.len();
        limit(Extent::Columns, width as u64, MAX_COLUMNS)?;
        if record.n_cells() < width {
            self.short.at(line);
        } else if (width..record.n_cells()).any(|j| record.cell(j).is_some_and(|c| !c.is_empty())) {
            self.long.at(line);
        }
        for (j, (text, ends)) in self.sheet.text.iter_mut().zip(&mut self.sheet.ends).enumerate() {
            let cell = record.cell(j).unwrap_or_default();
            if !self.missing.take(cell) {
                text.push_str(cell);
            }
            ends.push(text.len() as u32);
        }
        let n = self.sheet.n_rows;
        if n == 0 || self.sheet.line(n) != line {
            self.sheet.lines.push((n as u32, line));
        }
        self.sheet.n_rows += 1;
        limit(Extent::Cells, (self.sheet.n_rows * width) as u64, MAX_CELLS)
    }

    /// The sheet, when all records were taken; `n_replaced` places of the file were no text.
    ///
    /// # Errors
    /// [`TableError`] where there is no row, or a single column.
    pub fn finish(mut self, n_replaced: usize) -> Result<Sheet, TableError> {
        let Some(names) = self.names.take().filter(|names| !names.is_empty()) else { return Err(TableError::Empty) };
        if self.sheet.n_rows == 0 {
            return Err(TableError::NoRows);
        }
        let names = self.drop_blank_columns(names);
        if names.len() < 2 {
            return Err(TableError::OneColumn { name: names.into_iter().next().unwrap_or_default() });
        }
        let sheet = &mut self.sheet;
        let names_on = sheet.dialect.names_on;
        sheet.names = unique(names, names_on, &mut sheet.notes);
        sheet.missing = self.missing.met();
        if let Some((_, units)) = &mut sheet.units {
            let pairs = sheet.names.iter().cloned().zip(self.units);
            *units = pairs.filter(|(_, unit)| !unit.is_empty()).collect();
        }
        if self.above {
            sheet.notes.insert(0, Note { what: Noticed::Titles { names_on }, line: None });
        }
        sheet.notes.extend(self.repeated.note(Noticed::RepeatedNames));
        sheet.notes.extend(self.short.note(Noticed::ShortRows));
        sheet.notes.extend(self.long.note(Noticed::LongRows));
        sheet.notes.extend(self.blank.note(Noticed::BlankRows));
        let of_column = |j| sheet.cells(j).take(N_LOOKED_AT).flatten().any(|cell| tells_mark(cell).is_some());
        sheet.tells_mark = (0..sheet.text.len()).any(of_column);
        if n_replaced > 0 {
            sheet.notes.push(Note { what: Noticed::Replaced(n_replaced), line: None });
        }
        if sheet.encoding == Encoding::Windows1252 && sheet.dialect.encoding.is_none() {
            sheet.notes.push(Note { what: Noticed::Windows1252, line: None });
        }
        Ok(self.sheet)
    }

    /// Columns without a name and without a cell come from trailing delimiters.
    fn drop_blank_columns(&mut self, mut names: Vec<String>) -> Vec<String> {
        let kept: Vec<bool> = names.iter().zip(&self.sheet.text).map(|(n, t)| !n.is_empty() || !t.is_empty()).collect();
        retain(&mut self.sheet.text, &kept);
        retain(&mut self.sheet.ends, &kept);
        retain(&mut self.units, &kept);
        retain(&mut names, &kept);
        names
    }
}

/// Completes empty names and tells repeated ones apart.
fn unique(names: Vec<String>, names_on: u32, notes: &mut Vec<Note>) -> Vec<String> {
    let mut taken: BTreeSet<String> = names.iter().filter(|n| !n.is_empty()).cloned().collect();
    let mut seen = BTreeSet::new();
    let mut out = Vec::with_capacity(names.len());
    let mut told = Vec::new();
    for (j, name) in names.into_iter().enumerate() {
        if !name.is_empty() && seen.insert(name.clone()) {
            out.push(name);
            continue;
        }
        let stem = if name.is_empty() { format!("column {}", j + 1) } else { name.clone() };
        let mut candidate = if name.is_empty() { stem.clone() } else { format!("{stem} (2)") };
        let mut n = if name.is_empty() { 1 } else { 2 };
        while !taken.insert(candidate.clone()) {
            n += 1;
            candidate = format!("{stem} ({n})");
        }
        told.push(match name.as_str() {
            "" => Noticed::Unnamed { column: j + 1, called: candidate.clone() },
            _ => Noticed::SameName { name, column: j + 1, called: candidate.clone() },
        });
        seen.insert(candidate.clone());
        out.push(candidate);
    }
    if names_on > 0 {
        let n_more = told.len().saturating_sub(N_TOLD);
        let more = (n_more > 0).then_some(Noticed::MoreNames(n_more));
        notes.extend(
            told.into_iter().take(N_TOLD).chain(more).map(|what| Note { what, line: Some(u64::from(names_on)) }),
        );
    }
    out
}

/// Rows in which a cell is looked for that tells the decimal mark.
const N_LOOKED_AT: usize = 200;
/// Changed names that are told one by one.
const N_TOLD: usize = 5;

/// Refuses what is more than a cap.
///
/// # Errors
/// [`TableError::TooLarge`].
pub fn limit(what: Extent, found: u64, limit: u64) -> Result<(), TableError> {
    if found > limit { Err(TableError::TooLarge { what, found, limit }) } else { Ok(()) }
}

fn retain<T>(all: &mut Vec<T>, kept: &[bool]) {
    let mut kept = kept.iter();
    all.retain(|_| kept.next() == Some(&true));
}
