//! S4 and S5: a link says what it said before, whole and within bounds, and holds no cell of a user's own table.

use crate::data::sample_bytes;
use crate::random_link::{self, Dice};
use crate::session_driver::{Run, answer};
use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;
use vitrine::explain::Method;
use vitrine::num::fingerprint;
use vitrine::num::rng::Rng;
use vitrine::protocol::{DatasetQuestion, ExplanationQuestion, ModelQuestion};
use vitrine::recipe::{Frame, Place, Recipe, Source};
use vitrine::share::link::{Claim, Difference, Digest, Link, LinkError, MAX_LENGTH, Values, names, redact, restore};
use vitrine::share::to_json;
use vitrine::table::Value;

/// A body as a link, its check right: what a hostile hand would send.
fn checksummed(body: &[u8]) -> String {
    let check = (fingerprint::of_bytes(body) as u32).to_le_bytes();
    format!("{}{}", Link::NEWEST, Base64UrlUnpadded::encode_string(&[&check[..], body].concat()))
}

fn body(link: &str) -> Vec<u8> {
    Base64UrlUnpadded::decode_vec(link.trim_start_matches(Link::NEWEST)).unwrap()[4..].to_vec()
}

#[test]
fn s5_ten_thousand_links_say_what_they_said() {
    let mut dice = Dice::new(1);
    for i in 0..10_000 {
        let link = random_link::link(&mut dice);
        let text = link.encode().unwrap_or_else(|e| panic!("{i}: {e}: {link:?}"));
        assert_eq!(Link::decode(&text).as_ref(), Ok(&link), "{i}");
        assert!(text.len() <= MAX_LENGTH && Link::is_link(&text));
        assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)), "{text}");
    }
}

#[test]
fn a_usual_link_is_short_enough_for_a_chat() {
    let mut recipe = Recipe::new(Source::Sample("german_credit".into()));
    recipe.dataset.target = Some("credit".into());
    recipe.explain.edits = [("month_duration", Value::Number(24.0)), ("housing", Value::Level("own".into()))]
        .map(|(feature, value)| (feature.to_owned(), value))
        .into();
    recipe.explain.class = Some("bad".into());
    let digest = Digest::of("0123456789abcdef");
    let (version, device) = ("0.1.0".to_owned(), vitrine::explain::Device::Cpu);
    let claim = Claim {
        version,
        device,
        model: digest,
        explanations: [digest; 2],
        values: Some(Values { prediction: 0.76, base: 0.3 }),
    };
    let link = Link { recipe, place: Place::default(), claim: Some(claim) };
    let length = link.encode().unwrap().len();
    assert!(length < 300, "{length}");
}

/// How many links are made up; before a release `VITRINE_ALL=1` asks for as many as reliability asks for then.
fn n_cases() -> usize {
    if std::env::var_os("VITRINE_ALL").is_some() { 10_000_000 } else { 200_000 }
}

#[test]
fn s4_the_decoder_is_total() {
    let mut dice = Dice::new(2);
    let mut rng = Rng::stream(3, "mutations", 0);
    let seeds: Vec<String> = (0..200).map(|_| random_link::link(&mut dice).encode().unwrap()).collect();
    let bodies: Vec<Vec<u8>> = seeds.iter().map(|s| body(s)).collect();
    let mut outcomes = BTreeSet::new();
    for case in 0..n_cases() {
        let text = match case % 4 {
            // Any letters at all.
            0 => (0..rng.below(300)).map(|_| char::from_u32(rng.below(0x2_0000) as u32).unwrap_or('A')).collect(),
            // Letters of the alphabet.
            1 => checksummed(&(0..rng.below(400)).map(|_| rng.below(256) as u8).collect::<Vec<_>>()),
            // A link with some letters changed.
            2 => {
                let mut letters = seeds[rng.below(seeds.len())].clone().into_bytes();
                for _ in 0..=rng.below(3) {
                    let at = rng.below(letters.len());
                    letters[at] = b"AZaz09-_."[rng.below(9)];
                }
                String::from_utf8(letters).unwrap()
            }
            // A link whose body is changed and whose check is right.
            _ => {
                let mut bytes = bodies[rng.below(bodies.len())].clone();
                for _ in 0..=rng.below(4) {
                    let at = rng.below(bytes.len());
                    match rng.below(5) {
                        0 => bytes.truncate(at.max(1)),
                        // The longest length that there is.
                        1 => drop(bytes.splice(at..at, [0xff, 0xff, 0xff, 0xff, 0x0f])),
                        2 => bytes[at] ^= 1 << rng.below(8),
                        _ => bytes[at] = rng.below(256) as u8,
                    }
                }
                checksummed(&bytes)
            }
        };
        outcomes.insert(match Link::decode(&text) {
            Ok(link) => {
                // What is taken can be written again and is the same.
                assert_eq!(Link::decode(&link.encode().unwrap()), Ok(link), "{text}");
                "taken"
            }
            Err(LinkError::Damaged) => "damaged",
            Err(LinkError::Version) => "version",
            Err(LinkError::Spec(_)) => "spec",
            Err(LinkError::TooLong { .. }) => "too long",
        });
    }
    assert_eq!(outcomes, BTreeSet::from(["taken", "damaged", "version", "spec"]), "each way to end was gone");
}

