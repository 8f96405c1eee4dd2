//! Bytes to text, piece by piece: byte order marks, UTF-8, UTF-16, and Windows-1252 for what is neither. Encodings of East Asia
//! are made UTF-8 before, where there is somebody who can (see `legacy`).

use super::TableError;
use serde::{Deserialize, Serialize};
use std::fmt;
use vitrine_text::messages as t;

/// The character encoding that a file was read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, little-endian.
    Utf16Le,
    /// UTF-16, big-endian.
    Utf16Be,
    /// Windows-1252, the superset of Latin-1 that such files are in practice.
    Windows1252,
    /// GB18030, the superset of GBK and GB2312: Chinese.
    Gb18030,
    /// Big5: Chinese.
    Big5,
    /// Shift_JIS: Japanese.
    ShiftJis,
    /// EUC-JP: Japanese.
    EucJp,
    /// EUC-KR, as its superset code page 949: Korean.
    EucKr,
}

impl Encoding {
    /// All of them, the most frequent first.
    pub const ALL: [Encoding; 9] = [
        Encoding::Utf8,
        Encoding::Windows1252,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
        Encoding::Gb18030,
        Encoding::Big5,
        Encoding::ShiftJis,
        Encoding::EucJp,
        Encoding::EucKr,
    ];

    /// Its name, which is that of the Encoding Standard for those of East Asia.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le => "UTF-16 LE",
            Encoding::Utf16Be => "UTF-16 BE",
            Encoding::Windows1252 => "Windows-1252",
            Encoding::Gb18030 => "GB18030",
            Encoding::Big5 => "Big5",
            Encoding::ShiftJis => "Shift_JIS",
            Encoding::EucJp => "EUC-JP",
            Encoding::EucKr => "EUC-KR",
        }
    }

    /// Whether it is one of East Asia, which only the browser decodes.
    pub fn is_legacy(self) -> bool {
        matches!(self, Encoding::Gb18030 | Encoding::Big5 | Encoding::ShiftJis | Encoding::EucJp | Encoding::EucKr)
    }

    fn mark(self) -> &'static [u8] {
        match self {
            Encoding::Utf8 => b"\xef\xbb\xbf",
            Encoding::Utf16Le => b"\xff\xfe",
            Encoding::Utf16Be => b"\xfe\xff",
            _ => b"",
        }
    }

    fn is_wide(self) -> bool {
        matches!(self, Encoding::Utf16Le | Encoding::Utf16Be)
    }
}

/// What bytes are that are no text of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotText {
    /// A zip archive, as new files of office programs are.
    Archive,
    /// A file of an old office program.
    OldOffice,
    /// A PDF.
    Pdf,
    /// Compressed with gzip.
    Gzip,
    /// Compressed with bzip2.
    Bzip2,
    /// Compressed with xz.
    Xz,
    /// A Parquet file.
    Parquet,
    /// A picture of any format.
    Picture,
    /// An SQLite database.
    Sqlite,
    /// A rich text document.
    RichText,
    /// Bytes with a zero among them.
    ZeroByte {
        /// The line of the first one, 1-based.
        line: usize,
    },
    /// Bytes with many control characters.
    ControlCharacters,
    /// A web page.
    WebPage,
    /// An XML document.
    Xml,
}

impl fmt::Display for NotText {
    /// As "it is a PDF".
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            NotText::Archive => t::is_archive(),
            NotText::OldOffice => t::is_old_office(),
            NotText::Pdf => t::is_pdf(),
            NotText::Gzip => t::is_gzip(),
            NotText::Bzip2 => t::is_bzip2(),
            NotText::Xz => t::is_xz(),
            NotText::Parquet => t::is_parquet(),
            NotText::Picture => t::is_picture(),
            NotText::Sqlite => t::is_sqlite(),
            NotText::RichText => t::is_rich_text(),
            NotText::ZeroByte { line } => return f.write_str(&t::is_zero_byte(line)),
            NotText::ControlCharacters => t::is_control_characters(),
            NotText::WebPage => t::is_web_page(),
            NotText::Xml => t::is_xml(),
        })
    }
}

