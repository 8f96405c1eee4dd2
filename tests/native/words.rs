//! Words about numbers: findings that are true to what they speak of, and numbers as people write them.

use crate::chart::{SHARES, local};
use vitrine::chart::format::{Unit, bare_difference, count, difference, level, number, tick};
use vitrine::chart::{self, LocalChart};
use vitrine::explain::{Local, Method};

#[test]
fn findings_say_what_the_numbers_say() {
    let order: Vec<usize> = (0..12).collect();
    let values = vec!["x".to_owned(); 12];
    let say = |local: &Local, unit: Unit| {
        chart::finding(&LocalChart {
            local,
            before: None,
            order: &order,
            shown: 8,
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
