//! Numbers alone as a link: they come back as they were, reveal what was chosen and no more, and no fragment, however damaged,
//! takes the page down. And the way that is told of them adds up.

use crate::drawings::{SHARES, faults, local};
use crate::xml;
use base64ct::{Base64UrlUnpadded, Encoding};
use proptest::prelude::*;
use std::path::Path;
use vitrine::chart::format::Unit;
use vitrine::chart::{Scene, Shape, to_svg};
use vitrine::explain::{Attribution, LocalExplanation, Method, fingerprint};
use vitrine::recipe::{Picture, Place, Recipe, Source};
use vitrine::share::link::{Link, LinkError};
use vitrine::share::{Drawn, Included, StandaloneExplanation};

/// A text that stands in no link unless it was chosen.
const CANARY: &str = "kanarienvogel";

const ALL: Included = Included { values: true, table: true };

/// A name, a condition or a value, a share, and its error.
type Share = (String, String, f64, Option<f64>);

/// An explanation whose fingerprints are its own.
fn made(method: Method, base: f64, shares: &[(&str, f64)]) -> LocalExplanation {
    let mut local = local(method, base, shares, Some(0.02));
    local.quality.fingerprint = fingerprint(local.base, &local.attributions);
    local
}

fn standalone() -> StandaloneExplanation {
    let (shap, lime) = (made(Method::KernelShap, 0.3, &SHARES), made(Method::Lime, 0.35, &SHARES));
    StandaloneExplanation {
        version: "0.1.0".into(),
        table: "German credit".into(),
        row: Some(17),
        row_name: "Frau Huber".into(),
        n_changed: 1,
        target: "risk".into(),
        subject: "bad".into(),
        decision: "Decision: bad.".into(),
        verdict: "Better than the baseline.".into(),
        deviation: None,
        unit: Unit::Probability,
        values: (0..shap.attributions.len()).map(|i| format!("value {i}")).collect(),
        locals: vec![shap, lime],
        seconds: 0.25,
    }
}

fn drawn(method: Method, picture: Picture) -> Drawn {
    Drawn { method, picture, shown: 4, more: 12, width: 640.0 }
}

/// The stored links by version. The first of a new version is added when it is asked for; none is ever stored anew.
fn stored() -> serde_json::Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/links.json");
    let text = std::fs::read_to_string(&path).expect("the stored links");
    let mut links: serde_json::Value = serde_json::from_str(&text).expect("links by version");
    let newest = StandaloneExplanation::VERSIONS[StandaloneExplanation::VERSIONS.len() - 1].trim_end_matches('.');
    if std::env::var_os("VITRINE_BLESS").is_some() && links["results"][newest].is_null() {
        let standalone = standalone();
        links["results"][newest] = serde_json::json!({
            "link": standalone.encode().expect("a link"),
            "finding": standalone.finding(drawn(Method::KernelShap, Picture::Waterfall)),
            "fingerprint": standalone.locals[0].quality.fingerprint,
        });
        std::fs::write(&path, format!("{links:#}\n")).expect("the file");
    }
    links
}

/// S5: whatever is told, it comes back to the last bit.
#[test]
fn s5_numbers_come_back_as_they_were() {
    let number =
        prop_oneof![any::<f64>().prop_filter("finite", |v| v.is_finite()), -1.0..1.0, Just(-0.0), Just(f64::MAX)];
    let share = (".{0,20}", ".{0,20}", number.clone(), proptest::option::of(0.0..f64::MAX));
    let whole = (
        proptest::collection::vec((share.clone(), share), 0..12),
        (number.clone(), number.clone(), number),
        (".{0,40}", ".{0,40}", ".{0,40}"),
        (any::<u32>(), proptest::option::of(any::<u32>()), any::<(bool, bool)>()),
    );
    let unit = [Unit::Probability, Unit::LogOdds, Unit::Margin, Unit::Target];
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(10_000));
    let check = |(shares, (base, prediction, seconds), (table, target, subject), (n, row, (values, named)))| {
        let shares: Vec<(Share, Share)> = shares;
        let attribution = |name: &str, (_, condition, value, error): Share| Attribution {
            feature: name.to_owned(),
            condition,
            value,
            error,
        };
        let (mut shap, mut lime) = (made(Method::KernelShap, base, &[]), made(Method::Lime, prediction, &[]));
        (shap.prediction, lime.prediction) = (prediction, prediction);
        let mut read = Vec::new();
        for (a, b) in shares {
            let name = a.0.clone();
            read.push(b.0.clone());
            shap.attributions.push(attribution(&name, a));
            lime.attributions.push(attribution(&name, b));
        }
        let standalone = StandaloneExplanation {
            table,
            target,
            subject,
            seconds,
            row,
            n_changed: n,
            unit: unit[n as usize % 4],
            values: read,
            locals: vec![shap, lime],
            ..standalone()
        };
        let standalone = standalone.only(Included { values, table: named });
        let fragment = standalone.encode().expect("a link");
        prop_assert!(StandaloneExplanation::is_standalone(&fragment) && !Link::is_link(&fragment));
        let back = StandaloneExplanation::decode(&fragment).expect("what was written");
        let bits =
            |t: &StandaloneExplanation| t.locals[0].attributions.iter().map(|a| a.value.to_bits()).collect::<Vec<_>>();
        prop_assert_eq!(bits(&back), bits(&standalone));
        prop_assert_eq!(back, standalone);
        Ok(())
    };
    runner.run(&whole, check).unwrap();
}