#[test]
fn s4_what_is_too_long_is_refused_before_it_is_read() {
    for length in [MAX_LENGTH + 1, 2_000_000] {
        let text = format!("{}{}", Link::NEWEST, "A".repeat(length - 3));
        assert_eq!(Link::decode(&text), Err(LinkError::TooLong { found: length }));
    }
    // At the limit it is read.
    assert_eq!(Link::decode(&format!("{}{}", Link::NEWEST, "A".repeat(MAX_LENGTH - 3))), Err(LinkError::Damaged));
}

#[test]
fn a_link_with_a_letter_less_or_more_is_damaged() {
    let text = random_link::link(&mut Dice::new(4)).encode().unwrap();
    assert_eq!(Link::decode(&text[..text.len() - 1]), Err(LinkError::Damaged));
    assert_eq!(Link::decode(&format!("{text}A")), Err(LinkError::Damaged));
    let longer = [&body(&text)[..], &[0]].concat();
    assert_eq!(Link::decode(&checksummed(&longer)), Err(LinkError::Damaged), "bytes after the end");
    for other in ["v4.AAAA", "v0.", "v12.x"] {
        assert!(Link::is_link(other));
        assert_eq!(Link::decode(other), Err(LinkError::Version));
    }
    for none in ["", "data", "v.", "v1", "vx.A", "explain.v1."] {
        assert!(!Link::is_link(none), "{none}");
    }
}

#[test]
fn s5_numbers_out_of_range_are_refused_by_name() {
    let good = Link { recipe: Recipe::new(Source::Sample("iris".into())), place: Place::default(), claim: None };
    type Change = fn(&mut Recipe);
    let bad: [(&str, Change); 12] = [
        ("Share for the test", |r| r.dataset.split.test = 51),
        ("Share for validation", |r| r.dataset.split.validation = 200),
        ("Number of levels kept", |r| r.dataset.max_levels = 0),
        ("The threshold", |r| r.evaluate.threshold = f64::NAN),
        ("The cost of a false positive", |r| r.evaluate.cost_false_positive = f64::INFINITY),
        ("Number of background rows", |r| r.explain.background = Some(10_001)),
        ("A changed value", |r| drop(r.explain.edits.insert("x".into(), Value::Number(f64::NAN)))),
        ("Changed features, in characters", |r| drop(r.explain.edits.insert("x".repeat(257), Value::Missing))),
        ("Logarithms, in number", |r| r.dataset.log = (0..2_001).map(|i| i.to_string()).collect()),
        ("The explained class, in characters", |r| r.explain.class = Some("x".repeat(300))),
        ("The file's fingerprint", |r| r.source = Source::File { name: String::new(), hash: "none".into() }),
        ("The sample's name, in characters", |r| r.source = Source::Sample("x".repeat(257))),
    ];
    assert!(good.encode().is_ok());
    for (name, change) in bad {
        let mut link = good.clone();
        change(&mut link.recipe);
        // Neither written nor, as somebody else would write it, read.
        let hostile = checksummed(&postcard::to_allocvec(&link).unwrap());
        for refused in [link.encode().map(drop), Link::decode(&hostile).map(drop)] {
            let Err(LinkError::Spec(e)) = refused else { panic!("{name}: {refused:?}") };
            assert_eq!(e.field, name);
        }
    }
}

/// The ways to all plain values in a document, lists and names of columns left out.
fn fields(value: &Json, at: &str, all: &mut BTreeSet<String>) {
    match value {
        Json::Object(map) => map.iter().for_each(|(key, v)| {
            let by_column = ["kinds", "use_column", "missing", "edits"].iter().any(|map| at.ends_with(map));
            fields(v, &format!("{at}.{}", if by_column { "*" } else { key }), all);
        }),
        Json::Array(list) => list.iter().for_each(|v| fields(v, &format!("{at}[]"), all)),
        _ => drop(all.insert(at.to_owned())),
    }
}

