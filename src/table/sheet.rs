//! A sheet of text: the parsed file before anybody said what its columns mean.

use super::decode::decode;
use super::dialect::stated_delimiter;
use super::{Dialect, Encoding, TableError};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
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
    /// What the reader had to mend, in words: ragged rows, repeated names, ...
    pub notes: Vec<Note>,
    n_rows: usize,
    // One string a column, its cells laid end to end; `ends[column][row]` is where the cell ends.
    text: Vec<String>,
    ends: Vec<Vec<u32>>,
}

/// Something the reader noticed and did not refuse.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// What, as a sentence with its count.
    pub text: String,
    /// The first line of the file where it happened, 1-based.
    pub line: Option<u64>,
}

/// The largest table that is read, in cells.
pub const MAX_CELLS: u64 = 20_000_000;
/// The widest table that is read.
pub const MAX_COLUMNS: u64 = 2_000;
/// The largest file that is read.
pub const MAX_BYTES: u64 = 200_000_000;

/// What a cell says when it says nothing. "none" and "unknown" are not among them: in real tables they are answers.
const MISSING: [&str; 19] = [
    "", "?", "-", "--", ".", "NA", "N/A", "n/a", "na", "#N/A", "#NA", "<NA>", "NaN", "nan", "-nan", "NULL", "null",
    "Null", "(null)",
];

/// Whether a trimmed cell says that it is missing.
pub fn is_missing(cell: &str) -> bool {
    cell.len() <= 6 && MISSING.contains(&cell)
}

impl Sheet {
    /// Reads a whole file. `dialect` is the user's choice, or `None` to recognise it.
    ///
    /// # Errors
    /// See [`TableError`]; any bytes give a sheet or an error, never a panic.
    pub fn parse(bytes: &[u8], dialect: Option<Dialect>) -> Result<Sheet, TableError> {
        limit("bytes", bytes.len() as u64, MAX_BYTES)?;
        let (text, encoding) = decode(bytes)?;
        let text = text.trim_end_matches(['\x1a', '\0']);
        if text.trim().is_empty() {
            return Err(TableError::Empty);
        }
        let dialect = dialect.unwrap_or_else(|| Dialect::sniff(text));
        let (_, body) = stated_delimiter(text);
        let n_above = u64::from(body.len() != text.len());
        let body = one_space(body, dialect.delimiter);
        if let Some(line) = unclosed_quote(&body, dialect.delimiter) {
            return Err(TableError::UnclosedQuote { line: line + n_above });
        }
        Filling::new(dialect, encoding, n_above).fill(&body)
    }

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

    /// All cells of a column.
    pub fn cells(&self, column_idx: usize) -> impl Iterator<Item = Option<&str>> + Clone {
        (0..self.n_rows).map(move |i| self.cell(i, column_idx))
    }
}

/// A sheet that is being filled, and what had to be mended so far: how often, and on which line first.
struct Filling {
    sheet: Sheet,
    n_above: u64,
    short: Mended,
    long: Mended,
    blank: Mended,
}

#[derive(Default)]
struct Mended {
    times: usize,
    line: Option<u64>,
}

impl Mended {
    fn at(&mut self, line: u64) {
        self.times += 1;
        self.line.get_or_insert(line);
    }

    fn note(&self, one: &str, many: &str) -> Option<Note> {
        let text = match self.times {
            0 => return None,
            1 => format!("One row {one}"),
            n => format!("{n} rows {many}"),
        };
        Some(Note { text, line: self.line })
    }
}

impl Filling {
    fn new(dialect: Dialect, encoding: Encoding, n_above: u64) -> Filling {
        let sheet = Sheet { names: vec![], dialect, encoding, notes: vec![], n_rows: 0, text: vec![], ends: vec![] };
        Filling { sheet, n_above, short: Mended::default(), long: Mended::default(), blank: Mended::default() }
    }

    fn fill(mut self, body: &str) -> Result<Sheet, TableError> {
        let dialect = self.sheet.dialect;
        let usual = records(body, dialect.delimiter, 200);
        let mut reader = reader(body, dialect.delimiter);
        let mut record = csv::StringRecord::new();
        let mut names = Vec::new();
        if dialect.header {
            read(&mut reader, &mut record);
            names = record.iter().map(|n| n.trim().to_owned()).collect();
            // R writes row names without a name above them.
            if usual.len() > 1 && usual[1..].iter().all(|r| r.len() == names.len() + 1) {
                names.insert(0, String::new());
            }
        } else {
            names.resize(usual.iter().map(Vec::len).max().unwrap_or(0), String::new());
        }
        limit("columns", names.len() as u64, MAX_COLUMNS)?;
        self.sheet.text = vec![String::new(); names.len()];
        self.sheet.ends = vec![Vec::new(); names.len()];
        while read(&mut reader, &mut record) {
            self.row(&record)?;
        }
        self.finish(names)
    }

    fn row(&mut self, record: &csv::StringRecord) -> Result<(), TableError> {
        let line = record.position().map_or(0, |p| p.line()) + self.n_above;
        let width = self.sheet.text.len();
        if record.iter().all(|c| c.trim().is_empty()) {
            self.blank.at(line);
            return Ok(());
        }
        if record.len() < width {
            self.short.at(line);
        } else if record.iter().skip(width).any(|c| !c.trim().is_empty()) {
            self.long.at(line);
        }
        for j in 0..width {
            let cell = record.get(j).unwrap_or("").trim();
            if !is_missing(cell) {
                self.sheet.text[j].push_str(cell);
            }
            self.sheet.ends[j].push(self.sheet.text[j].len() as u32);
        }
        self.sheet.n_rows += 1;
        limit("cells", (self.sheet.n_rows * width) as u64, MAX_CELLS)
    }

