//! A report: whatever a table says stays text in it, its policy knows its script and its style, its figures are those of its
//! views, and its card tells what there is.

use crate::data::{sheet, table};
use crate::drawings::{SHARES, local};
use crate::driven::{Run, explained, line, sample};
use crate::exports::texts;
use crate::naughty::NAUGHTY;
use crate::tolerance::{MIRROR, close};
use crate::xml;
use markdown::mdast::Node;
use markdown::{Constructs, ParseOptions, to_mdast};
use sha2::{Digest, Sha256};
use vitrine::chart::LocalChart;
use vitrine::chart::format::Unit;
use vitrine::chart::{finding, waterfall};
use vitrine::dataset::{DatasetView, FeatureView, MissingPolicy, OffColumn, SplitBy, WhyOff};
use vitrine::explain::{Local, Method, RowChoice};
use vitrine::model::{Inside, ModelView, Space};
use vitrine::recipe::{Recipe, Source};
use vitrine::share::report::{
    Card, Chapter, Explanation, Keeps, NARROW, Origin, Report, Variant, card, html, markdown as text,
};
use vitrine::share::{self, Cell, Figures, View, WIDTH};
use vitrine::table::{Kind, Note, Value, summary};
use vitrine::worker::protocol::{Event, Stage};

/// An explanation in which a text stands wherever one can.
fn local_with(text: &str) -> Local {
    let mut local = local(Method::KernelShap, 0.3, &SHARES[..4], Some(0.01));
    local.attributions[0].feature = text.to_owned();
    local.attributions[1].condition = format!("= {text}");
    local.quality.fingerprint = text.to_owned();
    local
}

fn scene_of(local: &Local, subject: &str, width: f64) -> (String, vitrine::chart::Scene) {
    let order: Vec<usize> = (0..local.attributions.len()).collect();
    let values = vec![subject.to_owned(); order.len()];
    let unit = Unit::Probability;
    let drawn = LocalChart { local, before: None, order: &order, shown: 12, values: &values, subject, unit, width };
    (finding(&drawn), waterfall::scene(&drawn))
}

/// A view of an explanation, and one of a table without a picture.
fn views_with(text: &str) -> [View; 2] {
    let local = local_with(text);
    let (finding, scene) = scene_of(&local, text, WIDTH);
    let order: Vec<usize> = (0..local.attributions.len()).collect();
    let values = vec![Value::Level(text.to_owned()); order.len()];
    let recipe = recipe_with(text);
    let mut columns = Figures::new(["column".to_owned(), format!("predicted {text}"), text.to_owned()]);
    columns.rows = vec![vec![Cell::Text(text.to_owned()), 0.1.into(), Cell::Text(text.to_owned())]];
    let explanation = View {
        name: text.to_owned(),
        finding,
        figures: share::local(&local, None, &order, &values),
        quality: share::local_facts(&local, text, Some(17), 0.25),
        recipe: recipe.clone(),
        scene: Some(scene),
    };
    let table = View { finding: text.to_owned(), figures: columns, scene: None, ..explanation.clone() };
    [explanation, table]
}

fn recipe_with(text: &str) -> Recipe {
    let mut recipe = Recipe::new(Source::File { name: text.to_owned(), hash: "0123456789abcdef".to_owned() });
    recipe.explain.edits.insert(text.to_owned(), Value::Level(text.to_owned()));
    recipe.explain.class = Some(text.to_owned());
    recipe.dataset.split_by = SplitBy::Groups(text.to_owned());
    recipe
}

