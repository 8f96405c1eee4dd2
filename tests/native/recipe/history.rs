//! Undo and redo, and the names of what they take back.

use proptest::prelude::*;
use vitrine::dataset::MissingPolicy;
use vitrine::explain::{Discretiser, RowChoice, SampleBudget};
use vitrine::model::{LinearSpec, ModelSpec, OutputScale};
use vitrine::recipe::{History, Recipe, Source, Undoable, change, model_change};
use vitrine::table::{self, Dialect, Kind, Value};

#[derive(Clone, Debug, PartialEq)]
struct Chosen(Recipe);

impl Undoable for Chosen {
    fn source(&self) -> &Source {
        &self.0.source
    }

    fn change(&self, after: &Self) -> Option<String> {
        change(&self.0, &after.0)
    }
}

fn recipe() -> Recipe {
    Recipe::new(Source::Sample("iris".into()))
}

fn changed(edit: impl FnOnce(&mut Recipe)) -> Recipe {
    let mut recipe = recipe();
    edit(&mut recipe);
    recipe
}

fn network(edit: impl FnOnce(&mut vitrine::model::NetworkSpec)) -> Recipe {
    changed(|r| {
        if let ModelSpec::Network(n) = &mut r.model {
            edit(n);
        }
    })
}

#[test]
fn every_choice_has_a_name_of_its_own() {
    let named = [
        (changed(|r| r.source = Source::Sample("wine".into())), "opening of wine"),
        (changed(|r| r.dialect = Some(Dialect::default())), "way of reading the file"),
        (changed(|r| r.dialect = Some(Dialect { month_first: true, ..Dialect::default() })), "order of day and month"),
        (changed(|r| r.kinds.extend([("age".into(), Kind::Category.into())])), "kind of age"),
        (
            changed(|r| r.kinds.extend([("age".into(), table::Chosen { kind: Kind::Number, missing: vec![-1.0] })])),
            "missing values of age",
        ),
        (changed(|r| r.reading.set_missing("NA", false)), "texts that mean missing"),
        (changed(|r| r.reading.joined.extend(["city".into()])), "joining of levels of city"),
        (changed(|r| r.reading.rows.extend([2])), "choice of lines"),
        (changed(|r| r.dataset.target = Some("risk".into())), "target risk"),
        (changed(|r| r.dataset.use_column.extend([("age".into(), false)])), "use of age"),
        (changed(|r| r.dataset.missing.extend([("age".into(), MissingPolicy::Mean)])), "missing cells of age"),
        (changed(|r| r.dataset.max_levels = 5), "number of levels kept"),
        (changed(|r| r.dataset.split.test = 5), "share for the test"),
        (changed(|r| r.model = ModelSpec::Linear(LinearSpec::default())), "training with another family of models"),
        (network(|n| n.learning_rate = 0.5), "training with another learning rate"),
        (changed(|r| r.explain.row = RowChoice::Table(4)), "row 5"),
        (changed(|r| r.explain.edits.extend([("age".into(), Value::Number(41.0))])), "age = 41"),
        (changed(|r| r.explain.class = Some("good".into())), "explained class good"),
        (changed(|r| r.explain.space = OutputScale::LogOdds), "scale"),
        (changed(|r| r.explain.background = Some(7)), "number of background rows"),
        (changed(|r| r.explain.shap.samples = SampleBudget::All), "number of coalitions"),
        (changed(|r| r.explain.lime.discretiser = Discretiser::Off), "way LIME sees numbers"),
    ];
    for (after, name) in &named {
        assert_eq!(change(&recipe(), after).as_deref(), Some(*name));
    }
    let mut names: Vec<&str> = named.iter().map(|n| n.1).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), named.len(), "two choices share a name");
    assert_eq!(change(&recipe(), &recipe()), None);
    assert_eq!(model_change(&recipe().model, &recipe().model), None);
}

