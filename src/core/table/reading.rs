//! Bytes to a sheet, and on to a table with its summary, in steps of a few milliseconds, so that whoever reads a large file
//! can say how far it is and leave it at any time. However the steps are cut, the result is the same.

use super::column::ColumnReading;
use super::decode::{Decoder, Look, check};
use super::records::Records;
use super::sheet::{MAX_BYTES, SheetBuilder, limit};
use super::sniff::{Head, stated_delimiter};
use super::summary::{self, Summary, Summing};
use super::{Chosen, Column, Dialect, Encoding, Extent, ReadSpec, Sheet, Table, TableError, doubt};
use std::collections::BTreeMap;

/// Bytes by which the dialect is recognised.
const N_HEAD: usize = 1 << 20;
/// Bytes a step of the first look, which is quicker.
const LOOKS: usize = 8;
/// Rows by which the size of the whole is judged.
const N_JUDGED: usize = 50;

/// A file that is becoming a sheet.
#[derive(Clone, Debug)]
pub struct SheetReading {
    stated: Option<Dialect>,
    spec: ReadSpec,
    phase: Phase,
}

#[derive(Clone, Debug)]
enum Phase {
    Look(Look),
    /// The look is over.
    Looked(Look),
    Fill(Box<Fill>),
}

/// The records on their way into columns.
#[derive(Clone, Debug)]
struct Fill {
    decoder: Decoder,
    records: Records,
    builder: SheetBuilder,
    /// What was decoded last.
    text: String,
    /// Bytes of decoded text above the records: Excel's `sep=` line.
    above: usize,
    n_above: u64,
    judged: bool,
}

impl SheetReading {
    /// At the first byte. `dialect` is the user's choice, or `None` to recognise it; `spec` is what else he chose.
    pub fn new(dialect: Option<Dialect>, spec: ReadSpec) -> SheetReading {
        SheetReading { stated: dialect, spec, phase: Phase::Look(Look::new()) }
    }

    /// The encoding in which the bytes are about to be read, between the first look and the first record.
    fn encoding(&self, bytes: &[u8]) -> Option<Encoding> {
        let Phase::Looked(look) = &self.phase else { return None };
        look.decoder(bytes, self.stated.and_then(|d| d.encoding)).ok().map(|decoder| decoder.encoding)
    }

    /// Reads about `n` bytes more; the sheet when all are read. The bytes must be the same in each step.
    ///
    /// # Errors
    /// See [`TableError`]; any bytes give a sheet or an error, never a panic.
    pub fn step(&mut self, bytes: &[u8], n: usize) -> Result<Option<Sheet>, TableError> {
        match &mut self.phase {
            Phase::Look(look) => {
                limit(Extent::Bytes, bytes.len() as u64, MAX_BYTES)?;
                if !look.step(bytes, n.saturating_mul(LOOKS)) {
                    self.phase = Phase::Looked(look.clone());
                }
                Ok(None)
            }
            Phase::Looked(look) => {
                let decoder = look.decoder(bytes, self.stated.and_then(|d| d.encoding))?;
                let spec = std::mem::take(&mut self.spec);
                self.phase = Phase::Fill(Box::new(Fill::new(decoder, bytes, self.stated, spec)?));
                Ok(None)
            }
            Phase::Fill(fill) => {
                let more = fill.step(bytes, n)?;
                if more {
                    return Ok(None);
                }
                let next = SheetReading::new(self.stated, ReadSpec::default());
                match std::mem::replace(self, next).phase {
                    Phase::Fill(fill) => fill.builder.finish(fill.decoder.n_replaced).map(Some),
                    _ => Ok(None),
                }
            }
        }
    }

    /// Share of the work that is done.
    pub fn done(&self, bytes: &[u8]) -> f64 {
        let share = |at: usize| if bytes.is_empty() { 1.0 } else { at as f64 / bytes.len() as f64 };
        match &self.phase {
            Phase::Look(look) | Phase::Looked(look) => 0.1 * share(look.at()),
            Phase::Fill(fill) => 0.1 + 0.9 * share(fill.decoder.at()),
        }
    }
}

