//! Rows drawn from a large file: whole ones, in order, each as likely as the next, and the same however it is sliced.

use crate::data::{sheet, utf16};
use vitrine::table::{Dialect, Encoding, Quote, Sampler};

fn draw(bytes: &[u8], n: usize, seed: u32, slice: usize) -> (String, usize) {
    let head = &bytes[..bytes.len().min(64)];
    let whole = head.len() == bytes.len();
    let mut sampler = Sampler::new(head, whole, None, n, seed).expect("a text");
    let pass = |sampler: &mut Sampler| bytes.chunks(slice).for_each(|s| sampler.take(s));
    pass(&mut sampler);
    if let Some(otherwise) = sampler.otherwise(head, whole, seed) {
        sampler = otherwise;
        pass(&mut sampler);
    }
    sampler.finish()
}

fn cells(text: &[u8]) -> Vec<Vec<Option<String>>> {
    let sheet = sheet(text);
    let row = |i: usize| (0..sheet.names.len()).map(|j| sheet.cell(i, j).map(str::to_owned)).collect();
    std::iter::once(sheet.names.iter().cloned().map(Some).collect()).chain((0..sheet.n_rows()).map(row)).collect()
}

/// Rows with line ends, quotes and delimiters in their cells.
fn file(n: usize) -> String {
    let row = |i: usize| format!("{i},\"a, {i}\r\nb \"\"{i}\"\"\",{}\r\n", ["x", "größe", "😀"][i % 3]);
    (0..n).fold("\u{feff}id,note,c\r\n\r\n".to_owned(), |text, i| text + &row(i))
}

#[test]
fn b3_a_sample_of_all_rows_is_the_table() {
    let text = file(40);
    let (sample, n) = draw(text.as_bytes(), 1_000, 1, 7);
    assert_eq!(n, 40);
    assert_eq!(cells(sample.as_bytes()), cells(text.as_bytes()));
}

#[test]
fn b3_a_sample_is_the_same_however_the_file_is_sliced() {
    let text = file(200);
    let wide = utf16(&text, u16::to_le_bytes);
    let latin: Vec<u8> =
        text.chars().filter(|c| *c != '\u{feff}').map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
    for bytes in [text.into_bytes(), wide, latin] {
        let once = draw(&bytes, 20, 1, bytes.len());
        assert_eq!(once.1, 20);
        for slice in [1, 2, 3, 5, 64, 1_000] {
            assert_eq!(draw(&bytes, 20, 1, slice), once, "slices of {slice}");
        }
    }
}

#[test]
fn b3_a_sample_has_whole_rows_in_order_and_the_header() {
    let text = file(500);
    let all = cells(text.as_bytes());
    let (sample, _) = draw(text.as_bytes(), 50, 3, 100);
    let drawn = cells(sample.as_bytes());
    assert_eq!(drawn.len(), 51);
    assert_eq!(drawn[0], all[0]);
    let places: Vec<usize> =
        drawn[1..].iter().map(|row| all.iter().position(|r| r == row).expect("a row of the file")).collect();
    assert!(places.windows(2).all(|w| w[0] < w[1]), "{places:?}");
    assert_ne!(draw(text.as_bytes(), 50, 4, 100).0, sample, "another seed draws other rows");
}

/// Each of 40 rows is drawn in a quarter of 4,000 samples of ten, give or take five standard deviations.
#[test]
fn b3_every_row_is_as_likely_as_the_next() {
    let text = (0..40).fold("id,x\n".to_owned(), |t, i| t + &format!("{i},a\n"));
    let mut times = [0u32; 40];
    for seed in 0..4_000 {
        let (sample, _) = draw(text.as_bytes(), 10, seed, 1_000);
        for row in sample.lines().skip(1) {
            times[row.split(',').next().and_then(|i| i.parse::<usize>().ok()).expect("an id")] += 1;
        }
    }
    let deviation = (4_000.0 * 0.25 * 0.75_f64).sqrt();
    assert!(times.iter().all(|&n| (f64::from(n) - 1_000.0).abs() < 5.0 * deviation), "{times:?}");
}

#[test]
fn b3_a_sample_keeps_how_the_file_is_read() {
    let stated =
        Dialect { delimiter: '|', names_on: 0, quote: Quote::Single, decimal_comma: true, ..Dialect::default() };
    let bytes = b"'1,5|a\nb'|2\n'x'|3\n";
    let mut sampler = Sampler::new(bytes, true, Some(stated), 10, 1).expect("a text");
    sampler.take(bytes);
    assert_eq!(sampler.dialect, stated);
    assert_eq!(sampler.finish(), ("'1,5|a\nb'|2\n'x'|3\n".to_owned(), 2));
    // The sample is in UTF-8, whatever the file was in.
    let latin = Dialect { encoding: Some(Encoding::Windows1252), ..Dialect::default() };
    let mut sampler = Sampler::new(b"a,b\n\xe9,1\n", true, Some(latin), 10, 1).expect("a text");
    sampler.take(b"a,b\n\xe9,1\n");
    assert_eq!((sampler.dialect.encoding, sampler.finish()), (None, ("a,b\né,1\n".to_owned(), 1)));
    // Excel's first line says the delimiter, and is no row.
    let (sample, n) = draw(b"sep=;\na;b\n1,5;2\n2,5;3\n", 10, 1, 3);
    assert_eq!((sample.as_str(), n), ("a;b\n1,5;2\n2,5;3\n", 2));
}

#[test]
fn b3_what_is_no_text_is_not_sampled() {
    assert!(Sampler::new(b"PK\x03\x04....", false, None, 10, 1).is_err());
    assert!(Sampler::new(b"a,b\n1,\x00\n", true, None, 10, 1).is_err());
}
