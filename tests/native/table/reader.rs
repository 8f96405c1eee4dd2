//! The reader of bytes: it takes anything, reads the same however its work is cut into steps, agrees with the csv crate on
//! what a record is, and takes twice the steps for twice the bytes. `VITRINE_CASES` says how many cases are drawn.

use crate::data::{sample_bytes, utf16};
use proptest::prelude::*;
use std::collections::BTreeMap;
use vitrine::table::summary::summarise;
use vitrine::table::{
    DELIMITERS, Dialect, Encoding, Extent, Quote, ReadSpec, Records, Sheet, SheetReading, Table, TableError,
    TableReading,
};

/// Cases of one property.
fn cases(few: u32) -> ProptestConfig {
    let wanted = std::env::var("VITRINE_CASES").ok().and_then(|n| n.parse().ok());
    ProptestConfig { cases: wanted.unwrap_or(few), failure_persistence: None, ..ProptestConfig::default() }
}

/// Bytes without any order.
fn noise() -> BoxedStrategy<Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 0..300).boxed()
}

/// Pieces of which tables are made, sound and broken, in any order.
fn pieces() -> BoxedStrategy<Vec<u8>> {
    const PIECES: [&[u8]; 34] = [
        b"a",
        b"1",
        b"2.5",
        b"-3,5",
        b"x y",
        b"NA",
        b"",
        b" ",
        b",",
        b";",
        b"\t",
        b"|",
        b"\"",
        b"\"\"",
        b"'",
        b"\n",
        b"\r",
        b"\r\n",
        b"\n\n",
        b"\0",
        b"\x1a",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xe9",
        b"\xc3\xa9",
        b"\xf0\x9f\x98\x80",
        b"\xf0\x9f",
        b"sep=;\n",
        b"a,b\n1,2\n",
        b"\"q,\n\"\"q\"",
        b"\xed\xa0\x80",
        b"<html>",
        b"1e999",
    ];
    let piece = proptest::sample::select(PIECES.to_vec());
    proptest::collection::vec(piece, 0..40).prop_map(|list| list.concat()).boxed()
}

/// A table with rows of different widths and ends of different kinds, in some encoding.
fn ragged() -> BoxedStrategy<Vec<u8>> {
    let cell = "[a-c0-9é]{0,3}|\"[a-c,;\n ]{0,4}\"|\"[a\"]{0,3}";
    let row = proptest::collection::vec(cell, 0..5);
    let end = proptest::sample::select(vec!["\n", "\r\n", "\r", "\n\n"]);
    let rows = proptest::collection::vec((row, end), 0..8);
    let delimiter = proptest::sample::select(DELIMITERS.to_vec());
    (rows, delimiter, 0..5u8)
        .prop_map(|(rows, delimiter, encoding)| {
            let text: String = rows.iter().map(|(row, end)| row.join(&delimiter.to_string()) + end).collect();
            let wide = |unit| utf16(&format!("\u{feff}{text}"), unit);
            match encoding {
                0 => wide(u16::to_le_bytes),
                1 => wide(u16::to_be_bytes),
                2 => text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect(),
                3 => format!("\u{feff}{text}").into_bytes(),
                _ => text.into_bytes(),
            }
        })
        .boxed()
}

fn dialect() -> BoxedStrategy<Option<Dialect>> {
    let encoding = proptest::sample::select(Encoding::ALL.to_vec());
    let quote = proptest::sample::select(vec![Quote::Double, Quote::Single, Quote::None]);
    let stated =
        (proptest::sample::select(DELIMITERS.to_vec()), any::<[bool; 3]>(), quote, proptest::option::of(encoding))
            .prop_map(|(delimiter, [decimal_comma, header, month_first], quote, encoding)| Dialect {
                delimiter,
                decimal_comma,
                names_on: 3 * u32::from(header),
                quote,
                encoding,
                month_first,
            });
    proptest::option::of(stated).boxed()
}

/// All that a sheet says.
fn told(sheet: Result<Sheet, TableError>) -> Result<String, TableError> {
    sheet.map(|s| {
        let cells: Vec<Vec<Option<&str>>> = (0..s.names.len()).map(|j| s.cells(j).collect()).collect();
        format!("{:?} {:?} {:?} {:?} {} {cells:?}", s.names, s.dialect, s.encoding, s.notes, s.n_rows())
    })
}

