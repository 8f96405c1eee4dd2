//! Links at random: every choice that a link can carry, each within what the page allows.

use std::collections::{BTreeMap, BTreeSet};
use vitrine::dataset::{DatasetSpec, MissingPolicy, Part, SplitBy, SplitSpec};
use vitrine::evaluate::{Binning, EvaluateSpec};
use vitrine::explain::{DefaultClass, Device, ExplainSpec, LimeSpec, Method, RowChoice, SampleBudget, ShapSpec};
use vitrine::model::{LinearSpec, ModelSpec, NetworkSpec, OutputScale};
use vitrine::num::rng::Rng;
use vitrine::recipe::{Frame, MAX_RUNS, Picture, Place, Recipe, Runs, Screen, Source};
use vitrine::setting::{DataContext, Field, NumberList, Range, SettingValue, Settings};
use vitrine::share::link::{Claim, Digest, Link, Values};
use vitrine::table::{Chosen, DELIMITERS, Dialect, Encoding, Kind, Quote, ReadSpec, Value};

/// Draws choices.
pub struct Dice(Rng);

impl Dice {
    /// Dice of a seed.
    pub fn new(seed: u32) -> Dice {
        Dice(Rng::stream(seed, "links", 0))
    }

    /// One of a few.
    pub fn of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.0.below(all.len())].clone()
    }

    /// A number between two bounds, at times one of them.
    pub fn within(&mut self, low: f64, high: f64) -> f64 {
        match self.0.below(8) {
            0 => low,
            1 => high,
            _ => low + self.0.uniform() * (high - low),
        }
    }

    fn whole(&mut self, low: u32, high: u32) -> u32 {
        low + self.0.below((high - low) as usize + 1) as u32
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Dice) -> T) -> Option<T> {
        (self.0.below(2) == 0).then(|| make(self))
    }

    /// A name as people, and others, write them.
    fn name(&mut self) -> String {
        let all = [
            "age",
            "",
            "Größe, in cm",
            "年齢",
            "<script>alert(1)</script>",
            "#v1.AAAA",
            "a\u{0}b",
            "\u{202e}x",
            "=1+1",
        ];
        match self.0.below(12) {
            0 => "n".repeat(256),
            _ => self.of(&all).to_owned(),
        }
    }

    fn names(&mut self) -> BTreeSet<String> {
        (0..self.0.below(4)).map(|_| self.name()).collect()
    }

    fn by_name<T>(&mut self, mut make: impl FnMut(&mut Dice) -> T) -> BTreeMap<String, T> {
        self.names().into_iter().map(|name| (name, make(self))).collect()
    }
}

/// A link at random.
pub fn link(dice: &mut Dice) -> Link {
    let recipe = recipe(dice);
    let place = Place {
        step: dice.of(&Screen::ALL),
        picture: dice.of(&[Picture::Waterfall, Picture::Bars, Picture::Force]),
        frame: dice.of(&[Frame::Page, Frame::Stage, Frame::Embedded]),
    };
    let claim = dice.maybe(|d| Claim {
        version: d.of(&["0.1.0", "12.0.3", ""]).to_owned(),
        device: d.of(&[Device::Cpu, Device::Gpu]),
        model: Digest::of("0123456789abcdef"),
        explanations: [Digest::of("ffffffffffffffff"), Digest::of("0")],
        values: d.maybe(|d| Values { prediction: d.within(-1e9, 1e9), base: d.within(-f64::MAX, 0.0) }),
    });
    Link { recipe, place, claim }
}

fn recipe(d: &mut Dice) -> Recipe {
    let source = match d.maybe(Dice::name) {
        Some(name) => Source::File { name, hash: "00ff00ff00ff00ff".to_owned() },
        None => Source::Sample(d.of(&["iris", "german_credit"]).to_owned()),
    };
    let mut recipe = Recipe {
        runs: Runs::default(),
        version: Recipe::VERSION,
        source,
        dialect: d.maybe(|d| Dialect {
            delimiter: d.of(&DELIMITERS),
            decimal_comma: d.of(&[true, false]),
            names_on: d.of(&[1, 0, 4]),
            quote: d.of(&[Quote::Double, Quote::Single, Quote::None]),
            encoding: d.of(&[None, Some(Encoding::Utf8), Some(Encoding::Windows1252), Some(Encoding::ShiftJis)]),
            month_first: d.of(&[true, false]),
        }),
        kinds: d.by_name(|d| match d.whole(0, 6) {
            6 => Chosen { kind: Kind::Number, missing: vec![d.within(-1e9, 1e9)] },
            i => {
                [Kind::Number, Kind::Category, Kind::Identifier, Kind::YesNo, Kind::Date, Kind::Text][i as usize].into()
            }
        }),
        reading: ReadSpec {
            missing: d.maybe(Dice::names),
            joined: d.names(),
            rows: (0..d.whole(0, 2)).map(|_| d.whole(1, 9_000)).collect(),
            left_out: (0..d.whole(0, 2)).map(|_| d.whole(1, 9_000)).collect(),
        },
        dataset: dataset(d),
        model: model(d),
        explain: explain(d),
        evaluate: EvaluateSpec {
            part: d.of(&[None, Some(Part::Train), Some(Part::Validation), Some(Part::Test)]),
            class: d.maybe(Dice::name),
            threshold: d.within(0.0, 1.0),
            cost_false_positive: d.within(0.0, 1e9),
            cost_false_negative: d.within(0.0, 1e9),
            bins: d.of(&[Binning::Uniform, Binning::Quantile]),
            feature: d.maybe(Dice::name),
        },
    };
    // Others, some of them named, around the one that is looked at.
    for _ in 0..d.whole(0, MAX_RUNS as u32 - 1) {
        let (model, name) = (model(d), d.maybe(Dice::name));
        recipe.train(model);
        recipe.name_run(recipe.runs.current.id, name);
    }
    let first = recipe.all_runs()[0].label.id;
    recipe.look_at_run(d.of(&[first, recipe.runs.last]));
    recipe
}