impl Fill {
    /// Settles encoding and dialect by the file's beginning.
    fn new(decoder: Decoder, bytes: &[u8], stated: Option<Dialect>, spec: ReadSpec) -> Result<Fill, TableError> {
        let (mut first, mut head) = (decoder.clone(), String::new());
        let whole = !first.step(bytes, N_HEAD, &mut head);
        check(&head)?;
        let (delimiter, text) = stated_delimiter(&head);
        let above = head.len() - text.len();
        let n_above = u64::from(above > 0);
        let head = Head { text, whole, n_above };
        let dialect = stated.unwrap_or_else(|| Dialect::sniff(head, delimiter));
        let builder = SheetBuilder::new(dialect, decoder.encoding, n_above, &head.records(&dialect), spec);
        let records = Records::new(&dialect);
        Ok(Fill { decoder, records, builder, text: String::new(), above, n_above, judged: false })
    }

    /// Whether there is more to read.
    fn step(&mut self, bytes: &[u8], n: usize) -> Result<bool, TableError> {
        self.text.clear();
        let more = self.decoder.step(bytes, n, &mut self.text);
        let skipped = self.above.min(self.text.len());
        self.above -= skipped;
        let mut rest = &self.text[skipped..];
        while let Some(left) = self.records.read(rest) {
            self.builder.take(self.records.record())?;
            rest = left;
        }
        if !more {
            let last = self.records.finish().map_err(|line| TableError::UnclosedQuote { line: line + self.n_above })?;
            if last {
                self.builder.take(self.records.record())?;
            }
        } else if !self.judged && self.builder.n_rows() >= N_JUDGED {
            self.judged = true;
            self.builder.reserve(bytes.len() as f64 / self.decoder.at().max(1) as f64);
        }
        Ok(more)
    }
}

/// A file that is becoming a table.
#[derive(Clone, Debug)]
pub struct TableReading {
    kinds: BTreeMap<String, Chosen>,
    stage: Stage,
}

#[derive(Clone, Debug)]
enum Stage {
    Sheet(SheetReading),
    Columns(Box<Columns>),
}

/// The columns on their way from text to values; those that are there have left the sheet.
#[derive(Clone, Debug)]
struct Columns {
    sheet: Sheet,
    columns: Vec<Column>,
    /// The column that is read now, and the last one where it is not summarised yet.
    reading: Option<ColumnReading>,
    summing: Option<Summing>,
    summary: Summary,
    /// What the last row may be by its texts.
    last: doubt::LastRow,
}

/// The share of the time that the sheet takes.
const SHEET: f64 = 0.5;
/// Steps of short columns that are taken for one.
const MOST_STEPS: usize = 8;

impl TableReading {
    /// At the first byte; see [`SheetReading::new`] and [`Table::read`].
    pub fn new(dialect: Option<Dialect>, kinds: BTreeMap<String, Chosen>) -> TableReading {
        TableReading::new_as(dialect, kinds, ReadSpec::default())
    }

    /// As [`TableReading::new`], with what else the user chose.
    pub fn new_as(dialect: Option<Dialect>, kinds: BTreeMap<String, Chosen>, spec: ReadSpec) -> TableReading {
        TableReading { kinds, stage: Stage::Sheet(SheetReading::new(dialect, spec)) }
    }

    /// The encoding in which the bytes are about to be read, between the first look and the first record: the time to make others
    /// of them.
    pub fn encoding(&self, bytes: &[u8]) -> Option<Encoding> {
        match &self.stage {
            Stage::Sheet(reading) => reading.encoding(bytes),
            Stage::Columns(_) => None,
        }
    }

