//! Words about numbers: findings that are true to what they speak of, and numbers as people write them.

use crate::drawings::{SHARES, local};
use vitrine::chart::format::{Unit, bare_difference, count, difference, level, number, tick};
use vitrine::chart::{self, LocalChart};
use vitrine::explain::{LocalExplanation, Method};
use vitrine::table::Range;

#[test]
fn findings_say_what_the_numbers_say() {
    let order: Vec<usize> = (0..12).collect();
    let values = vec!["x".to_owned(); 12];
    let say = |local: &LocalExplanation, unit: Unit| {
        chart::finding(&LocalChart {
            local,
            before: None,
            beside: None,
            order: &order,
            shown: 8,
            more: 12,
            values: &values,
            subject: "bad",
            unit,
            width: 500.0,
        })
        .replace(['\u{a0}', '\u{202f}'], " ")
    };
    let l = local(Method::KernelShap, 0.3, &SHARES[..3], None);
    assert_eq!(
        say(&l, Unit::Probability),
        "status of the checking account = x (by 21 points) and duration = x (by 9.4 points) raise “bad”; \
         a name that is much longer than any column has a right to be, and then some = x (by 7.1 points) lowers it. \
         All features together take it from 30 % on average to 53 % for this row."
    );
    let down = local(Method::Lime, 0.6, &[("age", -0.2), ("sex", 0.001)], None);
    assert_eq!(
        say(&down, Unit::Probability),
        "Near this row, age = x (by 20 points) lowers “bad”. The model says 40 %."
    );
    let nothing = local(Method::KernelShap, 152.0, &[("age", 0.0)], None);
    assert_eq!(say(&nothing, Unit::Target), "No feature moves bad here: the prediction is 152.");
}

#[test]
fn numbers_read_as_people_write_them() {
    let plain = |s: String| s.replace('\u{202f}', " ").replace('\u{2212}', "-");
    for (v, expected) in [
        (0.0, "0"),
        (-0.0, "0"),
        (0.123456, "0.123"),
        (-1.5, "-1.5"),
        (48.0, "48"),
        (152.4, "152"),
        (999.4, "999"),
        (1234.5, "1234"),
        (12345.6, "12 346"),
        (-1234567.0, "-1 234 567"),
        (1e-7, "1.00e-7"),
        (3.2e12, "3.20e12"),
        (f64::INFINITY, "∞"),
        (f64::NEG_INFINITY, "-∞"),
        (f64::NAN, "–"),
    ] {
        assert_eq!(plain(number(v)), expected, "{v}");
    }
    for (v, expected) in [
        (0.73, "73 %"),
        (0.0, "0 %"),
        (1.0, "100 %"),
        (0.042, "4.2 %"),
        (0.995, "99.5 %"),
        (0.0001, "<0.1 %"),
        (0.99999, ">99.9 %"),
    ] {
        assert_eq!(plain(level(v, Unit::Probability)), expected, "{v}");
    }
    assert_eq!(plain(difference(0.212, Unit::Probability)), "+21 points");
    assert_eq!(plain(difference(-0.034, Unit::Probability)), "-3.4 points");
    assert_eq!(plain(difference(0.01, Unit::Probability)), "+1 point");
    assert_eq!(plain(bare_difference(0.0, Unit::Margin)), "0");
    assert_eq!(plain(difference(-0.3, Unit::Margin)), "-0.3");
    assert_eq!(plain(difference(12.0, Unit::Target)), "+12");
    assert_eq!((count(1000), plain(count(48842))), ("1000".to_owned(), "48 842".to_owned()));
    assert_eq!(plain(tick(-0.0, 0.1, Unit::Target)), "0");
    assert_eq!(plain(tick(0.30000000000000004, 0.1, Unit::Target)), "0.3");
    assert_eq!(plain(tick(0.25, 0.05, Unit::Probability)), "25");
}

/// A share and its error.
type Share = (f64, f64);
/// A feature's by SHAP, and its by LIME.
type Shares<'a> = (&'a str, Share, Share);

/// SHAP and LIME of the same features.
fn two(shares: &[Shares]) -> [LocalExplanation; 2] {
    let make = |method: Method, pick: fn(&Shares) -> Share| {
        let named: Vec<(&str, f64)> = shares.iter().map(|s| (s.0, pick(s).0)).collect();
        let mut made = local(method, 0.3, &named, None);
        for (a, s) in made.attributions.iter_mut().zip(shares) {
            a.error = Some(pick(s).1).filter(|e| *e > 0.0);
        }
        made
    };
    [make(Method::KernelShap, |s| s.1), make(Method::Lime, |s| s.2)]
}

