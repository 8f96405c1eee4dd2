//! Classes of files by their form: what is missing of a table, how its rows and quotes are, what its bytes are.

use super::{Case, Class, mended, refused, stated, table};
use crate::data::utf16;
use vitrine::table::{Dialect, Encoding};

pub fn classes() -> Vec<Class> {
    vec![
        ("empty", empty()),
        ("header only", header_only()),
        ("one row, one column", one()),
        ("ragged", ragged()),
        ("unclosed quote", unclosed()),
        ("encodings", encodings()),
        ("binary", binary()),
    ]
}

fn empty() -> Vec<Case> {
    const SAID: &[&str] = &["The file is empty. Choose a file with a header"];
    vec![
        refused("no byte", "", SAID),
        refused("a line's end", "\n", SAID),
        refused("many lines' ends", "\r\n\r\n\n\r", SAID),
        refused("spaces", "   \n  \t \n", SAID),
        refused("a mark of UTF-8", "\u{feff}", SAID),
        refused("a mark of UTF-16", b"\xff\xfe", SAID),
        refused("the other mark of UTF-16", b"\xfe\xff", SAID),
        refused("Ctrl-Z", "\x1a", SAID),
        refused("zeros", b"\0\0\0\0", SAID),
        refused("delimiters", ",,,\n,,,\n", SAID),
        refused("quotes with nothing in them", "\"\",\"\"\n\"\",\"\"\n", SAID),
        refused("only a delimiter said", "sep=;\n", SAID),
    ]
}

fn header_only() -> Vec<Case> {
    const SAID: &[&str] = &["a header and no rows below it. Add rows"];
    vec![
        refused("names", "a,b,c\n", SAID),
        refused("names without a line's end", "a,b,c", SAID),
        refused("names and blank lines", "a,b\n\n\n", SAID),
        refused("names and rows of nothing", "a,b\n,\n , \n", SAID),
        refused("names in quotes", "\"a\",\"b\"\n", SAID),
        refused("names with semicolons", "a;b;c\r\n", SAID),
        refused("names below a stated delimiter", "sep=|\na|b\n", SAID),
        refused("names behind a mark", "\u{feff}a,b\n", SAID),
        refused("one name", "alone\n", SAID),
    ]
}

fn one() -> Vec<Case> {
    const COLUMN: &[&str] = &["Only one column was found (\"a\")", "say which"];
    vec![
        table("one row", "a,b\n1,2\n", 1, "a|b"),
        table("one row without a line's end", "a,b\n1,2", 1, "a|b"),
        table("one row of numbers without names", "1,2\n", 1, "column 1|column 2"),
        table("two rows of numbers without names", "1,2\n3,4\n", 2, "column 1|column 2"),
        refused("one column", "a\n1\n2\n", COLUMN),
        refused("one column and trailing delimiters", "a,\n1,\n2,\n", COLUMN),
        refused("one column in quotes", "\"a\"\n\"1\"\n\"2\"\n", COLUMN),
        refused("sentences", "a\nit is so, and so\nnot\nbut; yes\n", COLUMN),
        refused("one cell", "a", &["a header and no rows"]),
        refused("one column below blank lines", "\n\na\n1\n", COLUMN),
        refused("a very long name", "n".repeat(10_000) + "\n1\n2\n", &["(\"nnnnnnnnnn", "\u{2026}\")", "say which"]),
        table("two columns of one letter", "a,b\nx,y\n", 1, "a|b"),
    ]
}

