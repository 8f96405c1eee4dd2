//! Bytes to text: byte order marks, UTF-8, UTF-16, and Windows-1252 for what is neither.

use super::TableError;
use serde::{Deserialize, Serialize};

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
}

/// Files that people choose by mistake, by their first bytes.
const NOT_TEXT: [(&[u8], &str); 12] = [
    (b"PK\x03\x04", "it is a zip archive or an Excel, OpenDocument or Word file"),
    (b"\xd0\xcf\x11\xe0", "it is an old Excel or Word file"),
    (b"%PDF", "it is a PDF"),
    (b"\x1f\x8b", "it is compressed with gzip"),
    (b"BZh", "it is compressed with bzip2"),
    (b"\xfd7zXZ", "it is compressed with xz"),
    (b"PAR1", "it is a Parquet file"),
    (b"\x89PNG", "it is a picture"),
    (b"\xff\xd8\xff", "it is a picture"),
    (b"GIF8", "it is a picture"),
    (b"SQLite format 3", "it is an SQLite database"),
    (b"{\\rtf", "it is a rich text document"),
];

/// Decodes a file.
///
/// # Errors
/// [`TableError::NotText`] for zip archives, spreadsheets, PDF and other binary files, with their name where the first bytes tell.
pub fn decode(bytes: &[u8]) -> Result<(String, Encoding), TableError> {
    if let Some((_, what)) = NOT_TEXT.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(not_text(what));
    }
    let (text, encoding) = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => narrow(rest),
        [0xff, 0xfe, rest @ ..] => (utf16(rest, u16::from_le_bytes), Encoding::Utf16Le),
        [0xfe, 0xff, rest @ ..] => (utf16(rest, u16::from_be_bytes), Encoding::Utf16Be),
        _ => match zeros(bytes) {
            (0, 0) => narrow(bytes),
            // Mostly Latin text in UTF-16 without a mark: every second byte is zero, and only on one side.
            (0, odd) if odd * 3 > bytes.len() => (utf16(bytes, u16::from_le_bytes), Encoding::Utf16Le),
            (even, 0) if even * 3 > bytes.len() => (utf16(bytes, u16::from_be_bytes), Encoding::Utf16Be),
            _ => return Err(not_text("it contains zero bytes")),
        },
    };
    let head = || text.chars().take(4096);
    let n_control = head().filter(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c' | '\x1a')).count();
    if n_control * 20 > head().count() {
        return Err(not_text("it is full of control characters"));
    }
    let page: String = text.trim_start().chars().take(15).collect::<String>().to_ascii_lowercase();
    if page.starts_with("<!doctype html") || page.starts_with("<html") {
        return Err(not_text("it is a web page"));
    }
    if page.starts_with("<?xml") {
        return Err(not_text("it is an XML document"));
    }
    Ok((text, encoding))
}

fn not_text(what: &str) -> TableError {
    TableError::NotText { what: what.to_owned() }
}

/// Numbers of zero bytes at even and at odd places.
fn zeros(bytes: &[u8]) -> (usize, usize) {
    let count = |from: usize| bytes.iter().skip(from).step_by(2).filter(|&&b| b == 0).count();
    (count(0), count(1))
}

fn narrow(bytes: &[u8]) -> (String, Encoding) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), Encoding::Utf8),
        Err(_) => (bytes.iter().map(|&b| windows_1252(b)).collect(), Encoding::Windows1252),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
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