fn card_with(text: &str) -> Card {
    let bytes = "a,b\n1,x\n2,y\n";
    let mut table = summary::summarise(&sheet(bytes), &table(bytes));
    table.notes.push(Note { text: text.to_owned(), line: None });
    let feature = FeatureView {
        name: text.to_owned(),
        kind: Kind::Category,
        levels: vec![text.to_owned()],
        distribution: summary::Distribution::Empty,
        whole: false,
        has_missing: false,
        missing: MissingPolicy::OwnLevel,
        skewed: false,
    };
    let data = DatasetView {
        features: vec![feature],
        off: vec![OffColumn { name: text.to_owned(), why: WhyOff::Constant }],
        target: text.to_owned(),
        classes: vec![(text.to_owned(), 0.5), (text.to_owned(), 0.5)],
        target_mean: None,
        n_rows: [1, 1, 1],
        n_dropped: 1,
        n_columns: 1,
    };
    let model = ModelView {
        n_parameters: 1,
        history: Vec::new(),
        kept_epoch: 0,
        seconds: 0.1,
        warning: Some(text.to_owned()),
        inside: Inside::Coefficients(Vec::new()),
        fingerprint: text.to_owned(),
    };
    let (local, recipe) = (local_with(text), recipe_with(text));
    let explanation = Explanation { locals: [&local, &local], subject: text, table_row: None, seconds: 0.1 };
    card(&Origin {
        recipe: &recipe,
        table: Some(&table),
        data: Some(&data),
        model: Some(&model),
        evaluation: None,
        intervals: None,
        explanation: Some(explanation),
    })
}

/// A report in which a text stands wherever one can.
fn report_with(text: &str) -> Report {
    let [explanation, table] = views_with(text);
    let narrow = Some(scene_of(&local_with(text), text, NARROW).1);
    let variant = |view: View, narrow| Variant { name: text.to_owned(), note: text.to_owned(), view, narrow };
    let chapter = |title: &str, variants| Chapter {
        title: title.to_owned(),
        meaning: text.to_owned(),
        of_features: true,
        keeps: Keeps::First,
        variants,
    };
    Report {
        title: text.to_owned(),
        sentence: text.to_owned(),
        source: text.to_owned(),
        link: Some(text.to_owned()),
        card: card_with(text),
        features: vec![text.to_owned()],
        chapters: vec![
            chapter(text, vec![variant(explanation.clone(), narrow.clone()), variant(explanation, narrow)]),
            chapter(text, vec![variant(table, None)]),
        ],
    }
}

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

