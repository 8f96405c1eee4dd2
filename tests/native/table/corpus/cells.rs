//! Classes of files by what is in their cells: names, delimiters, decimal marks, and sizes.

use super::{Case, Class, mended, refused, stated, table, with_cells};
use vitrine::table::{Dialect, Quote};

pub fn classes() -> Vec<Class> {
    vec![
        ("names", names()),
        ("delimiters", delimiters()),
        ("decimal commas", decimals()),
        ("Excel's first line", excel()),
        ("long lines and many cells", long()),
    ]
}

fn names() -> Vec<Case> {
    vec![
        mended("a name twice", "a,a\n1,2\n", 1, "a|a (2)", &[("The name \"a\" stands above more", Some(1))]),
        mended(
            "a name three times",
            "a,a,a\n1,2,3\n",
            1,
            "a|a (2)|a (3)",
            &[("column 2", Some(1)), ("column 3", Some(1))],
        ),
        mended("a new name that is taken", "a,a,a (2)\n1,2,3\n", 1, "a|a (3)|a (2)", &[("\"a (3)\"", Some(1))]),
        mended("no name", "a,,b\n1,2,3\n", 1, "a|column 2|b", &[("Column 2 has no name", Some(1))]),
        mended("no name at the start", ",a\nx,5\ny,6\n", 2, "column 1|a", &[("Column 1 has no name", Some(1))]),
        mended("a name of spaces", "a,\"  \",b\n1,2,3\n", 1, "a|column 2|b", &[("no name", Some(1))]),
        mended(
            "no name where one is called so",
            "column 2,,b\n1,2,3\n",
            1,
            "column 2|column 2 (2)|b",
            &[("no name", Some(1))],
        ),
        mended(
            "seven names missing",
            "a,b,,,,,,,\nx,y,1,2,3,4,5,6,7\n",
            1,
            "a|b|column 3|column 4|column 5|column 6|column 7|column 8|column 9",
            &[
                ("Column 3", Some(1)),
                ("Column 4", Some(1)),
                ("Column 5", Some(1)),
                ("Column 6", Some(1)),
                ("Column 7", Some(1)),
                ("2 more columns", Some(1)),
            ],
        ),
        table("names with spaces about them", " a ,\tb \n1,2\n", 1, "a|b"),
        table("names in capitals differ", "a,A\n1,2\n", 1, "a|A"),
        table("names of two lines", "\"a\nb\",c\n1,2\n", 1, "a\nb|c"),
        table("names that look missing", "NA,null\n1,2\n", 1, "NA|null"),
        table("names that are years", "year,2019,2020\nx,1,2\ny,3,4\n", 2, "year|2019|2020"),
        table("no names", "red,x\nblue,y\nred,y\n", 3, "column 1|column 2"),
    ]
}

fn delimiters() -> Vec<Case> {
    vec![
        table("commas", "a,b,c\n1,2,3\n", 1, "a|b|c"),
        table("semicolons", "a;b;c\n1;2;3\n", 1, "a|b|c"),
        table("tabs", "a\tb\tc\n1\t2\t3\n", 1, "a|b|c"),
        table("bars", "a|b|c\n1|2|3\n", 1, "a|b|c"),
        table("spaces", "a b c\n1 2 3\n4 5 6\n", 2, "a|b|c"),
        table("runs of spaces", "  a   b\n  1   2\n 30  40 \n", 2, "a|b"),
        table("spaces in quotes", "a b\n\"x  y\" 1\n\"z\" 2\n", 2, "a|b"),
        table("semicolons in quotes between commas", "t,n\n\"a; b\",1\n\"c; d\",2\n", 2, "t|n"),
        table("commas in quotes between semicolons", "t;n\n\"a, b\";1\n\"c, d\";2\n", 2, "t|n"),
        table("line ends of both kinds", "a,b\r\n1,2\n3,4\r\n", 2, "a|b"),
        table("line ends of old", "a,b\r1,2\r3,4", 2, "a|b"),
        table("lines in cells", "a,b\n\"1\r\n2\",3\n4,5\n", 2, "a|b"),
        table("sentences with spaces", "x,y,what\n1,2,all in all\n3,4,not at all\n", 2, "x|y|what"),
        stated(
            table("as the user says", "a,1;b\n1,5;2\n", 1, "a,1|b"),
            Dialect { delimiter: ';', ..Dialect::default() },
        ),
        stated(
            table("apostrophes for quotes", "a,b\n'1,5',2\n'it''s',3\n", 2, "a|b"),
            Dialect { quote: Quote::Single, ..Dialect::default() },
        ),
        stated(
            refused("a wrong delimiter", "a,b\n1,2\n", &["Only one column was found (\"a,b\")", "say which"]),
            Dialect { delimiter: '|', ..Dialect::default() },
        ),
    ]
}

