//! Which lines of a file are names and which are rows: names that are numbers or come twice, titles, units, totals. Each file of
//! `fixtures/cases` stands for its kind, beside others of that kind.

use crate::cases::{case, doubts, kind, off, read};
use crate::data::{rows, sheet, table};
use vitrine::dataset::ExclusionReason;
use vitrine::table::{Dialect, Doubt, Kind, ReadSpec, Sheet};

#[test]
fn numbers_that_count_the_columns_are_names() {
    let pandas = sheet(case("pandas_index"));
    assert_eq!((pandas.n_rows(), pandas.names.join("|")), (100, "column 1|0|1|2|target".to_owned()));
    let as_names = [
        // Without an index, with all numbers, from 1, and with a text in front.
        ("0,1,2\n0.5,0.2,0.1\n0.7,0.1,0.4\n0.9,0.3,0.2\n", "0|1|2"),
        ("0,1,2\n5,3,1\n7,2,2\n1,1,9\n", "0|1|2"),
        ("1,2,3,y\n0.5,0.2,0.1,a\n0.7,0.1,0.4,b\n0.9,0.3,0.2,a\n", "1|2|3|y"),
        ("id,1,2,3\n7,0.2,0.1,4\n9,0.1,0.4,5\n8,0.3,0.2,6\n", "id|1|2|3"),
        // Columns that were taken out of more leave gaps; the blank above the numbers of rows tells.
        (",0,3,7,kind\n0,1,2,3,a\n1,3,4,4,b\n2,5,6,8,a\n5,5,5,1,b\n", "column 1|0|3|7|kind"),
    ];
    for (text, expected) in as_names {
        assert_eq!(sheet(text).names.join("|"), expected, "{text}");
    }
    let as_rows = [
        "1,2\n3,4\n5,6\n",
        "1,2,3\n4,5,6\n7,8,9\n",
        "5.1,3.5,red\n4.9,3.0,blue\n4.7,3.1,red\n",
        "0,3,5\n1,4,4\n0,5,5\n",
        "Smith,Berlin,12\nJones,Paris,13\nBrown,Rome,15\n",
    ];
    for text in as_rows {
        assert_eq!(sheet(text).dialect.names_on, 0, "{text}");
    }
}

#[test]
fn a_text_that_is_found_nowhere_below_is_a_name() {
    let of = |header: &str| rows(header, 30, |i| format!("{},{}", ["S", "M", "L"][i % 3], ["a", "b"][i % 2]));
    assert_eq!(sheet(of("size,label")).names, ["size", "label"]);
    let plain = sheet(of("S,a"));
    assert_eq!((plain.dialect.names_on, plain.n_rows()), (0, 31));
    // Numbers above numbers say more than one text.
    let numbers = rows("10,20,new", 30, |i| format!("{},{},{}", i * 7 % 11, i % 5, ["a", "b", "c"][i % 3]));
    assert_eq!(sheet(&numbers).dialect.names_on, 0);
}

#[test]
fn numbers_of_rows_are_off_with_or_without_gaps() {
    let gaps = |i: usize| 1 + i + i / 7;
    let of = |name: &str, n: usize, index: &dyn Fn(usize) -> usize| {
        rows(&format!("{name},a,target"), n, |i| format!("{},{},{}", index(i), i * 7 % 13, ["x", "y"][i % 2]))
    };
    let files = [
        (case("pandas_index"), "column 1"),
        (of("", 60, &gaps), "column 1"),
        (of("Unnamed: 0", 60, &|i| i * 7 % 60), "Unnamed: 0"),
        // Two tables put end to end, and a short one.
        (of("", 60, &|i| i % 30), "column 1"),
        (of("rownames", 12, &gaps), "rownames"),
    ];
    for (text, name) in files {
        assert_eq!(off(&text, name), Some(ExclusionReason::Identifier), "{}", &text[..60]);
    }
    // Measurements without a name are none.
    assert_eq!(off(&of("", 60, &|i| i * i % 23), "column 1"), None);
}

#[test]
fn names_further_down_are_dropped() {
    let concat = sheet(case("concat"));
    assert_eq!((concat.n_rows(), concat.dialect.names_on), (100, 1));
    let line = case("concat").lines().skip(1).position(|l| l == "hour,load,trip").map(|i| i as u64 + 2);
    let told: Vec<_> = concat.notes.iter().map(|n| (n.to_string(), n.line)).collect();
    assert_eq!(told, [("One row says the names once more and was left out.".to_owned(), line)]);
    let table = table(case("concat"));
    assert_eq!((kind(&table, "hour"), kind(&table, "trip")), (Kind::Number, Kind::YesNo));
    // Three files of texts only; and of numbers.
    let texts = rows("size,kind", 20, |i| format!("{},{}", ["S", "M"][i % 2], ["a", "b"][i / 2 % 2]));
    let numbers = rows("size,kind", 20, |i| format!("{i},{}", i * i % 7));
    for one in [texts, numbers] {
        let sheet = sheet(one.repeat(3));
        assert_eq!((sheet.n_rows(), sheet.notes[0].line), (60, Some(22)));
        assert!(sheet.notes[0].to_string().starts_with("2 rows say the names once more"));
    }
    // A row of numbers that equals names of numbers may be one.
    assert_eq!(sheet("0,1,2\n5.5,3,1\n0,1,2\n1,1,9\n").n_rows(), 3);
}

