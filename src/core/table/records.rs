//! Text to records, piece by piece: RFC 4180 as people bend it. A quote counts only where a cell begins, and what follows
//! a closing one belongs to the cell; any of `\n`, `\r\n` and `\r` ends a record; with the space as delimiter a run of
//! spaces is one. The reader stops where its text ends, even inside a cell, and goes on with the next piece.

use super::dialect::{Dialect, Quote};

/// A record of the beginning of a file: its line, and its trimmed cells.
pub type Early = (u64, Vec<String>);

/// Reads records from pieces of a text, however it is cut.
#[derive(Clone, Debug)]
pub struct Records {
    delimiter: u8,
    quote: Option<u8>,
    at: At,
    /// Whether the last byte was a carriage return, so that a line feed after it ends no second line.
    after_return: bool,
    line: u64,
    opened: u64,
    record: Record,
    whole: bool,
}

/// One record.
#[derive(Clone, Debug, Default)]
pub struct Record {
    text: String,
    ends: Vec<usize>,
    /// The line on which it begins, 1-based.
    pub line: u64,
}

/// Where the reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// Before the first cell of a record.
    Record,
    /// Before a cell that follows a delimiter.
    Cell,
    /// Between two cells, the delimiter being a space.
    Gap,
    /// In a cell without quotes, or behind its closing one.
    Plain,
    /// Between quotes.
    Quoted,
    /// Behind a quote that closes, or is the first of two.
    Closed,
}

impl Record {
    /// Number of cells.
    pub fn n_cells(&self) -> usize {
        self.ends.len()
    }

    /// A cell's trimmed text.
    pub fn cell(&self, j: usize) -> Option<&str> {
        let end = *self.ends.get(j)?;
        let start = if j == 0 { 0 } else { self.ends[j - 1] };
        Some(self.text[start..end].trim())
    }

    /// All cells, trimmed.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.n_cells()).filter_map(|j| self.cell(j))
    }

    /// Whether there is nothing but white space in it.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

impl Records {
    /// A reader at the start of a text.
    pub fn new(dialect: &Dialect) -> Records {
        let quote = match dialect.quote {
            Quote::Double => Some(b'"'),
            Quote::Single => Some(b'\''),
            Quote::None => None,
        };
        Records {
            delimiter: u8::try_from(dialect.delimiter).unwrap_or(b','),
            quote,
            at: At::Record,
            after_return: false,
            line: 1,
            opened: 0,
            record: Record::default(),
            whole: false,
        }
    }

    /// The record that was read last.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Reads up to the end of a record; then returns what is left of the text, and [`Records::record`] is the record.
    /// `None` when the text ends before: the next piece goes on from there.
    pub fn read<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        self.begin();
        let bytes = text.as_bytes();
        let mut i = 0;
        while i < bytes.len() {
            let b = bytes[i];
            let after_return = std::mem::take(&mut self.after_return);
            match self.at {
                // The second half of a line's end.
                At::Record | At::Quoted if b == b'\n' && after_return => {
                    self.keep_in_quotes(&text[i..=i]);
                }
                At::Record | At::Cell | At::Gap if self.quote == Some(b) => {
                    self.opened = self.line;
                    self.mark_line();
                    self.at = At::Quoted;
                }
                At::Record if b == b'\n' || b == b'\r' => self.end_line(b),
                At::Record | At::Gap if b == b' ' && self.delimiter == b' ' => {}
                At::Record | At::Cell | At::Gap | At::Plain | At::Closed if b == b'\n' || b == b'\r' => {
                    if self.at != At::Gap {
                        self.end_cell();
                    }
                    self.end_line(b);
                    self.at = At::Record;
                    self.whole = true;
                    return Some(&text[i + 1..]);
                }
                At::Record | At::Cell | At::Gap | At::Plain | At::Closed if b == self.delimiter => {
                    self.mark_line();
                    self.end_cell();
                    self.at = if b == b' ' { At::Gap } else { At::Cell };
                }
                At::Closed if self.quote == Some(b) => {
                    self.record.text.push_str(&text[i..=i]);
                    self.at = At::Quoted;
                }
                At::Record | At::Cell | At::Gap | At::Plain | At::Closed => {
                    self.mark_line();
                    let ends = |&b: &u8| b == self.delimiter || b == b'\n' || b == b'\r';
                    let n = bytes[i..].iter().position(ends).unwrap_or(bytes.len() - i);
                    self.record.text.push_str(&text[i..i + n]);
                    self.at = At::Plain;
                    i += n;
                    continue;
                }
                At::Quoted if self.quote == Some(b) => self.at = At::Closed,
                At::Quoted if b == b'\n' || b == b'\r' => {
                    self.record.text.push_str(&text[i..=i]);
                    self.end_line(b);
                }
                At::Quoted => {
                    let ends = |&b: &u8| self.quote == Some(b) || b == b'\n' || b == b'\r';
                    let n = bytes[i..].iter().position(ends).unwrap_or(bytes.len() - i);
                    self.record.text.push_str(&text[i..i + n]);
                    i += n;
                    continue;
                }
            }
            i += 1;
        }
        None
    }

    /// The text has ended: whether there is a last record, whose line's end is missing.
    ///
    /// # Errors
    /// The line on which a quote opened that is never closed.
    pub fn finish(&mut self) -> Result<bool, u64> {
        self.begin();
        match self.at {
            At::Quoted => return Err(self.opened),
            At::Record => return Ok(false),
            At::Gap => {}
            At::Cell | At::Plain | At::Closed => self.end_cell(),
        }
        self.at = At::Record;
        self.whole = true;
        Ok(true)
    }

    /// Makes room for a record when the last one was handed out.
    fn begin(&mut self) {
        if std::mem::take(&mut self.whole) {
            self.record.text.clear();
            self.record.ends.clear();
        }
    }

    fn mark_line(&mut self) {
        if self.at == At::Record {
            self.record.line = self.line;
        }
    }

    fn end_cell(&mut self) {
        self.record.ends.push(self.record.text.len());
    }

    fn end_line(&mut self, b: u8) {
        self.line += 1;
        self.after_return = b == b'\r';
    }

    fn keep_in_quotes(&mut self, text: &str) {
        if self.at == At::Quoted {
            self.record.text.push_str(text);
        }
    }
}

/// The first `n` records of the beginning of a text, each with its line and its trimmed cells, blank ones left out. Where the beginning is not the
/// `whole` text, its last record may be half of one and is left out too, unless it is all there is.
pub fn first_records(head: &str, whole: bool, dialect: &Dialect, n: usize) -> Vec<Early> {
    let mut records = Records::new(dialect);
    let mut out = Vec::new();
    let mut rest = head;
    let cells =
        |records: &Records| -> Early { (records.record().line, records.record().cells().map(str::to_owned).collect()) };
    while out.len() < n {
        match records.read(rest) {
            Some(left) => {
                rest = left;
                if !records.record().is_blank() {
                    out.push(cells(&records));
                }
            }
            None => {
                // A quote that is still open ends here too: the reader of the whole text will name it.
                if records.at == At::Quoted {
                    records.at = At::Closed;
                }
                let last = records.finish().unwrap_or(false) && !records.record().is_blank();
                if last && (whole || out.is_empty()) {
                    out.push(cells(&records));
                }
                break;
            }
        }
    }
    out
}