fn ragged() -> Vec<Case> {
    let late = "a,b,c\n".to_owned() + &"1,2,3\n".repeat(30_000) + "4,5\n";
    let wide = "a,b\n".to_owned() + &"1,2\n".repeat(30_000) + "1,2,3\n";
    vec![
        mended("a short row", "a,b,c\n1,2\n3,4,5\n", 2, "a|b|c", &[("One row has fewer cells", Some(2))]),
        mended("short rows", "a,b,c\n1,2\n3,4,5\n6\n", 3, "a|b|c", &[("2 rows have fewer cells", Some(2))]),
        mended("a long row", "a,b\n1,2\n1,2,3\n", 2, "a|b", &[("One row has more cells", Some(3))]),
        mended("long rows", "a,b\n1,2,3\n1,2,3,4\n5,6\n7,8\n", 4, "a|b", &[("2 rows have more cells", Some(2))]),
        mended(
            "short and long rows",
            "a,b\n1\n1,2,3\n5,6\n",
            3,
            "a|b",
            &[("fewer cells", Some(2)), ("more cells", Some(3))],
        ),
        table("trailing delimiters", "a,b,\n1,2,\n3,4,\n", 2, "a|b"),
        table("trailing delimiters in rows", "a,b\n1,2,\n3,4,,\n", 2, "a|b"),
        mended("a blank row", "a,b\n1,2\n,\n3,4\n", 2, "a|b", &[("One row is blank", Some(3))]),
        mended("blank rows above the names", ",\n,\na,b\n1,2\n", 1, "a|b", &[("2 rows are blank", Some(1))]),
        table("empty lines", "\n\na,b\n\n1,2\n\n\n3,4\n\n", 2, "a|b"),
        mended(
            "row names without a name",
            "a b\nx 1 2\ny 3 4\n",
            2,
            "column 1|a|b",
            &[("Column 1 has no name", Some(1))],
        ),
        mended("a short row late", late, 30_001, "a|b|c", &[("One row has fewer cells", Some(30_002))]),
        mended("a long row late", wide, 30_001, "a|b", &[("One row has more cells", Some(30_002))]),
        mended("a short row with old line ends", "a,b\r1\r2,3\r", 2, "a|b", &[("One row has fewer", Some(2))]),
        mended(
            "a short row below a cell of two lines",
            "a,b\n\"1\n2\",3\n4\n",
            2,
            "a|b",
            &[("One row has fewer", Some(4))],
        ),
    ]
}

fn unclosed() -> Vec<Case> {
    let late = "a,b\n".to_owned() + &"1,\"2\"\n".repeat(20_000) + "3,\"4\n" + &"5,6\n".repeat(20_000);
    vec![
        refused("in the first row", "a,b\n1,\"2\n3,4\n", &["line 2", "Close it"]),
        refused("in the header", "a,\"b\n1,2\n", &["line 1"]),
        refused("at the end", "a,b\n1,2\n3,\"", &["line 3"]),
        refused("below lines in a cell", "a,b\n\"1\n1\",2\n\"3,4\n", &["line 4"]),
        refused("with other line ends", "a,b\r\n1,2\r\n\"3,4\r\n5,6\r\n", &["line 3"]),
        refused("with old line ends", "a,b\r1,2\r\"3,4\r5,6\r", &["line 3"]),
        refused("below a stated delimiter", "sep=;\na;b\n1;2\n\"3;4\n", &["line 4"]),
        refused("late in a long file", late, &["line 20002"]),
        refused("a doubled one", "a,b\n1,\"\"\"2\n3,4\n", &["line 2"]),
        table("inside a cell it is a letter", "a,b\n5\" pipe,2\n6\" pipe,3\n", 2, "a|b"),
        table("closed too early", "a,b\n\"x\"y,2\n\"z\",3\n", 2, "a|b"),
        stated(
            table("taken for a letter", "a,b\n1,\"2\n3,4\n", 2, "a|b"),
            Dialect { quote: vitrine::table::Quote::None, ..Dialect::default() },
        ),
        stated(
            refused("an apostrophe", "a,b\n1,'2\n3,4\n", &["line 2"]),
            Dialect { quote: vitrine::table::Quote::Single, ..Dialect::default() },
        ),
    ]
}

