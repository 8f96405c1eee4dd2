//! The inside of a model as it is drawn and listed: it fits, and of wide layers it has what weighs most.

use crate::drawings::faults;
use ndarray::{Array1, Array2};
use vitrine::chart::{Mark, Scene, Shape, structure};
use vitrine::model::network::{Layer, Network};
use vitrine::model::{Activation, Coefficient, Layers, Model, OutputKind, Structure};
use vitrine::share::{self, Cell};

/// A network of these sizes, each weight as said by layer, unit and next unit.
fn network(sizes: &[usize], weight: impl Fn(usize, usize, usize) -> f32) -> Structure {
    let layer = |l: usize| Layer {
        weights: Array2::from_shape_fn((sizes[l], sizes[l + 1]), |(i, j)| weight(l, i, j)),
        biases: Array1::zeros(sizes[l + 1]),
        activation: Activation::Relu,
    };
    let network = Network {
        layers: (0..sizes.len() - 1).map(layer).collect(),
        output_kind: OutputKind::Logit,
        target_scale: 1.0,
        target_offset: 0.0,
    };
    let inputs = (0..sizes[0]).map(|i| format!("column {i}")).collect();
    let outputs = (0..sizes[sizes.len() - 1]).map(|_| "bad".to_owned()).collect();
    Structure::of(&Model::Network(network), inputs, outputs)
}

/// The inside of a network, or of a line, with so many inputs.
pub fn inner(name: &str, n: usize) -> Structure {
    match name {
        "network" => {
            let sizes = [n, 16, 8, 1];
            network(&sizes, |l, i, j| (((i * sizes[l + 1] + j) * 37 % 19) as f32 - 9.0) / 9.0)
        }
        _ => {
            let coefficient = |i: usize| Coefficient {
                name: format!("credit_history = all credits paid back duly {i}"),
                value: (10 - i as i64) as f64 / 7.0,
            };
            Structure::Coefficients(vec![(0..n).map(coefficient).collect()])
        }
    }
}

#[test]
fn insides_fit() {
    for width in [300.0, 640.0, 1200.0] {
        for n in [1, 5, 30, 100] {
            for name in ["network", "line"] {
                assert_eq!(
                    faults(&structure::scene(&inner(name, n), 0, 20, width)),
                    Vec::<String>::new(),
                    "{name} {n} {width}"
                );
            }
        }
    }
}

/// Whether a unit of this name is drawn.
fn is_drawn(scene: &Scene, name: &str) -> bool {
    scene.marks.iter().any(|m| m.label.as_deref() == Some(name) && matches!(m.shape, Shape::Circle { .. }))
}

/// Weights that are drawn.
fn lines(scene: &Scene) -> usize {
    scene.marks.iter().filter(|m| matches!(m.shape, Shape::Line { .. })).count()
}

fn layers(structure: &Structure) -> &Layers {
    match structure {
        Structure::Layers(layers) => layers,
        Structure::Coefficients(_) => panic!("a network"),
    }
}

/// Of many inputs those are drawn that matter, not those that come first, and of equal ones the first.
#[test]
fn the_strongest_inputs_are_drawn() {
    let structure = network(&[40, 2, 1], |l, i, j| if l == 1 || (i, j) == (39, 0) { 1.0 } else { 0.01 });
    let scene = structure::scene(&structure, 0, 20, 600.0);
    let drawn = |n: usize| is_drawn(&scene, &format!("column {n}"));
    assert!(drawn(39) && drawn(0) && !drawn(20));
}

/// However wide a layer is, the picture has its strongest units and the weights between them; what travels stays small.
#[test]
fn wide_layers_have_lines_too() {
    let sizes = [300, 200, 150, 1];
    // Input 70 has the largest weight, but to a unit that nothing comes of; 250 has a way to the output.
    let strong = |l: usize, i: usize, j: usize| match (l, i, j) {
        (0, 70, 60) => 9.0,
        (1, 60, _) => 0.0,
        (0, 250, 170) => 1.0,
        (1, 170, 140) => 2.0,
        (2, 140, _) => -1.0,
        _ => 0.01,
    };
    let structure = network(&sizes, strong);
    let scene = structure::scene(&structure, 0, 20, 800.0);
    assert_eq!(faults(&scene), Vec::<String>::new());
    for name in ["column 250", "unit 171 of layer 1", "unit 141 of layer 2", "bad"] {
        assert!(is_drawn(&scene, name), "{name}");
    }
    assert!(!is_drawn(&scene, "unit 61 of layer 1") && !is_drawn(&scene, "column 70"));
    assert_eq!(lines(&scene), 3, "the way to the output");
    let even = network(&sizes, |l, i, j| ((l + i + 3 * j) % 7) as f32 - 3.0);
    assert!(lines(&structure::scene(&even, 0, 20, 800.0)) > 300);
    let layers = layers(&even);
    assert_eq!((layers.n_weights(), layers.n_told()), (300 * 200 + 200 * 150 + 150, 16 * 16 + 16 * 16 + 16));
    assert!(
        scene.title.ends_with("Of more than 16 units in a layer those 16 are drawn that weigh most on the output.")
    );
}

/// Weights are told as they stand in the layer; of a small network all, though not all are drawn.
#[test]
fn weights_are_told_between_the_right_units() {
    for (sizes, n_listed) in [([64, 64, 20], 64 * 64 + 64 * 20), ([65, 64, 20], 16 * 16 + 64 * 20)] {
        let weight = |l: usize, i: usize, j: usize| (1000 * l + 10 * i) as f32 + j as f32 / 100.0;
        let structure = network(&sizes, weight);
        let figures = share::structure(&structure, &[], &[]);
        assert_eq!(figures.rows.len(), n_listed);
        for row in &figures.rows {
            let [Cell::Number(l), from, Cell::Number(to), Cell::Number(w)] = &row[..] else { panic!("{row:?}") };
            let from = match from {
                Cell::Text(name) => name["column ".len()..].parse().expect("a number"),
                Cell::Number(n) => *n as usize - 1,
                other => panic!("{other:?}"),
            };
            assert_eq!(f64::from(weight(*l as usize - 1, from, *to as usize - 1)), *w, "{row:?}");
        }
        let layers = layers(&structure);
        assert!(layers.drawn.iter().all(|drawn| drawn.len() == 16 && drawn.is_sorted()));
        assert_eq!(layers.n_told(), n_listed);
        assert_eq!(layers.weights[0].between(64, 63).is_some(), sizes[0] > 64);
    }
}

/// One of a kind is not spoken of as many.
#[test]
fn a_single_unit_is_one() {
    let scene = structure::scene(&network(&[1, 1, 1], |_, _, _| 1.0), 0, 20, 640.0);
    let words = |m: &Mark| match &m.shape {
        Shape::Text { text, .. } => Some(text.clone()),
        _ => None,
    };
    let said: Vec<String> = scene.marks.iter().filter_map(words).collect();
    for text in ["1 input", "1 unit", "1 output"] {
        assert!(said.iter().any(|s| s == text), "{said:?}");
    }
    assert!(scene.title.ends_with("thicker is larger."), "all are drawn, so that nothing is said of a choice");
}