/// Files that people choose by mistake, by their first bytes.
const NOT_TEXT: [(&[u8], NotText); 12] = [
    (b"PK\x03\x04", NotText::Archive),
    (b"\xd0\xcf\x11\xe0", NotText::OldOffice),
    (b"%PDF", NotText::Pdf),
    (b"\x1f\x8b", NotText::Gzip),
    (b"BZh", NotText::Bzip2),
    (b"\xfd7zXZ", NotText::Xz),
    (b"PAR1", NotText::Parquet),
    (b"\x89PNG", NotText::Picture),
    (b"\xff\xd8\xff", NotText::Picture),
    (b"GIF8", NotText::Picture),
    (b"SQLite format 3", NotText::Sqlite),
    (b"{\\rtf", NotText::RichText),
];

/// A first pass over the bytes, in steps: where zeros lie, and whether they are UTF-8.
#[derive(Clone, Debug)]
pub struct Look {
    at: usize,
    even: usize,
    odd: usize,
    first_zero: Option<usize>,
    is_utf8: bool,
    /// Up to here the bytes are known to be UTF-8.
    valid: usize,
}

impl Look {
    /// At the first byte.
    pub fn new() -> Look {
        Look { at: 0, even: 0, odd: 0, first_zero: None, is_utf8: true, valid: 0 }
    }

    /// Number of bytes that were looked at.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Looks at the next `n` bytes; whether there are more.
    pub fn step(&mut self, bytes: &[u8], n: usize) -> bool {
        let to = self.at.saturating_add(n.max(1)).min(bytes.len());
        let block = &bytes[self.at..to];
        let zeros = |from: usize| block.iter().skip(from).step_by(2).filter(|&&b| b == 0).count();
        let (first, second) = (zeros(0), zeros(1));
        let (even, odd) = if self.at.is_multiple_of(2) { (first, second) } else { (second, first) };
        self.even += even;
        self.odd += odd;
        if first + second > 0 && self.first_zero.is_none() {
            self.first_zero = block.iter().position(|&b| b == 0).map(|i| self.at + i);
        }
        if self.is_utf8 {
            match std::str::from_utf8(&bytes[self.valid..to]) {
                Ok(_) => self.valid = to,
                // The last character may go on in the next block.
                Err(e) => {
                    self.valid += e.valid_up_to();
                    self.is_utf8 = e.error_len().is_none() && to < bytes.len();
                }
            }
        }
        self.at = to;
        to < bytes.len()
    }

    /// A decoder by what was seen, or by what the user said.
    ///
    /// # Errors
    /// [`TableError::NotText`] for zip archives, spreadsheets, PDF and other binary files, with their name where the first
    /// bytes tell.
    pub fn decoder(&self, bytes: &[u8], stated: Option<Encoding>) -> Result<Decoder, TableError> {
        if let Some((_, what)) = NOT_TEXT.iter().find(|(start, _)| bytes.starts_with(start)) {
            return Err(TableError::NotText { what: *what });
        }
        let marked = [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be];
        let marked = marked.into_iter().find(|e| bytes.starts_with(e.mark())).filter(|e| *e != Encoding::Utf8);
        let narrow = if self.is_utf8 { Encoding::Utf8 } else { Encoding::Windows1252 };
        let encoding = stated.or(marked).unwrap_or(match (self.even, self.odd) {
            // Mostly Latin text in UTF-16 without a mark: every second byte is zero, and only on one side.
            (0, odd) if odd * 3 > bytes.len() => Encoding::Utf16Le,
            (even, 0) if even * 3 > bytes.len() => Encoding::Utf16Be,
            _ => narrow,
        });
        let decoder = Decoder::new(bytes, encoding);
        match self.first_zero.filter(|&zero| !encoding.is_wide() && zero < decoder.end) {
            None => Ok(decoder),
            Some(zero) => {
                let line = 1 + bytes[..zero].iter().filter(|&&b| b == b'\n').count();
                Err(TableError::NotText { what: NotText::ZeroByte { line } })
            }
        }
    }
}

/// Decodes bytes in pieces.
#[derive(Clone, Debug)]
pub struct Decoder {
    /// The encoding in force.
    pub encoding: Encoding,
    at: usize,
    end: usize,
    /// Whether the bytes end there, or more may come.
    last: bool,
    /// Number of places that are no text in this encoding; each became U+FFFD.
    pub n_replaced: usize,
}

impl Decoder {
    /// At the first byte behind the mark. What Windows and old programs append (Ctrl-Z, zeros) is left out.
    pub fn new(bytes: &[u8], encoding: Encoding) -> Decoder {
        let at = if bytes.starts_with(encoding.mark()) { encoding.mark().len() } else { 0 };
        let mut end = bytes.len();
        let width = if encoding.is_wide() { 2 } else { 1 };
        while end >= at + width && is_padding(&bytes[end - width..end], encoding) {
            end -= width;
        }
        Decoder { encoding, at, end, last: true, n_replaced: 0 }
    }

