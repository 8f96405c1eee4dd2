//! Figures as CSV (RFC 4180): UTF-8, commas, CRLF. A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a
//! formula, so that such a text gets an apostrophe before it (OWASP ASVS 1.2.10). Numbers stay as they are.

use super::figures::{Cell, Figures};

/// What becomes of texts that a spreadsheet would compute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cells {
    /// They are defused by an apostrophe.
    Defused,
    /// They are written as they are, for programs; unsafe to open in a spreadsheet.
    Raw,
}

/// Writes a header line and one line a row.
pub fn write(figures: &Figures, cells: Cells) -> String {
    lines(figures, cells, ',', "\r\n")
}

/// The same with tabs, for pasting into a spreadsheet: always defused.
pub fn write_for_clipboard(figures: &Figures) -> String {
    lines(figures, Cells::Defused, '\t', "\n")
}

fn lines(figures: &Figures, cells: Cells, separator: char, end: &str) -> String {
    let mut out = String::new();
    let header: Vec<Cell> = figures.columns.iter().map(|c| Cell::Text(c.clone())).collect();
    for row in [&header].into_iter().chain(&figures.rows) {
        for (i, cell) in row.iter().enumerate() {
            if i > 0 {
                out.push(separator);
            }
            let text = field(cell, cells);
            // A line with nothing on it would be no row.
            if must_quote(&text, separator) || text.is_empty() && row.len() == 1 {
                out.push('"');
                out.push_str(&text.replace('"', "\"\""));
                out.push('"');
            } else {
                out.push_str(&text);
            }
        }
        out.push_str(end);
    }
    out
}

fn field(cell: &Cell, cells: Cells) -> String {
    let text = cell.text();
    match cell {
        Cell::Text(_) if cells == Cells::Defused && is_formula(&text) => format!("'{text}"),
        _ => text,
    }
}

/// Quotes keep what means something, and what a reader might trim.
fn must_quote(text: &str, separator: char) -> bool {
    let blank = |c: char| c.is_whitespace() || c.is_control();
    text.contains([separator, '"', '\r', '\n', ';', '\t']) || text.starts_with(blank) || text.ends_with(blank)
}

/// Whether a spreadsheet may take a text for a formula: what it skips at the start is passed over, and the wide forms of
/// the signs count too. A text that is a number and nothing else computes to itself.
pub fn is_formula(text: &str) -> bool {
    let skipped =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    let is_sign = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}');
    let is_number = text.parse::<f64>().is_ok() && text.chars().all(|c| c.is_ascii_digit() || "+-.eE".contains(c));
    !is_number && (text.starts_with(['\t', '\r']) || text.trim_start_matches(skipped).starts_with(is_sign))
}