fn in_steps(bytes: &[u8], dialect: Option<Dialect>, n: usize) -> Result<Sheet, TableError> {
    let mut reading = SheetReading::new(dialect, ReadSpec::default());
    let mut done = 0.0;
    loop {
        let sheet = reading.step(bytes, n)?;
        if let Some(sheet) = sheet {
            return Ok(sheet);
        }
        let now = reading.done(bytes);
        assert!((done..=1.0).contains(&now), "progress goes from {done} to {now}");
        done = now;
    }
}

/// The table in one go, and through steps of some bytes.
fn tables_agree(bytes: &[u8], dialect: Option<Dialect>, n: usize) {
    let whole = Sheet::parse(bytes, dialect).map(|sheet| {
        let table = Table::read(&sheet, &BTreeMap::new());
        let summary = summarise(&sheet, &table);
        (table, summary)
    });
    let mut reading = TableReading::new(dialect, BTreeMap::new());
    let mut done = 0.0;
    let stepped = loop {
        match reading.step(bytes, n) {
            Ok(None) => {
                let now = reading.done(bytes);
                assert!((done..=1.0).contains(&now), "progress goes from {done} to {now}");
                done = now;
            }
            Ok(Some(made)) => break Ok(made),
            Err(e) => break Err(e),
        }
    };
    assert_eq!(stepped, whole);
}

/// Records of a text by the csv crate, cells trimmed, blank records left out.
fn by_the_csv_crate(text: &str, delimiter: char) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter as u8)
        .from_reader(text.as_bytes());
    let records = reader.records().map(|r| r.expect("text"));
    let cells = records.map(|r| r.iter().map(|c| c.trim().to_owned()).collect::<Vec<_>>());
    cells.filter(|r| r.iter().any(|c| !c.is_empty())).collect()
}

/// The same by our reader, which is given the text in pieces of `n` characters; `None` where a quote is never closed.
fn by_our_reader(text: &str, delimiter: char, n: usize) -> Option<Vec<Vec<String>>> {
    let mut records = Records::new(&Dialect { delimiter, ..Dialect::default() });
    let mut all = Vec::new();
    let mut keep = |records: &Records| {
        if !records.record().is_blank() {
            all.push(records.record().cells().map(str::to_owned).collect());
        }
    };
    let chars: Vec<char> = text.chars().collect();
    for piece in chars.chunks(n) {
        let piece: String = piece.iter().collect();
        let mut rest = &piece[..];
        while let Some(left) = records.read(rest) {
            keep(&records);
            rest = left;
        }
    }
    if records.finish().ok()? {
        keep(&records);
    }
    Some(all)
}

proptest! {
    #![proptest_config(cases(20_000))]

    #[test]
    fn b1_any_bytes_give_a_sheet_or_an_error(bytes in noise(), dialect in dialect()) {
        let _ = Sheet::parse(&bytes, dialect);
    }

    #[test]
    fn b1_any_pieces_of_tables_give_a_sheet_or_an_error(bytes in pieces(), dialect in dialect()) {
        let _ = Sheet::parse(&bytes, dialect);
    }

    #[test]
    fn b1_ragged_tables_give_a_sheet_or_an_error(bytes in ragged(), dialect in dialect()) {
        let _ = Sheet::parse(&bytes, dialect);
    }

    #[test]
    fn a_record_is_what_the_csv_crate_takes_for_one(
        text in "([ab1 é]{0,3}|[,;\"\n\r]){0,30}",
        delimiter in proptest::sample::select(vec![',', ';', '\t', '|']),
        n in 1..8usize,
    ) {
        if let Some(ours) = by_our_reader(&text, delimiter, n) {
            prop_assert_eq!(ours, by_the_csv_crate(&text, delimiter));
        }
    }
}

