//! Files as people have them: every odd one gives the sheet that a person would read in it, or a refusal that says what to do.

use crate::data::{sheet, utf16};
use proptest::prelude::*;
use vitrine::table::{Dialect, Encoding, Sheet, TableError};

/// Names and cells as one line a row, missing cells as `_`.
fn read(bytes: &[u8]) -> String {
    let s = sheet(bytes);
    let row = |i: usize| (0..s.names.len()).map(|j| s.cell(i, j).unwrap_or("_")).collect::<Vec<_>>().join("|");
    let rows: Vec<String> = (0..s.n_rows()).map(row).collect();
    format!("{}: {}", s.names.join("|"), rows.join(" / "))
}

/// Inputs and what a person reads in them.
const READ: [(&str, &str); 44] = [
    ("a,b\n1,2\n", "a|b: 1|2"),
    ("a,b\n1,2", "a|b: 1|2"),
    ("a,b\r\n1,2\r\n3,4\r\n", "a|b: 1|2 / 3|4"),
    ("a,b\r1,2\r3,4\r", "a|b: 1|2 / 3|4"),
    ("\u{feff}a,b\n1,2\n", "a|b: 1|2"),
    ("a;b\n1;2\n", "a|b: 1|2"),
    ("a\tb\n1\t2\n", "a|b: 1|2"),
    ("a|b\n1|2\n", "a|b: 1|2"),
    ("a b\n1 2\n3 4\n", "a|b: 1|2 / 3|4"),
    ("  a   b\n  1   2\n 30  40 \n", "a|b: 1|2 / 30|40"),
    ("sep=;\na;b\n1;2\n", "a|b: 1|2"),
    ("sep=;\r\na;b\r\n1;2\r\n", "a|b: 1|2"),
    ("sep=|\na,c|b\n1,5|2\n", "a,c|b: 1,5|2"),
    ("a,b\n\"1,5\",2\n", "a|b: 1,5|2"),
    ("a,b\n\"x \"\"y\"\" z\",2\n", "a|b: x \"y\" z|2"),
    ("a,b\n\"two\nlines\",2\n", "a|b: two\nlines|2"),
    ("a,b\n5\" pipe,2\n", "a|b: 5\" pipe|2"),
    ("a,b\n\"\",2\n", "a|b: _|2"),
    ("a,b\n 1 ,  2\n", "a|b: 1|2"),
    (" a , b \n1,2\n", "a|b: 1|2"),
    ("a,b\n\n1,2\n\n3,4\n", "a|b: 1|2 / 3|4"),
    ("a,b\n1,2\n,\n3,4\n", "a|b: 1|2 / 3|4"),
    ("a,b,c\n1,2\n3,4,5\n", "a|b|c: 1|2|_ / 3|4|5"),
    ("a,b\n1,2,3\n4,5\n", "a|b: 1|2 / 4|5"),
    ("a,b,\n1,2,\n3,4,\n", "a|b: 1|2 / 3|4"),
    ("a,,b\n1,2,3\n", "a|column 2|b: 1|2|3"),
    (",a\n0,5\n1,6\n", "column 1|a: 0|5 / 1|6"),
    ("a,a\n1,2\n", "a|a (2): 1|2"),
    ("a,a,a (2)\n1,2,3\n", "a|a (3)|a (2): 1|2|3"),
    ("a,a,a\n1,2,3\n", "a|a (2)|a (3): 1|2|3"),
    ("a b\n\"x\" 1 2\n\"y\" 3 4\n", "column 1|a|b: x|1|2 / y|3|4"),
    ("1,2\n3,4\n5,6\n", "column 1|column 2: 1|2 / 3|4 / 5|6"),
    ("5.1,3.5,red\n4.9,3.0,blue\n", "column 1|column 2|column 3: 5.1|3.5|red / 4.9|3.0|blue"),
    ("year,2019,2020\nx,1,2\ny,3,4\n", "year|2019|2020: x|1|2 / y|3|4"),
    ("red,x\nblue,y\nred,y\n", "column 1|column 2: red|x / blue|y / red|y"),
    ("a,b\nNA,?\nNaN,-\nnull,.\n", "a|b: "),
    ("a,b\nNA,1\n?,2\nn/a,3\nNULL,4\n#N/A,5\n", "a|b: _|1 / _|2 / _|3 / _|4 / _|5"),
    ("a,b\nnone,1\nunknown,2\n", "a|b: none|1 / unknown|2"),
    ("preis;menge\n1,5;2\n2,5;3\n", "preis|menge: 1,5|2 / 2,5|3"),
    ("a,b\n1,2\n\u{1a}", "a|b: 1|2"),
    ("name,größe\nJürgen,1\nZoë,2\n", "name|größe: Jürgen|1 / Zoë|2"),
    ("a,b\n\"x\"y,2\n", "a|b: xy|2"),
    ("text,n\n\"one; two; three\",1\n\"four; five; six\",2\n", "text|n: one; two; three|1 / four; five; six|2"),
    ("a,b\n'x,1\n'y,2\n", "a|b: 'x|1 / 'y|2"),
];

