//! Rows drawn at random from a file that is too large to be read whole: it goes by once, slice by slice, and each of its
//! rows has the same chance to stay (a reservoir, Vitter 1985, algorithm R). What was drawn stands in the file's order.

use super::decode::{Decoder, Encoding, Look, check};
use super::layout::{Layout, RecordPart};
use super::records::Records;
use super::sheet::MAX_CELLS;
use super::sniff::{Head, stated_delimiter};
use super::{Dialect, ReadSpec, TableError};
use crate::num::order;
use crate::num::rng::Rng;

/// A sample that is being drawn.
#[derive(Clone, Debug)]
pub struct Sampler {
    /// How the sample is read, which is in UTF-8 and has its names on the first line.
    pub dialect: Dialect,
    /// How the file is read, titles and all.
    read_as: Dialect,
    encoding: Encoding,
    n_wanted: usize,
    rng: Rng,
    records: Records,
    layout: Layout,
    /// Lines above the records.
    n_above: u64,
    /// Bytes of a character that the next slice goes on with.
    cut: Vec<u8>,
    text: String,
    /// Bytes of text above the records.
    above: usize,
    raw: String,
    header: Option<String>,
    drawn: Vec<(u64, String)>,
    n_rows: u64,
    n_replaced: usize,
}

impl Sampler {
    /// Draws `n` rows. `head` is the file's beginning, a megabyte or all of it, by which encoding and dialect are settled
    /// where the user did not state them.
    ///
    /// # Errors
    /// [`TableError::NotText`] where the beginning is no text.
    pub fn new(head: &[u8], whole: bool, stated: Option<Dialect>, n: usize, seed: u32) -> Result<Sampler, TableError> {
        let head = if whole { head } else { &head[..last_start(head)] };
        let mut look = Look::new();
        while look.step(head, usize::MAX) {}
        let mut first = look.decoder(head, stated.and_then(|d| d.encoding))?;
        let mut text = String::new();
        let encoding = first.encoding;
        while first.step(head, usize::MAX, &mut text) {}
        check(&text)?;
        let (delimiter, below) = stated_delimiter(&text);
        let above = text.len() - below.len();
        let n_above = u64::from(above > 0);
        let head = Head { text: below, whole, n_above };
        let dialect = stated.unwrap_or_else(|| Dialect::sniff(head, delimiter));
        let early = head.records(&dialect);
        let width = early.iter().map(|(_, r)| r.len()).max().unwrap_or(1).max(1);
        let names_on = dialect.names_on.min(1);
        Ok(Sampler {
            dialect: Dialect { encoding: None, names_on, ..dialect },
            read_as: dialect,
            layout: Layout::new(&dialect, &early, &ReadSpec::default()),
            n_above,
            encoding,
            n_wanted: n.clamp(1, (MAX_CELLS as usize / width).max(1)),
            rng: Rng::stream(seed, "sample of rows", 0),
            records: Records::new(&dialect),
            cut: Vec::new(),
            text: String::new(),
            above,
            raw: String::new(),
            header: None,
            drawn: Vec::new(),
            n_rows: 0,
            n_replaced: 0,
        })
    }

    /// The same draw over again in Windows-1252, where the file was taken for UTF-8 by its beginning and is not.
    pub fn otherwise(&self, head: &[u8], whole: bool, seed: u32) -> Option<Sampler> {
        let wrong = self.n_replaced > 0 && self.encoding == Encoding::Utf8;
        let stated = Dialect { encoding: Some(Encoding::Windows1252), ..self.read_as };
        wrong.then(|| Sampler::new(head, whole, Some(stated), self.n_wanted, seed).ok()).flatten()
    }

    /// Takes the next slice of the file, the first one beginning where the file does.
    pub fn take(&mut self, slice: &[u8]) {
        self.pass(slice, false);
    }

    /// The sample as a table of its own in UTF-8, and its number of rows.
    pub fn finish(mut self) -> (String, usize) {
        self.pass(&[], true);
        // What stands behind a quote that is never closed is no row.
        if self.records.finish() == Ok(true) {
            self.keep();
        }
        order::sort_ascending(&mut self.drawn, |(at, _)| *at as f64);
        let n = self.drawn.len();
        let rows = self.header.into_iter().chain(self.drawn.into_iter().map(|(_, row)| row));
        (rows.fold(String::new(), |text, row| text + &row + "\n"), n)
    }

    fn pass(&mut self, slice: &[u8], last: bool) {
        let mut bytes = std::mem::take(&mut self.cut);
        bytes.extend_from_slice(slice);
        let begins = self.n_rows == 0 && self.header.is_none() && self.raw.is_empty() && self.text.is_empty();
        let mut decoder = Decoder::between(&bytes, self.encoding, begins, last);
        self.text.clear();
        decoder.step(&bytes, usize::MAX, &mut self.text);
        self.n_replaced += decoder.n_replaced;
        self.cut = bytes.split_off(decoder.at());
        let text = std::mem::take(&mut self.text);
        let skipped = self.above.min(text.len());
        self.above -= skipped;
        let mut rest = &text[skipped..];
        while let Some(left) = self.records.read(rest) {
            self.raw.push_str(&rest[..rest.len() - left.len()]);
            self.keep();
            rest = left;
        }
        self.raw.push_str(rest);
        self.text = text;
    }

    /// Keeps the record that was just read, or not.
    fn keep(&mut self) {
        let record = self.records.record();
        if !record.is_blank() {
            let row = self.raw.trim_matches(['\r', '\n']);
            let part = self.layout.part(record, record.line + self.n_above);
            if part == RecordPart::Names {
                self.header = Some(row.to_owned());
            } else if part == RecordPart::Row {
                if self.drawn.len() < self.n_wanted {
                    self.drawn.push((self.n_rows, row.to_owned()));
                } else {
                    let place = self.rng.below(self.n_rows as usize + 1);
                    if let Some(left) = self.drawn.get_mut(place) {
                        *left = (self.n_rows, row.to_owned());
                    }
                }
                self.n_rows += 1;
            }
        }
        self.raw.clear();
    }
}

/// Where the last character begins whose bytes may not all be there: no text is cut in two by what is before it.
fn last_start(head: &[u8]) -> usize {
    let even = head.len() - head.len() % 2;
    let tail = head.len().saturating_sub(4);
    match head[tail..].iter().rposition(|&b| b >= 0xc0) {
        Some(i) if head[tail + i..].iter().skip(1).all(|&b| (0x80..0xc0).contains(&b)) => tail + i,
        _ => even,
    }
}
