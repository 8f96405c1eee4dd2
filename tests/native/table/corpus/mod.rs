//! Malformed and odd files in twelve classes, and the verdict that each must get: the shape of the table that a person
//! reads in it with what had to be mended, or the words that say what is wrong, where, and what to do.

use crate::session_driver::{Run, faults};
use vitrine::recipe::{Recipe, Source};
use vitrine::table::{Dialect, Sheet};

mod cells;
mod forms;

/// What must be said of a file.
pub enum Verdict {
    /// Rows, names, and for each note a part of its words with its line.
    Table(usize, &'static str, &'static [(&'static str, Option<u64>)]),
    /// Parts of the message, in order.
    RestoreError(&'static [&'static str]),
}

/// One file of the corpus.
pub struct Case {
    pub name: &'static str,
    pub bytes: Vec<u8>,
    /// What the user said of it.
    pub dialect: Option<Dialect>,
    pub verdict: Verdict,
    /// The cells, `1|2 / 3|4`, missing ones as `_`, and whether their numbers have decimal commas; `None` where the
    /// verdict does not say.
    pub cells: Option<(&'static str, bool)>,
}

/// A class by its name, and its files.
pub type Class = (&'static str, Vec<Case>);

/// A file that is a table of so many rows with these names, nothing mended.
pub fn table(name: &'static str, bytes: impl AsRef<[u8]>, n_rows: usize, names: &'static str) -> Case {
    mended(name, bytes, n_rows, names, &[])
}

/// A file that is a table after some mending.
pub fn mended(
    name: &'static str,
    bytes: impl AsRef<[u8]>,
    n_rows: usize,
    names: &'static str,
    notes: &'static [(&'static str, Option<u64>)],
) -> Case {
    Case {
        name,
        bytes: bytes.as_ref().to_vec(),
        dialect: None,
        verdict: Verdict::Table(n_rows, names, notes),
        cells: None,
    }
}

/// A file that is refused in these words.
pub fn refused(name: &'static str, bytes: impl AsRef<[u8]>, said: &'static [&'static str]) -> Case {
    Case { name, bytes: bytes.as_ref().to_vec(), dialect: None, verdict: Verdict::RestoreError(said), cells: None }
}

/// The same file, read as the user says.
pub fn stated(case: Case, dialect: Dialect) -> Case {
    Case { dialect: Some(dialect), ..case }
}

/// The same file, with these cells, and with decimal commas or without.
pub fn with_cells(case: Case, cells: &'static str, decimal_comma: bool) -> Case {
    Case { cells: Some((cells, decimal_comma)), ..case }
}

/// Cells of a sheet, a row after the other.
fn cells_of(sheet: &Sheet) -> String {
    let row = |i: usize| (0..sheet.names.len()).map(|j| sheet.cell(i, j).unwrap_or("_")).collect::<Vec<_>>().join("|");
    (0..sheet.n_rows()).map(row).collect::<Vec<_>>().join(" / ")
}

fn classes() -> Vec<Class> {
    let mut all = forms::classes();
    all.extend(cells::classes());
    all
}

/// What is wrong with the verdict that a file gets.
fn fault(case: &Case) -> Option<String> {
    match (Sheet::parse(&case.bytes, case.dialect), &case.verdict) {
        (Ok(sheet), Verdict::Table(n_rows, names, notes)) => {
            let said: Vec<_> = sheet.notes.iter().map(|n| (n.to_string(), n.line)).collect();
            let pairs = said.iter().zip(*notes);
            let all = said.len() == notes.len() && pairs.into_iter().all(|(s, n)| s.0.contains(n.0) && s.1 == n.1);
            let shape = (sheet.n_rows(), sheet.names.join("|"));
            if shape != (*n_rows, (*names).to_owned()) || !all {
                return Some(format!("{shape:?}, {said:?}"));
            }
            let found = case.cells.map(|_| (cells_of(&sheet), sheet.dialect.decimal_comma));
            let expected = case.cells.map(|(cells, comma)| (cells.to_owned(), comma));
            (found != expected).then(|| format!("{found:?}"))
        }
        (Err(e), Verdict::RestoreError(parts)) => {
            let said = e.to_string();
            let left = parts.iter().try_fold(said.as_str(), |rest, part| rest.split_once(part).map(|(_, rest)| rest));
            left.is_none().then_some(said)
        }
        (Ok(sheet), Verdict::RestoreError(_)) => Some(format!("read as {:?}", sheet.names)),
        (Err(e), Verdict::Table(..)) => Some(e.to_string()),
    }
}

#[test]
fn b2_every_file_gets_its_verdict() {
    let classes = classes();
    let all = classes.iter().flat_map(|(class, cases)| cases.iter().map(move |case| (class, case)));
    let faults: Vec<String> =
        all.filter_map(|(class, case)| fault(case).map(|f| format!("{class}, {}: {f}", case.name))).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// A verdict that is none of the file's own is noticed, whichever part of it is wrong.
#[test]
fn b2_a_wrong_verdict_is_noticed() {
    let bytes = "a,b\n1\n2,3\n";
    let note: &[(&str, Option<u64>)] = &[("One row has fewer cells", Some(2))];
    assert_eq!(fault(&mended("right", bytes, 2, "a|b", note)), None);
    assert!(fault(&mended("rows", bytes, 1, "a|b", note)).is_some());
    assert!(fault(&mended("names", bytes, 2, "a|c", note)).is_some());
    assert!(fault(&table("no note", bytes, 2, "a|b")).is_some());
    assert!(fault(&mended("line", bytes, 2, "a|b", &[("One row has fewer cells", Some(3))])).is_some());
    assert!(fault(&refused("refused", bytes, &[])).is_some());
    let right = || mended("right", bytes, 2, "a|b", note);
    assert_eq!(fault(&with_cells(right(), "1|_ / 2|3", false)), None);
    assert!(fault(&with_cells(right(), "1|_ / 2|4", false)).is_some());
    assert!(fault(&with_cells(right(), "1|_ / 2|3", true)).is_some());
    assert!(fault(&table("empty", "", 0, "")).is_some());
    assert!(fault(&refused("other words", "", &["has a header"])).is_some());
}

#[test]
fn b2_the_corpus_is_large_and_has_all_classes() {
    let classes = classes();
    let names: Vec<&str> = classes.iter().map(|c| c.0).collect();
    assert_eq!(classes.len(), 12, "{names:?}");
    let n: usize = classes.iter().map(|c| c.1.len()).sum();
    assert!(n >= 120, "{n} files");
    assert!(classes.iter().all(|c| c.1.len() >= 5), "a class has less than five files");
}

/// What the page shows names the file and says what to do, for every file that is refused.
#[test]
fn b2_every_refusal_names_the_file_and_a_remedy() {
    const REMEDIES: [&str; 9] =
        ["Choose", "Add rows", "say which", "Export", "Close it", "Take a random sample", "Leave out", "mend", "Paste"];
    for (class, cases) in classes() {
        for case in cases.into_iter().filter(|c| matches!(c.verdict, Verdict::RestoreError(_))) {
            let source = Source::File { name: "my table.csv".into(), hash: case.name.into() };
            let mut run = Run::new(source.clone(), case.bytes);
            let recipe = Recipe { dialect: case.dialect, ..Recipe::new(source) };
            let said = faults(&run.make(&recipe)).pop();
            let said = said.unwrap_or_else(|| panic!("{class}, {}: nothing was said", case.name));
            assert!(said.starts_with("\"my table.csv\": "), "{class}, {}: {said}", case.name);
            assert!(REMEDIES.iter().any(|r| said.contains(r)), "{class}, {}: {said}", case.name);
        }
    }
}
