//! The whole way of the data on a table that the project has never seen: bytes of a CSV in, pictures out.

use crate::drawings;
use crate::session_driver::{self, Run, faults};
use vitrine::chart::format::Unit;
use vitrine::chart::{Scene, bars, finding, to_svg, waterfall};
use vitrine::explain::LocalExplanation;
use vitrine::num::rng::Rng;
use vitrine::protocol::Explained;
use vitrine::recipe::{Recipe, Source};
use vitrine::table::Value;

/// A table as people have them: semicolons, decimal commas, quotes, missing cells, names with an umlaut and markup in them.
fn csv(number_target: bool) -> Vec<u8> {
    let mut rng = Rng::stream(11, "flow", 0);
    let mut text = "\u{feff}Nr;Größe;\"a \"\"b\"\" <c>\";Art;Ziel\r\n".to_owned();
    for i in 0..240 {
        let (size, other) = (150.0 + 20.0 * rng.normal(), rng.uniform());
        let kind = ["rot", "blau; hell", "grün"][rng.below(3)];
        let pull = (size - 150.0) / 20.0 + 2.0 * other + if kind == "rot" { 1.0 } else { 0.0 } + 0.3 * rng.normal();
        let target = if number_target {
            format!("{pull:.3}").replace('.', ",")
        } else {
            if pull > 1.3 { "ja" } else { "nein" }.to_owned()
        };
        let size = if i % 17 == 0 { String::new() } else { format!("{size:.1}").replace('.', ",") };
        let other = if i % 23 == 0 { "NA".to_owned() } else { format!("{other:.4}").replace('.', ",") };
        text += &format!("{};{size};{other};\"{kind}\";{target}\r\n", i + 1);
    }
    text.into_bytes()
}

fn explained(bytes: Vec<u8>) -> Explained {
    let source = Source::File { name: "flow.csv".to_owned(), hash: "0".repeat(16) };
    let said = Run::new(source.clone(), bytes).make(&Recipe::new(source));
    assert_eq!(faults(&said), Vec::<String>::new());
    session_driver::explained(&said)
}

/// The three features, and no more: the serial number is none.
const FEATURES: [&str; 3] = ["Größe", "a \"b\" <c>", "Art"];

fn draw(local: &LocalExplanation, values: &[Value], unit: Unit) -> [Scene; 2] {
    let values: Vec<String> = values.iter().map(Value::to_string).collect();
    let order: Vec<usize> = (0..values.len()).collect();
    let chart = drawings::chart(local, &order, &values, "Ziel", unit, 640.0);
    assert!(finding(&chart).len() > 40, "a finding says something");
    [waterfall::scene(&chart), bars::scene(&chart)]
}

/// Opening and closing tags of a document that holds no comment and no processing instruction.
fn is_well_formed(svg: &str) -> bool {
    let mut open = Vec::new();
    for tag in svg.split('<').skip(1) {
        let Some((tag, _)) = tag.split_once('>') else { return false };
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return false;
            }
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap_or_default());
        }
    }
    open.is_empty()
}

fn goes_through(number_target: bool, unit: Unit) {
    let e = explained(csv(number_target));
    for local in &e.locals {
        let names: Vec<&str> = local.attributions.iter().map(|a| a.feature.as_str()).collect();
        assert_eq!(names, FEATURES);
        for scene in draw(local, &e.values, unit) {
            let svg = to_svg(&scene, false);
            assert!(is_well_formed(&svg), "{svg}");
            assert!(svg.contains("Größe") && svg.contains("a &quot;b&quot; &lt;c&gt;"), "{svg}");
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        }
    }
    let sum: f64 = e.locals[0].attributions.iter().map(|a| a.value).sum();
    assert!(e.locals[0].quality.exact && (e.locals[0].base + sum - e.locals[0].prediction).abs() < 1e-9);
    // What made the target is what explains it.
    let size = |j: usize| e.locals[0].attributions[j].value.abs();
    assert!((0..3).any(|j| size(j) > 0.05), "{:?}", e.locals[0].attributions);
}

#[test]
fn a_class_goes_from_csv_to_svg() {
    goes_through(false, Unit::Probability);
}

#[test]
fn a_number_goes_from_csv_to_svg() {
    goes_through(true, Unit::Target);
}

#[test]
fn the_check_of_form_notices_a_fault() {
    assert!(is_well_formed("<svg><g/><text>a &lt; b</text></svg>"));
    for broken in ["<svg><g></svg>", "<svg>", "<svg><text>a < b</text></svg>", "<svg></g>"] {
        assert!(!is_well_formed(broken), "{broken}");
    }
}