/// S4: a fragment that is damaged, cut, lengthened or made up is refused, and what is not refused can be drawn.
#[test]
fn s4_no_fragment_does_harm() {
    let fragment = standalone().encode().expect("a link");
    let body = Base64UrlUnpadded::decode_vec(fragment.strip_prefix("r2.").expect("its version")).expect("letters");
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(50_000));
    let changes = (
        proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        any::<prop::sample::Index>(),
        0..4_u8,
    );
    let n_read = std::cell::Cell::new(0);
    let check = |(changes, rule, how): (Vec<(prop::sample::Index, u8)>, prop::sample::Index, u8)| {
        let mut bytes = body.clone();
        for (at, byte) in changes {
            let n = bytes.len();
            bytes[at.index(n)] = byte;
        }
        if how == 1 {
            bytes.truncate(rule.index(body.len()));
        }
        if how >= 2 && bytes.len() > 4 {
            // The check is made right, so that what is behind it is read.
            let sum = (vitrine::num::fingerprint::of_bytes(&bytes[4..]) as u32).to_le_bytes();
            bytes[..4].copy_from_slice(&sum);
        }
        if let Ok(standalone) =
            StandaloneExplanation::decode(&format!("r2.{}", Base64UrlUnpadded::encode_string(&bytes)))
        {
            n_read.set(n_read.get() + 1);
            let picture = [Picture::Waterfall, Picture::Bars, Picture::Force][usize::from(how) % 3];
            let scene = standalone.scene(drawn(Method::Lime, picture), 3);
            prop_assert!(scene.height.is_finite());
            prop_assert!(!standalone.steps(drawn(Method::KernelShap, picture)).is_empty());
        }
        Ok(())
    };
    runner.run(&changes, check).unwrap();
    assert!(n_read.get() > 5_000, "only {} came so far", n_read.get());
}

/// S4: neither do letters of any kind, lengths that lie, and what is too long.
#[test]
fn s4_lengths_that_lie_are_refused() {
    proptest!(ProptestConfig::with_cases(10_000), |(text in ".{0,200}")| {
        let begun = ["r2.", &text].concat();
        prop_assert!(StandaloneExplanation::decode(&text).is_err());
        prop_assert!(StandaloneExplanation::decode(&begun).is_err());
    });
    assert_eq!(StandaloneExplanation::decode("r3.AAAA"), Err(LinkError::Version));
    let long = format!("r2.{}", "A".repeat(40_000));
    assert_eq!(StandaloneExplanation::decode(&long), Err(LinkError::TooLong { found: long.len() }));
    // A list that says to have as many entries as there are numbers, and has none.
    for body in [vec![0xff; 60], [&[0, 0, 0, 0, 0, 0, 0][..], &[0xff, 0xff, 0xff, 0xff, 0x0f]].concat()] {
        let sum = (vitrine::num::fingerprint::of_bytes(&body) as u32).to_le_bytes();
        let text = Base64UrlUnpadded::encode_string(&[&sum[..], &body].concat());
        assert_eq!(StandaloneExplanation::decode(&format!("r2.{text}")), Err(LinkError::Damaged));
    }
}

/// S5: what cannot be shown is neither written nor read.
#[test]
fn s5_numbers_that_are_none_are_refused() {
    type Fault = fn(&mut StandaloneExplanation);
    let wrong: [Fault; 12] = [
        |t| t.locals[0].base = f64::NAN,
        |t| t.locals[1].prediction = f64::INFINITY,
        |t| t.locals[0].attributions[0].value = f64::NEG_INFINITY,
        |t| t.locals[1].attributions[1].error = Some(-1.0),
        |t| t.locals[0].attributions[1].error = Some(f64::NAN),
        |t| t.locals[1].quality.local_fit = Some(f64::NAN),
        |t| t.locals[0].quality.n_samples = 5_000_000_000,
        |t| t.seconds = f64::NAN,
        |t| t.target = "x".repeat(257),
        |t| drop(t.values.pop()),
        |t| drop(t.locals[1].attributions.pop()),
        |t| t.locals.swap(0, 1),
    ];
    for (i, spoil) in wrong.into_iter().enumerate() {
        let mut standalone = standalone();
        spoil(&mut standalone);
        assert!(matches!(standalone.encode(), Err(LinkError::Spec(_))), "{i}");
    }
    let mut many = standalone();
    let all = vec![many.locals[0].attributions[0].clone(); 2_001];
    many.values.clear();
    many.locals.iter_mut().for_each(|local| local.attributions.clone_from(&all));
    assert!(matches!(many.encode(), Err(LinkError::Spec(_))));
}

