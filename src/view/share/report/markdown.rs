//! A report as Markdown: headings, sentences and tables, for wherever text is pasted. Pictures stay in the page. A text of the
//! user's makes no markup, no link and no HTML, by CommonMark and by GitHub's additions to it.

use super::listing::{Keeps, Listing, listing, worded};
use super::{Report, Section};
use crate::share::Cell;
use vitrine_text::report as t;

impl Report {
    /// The report as text with few signs, for wherever Markdown is shown.
    pub fn markdown(&self) -> String {
        write(self)
    }
}

/// The report, all of it.
fn write(report: &Report) -> String {
    let mut out = String::new();
    heading(&mut out, "#", &report.title);
    paragraph(&mut out, &report.sentence);
    for chapter in &report.chapters {
        heading(&mut out, "##", &chapter.title);
        paragraph(&mut out, &chapter.meaning);
        for variant in &chapter.variants {
            if chapter.variants.len() > 1 {
                heading(&mut out, "###", &variant.name);
            }
            paragraph(&mut out, &variant.view.finding);
            paragraph(&mut out, &variant.note);
            table(&mut out, &listing(&variant.view.figures, chapter.keeps));
            made(&mut out, &variant.view.quality);
        }
    }
    heading(&mut out, "##", t::model_card());
    report.card.sections.iter().for_each(|s| section(&mut out, s));
    heading(&mut out, "###", t::recipe());
    if let Some(address) = report.address() {
        // As CommonMark writes an address that is a link, and as it can be copied: none has these signs in it.
        let address: String = address.chars().filter(|c| !c.is_whitespace() && !"<>".contains(*c)).collect();
        out += &(t::computed_anew(&format!("<{address}>")) + "\n\n");
    }
    // Each line is indented: within a block of code nothing means anything, and no line of it can end the block.
    for line in report.card.recipe.lines() {
        out += &format!("    {line}\n");
    }
    out.push('\n');
    paragraph(&mut out, &Report::written_by());
    out
}

fn heading(out: &mut String, level: &str, text: &str) {
    *out += &format!("{level} {}\n\n", plain(text));
}

fn paragraph(out: &mut String, text: &str) {
    if !text.is_empty() {
        *out += &format!("{}\n\n", plain(text));
    }
}

fn made(out: &mut String, quality: &[(&'static str, Cell)]) {
    let said: Vec<String> = quality
        .iter()
        .filter(|(_, cell)| *cell != Cell::Empty)
        .map(|(name, cell)| format!("{} {}", worded(name), exact(cell)))
        .collect();
    if !said.is_empty() {
        paragraph(out, &t::how_it_was_made_by(&said.join("; ")));
    }
}

fn section(out: &mut String, section: &Section) {
    heading(out, "###", section.title);
    for (name, value) in &section.facts {
        *out += &format!("- {name}: {}\n", plain(value));
    }
    if !section.facts.is_empty() {
        out.push('\n');
    }
    section.says.iter().for_each(|said| paragraph(out, said));
    if let Some(figures) = &section.figures {
        table(out, &listing(figures, Keeps::First));
    }
}

/// A table of GitHub's kind, numbers to the right and exact.
fn table(out: &mut String, table: &Listing) {
    if table.heads.is_empty() {
        return;
    }
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    *out += &line(&table.heads.iter().map(|h| plain(h)).collect::<Vec<_>>());
    *out += &line(&table.numbers.iter().map(|n| if *n { "--:" } else { "---" }.to_owned()).collect::<Vec<_>>());
    for row in &table.rows {
        *out += &line(&row.iter().map(|cell| plain(&exact(cell))).collect::<Vec<_>>());
    }
    out.push('\n');
    paragraph(out, table.left_out.as_deref().unwrap_or_default());
}

/// A cell with all digits of its number: text cannot be asked for more.
fn exact(cell: &Cell) -> String {
    match cell {
        Cell::Number(_) => cell.text(),
        other => other.shown(),
    }
}

/// A text that is no more than text, on one line.
///
/// Signs that mean something anywhere have a backslash before them, those of HTML a name. `.`, `:` and `@` mean something only
/// within an address that GitHub would make a link of. What means something at the beginning of a line only is defused there.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let text = text.trim();
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(char::is_whitespace);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in text.char_indices() {
        let before = &text[..at];
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c if c.is_whitespace() => out.push(' '),
            c if c.is_control() => out.push('\u{fffd}'),
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '|' | '~' | '$' | '#' | '@' | '^' => escaped(c, &mut out),
            '.' if before.len() >= 3 && before.to_ascii_lowercase().ends_with("www") => escaped(c, &mut out),
            ':' if before.ends_with(|c: char| c.is_ascii_alphabetic()) => escaped(c, &mut out),
            '-' | '+' | '=' if at == 0 => escaped(c, &mut out),
            '.' | ')' if at > 0 && at == digits && ends(&text[at + 1..]) => escaped(c, &mut out),
            c => out.push(c),
        }
    }
    out
}

fn escaped(c: char, out: &mut String) {
    out.push('\\');
    out.push(c);
}
