//! Who computes, by speeds that were measured.

use vitrine::compute::choice::{ComputeChoice, Speed};

#[test]
fn the_quicker_one_depends_on_the_size_of_the_work() {
    let cpu = Speed { latency: 0.0, rate: 1e9 };
    let gpu = Speed { latency: 0.01, rate: 1e11 };
    let takes = |choice: ComputeChoice, work: f64| choice.takes_gpu(Some(cpu), gpu, work);
    // They meet at work / 1e9 = 0.01 + work / 1e11.
    let even = 0.01 / (1e-9 - 1e-11);
    assert!(!takes(ComputeChoice::Quicker, 0.99 * even) && takes(ComputeChoice::Quicker, 1.01 * even));
    assert!(!takes(ComputeChoice::Cpu, 1e15) && takes(ComputeChoice::Gpu, 1.0));
    assert!(!ComputeChoice::Quicker.takes_gpu(None, gpu, 1e15), "not known to be the quicker one");
    // Eight workers move the point.
    assert!(!ComputeChoice::Quicker.takes_gpu(Some(cpu.shared(8)), gpu, 5.0 * even));
    assert!(ComputeChoice::Quicker.takes_gpu(Some(cpu.shared(0)), gpu, 5.0 * even), "there is one at least");
}

#[test]
fn a_speed_comes_from_a_small_and_a_large_question() {
    let truth = Speed { latency: 0.002, rate: 4e10 };
    let asked = |work: f64| (work, truth.seconds(work));
    let found = Speed::between(asked(2e6), asked(3e8));
    assert!((found.latency - truth.latency).abs() < 1e-9 && (found.rate / truth.rate - 1.0).abs() < 1e-9);
    // A clock that stood still, or ran backwards, gives numbers all the same.
    for much in [0.002, 0.001] {
        let still = Speed::between((2e6, 0.002), (3e8, much));
        assert!(still.rate.is_finite() && still.rate > 0.0 && still.latency >= 0.0, "{still:?}");
        assert!(still.seconds(1e12).is_finite());
    }
    assert!(Speed::of(1e6, 0.0).rate.is_finite());
}
