//! The page of a report, by a strict reader of XML: its form, its policy, its link, its figures and its marks.

use super::{difficult, local_with, report_with};
use crate::xml;
use sha2::{Digest, Sha256};
use vitrine::share::report::{Keeps, Report, html};
use vitrine::share::{Cell, Figures};

/// The page as a strict reader of XML takes it: without its first line, its script and its style, whose texts HTML reads as
/// they are.
fn read(page: &str) -> xml::Document {
    let bare = page.strip_prefix("<!doctype html>\n").expect("it says what it is");
    let without = [html::SCRIPT, html::STYLE].iter().fold(bare.to_owned(), |page, part| {
        assert_eq!(page.matches(part).count(), 1, "one script, one style");
        page.replace(part, "")
    });
    xml::read(&without).unwrap_or_else(|why| panic!("{why}"))
}

/// What the elements of a page are, and the attributes of each.
fn form(page: &xml::Document) -> Vec<(String, Vec<String>)> {
    let keys = |attributes: &[(String, String)]| {
        attributes.iter().map(|(key, _)| key.clone()).filter(|key| key != "data-datum").collect()
    };
    // Whose row it is hangs on the name, and on nothing that a name could write.
    page.elements.iter().map(|(name, attributes)| (name.clone(), keys(attributes))).collect()
}

#[test]
fn s8_no_text_makes_an_element_or_an_attribute() {
    // Marks of a picture depend on how wide words are, so that the harmless text is as long and as wide as the harmful one.
    for text in difficult() {
        let page = read(&report_with(&text).html());
        let harmless: String = text
            .trim()
            .chars()
            .map(|c| if c.is_ascii() && !c.is_ascii_control() && c != '_' { 'a' } else { c })
            .collect();
        let harmless = if harmless.is_empty() { text.clone() } else { harmless };
        let (found, wanted) = (form(&page), form(&read(&report_with(&harmless).html())));
        let outside = |form: &[(String, Vec<String>)]| {
            let drawn = ["svg", "g", "rect", "polygon", "polyline", "circle", "text", "title"];
            form.iter().filter(|e| !drawn.contains(&e.0.as_str())).cloned().collect::<Vec<_>>()
        };
        // A link is an element of its own where the text is an address.
        if !text.starts_with("http") {
            assert_eq!(outside(&found), outside(&wanted), "{text:?}");
        }
        for (name, attributes) in &page.elements {
            for (key, value) in attributes {
                assert!(!key.starts_with("on") && key != "style" && key != "src", "{text:?} made {key}");
                assert!(key != "href" || value.starts_with('#') || value.starts_with("http"), "{text:?}: {value}");
                assert!(name == "a" || key != "href", "{text:?} made an address of <{name}>");
            }
        }
        assert_eq!(found.iter().filter(|e| e.0 == "script").count(), 1);
    }
    // The text is there, and not only the safety.
    let said = read(&report_with("a<b>&\"c\"").html()).texts.join("\n");
    assert!(said.matches("a<b>&\"c\"").count() > 20, "{said}");
}

#[test]
fn s8_a_hole_in_the_page_would_be_seen() {
    let page = report_with("harmless").html();
    for hole in ["<p><b>x</b></p>", "<img src=\"x\"/>", "<script>x</script>"] {
        let broken = page.replacen("<main>", &format!("<main>{hole}"), 1);
        assert_ne!(form(&read(&broken)), form(&read(&page)), "{hole}");
    }
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let triple = |three: &[u8]| {
        let bits = three.iter().fold(0u32, |bits, b| (bits << 8) | u32::from(*b)) << (8 * (3 - three.len()));
        (0..4)
            .map(|i| if i > three.len() { '=' } else { SIGNS[(bits >> (18 - 6 * i)) as usize & 63] as char })
            .collect::<String>()
    };
    bytes.chunks(3).map(triple).collect()
}