fn encodings() -> Vec<Case> {
    const WINDOWS: &[(&str, Option<u64>)] = &[("read as Windows-1252", None)];
    let text = "größe,name\n1,Zoë\n2,Ωμέγα\n";
    let marked = format!("\u{feff}{text}");
    let as_encoding = |encoding| Dialect { encoding: Some(encoding), ..Dialect::default() };
    let late = [b"a,b\n".to_vec(), b"1,x\n".repeat(400_000), b"2,\xe9\n".to_vec()].concat();
    vec![
        table("UTF-8", text, 2, "größe|name"),
        table("UTF-8 with a mark", &marked, 2, "größe|name"),
        table("UTF-16 LE with a mark", utf16(&marked, u16::to_le_bytes), 2, "größe|name"),
        table("UTF-16 BE with a mark", utf16(&marked, u16::to_be_bytes), 2, "größe|name"),
        table("UTF-16 LE without a mark", utf16("aa,bb\n11,22\n", u16::to_le_bytes), 1, "aa|bb"),
        table("UTF-16 BE without a mark", utf16("aa,bb\n11,22\n", u16::to_be_bytes), 1, "aa|bb"),
        mended("Latin-1", b"gr\xf6\xdfe,b\n1,2\n", 1, "größe|b", WINDOWS),
        mended("Windows-1252", b"\x80,\x93b\x94\n1,2\n", 1, "€|“b”", WINDOWS),
        mended("Latin-1 late in a long file", late, 400_001, "a|b", WINDOWS),
        mended("half a character", b"a,b\n1,\xf0\x9f\x98\n", 1, "a|b", WINDOWS),
        stated(
            table("Latin-1 as the user says", b"gr\xf6\xdfe,b\n1,2\n", 1, "größe|b"),
            as_encoding(Encoding::Windows1252),
        ),
        stated(
            mended(
                "Latin-1 taken for UTF-8",
                b"gr\xf6\xdfe,b\n1,2\n",
                1,
                "gr\u{fffd}\u{fffd}e|b",
                &[("2 places are", None)],
            ),
            as_encoding(Encoding::Utf8),
        ),
        stated(
            table("UTF-16 as the user says", utf16("Ω,Я\n1,2\n", u16::to_le_bytes), 1, "Ω|Я"),
            as_encoding(Encoding::Utf16Le),
        ),
        mended(
            "half a pair of UTF-16",
            [utf16("\u{feff}a,b\n1,", u16::to_le_bytes), vec![0x00, 0xd8], utf16("\n", u16::to_le_bytes)].concat(),
            1,
            "a|b",
            &[("One place is", None)],
        ),
        mended(
            "UTF-16 with half a unit",
            [utf16("\u{feff}a,b\n1,2\n3,", u16::to_be_bytes), vec![0x00]].concat(),
            2,
            "a|b",
            &[("One place is", None)],
        ),
    ]
}

fn binary() -> Vec<Case> {
    const EXPORT: &str = "Export it as CSV";
    vec![
        refused("an Excel file", b"PK\x03\x04\x14\x00\x06\x00", &["zip archive or an Excel", EXPORT]),
        refused("an old Excel file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", &["old Excel", EXPORT]),
        refused("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", &["PDF", EXPORT]),
        refused("gzip", b"\x1f\x8b\x08\x00", &["gzip", EXPORT]),
        refused("bzip2", b"BZh91AY&SY", &["bzip2", EXPORT]),
        refused("xz", b"\xfd7zXZ\x00", &["xz", EXPORT]),
        refused("Parquet", b"PAR1\x15\x04", &["Parquet", EXPORT]),
        refused("PNG", b"\x89PNG\r\n\x1a\n", &["picture", EXPORT]),
        refused("JPEG", b"\xff\xd8\xff\xe0", &["picture", EXPORT]),
        refused("GIF", b"GIF89a", &["picture", EXPORT]),
        refused("SQLite", b"SQLite format 3\x00", &["SQLite", EXPORT]),
        refused("a rich text", b"{\\rtf1\\ansi", &["rich text", EXPORT]),
        refused("a web page", "<!DOCTYPE html><p>a,b", &["web page", EXPORT]),
        refused("a web page with marks before it", "\u{feff}\n <HTML><body>", &["web page", EXPORT]),
        refused("XML", "<?xml version='1.0'?><a/>", &["XML", EXPORT]),
        refused("control characters", b"\x01\x02\x03\x04\x05,\x06\n", &["control characters", EXPORT]),
        refused("a zero byte", b"a,b\n1,2\n3,\x004\n", &["zero byte, first on line 3", EXPORT]),
        refused("zero bytes on both sides", b"a\0\0b,\0c\n", &["zero byte, first on line 1", EXPORT]),
        table("zeros behind the table", b"a,b\n1,2\n\0\0\0", 1, "a|b"),
        table("Ctrl-Z behind the table", b"a,b\n1,2\n\x1a", 1, "a|b"),
    ]
}