fn differ(shares: &[Shares]) -> (Option<String>, Option<String>) {
    let [shap, lime] = two(shares);
    let found = chart::agreement(&shap, &lime, Unit::Probability);
    (found.signs, found.order)
}

#[test]
fn n20_methods_disagree_only_beyond_their_errors() {
    // All alike.
    assert_eq!(differ(&[("age", (0.2, 0.0), (0.1, 0.01)), ("sex", (-0.1, 0.0), (-0.05, 0.01))]), (None, None));
    // Opposed beyond the errors.
    let (signs, order) = differ(&[("age", (0.2, 0.0), (-0.1, 0.01)), ("sex", (-0.1, 0.0), (-0.05, 0.01))]);
    assert_eq!(
        signs.as_deref(),
        Some(
            "SHAP and LIME disagree about age: for SHAP it moves the prediction up by 20 points, for LIME down by 10 points."
        )
    );
    assert_eq!(order, None);
    // Opposed, and LIME's share is within two of its errors of nothing.
    let (signs, _) = differ(&[("age", (0.2, 0.0), (-0.1, 0.06)), ("sex", (-0.1, 0.0), (-0.05, 0.01))]);
    assert_eq!(signs.as_deref(), Some("On the direction of age they differ only within their uncertainty."));
    // Too slight to have a direction.
    assert_eq!(differ(&[("age", (0.2, 0.0), (0.1, 0.001)), ("sex", (-0.001, 0.0), (0.05, 0.001))]).0, None);
    // What LIME leaves out is no disagreement.
    assert_eq!(differ(&[("age", (0.2, 0.0), (0.1, 0.01)), ("sex", (-0.1, 0.0), (0.0, 0.0))]).0, None);
    // Several: the plainest is told, the others are counted.
    let (signs, _) =
        differ(&[("a", (0.2, 0.0), (-0.2, 0.01)), ("b", (0.1, 0.0), (-0.1, 0.01)), ("c", (0.05, 0.0), (-0.05, 0.001))]);
    assert!(signs.is_some_and(|s| s.ends_with(" They disagree about 2 others too.")));
}

#[test]
fn n20_orders_differ_only_beyond_their_errors() {
    let of = |errors: f64| {
        differ(&[
            ("a", (0.3, errors), (0.1, errors)),
            ("b", (0.2, errors), (0.3, errors)),
            ("c", (0.1, errors), (0.2, errors)),
        ])
        .1
    };
    assert_eq!(of(0.001).as_deref(), Some("The order of the first three differs: a, b, c by SHAP; b, c, a by LIME."));
    assert_eq!(
        of(0.2).as_deref(),
        Some(
            "The order of the first three differs: a, b, c by SHAP; b, c, a by LIME, but only within their uncertainty."
        )
    );
    // An exact order is compared with one that its errors leave open.
    let open = differ(&[("a", (0.3, 0.0), (0.19, 0.05)), ("b", (0.2, 0.0), (0.2, 0.05))]).1;
    assert!(open.is_some_and(|o| o.ends_with("but only within their uncertainty.")));
    assert_eq!(differ(&[("a", (0.0, 0.0), (0.0, 0.0))]), (None, None));
}

#[test]
fn b12_a_typed_number_is_taken_whole_or_not_at_all() {
    let any = Range::real(f64::MIN, f64::MAX);
    let digits = "9".repeat(1_000_000);
    for text in [
        "",
        " ",
        "e",
        "1e999",
        "-1e999",
        "\u{661}\u{662}",
        "5 0",
        "1e",
        "--1",
        "NaN",
        "inf",
        "0x10",
        &digits,
        &format!("0.{digits}e999"),
    ] {
        assert_eq!(any.read(text), Err("A number".to_owned()), "{}", &text[..text.len().min(20)]);
    }
    for (text, value) in
        [("1,5", 1.5), ("1.5", 1.5), (" 7 ", 7.0), ("+3", 3.0), ("1e3", 1000.0), ("-0,25", -0.25), ("12,345", 12_345.0)]
    {
        assert_eq!(any.read(text), Ok(value), "{text}");
    }
    let zero = any.read("-0").expect("a number");
    assert!(zero == 0.0 && zero.is_sign_positive(), "there is one zero");
    // A million digits after the point are a number all the same.
    assert_eq!(any.read(&format!("0.{}", "0".repeat(1_000_000))), Ok(0.0));
    let whole = Range::whole(1.0, 1000.0);
    for text in ["0", "-1", "2.5", "1001", "1e4", "", "first"] {
        assert_eq!(whole.read(text), Err("A whole number from 1 to 1000".to_owned()), "{text}");
    }
    assert_eq!(whole.read("1e3"), Ok(1000.0));
    assert_eq!(Range::real(0.01, f64::MAX).read("0"), Err("A number from 0.01".to_owned()));
}