/// Every setting of a spec at random, within what its table allows.
pub fn settings(d: &mut Dice, spec: &mut dyn Settings) {
    let given = DataContext { is_number: false, n_features: d.whole(1, 40) as usize };
    for (row, about) in spec.table().into_iter().enumerate() {
        if spec.applies(row, &given) {
            spec.set(row, &entry(d, about.field), &given);
        }
    }
}

fn entry(d: &mut Dice, field: Field) -> SettingValue {
    let number = |d: &mut Dice, range: Range| match range.whole {
        true => f64::from(d.whole(range.min as u32, range.max as u32)),
        false => d.within(range.min, range.max),
    };
    match field {
        Field::Number(range) => SettingValue::Number(number(d, range)),
        Field::Choice(options) => SettingValue::Choice(d.whole(0, options.len() as u32 - 1) as usize),
        Field::Numbers(NumberList { range, most, .. }) => {
            SettingValue::Numbers((0..d.whole(0, *most as u32)).map(|_| number(d, *range)).collect())
        }
    }
}

fn dataset(d: &mut Dice) -> DatasetSpec {
    let mut spec = DatasetSpec {
        target: d.maybe(Dice::name),
        use_column: d.by_name(|d| d.of(&[true, false])),
        missing: d.by_name(|d| d.of(&MissingPolicy::FOR_NUMBERS)),
        split_by: match d.whole(0, 4) {
            0 => SplitBy::Groups(d.name()),
            1 => SplitBy::Order(d.maybe(Dice::name)),
            2 => SplitBy::Parts(d.name()),
            _ => SplitBy::Chance,
        },
        log: d.names(),
        ..DatasetSpec::default()
    };
    settings(d, &mut spec);
    spec
}

fn model(d: &mut Dice) -> ModelSpec {
    let mut spec = (ModelSpec::FAMILIES[d.whole(0, ModelSpec::FAMILIES.len() as u32 - 1) as usize].new)();
    settings(d, spec.settings_mut());
    spec
}

fn explain(d: &mut Dice) -> ExplainSpec {
    let mut spec = ExplainSpec {
        row: match d.maybe(|d| d.whole(0, 2_000_000)) {
            Some(row) => RowChoice::Table(row),
            None => d.of(&[RowChoice::Auto, RowChoice::Own]),
        },
        edits: d.by_name(|d| match d.whole(0, 3) {
            0 => Value::Number(d.within(-1e300, 1e300)),
            1 => Value::Level(d.name()),
            2 => Value::Date(d.within(-1e6, 1e6)),
            _ => Value::Missing,
        }),
        class: d.maybe(Dice::name),
        default_class: d.of(&[DefaultClass::Rarest, DefaultClass::Decided]),
        space: d.of(&[OutputScale::Probability, OutputScale::LogOdds, OutputScale::Raw]),
        ..ExplainSpec::default()
    };
    settings(d, &mut spec);
    Method::ALL.into_iter().for_each(|method| settings(d, spec.settings_mut(method)));
    spec
}

/// A recipe at random that is quick to make, for a proof on another machine: a small sample, a small model, few samples.
pub fn quick_recipe(d: &mut Dice) -> Recipe {
    let name = d.of(&["iris", "wine", "diabetes", "breast_cancer", "german_credit"]);
    let mut recipe = Recipe { source: Source::Sample(name.to_owned()), ..Recipe::new(Source::Sample(String::new())) };
    let any = dataset(d);
    recipe.dataset.split = SplitSpec { validation: d.whole(0, 40) as u8, test: d.whole(10, 40) as u8, ..any.split };
    recipe.dataset.scaling = any.scaling;
    recipe.dataset.max_levels = any.max_levels;
    recipe.model = match model(d) {
        ModelSpec::Network(spec) => ModelSpec::Network(NetworkSpec {
            hidden: (0..d.whole(0, 3)).map(|_| d.whole(1, 24)).collect(),
            batch: d.whole(8, 128),
            epochs: d.whole(1, 12),
            learning_rate: d.within(1e-4, 0.05),
            l2: d.within(0.0, 0.1),
            ..spec
        }),
        ModelSpec::Linear(spec) => ModelSpec::Linear(LinearSpec { l2: spec.l2.max(0.01) }),
    };
    let any = explain(d);
    recipe.explain = ExplainSpec {
        row: RowChoice::Table(d.whole(0, 140)),
        edits: BTreeMap::new(),
        class: None,
        background: Some(d.whole(1, 60)),
        shap: ShapSpec { samples: SampleBudget::AtMost(d.whole(100, 800)), ..any.shap },
        lime: LimeSpec { samples: d.whole(200, 2_000), ..any.lime },
        ..any
    };
    recipe
}