/// Sentences in the last column hold more spaces than the records hold commas.
#[test]
fn spaces_between_words_are_no_delimiter() {
    let row = |i: usize| format!("{}.5,0.{i},Station number {i} in the north\n", i % 7);
    let text = (0..60).fold("x,y,station name\n".to_owned(), |t, i| t + &row(i));
    let s = sheet(&text);
    assert_eq!((s.dialect.delimiter, s.names.len(), s.notes.len()), (',', 3, 0));
    let spaced = (0..60).fold("x y z\n".to_owned(), |t, i| t + &format!("{i} {} {}\n", i * 2, i * 3));
    assert_eq!(sheet(&spaced).dialect.delimiter, ' ');
}

#[test]
fn odd_files_read_as_a_person_reads_them() {
    for (text, expected) in READ {
        if expected.ends_with(": ") {
            // Cells that all say "missing": the rows are there, with nothing in them.
            assert!(read(text.as_bytes()).chars().all(|c| "ab:_|/ ".contains(c)), "{text:?}");
        } else {
            assert_eq!(read(text.as_bytes()), expected, "{text:?}");
        }
    }
}

#[test]
fn what_was_mended_is_noted_with_its_line() {
    let notes = |text: &str| -> Vec<(String, Option<u64>)> {
        sheet(text.as_bytes()).notes.into_iter().map(|n| (n.to_string(), n.line)).collect()
    };
    assert_eq!(notes("a,b\n1,2\n"), []);
    let short = notes("a,b\n1,2\n3\n4\n");
    assert!(short[0].0.starts_with("2 rows have fewer cells") && short[0].1 == Some(3), "{short:?}");
    let long = notes("sep=,\na,b\n1,2,3\n4,5\n");
    assert!(long[0].0.starts_with("One row has more cells") && long[0].1 == Some(3), "{long:?}");
    assert!(notes("a,a\n1,2\n")[0].0.contains("\"a (2)\""));
    assert!(notes("a,\n1,2\n")[0].0.contains("no name"));
    assert!(notes("a,b\n1,2\n , \n")[0].0.contains("blank"));
}

