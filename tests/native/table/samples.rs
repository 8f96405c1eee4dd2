//! The list of samples, their README and the files say the same.

use std::fs;
use std::path::Path;
use vitrine::samples::{SAMPLES, Sample, sample};

const FOLDER: &str = "www/data";

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER).join(name);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// What is wrong with a sample's file; the samples hold no quotes, so that lines and commas can be counted as they are.
fn file_faults(sample: &Sample, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut check = |holds: bool, what: &str| {
        if !holds {
            faults.push(format!("{}: {what}", sample.name));
        }
    };
    let header: Vec<&str> = text.lines().next().unwrap_or_default().split(',').collect();
    check(!text.contains(['"', '\r']), "a quote or a carriage return");
    check(header.len() == sample.n_columns, "number of columns");
    check(text.lines().count() == sample.n_rows + 1, "number of rows");
    check(text.lines().all(|l| l.split(',').count() == header.len()), "a ragged line");
    check(header.contains(&sample.target), "the target is not a column");
    check(sample.off.iter().all(|(name, why)| header.contains(name) && !why().is_empty()), "a column that is off");
    faults
}

/// What the README fails to say of a sample.
fn readme_faults(sample: &Sample, readme: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let row = readme.lines().find(|l| l.starts_with(&format!("| `{}.csv` |", sample.name))).unwrap_or_default();
    let cells: Vec<&str> = row.split('|').map(str::trim).collect();
    let count = |i: usize| cells.get(i).and_then(|c| c.replace(',', "").parse::<usize>().ok());
    if count(2) != Some(sample.n_rows) || count(3) != Some(sample.n_columns) {
        faults.push(format!("{}: rows and columns", sample.name));
    }
    if !cells.get(4).is_some_and(|c| c.starts_with(&format!("`{}`", sample.target))) {
        faults.push(format!("{}: target", sample.name));
    }
    if cells.get(5) != Some(&(sample.licence)()) {
        faults.push(format!("{}: licence", sample.name));
    }
    let section = readme.split("\n## ").find(|s| s.lines().next() == Some(sample.name)).unwrap_or_default();
    if !section.contains("Changed: ") {
        faults.push(format!("{}: changes", sample.name));
    }
    faults.extend(
        sample
            .off
            .iter()
            .filter(|(name, _)| !section.contains(&format!("`{name}`")))
            .map(|(name, _)| format!("{}: does not say that {name} is off", sample.name)),
    );
    faults
}

#[test]
fn files_are_as_listed() {
    for s in &SAMPLES {
        assert_eq!(file_faults(s, &read(&format!("{}.csv", s.name))), Vec::<String>::new());
    }
}

#[test]
fn readme_says_what_the_list_says() {
    let readme = read("README.md");
    for s in &SAMPLES {
        assert_eq!(readme_faults(s, &readme), Vec::<String>::new());
    }
}

#[test]
fn every_file_is_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    let mut files: Vec<String> = fs::read_dir(folder)
        .expect("the folder of samples")
        .map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    files.sort();
    let mut listed: Vec<String> = SAMPLES.iter().map(|s| format!("{}.csv", s.name)).collect();
    listed.extend(["README.md", "columns.csv"].map(str::to_owned));
    listed.sort();
    assert_eq!(files, listed);
}

#[test]
fn a_sample_is_found_by_its_name() {
    assert_eq!(sample("compas").map(|s| s.off[0].0), Some("decile_score"));
    assert!(sample("digits").is_none());
    for s in &SAMPLES {
        assert_eq!(sample(s.name).map(|found| (found.target, (found.title)())), Some((s.target, (s.title)())));
        assert!((s.about)().ends_with('.') && (s.changes)().ends_with('.'), "{}: not a sentence", s.name);
        assert!(![(s.title)(), s.source, (s.licence)()].contains(&""), "{}: an empty field", s.name);
    }
}

#[test]
fn the_checks_notice_a_fault() {
    let iris = *sample("iris").expect("iris");
    let (file, readme) = (read("iris.csv"), read("README.md"));
    let lacks_a_row = file.trim_end().rsplit_once('\n').expect("two lines").0;
    assert_eq!(file_faults(&iris, lacks_a_row), ["iris: number of rows"]);
    assert_eq!(file_faults(&Sample { target: "specie", ..iris }, &file), ["iris: the target is not a column"]);
    assert_eq!(file_faults(&Sample { off: &[("petal", || "none")], ..iris }, &file), ["iris: a column that is off"]);
    assert_eq!(file_faults(&iris, &file.replacen(",0.2", "", 1)), ["iris: a ragged line"]);
    assert_eq!(readme_faults(&Sample { licence: || "MIT", ..iris }, &readme), ["iris: licence"]);
    assert_eq!(readme_faults(&Sample { n_rows: 151, ..iris }, &readme), ["iris: rows and columns"]);
    assert_eq!(readme_faults(&iris, &readme.replace("\n## iris", "\n## flowers")), ["iris: changes"]);
}