proptest! {
    #![proptest_config(cases(6_000))]

    #[test]
    fn b1_steps_of_any_size_read_the_same(
        bytes in prop_oneof![noise(), pieces(), ragged()], dialect in dialect(), n in 1..60usize,
    ) {
        prop_assert_eq!(told(in_steps(&bytes, dialect, n)), told(Sheet::parse(&bytes, dialect)));
    }

    #[test]
    fn b1_a_table_in_steps_is_the_table_at_once(
        bytes in prop_oneof![pieces(), ragged()], dialect in dialect(), n in 1..60usize,
    ) {
        tables_agree(&bytes, dialect, n);
    }
}

/// A table of `n` rows with everything in it that could make a reader look twice.
fn rows(n: usize) -> Vec<u8> {
    let row = |i: usize| format!("{i},{}.5,\"name, {i}\",\"two\nlines \"\" {}\"\n", i % 97, i % 7);
    (0..n).fold("id,x,name,note\n".to_owned(), |text, i| text + &row(i)).into_bytes()
}

/// A step looks at a bounded number of bytes, so that their number says how the time grows.
#[test]
fn b1_twice_the_bytes_are_twice_the_steps() {
    let steps = |bytes: &[u8]| {
        let mut reading = TableReading::new(None, BTreeMap::new());
        let mut n = 1;
        while reading.step(bytes, 1 << 16).expect("a table").is_none() {
            n += 1;
        }
        n
    };
    let (one, two) = (rows(40_000), rows(80_000));
    let grown = two.len() as f64 / one.len() as f64;
    let (a, b) = (steps(&one), steps(&two));
    assert!(a > 20, "{a} steps");
    assert!(f64::from(b) <= grown * f64::from(a) + 2.0, "{a} steps became {b} for {grown} times the bytes");
}

/// A column of texts that all differ is the longest work on a single one.
#[test]
fn b3_a_long_column_is_cut_into_steps_that_tell_how_far_they_are() {
    let bytes = (0..100_000).fold("name,n\n".to_owned(), |text, i| text + &format!("name {},{}\n", i * 7919, i % 3));
    let mut reading = TableReading::new(None, BTreeMap::new());
    let mut told = Vec::new();
    while reading.step(bytes.as_bytes(), 1 << 16).expect("a table").is_none() {
        told.push(reading.done(bytes.as_bytes()));
    }
    // Of the second half of the time, the first of two columns takes half.
    let first: Vec<f64> = told.into_iter().filter(|done| (0.5..0.75).contains(done)).collect();
    assert!(first.len() > 30, "{} steps", first.len());
    let longest = first.windows(2).map(|w| w[1] - w[0]).fold(0.0, f64::max);
    assert!(longest < 0.06, "{longest} of the time was told in one step");
}

#[test]
fn the_samples_in_steps_are_the_samples_at_once() {
    for sample in &vitrine::samples::SAMPLES {
        [1 << 16, 999].iter().for_each(|&n| tables_agree(&sample_bytes(sample.name), None, n));
    }
}

#[test]
fn the_caps_hold_to_the_cell() {
    let wide = |n: usize| vec!["1"; n].join(",") + "\n";
    let table = |columns: usize, rows: usize| wide(columns).repeat(rows).into_bytes();
    assert_eq!(Sheet::parse(&table(2_000, 3), None).expect("a sheet").names.len(), 2_000);
    let too_wide = TableError::TooLarge { what: Extent::Columns, found: 2_001, limit: 2_000 };
    assert_eq!(Sheet::parse(&table(2_001, 3), None).map(|_| ()), Err(too_wide));
    let most = Sheet::parse(&table(2_000, 10_000), None).expect("twenty million cells");
    assert_eq!(most.n_rows(), 10_000);
    let error = Sheet::parse(&table(2_000, 10_001), None).map(|_| ()).expect_err("a cell too many");
    assert_eq!(error, TableError::TooLarge { what: Extent::Cells, found: 20_002_000, limit: 20_000_000 });
    assert_eq!(
        error.to_string(),
        "The table has at least 20,002,000 cells; the limit is 20,000,000. Take a random sample of its rows, or choose a \
         smaller part of it."
    );
    let error = Sheet::parse(&vec![b'a'; 200_000_001], None).map(|_| ()).expect_err("a byte too many");
    assert!(matches!(error, TableError::TooLarge { limit: 200_000_000, .. }), "{error}");
}