#[test]
fn an_act_is_named_after_what_was_done_and_not_after_what_followed_from_it() {
    let mut before = recipe();
    before.explain.row = RowChoice::Table(3);
    before.explain.edits.insert("age".into(), Value::Number(1.0));
    let after = changed(|r| {
        r.dataset.target = Some("risk".into());
        r.explain.row = RowChoice::Auto;
    });
    assert_eq!(change(&before, &after).as_deref(), Some("target risk"));
    // Another row drops the edits of the one before; the first edit writes the row down.
    let other_row = changed(|r| r.explain.row = RowChoice::Table(8));
    assert_eq!(change(&before, &other_row).as_deref(), Some("row 9"));
    let edited = changed(|r| {
        r.explain.row = RowChoice::Table(3);
        r.explain.edits.insert("age".into(), Value::Number(2.0));
    });
    assert_eq!(change(&recipe(), &edited).as_deref(), Some("age = 2"));
    assert_eq!(
        change(&edited, &changed(|r| r.explain.row = RowChoice::Table(3))).as_deref(),
        Some("undoing of the change of age")
    );
}

#[test]
fn what_a_hand_draws_is_one_step_and_a_pause_ends_it() {
    let age = |v: f64| Chosen(changed(|r| r.explain.edits.extend([("age".into(), Value::Number(v))])));
    let mut history = History::default();
    history.note(Chosen(recipe()), 0.0);
    [(1.0, 10.0), (2.0, 10.2), (3.0, 10.9)].into_iter().for_each(|(v, at)| history.note(age(v), at));
    assert_eq!(history.undoes(), Some("age = 3"));
    history.note(age(4.0), 12.0);
    assert_eq!(history.undo(), Some((age(3.0), "age = 4".to_owned())));
    assert_eq!(history.undo(), Some((Chosen(recipe()), "age = 3".to_owned())));
    assert_eq!(history.undo(), None);
    assert_eq!(history.redo(), Some((age(3.0), "age = 3".to_owned())));
    // Drawn away and back within the moment: no step is left of it.
    let mut still = History::default();
    still.note(Chosen(recipe()), 0.0);
    still.note(age(1.0), 10.0);
    still.note(age(2.0), 20.0);
    still.note(age(1.0), 20.3);
    assert_eq!(still.undoes(), Some("age = 1"));
}

#[test]
fn a_source_that_is_gone_ends_the_way_back() {
    let mut history = History::default();
    for (i, name) in ["a.csv", "b.csv", "c.csv"].into_iter().enumerate() {
        let source = Source::File { name: name.into(), hash: name.into() };
        history.note(Chosen(Recipe::new(source)), i as f64 * 10.0);
    }
    history.keep(|s| !matches!(s, Source::File { name, .. } if name == "a.csv"));
    assert_eq!(history.undo().map(|u| u.1).as_deref(), Some("opening of c.csv"));
    assert_eq!(history.undo(), None);
    assert_eq!(history.redoes(), Some("opening of c.csv"));
}

/// One of the changes that a walk is made of.
fn step(recipe: &Recipe, which: u8) -> Recipe {
    let mut next = recipe.clone();
    match which % 5 {
        0 => next.explain.row = RowChoice::Table(u32::from(which)),
        1 => next.dataset.max_levels = u32::from(which),
        2 => next.explain.edits.extend([(format!("f{}", which % 7), Value::Number(f64::from(which)))]),
        3 => next.dataset.use_column.extend([(format!("f{}", which % 3), which > 100)]),
        _ => next.explain.background = Some(u32::from(which) + 1),
    }
    next
}

proptest! {
    #[test]
    fn undo_leads_to_the_first_choice_and_redo_to_the_last(walk in prop::collection::vec((any::<u8>(), 0.0..3.0f64), 1..60)) {
        let mut history = History::default();
        let (first, mut now) = (recipe(), 0.0);
        history.note(Chosen(first.clone()), now);
        let mut last = first.clone();
        for (which, pause) in walk {
            now += pause;
            last = step(&last, which);
            history.note(Chosen(last.clone()), now);
        }
        let mut back = vec![Chosen(last.clone())];
        while let Some((choice, _)) = history.undo() {
            prop_assert!(change(&choice.0, &back[back.len() - 1].0).is_some(), "an empty step");
            back.push(choice);
        }
        prop_assert_eq!(&back[back.len() - 1].0, &first);
        for expected in back.iter().rev().skip(1) {
            let redone = history.redo();
            prop_assert_eq!(redone.as_ref().map(|r| &r.0), Some(expected));
        }
        prop_assert!(history.redo().is_none());
    }
}
