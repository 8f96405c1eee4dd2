//! What is no number stays here, and a device that is gone says so.

use super::common::plain::{Plain, numbers};
use super::{PATIENCE, gpu};
use std::time::Duration;
use vitrine::compute::dense::Activation;
use vitrine::compute::gpu::{Adapters, CoalitionBatch, Gpu, GpuError, GpuLayer, NumberOf, Patience, Reduction, Which};
use vitrine::num::rng::Rng;

#[test]
fn n13_what_is_not_finite_is_not_sent() {
    let Some(mut gpu) = gpu("n13_what_is_not_finite_is_not_sent") else { return };
    let plain = Plain::new(&[3, 2, 1], Activation::Tanh, &mut Rng::stream(1, "faults", 0));
    let network = gpu.load(&plain.layers()).expect("finite weights");
    let fault = |what, at| GpuError::NotFinite { what, at };
    for odd in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let found = pollster::block_on(gpu.forward(&network, &[0.0, 1.0, 2.0, 3.0, odd, 5.0]));
        assert_eq!(found, Err(fault(NumberOf::Input, 4)));
        let load = |weights: &[f32], biases: &[f32]| {
            gpu.load(&[GpuLayer { weights, biases, activation: Activation::Relu }]).err()
        };
        assert_eq!(load(&[0.0, odd], &[0.0]), Some(fault(NumberOf::Weights, 1)));
        assert_eq!(load(&[0.0], &[odd]), Some(fault(NumberOf::Biases, 0)));
        let [sound, broken] = [[0.0; 3], [odd, 0.0, 0.0]];
        let mut ask = |row: &[f32], background: &[f32]| {
            let which = Which::Numbered(0..2);
            let question =
                CoalitionBatch { row, background, players: &[0..1, 1..2], which, reduction: Reduction::Raw(0) };
            pollster::block_on(gpu.ask(&network, &question)).err()
        };
        assert_eq!(ask(&broken, &sound), Some(fault(NumberOf::Row, 0)));
        assert_eq!(ask(&sound, &broken), Some(fault(NumberOf::Background, 0)));
        assert_eq!(ask(&sound, &sound), None);
        // The mean over no rows is no number.
        assert_eq!(ask(&sound, &[]), Some(fault(NumberOf::Output, 0)));
    }
}

#[test]
fn f6_a_device_that_is_gone_says_so() {
    let Some(mut gpu) = gpu("f6_a_device_that_is_gone_says_so") else { return };
    let mut rng = Rng::stream(2, "faults", 0);
    let plain = Plain::new(&[3, 2, 1], Activation::Tanh, &mut rng);
    let network = gpu.load(&plain.layers()).expect("finite weights");
    let x = numbers(30, &mut rng);
    assert!(pollster::block_on(gpu.forward(&network, &x)).is_ok());
    gpu.end();
    for _ in 0..2 {
        let found = pollster::block_on(gpu.forward(&network, &x));
        assert!(matches!(found, Err(GpuError::Lost { .. })), "{found:?}");
    }
    assert!(matches!(gpu.load(&plain.layers()), Err(GpuError::Lost { .. })));
}

#[test]
fn f5_software_is_used_when_it_is_asked_for_only() {
    let Some(any) = gpu("f5_software_is_used_when_it_is_asked_for_only") else { return };
    let real = pollster::block_on(Gpu::request(Adapters::Real, PATIENCE));
    assert!(!any.name().is_empty());
    match real {
        Ok(real) => assert!(!real.is_software()),
        Err(fault) => {
            assert_eq!((fault, true), (GpuError::OnlySoftware { name: any.name().to_owned() }, any.is_software()))
        }
    }
}

/// Nobody answers within no time at all, and the first question is asked before a device is handed out.
#[test]
fn f7_a_silent_device_is_not_waited_for() {
    let Some(_) = gpu("f7_a_silent_device_is_not_waited_for") else { return };
    let hurry = Patience { most: Duration::ZERO, ..PATIENCE };
    let found = pollster::block_on(Gpu::request(Adapters::Any, hurry));
    assert_eq!(found.err(), Some(GpuError::Silent { seconds: 0.0 }));
}