#[test]
fn s8_the_policy_knows_the_script_and_the_style() {
    assert_eq!([base64(b"Man"), base64(b"Ma"), base64(b"M")], ["TWFu", "TWE=", "TQ=="]);
    let hash = |text: &str| base64(&Sha256::digest(text.as_bytes()));
    assert_eq!(html::SCRIPT_HASH, hash(html::SCRIPT), "write the right-hand one into html.rs");
    assert_eq!(html::STYLE_HASH, hash(html::STYLE), "write the right-hand one into html.rs");
    let page = report_with("a").html();
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(html::SCRIPT),
        hash(html::STYLE)
    );
    let found =
        read(&page).elements.into_iter().find(|e| e.1.iter().any(|(k, _)| k == "http-equiv")).expect("a policy");
    assert_eq!(found.1[1].1, policy);
    // What is hashed is what stands between the tags, to the byte.
    for (part, tag) in [(html::SCRIPT, "script"), (html::STYLE, "style")] {
        assert!(page.contains(&format!("<{tag}>{part}</{tag}>")));
        assert!(!part.contains("</") && !part.contains("<!--") && !part.contains('\r'), "{tag} could end early");
    }
    assert!(page.find("Content-Security-Policy") < page.find("<style>"), "the policy comes first");
}

#[test]
fn a_link_is_one_only_where_it_leads_to_the_web() {
    let addresses = |link: &str| {
        let report = Report { link: Some(link.to_owned()), ..report_with("a") };
        let page = read(&report.html());
        let is_shown = page.texts.iter().any(|t| t.contains(link));
        assert_eq!(is_shown, link.starts_with("http"), "{link}");
        assert_eq!(report.markdown().contains("computed anew"), is_shown, "{link}");
        let all = page.elements.into_iter().flat_map(|e| e.1);
        all.filter(|(key, value)| key == "href" && !value.starts_with('#')).map(|a| a.1).collect::<Vec<_>>()
    };
    assert_eq!(addresses("https://example.org/#v1.a&b"), ["https://example.org/#v1.a&b"]);
    assert_eq!(addresses("http://localhost:8080/#v1.a"), ["http://localhost:8080/#v1.a"]);
    let none: [&str; 0] = [];
    for link in ["file:///a", "javascript\u{3a}alert(1)", " https://a", "HTTPS//a", "data:text/html,a", "//a"] {
        assert_eq!(addresses(link), none, "{link}");
    }
}

#[test]
fn figures_are_those_of_the_view() {
    let report = report_with("a b");
    let (page, text) = (report.html(), report.markdown());
    for row in &report.chapters[0].variants[0].view.figures.rows {
        for cell in row {
            let (exact, shown) = (cell.text(), cell.shown());
            let wanted = if matches!(cell, Cell::Number(_)) && exact != shown {
                format!("title=\"{exact}\">{shown}</t")
            } else {
                shown
            };
            assert!(page.contains(&wanted), "{wanted}");
            assert!(!matches!(cell, Cell::Number(_)) || text.contains(&exact), "{exact}");
        }
    }
    // Long tables keep their first rows, curves rows throughout, and both say so.
    let long = |keeps, n: usize| {
        let mut report = report_with("a");
        let mut figures = Figures::new(["from"]);
        figures.rows = (0..n).map(|i| vec![(70_000 + i).into()]).collect();
        report.chapters[1].variants[0].view.figures = figures;
        report.chapters[1].keeps = keeps;
        let text = report.markdown();
        let is_kept = |i: usize| text.contains(&format!("| {} |\n", 70_000 + i));
        ((0..n).filter(|i| is_kept(*i)).collect::<Vec<_>>(), text)
    };
    let (first, text) = long(Keeps::First, 200);
    assert_eq!(first, (0..60).collect::<Vec<_>>());
    assert!(text.contains("60 of 200 rows, the first;"), "{text}");
    let (spread, text) = long(Keeps::Throughout, 200);
    assert!(spread.len() == 25 && spread[0] == 0 && spread[24] == 199 && text.contains("25 of 200 rows"), "{spread:?}");
    assert_eq!(long(Keeps::First, 60).0.len(), 60);
    assert!(!long(Keeps::Throughout, 25).1.contains("rows, from"));
}

#[test]
fn marks_and_rows_of_a_feature_have_its_number() {
    let mut report = report_with("a name");
    report.features = local_with("a name").attributions.iter().map(|a| a.feature.clone()).collect();
    let page = read(&report.html());
    let with = |name: &str, datum: &str| {
        let has = |e: &&(String, Vec<(String, String)>)| {
            e.0 == name && e.1.iter().any(|(k, v)| k == "data-datum" && v == datum)
        };
        page.elements.iter().filter(has).count()
    };
    for datum in ["0", "1", "2", "3"] {
        assert!(with("tr", datum) >= 2, "a row in each table of feature {datum}");
        assert!(with("g", datum) >= 2, "a bar in each picture of feature {datum}");
    }
}