#[test]
fn s5_the_schema_is_known_and_holds_choices_only() {
    let mut found = BTreeSet::new();
    let mut dice = Dice::new(5);
    for _ in 0..2_000 {
        let link = random_link::link(&mut dice);
        fields(&serde_json::to_value(&link).unwrap(), "link", &mut found);
    }
    let text = found.iter().fold(String::new(), |text, field| text + field + "\n");
    stored("links-schema.txt", &text);
    for word in ["url", "href", "html", "css", "style", "script", "code"] {
        assert!(!text.contains(word), "a field is called {word}");
    }
}

#[test]
fn s5_old_links_decode_for_ever() {
    // They are never stored anew: what they say was sent to people.
    let golden = crate::reference::load("links-v1");
    let golden = golden.as_array().unwrap();
    assert_eq!(golden.len(), 24);
    for entry in golden {
        let link = Link::decode(entry["link"].as_str().unwrap()).unwrap();
        let said: Json = serde_json::from_str(entry["says"].as_str().unwrap()).unwrap();
        let says: Json = serde_json::from_str(&to_json(&link, 0).unwrap()).unwrap();
        assert_eq!(says, since_v1(said));
    }
}

/// What a link of version 1 said, with the choices that could not be made then as they were fixed.
fn since_v1(mut said: Json) -> Json {
    let recipe = &mut said["recipe"];
    recipe["version"] = json!(Recipe::VERSION);
    recipe["runs"] = json!({ "current": { "id": 1, "name": null }, "others": [], "last": 1 });
    recipe["reading"] = json!({ "missing": null, "joined": [], "rows": [], "left_out": [] });
    recipe["explain"]["default_class"] = json!("Rarest");
    for kind in recipe["kinds"].as_object_mut().unwrap().values_mut() {
        *kind = json!({ "kind": kind.take(), "missing": [] });
    }
    if let Some(dialect) = recipe["dialect"].as_object_mut() {
        let header = dialect.remove("header").unwrap();
        dialect.insert("names_on".to_owned(), json!(u32::from(header.as_bool().unwrap())));
    }
    said
}

/// The claims of links of older versions are met as they were. They are never stored anew.
#[test]
fn s5_old_links_find_what_they_found() {
    for (version, n_links) in [("v1", 20), ("v2", 40)] {
        let path = format!("{}/tests/fixtures/links-{version}-claims.txt", env!("CARGO_MANIFEST_DIR"));
        let links = std::fs::read_to_string(path).unwrap();
        for text in links.lines() {
            assert!(text.starts_with(&format!("{version}.")), "{text}");
            let link = Link::decode(text).unwrap();
            let here = found(&link.recipe).expect("something to claim");
            assert_eq!(link.claim.expect("a claim").differences(&here), [], "{text}");
        }
        assert_eq!(links.lines().count(), n_links);
    }
}

/// Two hundred recipes at random with what is found here, as links; the page opens each in a fresh profile.
#[test]
fn two_hundred_links_carry_what_is_found_here() {
    let mut dice = Dice::new(7);
    let mut text = String::new();
    let mut n_links = 0;
    while n_links < 200 {
        let recipe = random_link::quick_recipe(&mut dice);
        // Of numbers that are not scaled, a hasty training finds no end; then there is nothing to claim.
        let Some(claim) = found(&recipe) else { continue };
        let link = Link { recipe, place: Place::default(), claim: Some(claim) };
        text += &(link.encode().unwrap() + "\n");
        n_links += 1;
    }
    stored("links-200.txt", &text);
}

/// What a session finds of a recipe.
fn found(recipe: &Recipe) -> Option<Claim> {
    let mut run = Run::new(recipe.source.clone(), sample_bytes(recipe.source.name()));
    let events = run.make(recipe);
    let (model, e) = (answer::<ModelQuestion>(&events)?, answer::<ExplanationQuestion>(&events)?);
    Claim::of(&model.fingerprint, &e.locals)
}