    fn finish(mut self, names: Vec<String>) -> Result<Sheet, TableError> {
        if self.sheet.n_rows == 0 {
            return Err(TableError::NoRows);
        }
        let names = self.drop_blank_columns(names);
        if names.len() < 2 {
            return Err(TableError::OneColumn { name: names.into_iter().next().unwrap_or_default() });
        }
        let sheet = &mut self.sheet;
        sheet.names = unique(names, sheet.dialect.header, &mut sheet.notes);
        sheet.notes.extend(self.short.note(
            "has fewer cells than the header; the rest of it counts as missing.",
            "have fewer cells than the header; the rest of them counts as missing.",
        ));
        sheet.notes.extend(self.long.note(
            "has more cells than the header; what is beyond it was left out.",
            "have more cells than the header; what is beyond it was left out.",
        ));
        sheet.notes.extend(self.blank.note("is blank and was left out.", "are blank and were left out."));
        if sheet.encoding == Encoding::Windows1252 {
            let text = "The file is not in UTF-8; it was read as Windows-1252. Check words with accents.".to_owned();
            sheet.notes.push(Note { text, line: None });
        }
        Ok(self.sheet)
    }

    /// Columns without a name and without a cell come from trailing delimiters.
    fn drop_blank_columns(&mut self, names: Vec<String>) -> Vec<String> {
        let kept: Vec<bool> = names.iter().zip(&self.sheet.text).map(|(n, t)| !n.is_empty() || !t.is_empty()).collect();
        let keep = |j: &mut usize| {
            *j += 1;
            kept[*j - 1]
        };
        let (mut a, mut b, mut c) = (0, 0, 0);
        self.sheet.text.retain(|_| keep(&mut a));
        self.sheet.ends.retain(|_| keep(&mut b));
        names.into_iter().filter(|_| keep(&mut c)).collect()
    }
}

/// Completes empty names and tells repeated ones apart.
fn unique(names: Vec<String>, header: bool, notes: &mut Vec<Note>) -> Vec<String> {
    let mut taken: BTreeSet<String> = names.iter().filter(|n| !n.is_empty()).cloned().collect();
    let mut seen = BTreeSet::new();
    let mut out = Vec::with_capacity(names.len());
    for (j, name) in names.into_iter().enumerate() {
        if !name.is_empty() && seen.insert(name.clone()) {
            out.push(name);
            continue;
        }
        let stem = if name.is_empty() { format!("column {}", j + 1) } else { name.clone() };
        let mut candidate = if name.is_empty() { stem.clone() } else { format!("{stem} (2)") };
        let mut n = 2;
        while !taken.insert(candidate.clone()) {
            n += 1;
            candidate = format!("{stem} ({n})");
        }
        if header {
            let text = match name.as_str() {
                "" => format!("A column has no name; it is called {candidate:?} here."),
                _ => format!("The name {name:?} stands above more than one column; one is called {candidate:?} here."),
            };
            notes.push(Note { text, line: Some(1) });
        }
        seen.insert(candidate.clone());
        out.push(candidate);
    }
    out
}

fn limit(what: &str, found: u64, limit: u64) -> Result<(), TableError> {
    if found > limit { Err(TableError::TooLarge { what: what.to_owned(), found, limit }) } else { Ok(()) }
}

fn reader(text: &str, delimiter: char) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(delimiter).unwrap_or(b','))
        .from_reader(text.as_bytes())
}

/// The next record; `false` at the end. The text is valid UTF-8 and rows may be ragged, so that no other error is left.
fn read(reader: &mut csv::Reader<&[u8]>, record: &mut csv::StringRecord) -> bool {
    reader.read_record(record).unwrap_or(false)
}

/// The first `n` records as trimmed cells.
pub fn records(text: &str, delimiter: char, n: usize) -> Vec<Vec<String>> {
    let text = one_space(text, delimiter);
    let mut reader = reader(&text, delimiter);
    let mut record = csv::StringRecord::new();
    let mut out = Vec::new();
    while out.len() < n && read(&mut reader, &mut record) {
        out.push(record.iter().map(|c| c.trim().to_owned()).collect());
    }
    out
}

/// With the space as delimiter, runs of spaces are one and those at a line's ends are none.
fn one_space(text: &str, delimiter: char) -> Cow<'_, str> {
    if delimiter != ' ' {
        return Cow::Borrowed(text);
    }
    let line = |l: &str| l.split(' ').filter(|c| !c.is_empty()).collect::<Vec<_>>().join(" ");
    Cow::Owned(text.lines().map(line).collect::<Vec<_>>().join("\n"))
}

/// The line on which a quote opens that no quote closes.
fn unclosed_quote(text: &str, delimiter: char) -> Option<u64> {
    let delimiter = delimiter as u32 as u8;
    let (mut line, mut opened, mut at_start) = (1, None, true);
    let mut bytes = text.bytes().peekable();
    while let Some(b) = bytes.next() {
        line += u64::from(b == b'\n');
        if opened.is_some() {
            if b == b'"' && bytes.next_if_eq(&b'"').is_none() {
                opened = None;
            }
        } else if b == b'"' && at_start {
            opened = Some(line);
        } else {
            at_start = b == delimiter || b == b'\n' || b == b'\r';
            continue;
        }
        at_start = false;
    }
    opened
}
