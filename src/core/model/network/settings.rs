//! The settings of a network, as a table.

use super::spec::{MAX_LAYERS, MAX_UNITS, NetworkSpec, Optimiser};
use crate::compute::dense::Activation;
use crate::model::loss::Loss;
use crate::setting::{HasSettings, NumberList, Range, Setting, choose, index_of};
use vitrine_text::{model as t, terms, words};

const HIDDEN: NumberList = NumberList {
    range: Range::whole(1.0, MAX_UNITS as f64),
    most: MAX_LAYERS,
    added: 8.0,
    count: t::number_of_hidden_layers,
    label: |n| t::units_of_layer(&n),
    add: t::add_a_layer,
    remove: t::remove_one,
};

const ACTIVATIONS: [Activation; 3] = [Activation::Relu, Activation::Tanh, Activation::Sigmoid];
const LOSSES: [Loss; 2] = [Loss::CrossEntropy, Loss::SquaredError];
const MOMENTUM: f64 = 0.9;
const PATIENCE: u32 = 10;

fn momentum(spec: &NetworkSpec) -> Option<f64> {
    match spec.optimiser {
        Optimiser::Sgd { momentum } => Some(momentum),
        Optimiser::Adam => None,
    }
}

/// Each optimiser comes with a learning rate that suits it.
fn set_optimiser(spec: &mut NetworkSpec, is_sgd: bool) {
    (spec.optimiser, spec.learning_rate) = match is_sgd {
        true => (Optimiser::Sgd { momentum: MOMENTUM }, 0.05),
        false => (Optimiser::Adam, NetworkSpec::default().learning_rate),
    };
}

impl HasSettings for NetworkSpec {
    const SETTINGS: &'static [Setting<NetworkSpec>] = &[
        Setting::<Self>::numbers(
            t::hidden_layers,
            &HIDDEN,
            |s| s.hidden.iter().map(|units| f64::from(*units)).collect(),
            |s, list| s.hidden = list.iter().map(|units| *units as u32).collect(),
        )
        .called(t::number_of_hidden_units),
        Setting::<Self>::choice(
            t::activation,
            &[|| "ReLU", || "tanh", t::sigmoid],
            |s| index_of(&ACTIVATIONS, &s.activation),
            |s, option, _| choose(&ACTIVATIONS, option, &mut s.activation),
        ),
        Setting::<Self>::choice(
            t::optimiser,
            &[|| "Adam", || "SGD"],
            |s| usize::from(momentum(s).is_some()),
            |s, option, _| set_optimiser(s, option == 1),
        ),
        Setting::<Self>::number(
            t::momentum,
            Range::real(0.0, 0.99),
            |s| momentum(s).unwrap_or(MOMENTUM),
            |s, v| s.optimiser = Optimiser::Sgd { momentum: v },
        )
        .when(|s, _| momentum(s).is_some()),
        Setting::<Self>::number(
            terms::learning_rate,
            Range::real(1e-6, 10.0),
            |s| s.learning_rate,
            |s, v| s.learning_rate = v,
        )
        .word(words::LEARNING_RATE),
        Setting::<Self>::number(
            t::epochs,
            Range::whole(1.0, 10_000.0),
            |s| f64::from(s.epochs),
            |s, v| s.epochs = v as u32,
        )
        .word(words::EPOCH)
        .called(t::number_of_epochs),
        Setting::<Self>::choice(
            terms::loss,
            &[t::cross_entropy, t::squared_error],
            |s| index_of(&LOSSES, &s.loss),
            |s, option, _| choose(&LOSSES, option, &mut s.loss),
        )
        .word(words::LOSS)
        .when(|_, given| !given.is_number)
        .advanced(),
        Setting::<Self>::number(
            t::batch_size,
            Range::whole(1.0, 65_536.0),
            |s| f64::from(s.batch),
            |s, v| s.batch = v as u32,
        )
        .word(words::BATCH)
        .advanced(),
        Setting::<Self>::number(terms::dropout, Range::real(0.0, 0.9), |s| s.dropout, |s, v| s.dropout = v)
            .word(words::DROPOUT)
            .advanced(),
        Setting::<Self>::number(terms::l2, Range::real(0.0, 100.0), |s| s.l2, |s, v| s.l2 = v)
            .word(words::L2)
            .advanced(),
        Setting::<Self>::choice(
            terms::early_stopping,
            &[t::on, t::off],
            |s| usize::from(s.patience.is_none()),
            |s, option, _| s.patience = (option == 0).then_some(PATIENCE),
        )
        .word(words::EARLY_STOPPING)
        .advanced(),
        Setting::<Self>::number(
            t::patience_in_epochs,
            Range::whole(1.0, 10_000.0),
            |s| f64::from(s.patience.unwrap_or(PATIENCE)),
            |s, v| s.patience = Some(v as u32),
        )
        .called(t::patience)
        .when(|s, _| s.patience.is_some())
        .advanced(),
        Setting::<Self>::seed(terms::seed, |s| f64::from(s.seed), |s, v| s.seed = v as u32).advanced(),
    ];
}