fn decimals() -> Vec<Case> {
    vec![
        with_cells(table("with semicolons", "a;b\n1,5;x\n2,25;y\n", 2, "a|b"), "1,5|x / 2,25|y", true),
        with_cells(table("with tabs and thousands", "a\tb\n1.234,5\tx\n", 1, "a|b"), "1.234,5|x", true),
        with_cells(table("with bars", "a|b\n-1,5|x\n2,5e3|y\n", 2, "a|b"), "-1,5|x / 2,5e3|y", true),
        with_cells(table("in quotes between commas", "a,b\n\"1,5\",x\n\"2,5\",y\n", 2, "a|b"), "1,5|x / 2,5|y", true),
        with_cells(
            table("all in quotes between commas", "\"a\",\"b\"\n\"1,5\",\"2,7\"\n\"3\",\"-1.204,25\"\n", 2, "a|b"),
            "1,5|2,7 / 3|-1.204,25",
            true,
        ),
        with_cells(
            table("thousands in quotes between commas", "a,b\n\"1,500\",x\n\"12,500\",y\n", 2, "a|b"),
            "1,500|x / 12,500|y",
            false,
        ),
        with_cells(
            table("pairs in quotes beside points", "at,n\n\"1,2\",0.5\n\"3,4\",1.5\n", 2, "at|n"),
            "1,2|0.5 / 3,4|1.5",
            false,
        ),
        // As many numbers are written one way as the other, which does not tell.
        with_cells(table("beside points", "a;b\n1,5;2.5\n2,5;3.5\n", 2, "a|b"), "1,5|2.5 / 2,5|3.5", false),
        with_cells(
            mended("and a short row", "a;b\n1,5\n2,5;y\n", 2, "a|b", &[("One row has fewer", Some(2))]),
            "1,5|_ / 2,5|y",
            true,
        ),
        with_cells(table("thousands are none", "a;b\n1,234;x\n12,345;y\n", 2, "a|b"), "1,234|x / 12,345|y", false),
    ]
}

fn excel() -> Vec<Case> {
    vec![
        table("semicolons", "sep=;\na;b\n1;2\n", 1, "a|b"),
        table("other line ends", "sep=;\r\na;b\r\n1;2\r\n", 1, "a|b"),
        table("old line ends", "sep=;\ra;b\r1;2\r", 1, "a|b"),
        table("bars against more commas", "sep=|\na,c|b\n1,5|2\n", 1, "a,c|b"),
        table("tabs", "sep=\t\na\tb\n1\t2\n", 1, "a|b"),
        table("in quotes", "\"sep=;\"\na;b\n1;2\n", 1, "a|b"),
        table("behind a mark", "\u{feff}sep=;\na;b\n1;2\n", 1, "a|b"),
        mended("with a short row below", "sep=,\na,b,c\n1,2\n3,4,5\n", 2, "a|b|c", &[("fewer", Some(3))]),
        table("of a delimiter that is none", "sep=x\na,b\n1,2\n", 1, "a|b"),
        table("in capitals it is a name", "SEP=;x\na;b\nc;d\n", 2, "SEP=|x"),
    ]
}

fn long() -> Vec<Case> {
    let cell = "x".repeat(10_000_000);
    let quoted = format!("\"{}\"", "line, of \"\"words\"\"\n".repeat(100_000));
    let line = "7,".repeat(1_000_000);
    let names = |n: usize| (0..n).map(|i| format!("c{i}")).collect::<Vec<_>>().join(",");
    let rows = |n: usize| "1,".repeat(n - 1) + "1\n";
    vec![
        table("a cell of ten megabytes", format!("a,b\n1,{cell}\n2,y\n"), 2, "a|b"),
        table("a cell of many lines", format!("a,b\n{quoted},1\n2,y\n"), 2, "a|b"),
        mended("a row of a million cells", format!("a,b\n{line}\n2,y\n"), 2, "a|b", &[("more cells", Some(2))]),
        refused(
            "a header of a million cells",
            format!("{line}\n1,2\n"),
            &["at least ", "columns", "2,000", "Leave out"],
        ),
        refused("a column too many", format!("{}\n{}", names(2_001), rows(2_001)), &["2,001 columns", "Leave out"]),
        refused("a file of one long line", format!("a,{cell}"), &["a header and no rows below it"]),
        mended("a row below a long one", format!("a,b\n1,{cell}\n2\n"), 2, "a|b", &[("fewer", Some(3))]),
    ]
}