fn stored(name: &str, text: &str) {
    let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("VITRINE_BLESS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(before == text, "{name} differs; look at why, then set VITRINE_BLESS=1 to store it");
}

#[test]
fn findings_differ_in_what_is_named() {
    let recipe = Recipe::new(Source::Sample("iris".into()));
    let here = found(&recipe).unwrap();
    assert_eq!(here.differences(&here), []);
    let older = Claim { version: "0.0.1".into(), ..here.clone() };
    assert_eq!(older.differences(&here), [], "the same numbers by another version");
    let other = Claim { explanations: [older.explanations[0], Digest::of("1")], ..older };
    assert_eq!(other.differences(&here), [Difference::Version, Difference::Explanation(Method::Lime)]);
    let mut another = recipe;
    another.explain.shap.seed = 9;
    another.explain.shap.samples = vitrine::explain::SampleBudget::AtMost(10);
    let differences = here.differences(&found(&another).unwrap());
    assert!(
        !differences.contains(&Difference::Model) && !differences.contains(&Difference::Version),
        "{differences:?}"
    );
}

/// A table whose cells are canaries, the view of its data set, and a recipe that names as many of them as it can.
fn canaries() -> (Recipe, vitrine::dataset::DatasetView) {
    let rows: String = (0..60)
        .map(|i| format!("{},{},{}\n", ["canarycat1", "canarycat2"][i % 2], i, ["canaryyes", "canaryno"][i / 7 % 2]))
        .collect();
    let text = format!("kind,size,answer\n{rows}");
    let source = Source::File {
        name: "canaryfile.csv".into(),
        hash: fingerprint::to_hex(fingerprint::of_bytes(text.as_bytes())),
    };
    let mut recipe = Recipe::new(source.clone());
    recipe.dataset.target = Some("answer".into());
    recipe.model = vitrine::model::ModelSpec::Linear(vitrine::model::LinearSpec::default());
    let mut run = Run::new(source, text.into_bytes());
    let view = answer::<DatasetQuestion>(&run.make(&recipe));
    recipe.explain.class = Some("canaryno".into());
    recipe.evaluate.class = Some("canaryyes".into());
    recipe.explain.edits.insert("kind".into(), Value::Level("canarycat2".into()));
    recipe.explain.edits.insert("size".into(), Value::Number(7.0));
    (recipe, view.unwrap())
}

#[test]
fn s10_a_link_holds_no_cell_of_an_own_table() {
    let (recipe, view) = canaries();
    let redacted = redact(&recipe, &view);
    assert_eq!(redacted.n_left_out, 0);
    let link =
        Link { recipe: redacted.recipe.clone(), place: Place { frame: Frame::Stage, ..Place::default() }, claim: None };
    let text = link.encode().unwrap();
    let has_canary = |bytes: &[u8]| bytes.windows(6).any(|w| w == b"canary");
    assert!(!has_canary(&body(&text)), "{:?}", String::from_utf8_lossy(&body(&text)));
    // The search finds one where there is one.
    assert!(has_canary(&body(&Link { recipe: recipe.clone(), ..link }.encode().unwrap())));
    assert_eq!(names(&redacted.recipe), BTreeSet::from(["answer", "kind", "size"]));
    // Whoever has the table knows what was meant; the file has there the name that it has there.
    let there = Recipe { source: recipe.source.clone(), ..Link::decode(&text).unwrap().recipe };
    assert_eq!(restore(&there, &view), recipe);
}

#[test]
fn s10_texts_that_mean_missing_are_told_where_they_are_usual_ones() {
    let (mut recipe, view) = canaries();
    recipe.reading.set_missing("canaryword", true);
    recipe.reading.set_missing("NA", false);
    let redacted = redact(&recipe, &view);
    let words = redacted.recipe.reading.missing_words();
    assert_eq!((redacted.n_left_out, words.contains("canaryword"), words.contains("NA")), (1, false, false));
}

#[test]
fn choices_that_have_no_place_are_left_out_and_counted() {
    let (mut recipe, view) = canaries();
    recipe.explain.edits.insert("kind".into(), Value::Level("never seen".into()));
    let redacted = redact(&recipe, &view);
    assert_eq!(redacted.n_left_out, 1);
    assert_eq!(redacted.recipe.explain.edits.len(), 1);
    // A place that is none, from a hostile link, is left out too.
    let mut hostile = redacted.recipe;
    hostile.explain.class = Some("#99".into());
    hostile.explain.edits.insert("kind".into(), Value::Level("canary".into()));
    let restored = restore(&hostile, &view);
    assert_eq!((restored.explain.class, restored.explain.edits.len()), (None, 1));
}

#[test]
fn a_recipe_of_a_sample_is_told_as_it_is() {
    let (mut recipe, view) = canaries();
    recipe.source = Source::Sample("iris".into());
    assert_eq!(redact(&recipe, &view).recipe, recipe);
    assert_eq!(restore(&recipe, &view), recipe);
    assert!(to_json(&recipe, 2).is_ok());
}