    /// Does a piece of the work: about `n` bytes, or some `n / 4` cells. The table and its summary when all is done.
    ///
    /// # Errors
    /// See [`SheetReading::step`].
    pub fn step(&mut self, bytes: &[u8], n: usize) -> Result<Option<(Table, Summary)>, TableError> {
        match &mut self.stage {
            Stage::Sheet(reading) => {
                if let Some(sheet) = reading.step(bytes, n)? {
                    self.stage = Stage::Columns(Box::new(Columns::new(sheet)));
                }
                Ok(None)
            }
            Stage::Columns(all) => {
                let n_cells = (n / 4).max(1);
                // Of short columns as many steps as those of a long one have cells, within reason.
                for _ in 0..(n_cells / all.sheet.n_rows().max(1)).clamp(1, MOST_STEPS) {
                    if all.step(&self.kinds, n_cells) {
                        let found = doubt::of_columns(&all.columns, &all.last, &all.summary.missing);
                        all.summary.doubts.extend(found);
                        let table = Table { columns: std::mem::take(&mut all.columns), n_rows: all.sheet.n_rows() };
                        return Ok(Some((table, all.summary.clone())));
                    }
                }
                Ok(None)
            }
        }
    }

    /// Share of the work that is done, 0 to 1.
    pub fn done(&self, bytes: &[u8]) -> f64 {
        match &self.stage {
            Stage::Sheet(reading) => SHEET * reading.done(bytes),
            Stage::Columns(all) => SHEET + (1.0 - SHEET) * all.done(),
        }
    }
}

impl Columns {
    fn new(sheet: Sheet) -> Columns {
        let (columns, summary) = (Vec::with_capacity(sheet.names.len()), summary::begun(&sheet));
        let last = doubt::LastRow::of(&sheet);
        Columns { sheet, columns, reading: None, summing: None, summary, last }
    }

    /// Goes on with some cells of a column; whether all columns are there.
    fn step(&mut self, kinds: &BTreeMap<String, Chosen>, n_cells: usize) -> bool {
        let j = self.columns.len();
        if let (Some(summing), Some(column)) = (&mut self.summing, self.columns.last()) {
            if let Some(summary) = summing.step(column, n_cells) {
                self.summary.columns.push(summary);
                self.summing = None;
            }
        } else if j < self.sheet.names.len() {
            let chosen = || kinds.get(&self.sheet.names[j]).cloned();
            let reading = self.reading.get_or_insert_with(|| ColumnReading::new(&self.sheet, j, chosen()));
            if let Some(column) = reading.step(&self.sheet, n_cells) {
                self.reading = None;
                self.sheet.release(j);
                self.summing = Some(Summing::new(&column));
                self.columns.push(column);
            }
        }
        self.summary.columns.len() == self.sheet.names.len()
    }

    fn done(&self) -> f64 {
        let part = self.reading.as_ref().map_or(0.0, |reading| 0.9 * reading.done(&self.sheet));
        let whole = self.columns.len() as f64 - if self.summing.is_some() { 0.1 } else { 0.0 };
        (whole + part) / self.sheet.names.len().max(1) as f64
    }
}

impl Sheet {
    /// Reads a whole file. `dialect` is the user's choice, or `None` to recognise it.
    ///
    /// # Errors
    /// See [`TableError`]; any bytes give a sheet or an error, never a panic.
    pub fn parse(bytes: &[u8], dialect: Option<Dialect>) -> Result<Sheet, TableError> {
        Sheet::parse_as(bytes, dialect, &ReadSpec::default())
    }

    /// As [`Sheet::parse`], with what else the user chose.
    ///
    /// # Errors
    /// See [`Sheet::parse`].
    pub fn parse_as(bytes: &[u8], dialect: Option<Dialect>, spec: &ReadSpec) -> Result<Sheet, TableError> {
        let mut reading = SheetReading::new(dialect, spec.clone());
        loop {
            if let Some(sheet) = reading.step(bytes, usize::MAX)? {
                return Ok(sheet);
            }
        }
    }
}