#[test]
fn refusals_name_cause_and_remedy() {
    let refuse = |bytes: &[u8]| match Sheet::parse(bytes, None) {
        Err(e) => e,
        Ok(s) => panic!("{}: read as {:?}", String::from_utf8_lossy(bytes), s.names),
    };
    assert_eq!(refuse(b""), TableError::Empty);
    assert_eq!(refuse(b" \r\n\t\n"), TableError::Empty);
    assert_eq!(refuse("\u{feff}".as_bytes()), TableError::Empty);
    assert_eq!(refuse(b"a,b\n"), TableError::NoRows);
    assert_eq!(refuse(b"a\n1\n2\n"), TableError::OneColumn { name: "a".into() });
    assert_eq!(refuse(b"a,b\n1,2\n\"3,4\n5,6\n"), TableError::UnclosedQuote { line: 3 });
    assert_eq!(refuse(b"sep=,\na,b\n\"1,2\n"), TableError::UnclosedQuote { line: 3 });
    for (bytes, what) in [
        (&b"PK\x03\x04rest"[..], "Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"PAR1....", "Parquet"),
        (b"\x89PNG\r\n", "picture"),
        (b"<!DOCTYPE html><p>", "web page"),
        (b"  <html><body>", "web page"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"a\0\0b,\0c", "a zero byte, first on line 1"),
        (b"a,b\n1,2\n3,\x004\n", "a zero byte, first on line 3"),
        (b"\x01\x02\x03\x04\x05,\x06\n", "control characters"),
    ] {
        match refuse(bytes) {
            TableError::NotText { what: said } => assert!(said.to_string().contains(what), "{what}: {said}"),
            other => panic!("{what}: {other}"),
        }
    }
    let wide = vec!["x"; 2_001].join(",") + "\n" + &vec!["1"; 2_001].join(",");
    assert!(matches!(refuse(wide.as_bytes()), TableError::TooLarge { found: 2_001, limit: 2_000, .. }));
}

#[test]
fn encodings_are_recognised() {
    let text = "naïve,prix\n“é”,1\nœuf,2\n";
    let marked = format!("\u{feff}{text}");
    let windows: Vec<u8> = text
        .chars()
        .map(|c| match c {
            '“' => 0x93,
            '”' => 0x94,
            'œ' => 0x9c,
            c => u8::try_from(u32::from(c)).expect("a Latin-1 character"),
        })
        .collect();
    let expected = "naïve|prix: “é”|1 / œuf|2";
    for (bytes, encoding) in [
        (text.as_bytes().to_vec(), Encoding::Utf8),
        (utf16(&marked, u16::to_le_bytes), Encoding::Utf16Le),
        (utf16(&marked, u16::to_be_bytes), Encoding::Utf16Be),
        (windows, Encoding::Windows1252),
    ] {
        assert_eq!(sheet(&bytes).encoding, encoding);
        assert_eq!(read(&bytes), expected, "{encoding:?}");
    }
    // Without a mark, plain letters still show which side the zeros are on.
    assert_eq!(sheet(utf16("aa,bb\n11,22\n", u16::to_le_bytes)).encoding, Encoding::Utf16Le);
    assert_eq!(sheet(utf16("aa,bb\n11,22\n", u16::to_be_bytes)).encoding, Encoding::Utf16Be);
}

#[test]
fn a_stated_dialect_wins() {
    let dialect = Dialect { delimiter: ';', decimal_comma: true, names_on: 0, ..Dialect::default() };
    let s = Sheet::parse(b"a,1;b\n1,5;2\n", Some(dialect)).expect("a sheet");
    assert_eq!((s.n_rows(), s.cell(0, 0), s.names[0].as_str()), (2, Some("a,1"), "column 1"));
}

#[test]
fn decimal_commas_are_recognised() {
    let comma = |text: &str| sheet(text.as_bytes()).dialect.decimal_comma;
    assert!(comma("a;b\n1,5;x\n2,25;y\n"));
    assert!(comma("a\tb\n1.234,5\tx\n"));
    assert!(!comma("a;b\n1.5;x\n2.25;y\n"));
    assert!(!comma("a;b\n1,234;x\n12,345;y\n"), "groups of three are thousands");
    assert!(!comma("a,b\n1,5\n2,25\n"), "a comma that separates cells is no decimal mark");
    assert!(comma("a,b\n\"1,5\",x\n\"2,25\",y\n"), "one in quotes is");
}

proptest! {
    /// What a writer that follows RFC 4180 writes is read back cell by cell.
    #[test]
    fn written_tables_come_back(
        cells in proptest::collection::vec(proptest::collection::vec("[a-z]([a-z,;\" \n]{0,6}[a-z])?", 3), 2..12),
        delimiter in proptest::sample::select(vec![',', ';', '\t', '|']),
    ) {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter as u8).from_writer(Vec::new());
        writer.write_record(["first", "second", "third"]).expect("memory");
        for row in &cells {
            writer.write_record(row).expect("memory");
        }
        let bytes = writer.into_inner().expect("memory");
        let dialect = Dialect { delimiter, ..Dialect::default() };
        let s = Sheet::parse(&bytes, Some(dialect)).expect("a sheet");
        prop_assert_eq!(s.n_rows(), cells.len());
        for (i, row) in cells.iter().enumerate() {
            for (j, cell) in row.iter().enumerate() {
                let cell = if ["na", "nan", "null"].contains(&cell.as_str()) { None } else { Some(cell.as_str()) };
                prop_assert_eq!(s.cell(i, j), cell);
            }
        }
    }
}