/// S10: values and table are in the bytes only where they were asked for; what is always told is always there.
#[test]
fn s10_only_what_was_chosen_is_told() {
    let mut whole = standalone();
    whole.table = format!("{CANARY} table");
    whole.values.iter_mut().for_each(|v| *v = format!("{CANARY} value"));
    for local in &mut whole.locals {
        local.attributions.iter_mut().for_each(|a| a.condition = format!("= {CANARY} value"));
    }
    let holds = |included: Included, text: &str| {
        let fragment = whole.clone().only(included).encode().expect("a link");
        let bytes = Base64UrlUnpadded::decode_vec(&fragment[3..]).expect("letters");
        bytes.windows(text.len()).any(|w| w == text.as_bytes())
    };
    assert!(!holds(Included::default(), CANARY));
    assert!(holds(Included { values: true, table: false }, CANARY));
    assert!(!holds(Included { values: true, table: false }, &format!("{CANARY} table")));
    assert!(holds(Included { values: false, table: true }, &format!("{CANARY} table")));
    assert!(!holds(Included { values: false, table: true }, &format!("{CANARY} value")));
    for always in ["risk", "bad", SHARES[0].0] {
        assert!(holds(Included::default(), always), "{always}");
    }
}

/// The fingerprints are computed from the numbers that came: one bit of one share, or of the base, and they are others.
#[test]
fn numbers_are_as_they_were_made_or_not() {
    let standalone = standalone();
    assert!(
        StandaloneExplanation::decode(&standalone.encode().expect("a link")).expect("what was written").is_as_made()
    );
    type Change = fn(&mut StandaloneExplanation) -> &mut f64;
    let numbers: [Change; 4] = [
        |t| &mut t.locals[0].base,
        |t| &mut t.locals[1].base,
        |t| &mut t.locals[0].attributions[2].value,
        |t| &mut t.locals[1].attributions[2].value,
    ];
    for number in numbers {
        let mut changed = standalone.clone();
        let number = number(&mut changed);
        *number = f64::from_bits(number.to_bits() ^ 1);
        assert!(!changed.is_as_made());
    }
}

/// S5: links of every version are read for ever, as what they were.
#[test]
fn s5_old_numbers_are_read_for_ever() {
    let stored = stored();
    let results = stored["results"].as_object().expect("links by version");
    let versions: Vec<String> = results.keys().map(|v| format!("{v}.")).collect();
    assert_eq!(versions, StandaloneExplanation::VERSIONS);
    for (version, stored) in results {
        let mut wanted = standalone();
        if version == "r1" {
            // It said nothing of the training rows. Without a way in which errors were made all coalitions were taken.
            for local in &mut wanted.locals {
                local.quality.n_training = 0;
            }
            wanted.locals[0].quality.all_coalitions = true;
            // Nor had it the row's name, what is decided, and how the model did.
            (wanted.row_name, wanted.decision, wanted.verdict) = Default::default();
        }
        let back = StandaloneExplanation::decode(stored["link"].as_str().expect("a link")).expect(version);
        assert_eq!(back, wanted, "{version}");
        assert_eq!(
            back.finding(drawn(Method::KernelShap, Picture::Waterfall)),
            stored["finding"].as_str().expect("a finding")
        );
        assert_eq!(back.locals[0].quality.fingerprint, stored["fingerprint"].as_str().expect("a fingerprint"));
        assert!(back.is_as_made());
    }
}