#[test]
fn units_below_the_names_are_skipped_and_told() {
    let text = case("unitsrow");
    let (units_out, table) = read(&text, &ReadSpec::default());
    assert_eq!((units_out.n_rows(), kind(&table, "hour"), kind(&table, "load")), (90, Kind::Number, Kind::Number));
    let units = [("hour", "h"), ("load", "kW")].map(|(c, u)| (c.to_owned(), u.to_owned())).to_vec();
    assert_eq!(doubts(&text, &ReadSpec::default()), [Doubt::Units { line: 2, units }]);
    // The user wants it as a row.
    let kept = ReadSpec { rows: [2].into(), ..ReadSpec::default() };
    assert_eq!(read(&text, &kept).0.n_rows(), 91);
    assert!(doubts(&text, &kept).contains(&Doubt::Kept { line: 2 }));
    let others = [
        "date,temp,wind\nyyyy-mm-dd,\u{b0}C,m/s\n2024-01-01,3,5\n2024-01-02,4,7\n2024-01-03,2,9\n",
        "name,height\n,[cm]\nAnn,170\nBob,180\nCid,175\n",
    ];
    for text in others {
        assert_eq!(sheet(text).n_rows(), 3, "{text}");
        assert!(matches!(doubts(text, &ReadSpec::default())[0], Doubt::Units { line: 2, .. }));
    }
    // Rows with an odd cell, a missing one, and one that other rows have too.
    for text in [
        "age,city\nunknown,Berlin\n31,Paris\n47,Rome\n52,Berlin\n",
        "a,b,c\nNA,NA,x\n1,2,y\n3,4,x\n5,6,z\n",
        "a,b,c\nlow,high,x\n1,2,y\n3,4,x\n5,6,x\n",
        "a,b\n<0.1,5\n1,2\n3,4\n5,6\n",
    ] {
        let found = doubts(text, &ReadSpec::default());
        assert!(!found.iter().any(|d| matches!(d, Doubt::Units { .. })), "{text}");
    }
}

#[test]
fn titles_above_the_names_are_skipped_and_told() {
    let body = rows("region,units,price", 12, |i| format!("{},{},{}.5", ["north", "south"][i % 2], i * 7 % 11, i));
    let files = [
        (format!("Sales of 2024\n{body}"), 2),
        (format!("Sales of 2024,,\nmade by J. Smith,,\n,,\n{body}"), 4),
        (format!("# exported\n\n# by a program\n{body}"), 4),
        (format!("sep=,\nSales of 2024\n{body}"), 3),
    ];
    for (text, names_on) in files {
        let sheet = sheet(&text);
        assert_eq!((sheet.dialect.names_on, sheet.n_rows()), (names_on, 12), "{text}");
        assert_eq!(sheet.names, ["region", "units", "price"]);
        let said = format!("The names are on line {names_on}; what stands above them was left out.");
        assert_eq!(sheet.notes.iter().map(ToString::to_string).collect::<Vec<_>>(), [said]);
    }
    // The user says it.
    let dialect = Dialect { names_on: 3, ..Dialect::default() };
    let stated = Sheet::parse(b"x,y\n1,2\na,b\n3,4\n5,6\n", Some(dialect)).expect("a sheet");
    assert_eq!((stated.names.join("|"), stated.n_rows()), ("a|b".to_owned(), 2));
    // A blank name is no title, nor is what stands above a short row.
    assert_eq!(sheet(",a\n0,5\n1,6\n").names, ["column 1", "a"]);
    assert_eq!(sheet("a,b,c\n1\n2,3,4\n5,6,7\n").dialect.names_on, 1);
}

#[test]
fn a_last_row_of_totals_is_told_and_left_out_on_demand() {
    let body = rows("shop,sold,returned", 20, |i| format!("s{},{},{}", i % 4, i * 7 % 11, i % 3));
    let (sold, returned): (usize, usize) = ((0..20).map(|i| i * 7 % 11).sum(), (0..20).map(|i| i % 3).sum());
    let files = [
        (format!("{body}Total,{sold},{returned}\n"), Some("Total")),
        (format!("{body}Gesamtsumme:,{sold},{returned}\n"), Some("Gesamtsumme:")),
        (format!("{body},{sold},{returned}\n"), None),
        (case("sentinel").trim_end().to_owned() + "\nTotal,800,\n", Some("Total")),
    ];
    for (text, said) in files {
        let last = text.trim_end().lines().count() as u64;
        let word = said.map(str::to_owned);
        let found = doubts(&text, &ReadSpec::default());
        assert!(found.contains(&Doubt::Totals { line: last, word }), "{said:?}: {found:?}");
        let spec = ReadSpec { left_out: [last as u32].into(), ..ReadSpec::default() };
        assert_eq!(read(&text, &spec).0.n_rows() + 1, read(&text, &ReadSpec::default()).0.n_rows());
        let left = doubts(&text, &spec);
        assert!(left.contains(&Doubt::LeftOut { line: last }));
        assert!(!left.iter().any(|d| matches!(d, Doubt::Totals { .. })));
    }
    // A shop of that name, and rows that happen to be large.
    let shops = rows("shop,sold", 20, |i| format!("{},{}", ["Total", "Shell"][i % 2], i));
    let plain = format!("{body}s1,{},3\n", sold + 1);
    assert_eq!((doubts(&shops, &ReadSpec::default()), doubts(&plain, &ReadSpec::default())), (vec![], vec![]));
}
