//! Bytes of an encoding of East Asia on their way to UTF-8, in steps. The browser's own tables decode them, so that the page
//! brings none; natively there is nobody to ask, and such a file is read as Windows-1252.

use vitrine_core::table::summary::Summary;
use vitrine_core::table::{Encoding, Note, Noticed};

/// Decodes a text piece by piece.
pub trait Charset: std::fmt::Debug {
    /// The text of the next bytes; a character that they cut is left for the next ones, unless they are the `last`. What is no
    /// character becomes U+FFFD.
    fn decode(&mut self, bytes: &[u8], last: bool) -> String;
}

/// Begins a text of an encoding; `None` where the browser does not know it.
pub type Charsets = fn(Encoding) -> Option<Box<dyn Charset>>;

/// The way of one text.
#[derive(Debug)]
pub struct Recoding {
    encoding: Encoding,
    /// Whether the user said so.
    stated: bool,
    /// `None` when it is over.
    charset: Option<Box<dyn Charset>>,
    at: usize,
    text: Vec<u8>,
    n_replaced: usize,
}

impl Recoding {
    /// At the first byte.
    pub fn new(encoding: Encoding, stated: bool, charsets: Charsets) -> Option<Recoding> {
        let charset = Some(charsets(encoding)?);
        Some(Recoding { encoding, stated, charset, at: 0, text: Vec::new(), n_replaced: 0 })
    }

    /// Whether all is UTF-8.
    pub fn is_over(&self) -> bool {
        self.charset.is_none()
    }

    /// Goes on with `n` bytes; the whole text when it is over.
    pub fn step(&mut self, bytes: &[u8], n: usize) -> Option<Vec<u8>> {
        let charset = self.charset.as_mut()?;
        let to = (self.at + n).min(bytes.len());
        let text = charset.decode(&bytes[self.at..to], to == bytes.len());
        self.n_replaced += text.matches('\u{fffd}').count();
        self.text.extend_from_slice(text.as_bytes());
        self.at = to;
        (to == bytes.len()).then(|| {
            self.charset = None;
            std::mem::take(&mut self.text)
        })
    }

    /// Says in a summary how the file was read.
    pub fn tell(&self, summary: &mut Summary) {
        summary.encoding = self.encoding;
        summary.dialect.encoding = self.stated.then_some(self.encoding);
        let what = match (self.n_replaced, self.stated) {
            (0, true) => return,
            (0, false) => Noticed::ReadAs(self.encoding),
            (n, _) => Noticed::ReplacedIn(self.encoding, n),
        };
        summary.notes.push(Note { what, line: None });
    }
}