/// S7: names that would run are names in the pictures, and nothing else.
#[test]
fn s7_names_stay_names() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/payloads.json");
    let payloads: Vec<String> = serde_json::from_str(&std::fs::read_to_string(path).expect("a list")).expect("texts");
    let plain = shapes(&standalone().scene(drawn(Method::KernelShap, Picture::Waterfall), usize::MAX));
    for payload in payloads.iter().filter(|p| p.chars().count() <= 256) {
        let mut standalone = standalone();
        (standalone.subject, standalone.target, standalone.table) = (payload.clone(), payload.clone(), payload.clone());
        standalone.values.iter_mut().for_each(|v| v.clone_from(payload));
        for local in &mut standalone.locals {
            local.attributions.iter_mut().for_each(|a| a.feature.clone_from(payload));
        }
        let standalone =
            StandaloneExplanation::decode(&standalone.encode().expect("a link")).expect("what was written");
        assert_eq!(standalone.subject, *payload);
        let scene = standalone.scene(drawn(Method::KernelShap, Picture::Waterfall), usize::MAX);
        assert!(shapes(&scene) <= plain, "{payload:?} drew something");
        xml::read(&to_svg(&scene, false)).expect("sound XML");
    }
}

fn shapes(scene: &Scene) -> usize {
    scene.marks.iter().filter(|m| !matches!(m.shape, Shape::Text { .. })).count()
}

/// A link of choices and one of numbers are never taken for each other.
#[test]
fn links_and_numbers_are_told_apart() {
    let link = Link { recipe: Recipe::new(Source::Sample("iris".into())), place: Place::default(), claim: None };
    let (link, numbers) = (link.encode().expect("a link"), standalone().encode().expect("numbers"));
    assert!(
        Link::is_link(&link)
            && !StandaloneExplanation::is_standalone(&link)
            && StandaloneExplanation::decode(&link).is_err()
    );
    assert!(
        StandaloneExplanation::is_standalone(&numbers) && !Link::is_link(&numbers) && Link::decode(&numbers).is_err()
    );
    assert!(!["row", "r", "r.", "rx1.", "results", "explain"].into_iter().any(StandaloneExplanation::is_standalone));
}

/// Each step's level is the one before and its row's share, so that the way ends at the prediction.
#[test]
fn the_way_that_is_told_adds_up() {
    let standalone = standalone().only(ALL);
    for method in [Method::KernelShap, Method::Lime] {
        for shown in [1, 3, 20] {
            let steps = standalone.steps(Drawn { shown, ..drawn(method, Picture::Waterfall) });
            let n_rows = if SHARES.len() <= shown + 1 { SHARES.len() } else { shown + 1 };
            assert_eq!(steps.len(), n_rows + 2);
            let local = standalone.local(method).expect("the method is there");
            assert_eq!(steps[0].level, local.base);
            let sum = local.base + local.attributions.iter().map(|a| a.value).sum::<f64>();
            for last in &steps[n_rows..] {
                assert!((last.level - sum).abs() < 1e-12, "{method:?} {shown}: {} is not {sum}", last.level);
            }
        }
    }
    let words: Vec<String> =
        standalone.steps(drawn(Method::KernelShap, Picture::Bars)).into_iter().map(|s| s.words).collect();
    assert_eq!(words[0], "On average, the model gives \u{201c}bad\u{201d} a probability of 30\u{202f}%.");
    assert!(words[1].contains("\u{a0}= value 0 ") && words[1].contains(" it by "), "{}", words[1]);
    assert!(words[5].contains("others together "), "{}", words[5]);
    assert_eq!(words[6], standalone.finding(drawn(Method::KernelShap, Picture::Bars)));
}

/// What is told stands where it stands in the whole, no step takes anything away, and the last one is the whole.
#[test]
fn steps_add_to_the_picture_and_move_nothing() {
    let standalone = standalone();
    for (method, picture) in [Method::KernelShap, Method::Lime]
        .into_iter()
        .flat_map(|m| [Picture::Waterfall, Picture::Bars, Picture::Force].map(|p| (m, p)))
    {
        for width in [270.0, 400.0, 790.0] {
            let drawn = Drawn { width, ..drawn(method, picture) };
            let whole = standalone.scene(drawn, usize::MAX);
            let n_steps = standalone.steps(drawn).len();
            let mut before = 0;
            for n in 0..n_steps {
                let scene = standalone.scene(drawn, n);
                assert_eq!(faults(&scene), Vec::<String>::new(), "{method:?} {picture:?} {width} {n}");
                assert_eq!((scene.width, scene.height), (whole.width, whole.height));
                assert!(
                    scene.marks.iter().all(|m| whole.marks.contains(m)),
                    "{method:?} {picture:?} {n}: something moved"
                );
                assert!(
                    scene.marks.len() > before || picture == Picture::Bars && n + 1 == n_steps,
                    "{method:?} {picture:?} {n}: nothing was added"
                );
                before = scene.marks.len();
            }
            assert_eq!(standalone.scene(drawn, n_steps - 1), whole);
            let row = |n: usize| standalone.scene(drawn, n).marks.iter().filter_map(|m| m.datum).max();
            assert_eq!(row(0), None, "a feature is told before its step");
        }
    }
}