    /// Of some bytes of a file: its `first`, its `last`, or some between; a character that they cut is left.
    pub fn between(bytes: &[u8], encoding: Encoding, first: bool, last: bool) -> Decoder {
        let at = if first && bytes.starts_with(encoding.mark()) { encoding.mark().len() } else { 0 };
        Decoder { encoding, at, end: bytes.len(), last, n_replaced: 0 }
    }

    /// Number of bytes that were decoded.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Decodes about `n` more bytes to the end of `text`; whether there are more.
    pub fn step(&mut self, bytes: &[u8], n: usize, text: &mut String) -> bool {
        let to = self.at.saturating_add(n.max(4)).min(self.end);
        let last = self.last && to == self.end;
        let block = bytes.get(self.at..to).unwrap_or_default();
        self.at += match self.encoding {
            Encoding::Utf8 => self.utf8(block, last, text),
            Encoding::Utf16Le => self.utf16(block, last, u16::from_le_bytes, text),
            Encoding::Utf16Be => self.utf16(block, last, u16::from_be_bytes, text),
            // Nobody was there who could decode the others.
            _ => {
                text.extend(block.iter().map(|&b| windows_1252(b)));
                block.len()
            }
        };
        self.at < self.end
    }

    /// Number of bytes used up; a character that is cut by the block's end is left for the next one.
    fn utf8(&mut self, block: &[u8], last: bool, text: &mut String) -> usize {
        let mut used = 0;
        loop {
            match std::str::from_utf8(&block[used..]) {
                Ok(rest) => {
                    text.push_str(rest);
                    return block.len();
                }
                Err(e) => {
                    let good = used + e.valid_up_to();
                    text.push_str(std::str::from_utf8(&block[used..good]).unwrap_or_default());
                    match e.error_len() {
                        None if !last => return good,
                        wrong => {
                            text.push(char::REPLACEMENT_CHARACTER);
                            self.n_replaced += 1;
                            used = wrong.map_or(block.len(), |n| good + n);
                        }
                    }
                }
            }
        }
    }

    /// As [`Decoder::utf8`]; a pair of units is not cut either.
    fn utf16(&mut self, block: &[u8], last: bool, unit: fn([u8; 2]) -> u16, text: &mut String) -> usize {
        let mut units: Vec<u16> = block.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        let cut = !last && units.last().is_some_and(|u| (0xd800..0xdc00).contains(u));
        if cut {
            units.pop();
        }
        for c in char::decode_utf16(units.iter().copied()) {
            self.n_replaced += usize::from(c.is_err());
            text.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        if last && block.len() % 2 == 1 {
            text.push(char::REPLACEMENT_CHARACTER);
            self.n_replaced += 1;
            return block.len();
        }
        2 * units.len()
    }
}

/// Refuses the beginning of a text that is none, or is another kind of text.
///
/// # Errors
/// [`TableError::NotText`] for control characters, web pages and XML.
pub fn check(head: &str) -> Result<(), TableError> {
    let first = || head.chars().take(4096);
    let n_control = first().filter(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c' | '\x1a')).count();
    if n_control * 20 > first().count() {
        return Err(TableError::NotText { what: NotText::ControlCharacters });
    }
    let page: String = head.trim_start().chars().take(15).collect::<String>().to_ascii_lowercase();
    if page.starts_with("<!doctype html") || page.starts_with("<html") {
        return Err(TableError::NotText { what: NotText::WebPage });
    }
    if page.starts_with("<?xml") {
        return Err(TableError::NotText { what: NotText::Xml });
    }
    Ok(())
}

fn is_padding(unit: &[u8], encoding: Encoding) -> bool {
    match (encoding, unit) {
        (Encoding::Utf16Le, [low, high]) | (Encoding::Utf16Be, [high, low]) => *high == 0 && matches!(low, 0 | 0x1a),
        (_, [b]) => matches!(b, 0 | 0x1a),
        _ => false,
    }
}

/// The WHATWG's table: Latin-1 save for 0x80 to 0x9f.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '\u{20ac}', '\u{81}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2c6}',
        '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8d}', '\u{17d}', '\u{8f}', '\u{90}', '\u{2018}', '\u{2019}',
        '\u{201c}', '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2dc}', '\u{2122}', '\u{161}', '\u{203a}',
        '\u{153}', '\u{9d}', '\u{17e}', '\u{178}',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}