fn difficult() -> Vec<String> {
    let all = texts("payloads.json").into_iter().chain(texts("difficult.json"));
    all.chain(NAUGHTY.iter().map(|t| (*t).to_owned())).collect()
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
        let page = read(&Report { link: Some(link.to_owned()), ..report_with("a") }.html());
        assert!(page.texts.iter().any(|t| t == link), "{link} is shown");
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

/// Every node of a text in Markdown.
fn walk(node: &Node, found: &mut Vec<Node>) {
    found.push(node.clone());
    node.children().into_iter().flatten().for_each(|child| walk(child, found));
}

fn nodes(markdown: &str) -> Vec<Node> {
    let constructs = Constructs { math_flow: true, math_text: true, ..Constructs::gfm() };
    let options = ParseOptions { constructs, ..ParseOptions::gfm() };
    let mut found = Vec::new();
    walk(&to_mdast(markdown, &options).expect("Markdown takes any text"), &mut found);
    found
}

/// Nodes that a text of the user's must never make.
fn is_made(node: &Node) -> bool {
    !matches!(
        node,
        Node::Root(_)
            | Node::Heading(_)
            | Node::Paragraph(_)
            | Node::Text(_)
            | Node::Table(_)
            | Node::TableRow(_)
            | Node::TableCell(_)
            | Node::List(_)
            | Node::ListItem(_)
            | Node::Code(_)
    )
}

/// The forms in which Markdown or one of its dialects makes something of a text.
const MARKED: &[&str] = &[
    "[a](https://a.invalid)",
    "![a](https://a.invalid/a.png)",
    "<https://a.invalid>",
    "https://a.invalid/a",
    "http://a.invalid",
    "ftp://a.invalid",
    "see www.a.invalid now",
    "WWW.a.invalid",
    "mail me@a.invalid",
    "mailto:me@a.invalid",
    "xmpp:me@a.invalid",
    "[a]: https://a.invalid",
    "[^1]",
    "# a",
    "a\n===",
    "---",
    "- a",
    "+ a",
    "* a",
    "1. a",
    "12) a",
    "> a",
    "    a",
    "\ta",
    "```\na\n```",
    "~~~a",
    "~a~",
    "*a* _a_ __a__ `a`",
    "|a|b|",
    "a\\",
    "\\[a](https://a.invalid)",
    "a|b\\|c",
    "$a$",
    "$$a$$",
    "- [ ] a",
    "&lt;b&gt;",
    "&#60;b&#62;",
    "{{ a }}",
    "a  \nb",
];

#[test]
fn s7_markdown_holds_no_markup_link_or_html_of_a_text() {
    let all: Vec<String> = difficult().into_iter().chain(MARKED.iter().map(|t| (*t).to_owned())).collect();
    let kinds = |report: &Report| {
        let found = nodes(&report.markdown());
        let made: Vec<_> = found.iter().filter(|n| is_made(n)).collect();
        assert!(made.is_empty(), "{:?} made {made:#?}", report.title);
        let count = |is: fn(&Node) -> bool| found.iter().filter(|n| is(n)).count();
        [
            count(|n| matches!(n, Node::Heading(_))),
            count(|n| matches!(n, Node::Table(_))),
            count(|n| matches!(n, Node::TableRow(_))),
            count(|n| matches!(n, Node::TableCell(_))),
            count(|n| matches!(n, Node::ListItem(_))),
            count(|n| matches!(n, Node::Code(_))),
        ]
    };
    let wanted = kinds(&report_with("harmless"));
    assert_eq!(wanted[5], 1, "the recipe is one block of code");
    for text in all.iter().filter(|t| !t.trim().is_empty() && t.trim() != "\u{feff}") {
        assert_eq!(kinds(&report_with(text)), wanted, "{text:?}");
    }
}

#[test]
fn s7_what_is_not_defused_is_seen_in_markdown() {
    let seen = MARKED.iter().filter(|t| nodes(t).iter().any(is_made) || nodes(t).len() != 3 || t.starts_with('#'));
    assert!(seen.count() > 25, "the reader of Markdown is blind");
    for text in MARKED.iter().chain(&["a < b & c > d", "\u{202e}a", "1.5", "a-b"]) {
        let whole: String = nodes(&text::plain(text))
            .iter()
            .filter_map(|n| if let Node::Text(t) = n { Some(t.value.as_str()) } else { None })
            .collect();
        let kept: String = text.trim().chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
        assert_eq!(whole, kept, "the text itself is kept");
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

/// Both classes, explained by themselves, and each by the mirror of the other.
#[test]
fn a_mirror_is_the_explanation_of_the_other_class() {
    for space in [Space::Probability, Space::LogOdds, Space::Raw] {
        let of = |class: &str| {
            let mut recipe = line("german_credit");
            recipe.explain.row = RowChoice::Table(17);
            recipe.explain.class = Some(class.to_owned());
            recipe.explain.space = space;
            let e = explained(&Run::sample("german_credit").make(&recipe));
            [e.shap, e.lime]
        };
        for (mut bad, good) in of("bad").into_iter().zip(of("good")) {
            let same = |bad: &Local| {
                let turned = bad.mirrored();
                assert_eq!((turned.output, turned.method), (good.output, good.method));
                close(turned.base, good.base, MIRROR)
                    && close(turned.prediction, good.prediction, MIRROR)
                    && turned.attributions.iter().zip(&good.attributions).all(|(a, b)| close(a.value, b.value, MIRROR))
            };
            assert!(same(&bad), "{space:?} {:?}", bad.method);
            assert_eq!(bad.mirrored().mirrored().output, bad.output);
            bad.attributions[3].value += 10.0 * MIRROR;
            assert!(!same(&bad), "ten tolerances off");
        }
    }
}

#[test]
fn the_card_tells_what_there_is() {
    let mut run = Run::sample("german_credit");
    let recipe = line("german_credit");
    let events = run.make(&recipe);
    macro_rules! last {
        ($event:ident) => {
            events
                .iter()
                .rev()
                .find_map(|e| match e {
                    Event::$event(u) => match &u.stage {
                        Stage::Ready(x) => Some(x.clone()),
                        _ => None,
                    },
                    _ => None,
                })
                .expect(stringify!($event))
        };
    }
    let (table, data, model) = (last!(Table), last!(Dataset), last!(Model));
    let (evaluation, intervals, e) = (last!(Evaluation), last!(Intervals), explained(&events));
    let origin = Origin {
        recipe: &recipe,
        table: Some(&table),
        data: Some(&data),
        model: Some(&model),
        evaluation: Some(&evaluation),
        intervals: Some(&intervals),
        explanation: Some(Explanation {
            locals: [&e.shap, &e.lime],
            subject: "bad",
            table_row: e.table_row,
            seconds: e.seconds,
        }),
    };
    let whole = card(&origin);
    let titles: Vec<&str> = whole.sections.iter().map(|s| s.title).collect();
    assert_eq!(titles, ["Data", "Split", "Model", "Scores", "Quality of the explanations", "Limits"]);
    let said = format!("{whole:?}");
    let facts = vitrine::samples::sample("german_credit").expect("bundled");
    for wanted in [
        facts.source,
        facts.licence,
        facts.changes,
        facts.about,
        "a logistic regression",
        "seed 1",
        "1000 draws",
        model.fingerprint.as_str(),
        e.shap.quality.fingerprint.as_str(),
        e.lime.quality.fingerprint.as_str(),
    ] {
        assert!(said.replace('\u{202f}', "").contains(wanted), "{wanted}");
    }
    let scores = whole.sections[3].figures.as_ref().expect("scores");
    assert_eq!(scores.columns, ["score", "model", "low", "high", "baseline"]);
    assert!(
        scores.rows.len() == 10 && scores.rows.iter().all(|r| r[1..4].iter().all(|c| matches!(c, Cell::Number(_))))
    );
    assert!(whole.recipe.contains("\"german_credit\""));
    // With nothing but a recipe it is short, and says of a file of one's own what it cannot know.
    let own = Recipe::new(Source::File { name: "own.csv".to_owned(), hash: "0123456789abcdef".to_owned() });
    let bare = Origin {
        recipe: &own,
        table: None,
        data: None,
        model: None,
        evaluation: None,
        intervals: None,
        explanation: None,
    };
    let bare = format!("{:?}", card(&bare));
    for wanted in ["own.csv", "0123456789abcdef", "For the author to say", "is not in this report"] {
        assert!(bare.contains(wanted), "{wanted}");
    }
    assert_eq!(sample("german_credit"), recipe.source);
}

/// S10: of the rows of a table only what the views show is in it.
#[test]
fn s10_the_card_holds_no_row() {
    let mut csv = String::from("note,size,kind\n");
    for i in 0..200 {
        csv += &format!("canary{i}x,{},{}\n", i % 17, if i % 3 == 0 { "a" } else { "b" });
    }
    let source = Source::File { name: "own.csv".to_owned(), hash: "0".repeat(16) };
    let mut recipe = Recipe::new(source.clone());
    recipe.model = line("iris").model;
    let events = Run::new(source, csv.into_bytes()).make(&recipe);
    let data = events.iter().rev().find_map(|e| match e {
        Event::Dataset(u) => Some(u.stage.clone()),
        _ => None,
    });
    let table = events.iter().rev().find_map(|e| match e {
        Event::Table(u) => Some(u.stage.clone()),
        _ => None,
    });
    let (Some(Stage::Ready(data)), Some(Stage::Ready(table))) = (data, table) else { panic!("a data set") };
    assert!(format!("{table:?}").contains("canary"), "the summary has first rows");
    let origin = Origin {
        recipe: &recipe,
        table: Some(&table),
        data: Some(&data),
        model: None,
        evaluation: None,
        intervals: None,
        explanation: None,
    };
    let report = Report { card: card(&origin), ..report_with("a") };
    assert!(!report.html().contains("canary") && !report.markdown().contains("canary"));
}

#[test]
fn s7_the_name_of_the_file_is_safe() {
    for text in difficult() {
        let name = report_with(&text).file_name("html");
        let safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c);
        assert!(name.chars().all(safe) && name.starts_with("vitrine") && name.len() <= 80, "{text:?}: {name}");
    }
}
