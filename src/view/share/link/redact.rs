//! Cells of a user's own table stay on the machine. A recipe names some: a class, a level that a feature was set to. In a link
//! they are told by their place in the data set's lists (`#3`), which whoever has the table can look up, and nobody else.

use std::collections::BTreeSet;
use vitrine_core::dataset::DatasetView;
use vitrine_core::recipe::{Recipe, Source};
use vitrine_core::table::{USUAL_MISSING, Value};

/// A recipe whose cells are named by their places, and how many choices could not be named so.
#[derive(Clone, Debug, PartialEq)]
pub struct Redacted {
    /// The recipe.
    pub recipe: Recipe,
    /// Choices that are left out: levels that the lists do not have.
    pub n_left_out: usize,
}

/// Whether a recipe's cells are to be told by their places: its table is a user's own.
pub fn is_redacted(recipe: &Recipe) -> bool {
    matches!(recipe.source, Source::File { .. })
}

/// A recipe as it may leave the machine. That of a bundled sample is as it is; of a table of the user's own the file's name
/// is left out, and each cell is told by its place.
pub fn redact(recipe: &Recipe, data: &DatasetView) -> Redacted {
    let mut redacted = Redacted { recipe: recipe.clone(), n_left_out: 0 };
    let mut n_words = 0;
    if let Source::File { name, .. } = &mut redacted.recipe.source {
        name.clear();
        // A text that is not among the usual ones may be a cell.
        if let Some(words) = &mut redacted.recipe.reading.missing {
            n_words = words.len();
            words.retain(|word| USUAL_MISSING.contains(&word.as_str()));
            n_words -= words.len();
        }
        redacted.n_left_out = translate(&mut redacted.recipe, data, |list, cell| {
            list.iter().position(|known| *known == cell).map(|place| format!("#{place}"))
        });
    }
    redacted.n_left_out += n_words;
    redacted
}

/// The recipe that [`redact`] was given, by the same data set; what the lists do not have is left out. The file's name is the
/// caller's to put in.
pub fn restore(recipe: &Recipe, data: &DatasetView) -> Recipe {
    let mut restored = recipe.clone();
    if is_redacted(recipe) {
        translate(&mut restored, data, |list, place| {
            let place: usize = place.strip_prefix('#')?.parse().ok()?;
            list.get(place).map(|known| (*known).to_owned())
        });
    }
    restored
}

/// Says each cell in other words, given the list that it is in; the number of those for which there are none.
fn translate(recipe: &mut Recipe, data: &DatasetView, words: impl Fn(&[&str], &str) -> Option<String>) -> usize {
    let classes: Vec<&str> = data.classes.iter().map(|(name, _)| name.as_str()).collect();
    let mut n_lost = 0;
    for class in [&mut recipe.explain.class, &mut recipe.evaluate.class] {
        if let Some(name) = class.take() {
            *class = words(&classes, &name);
            n_lost += usize::from(class.is_none());
        }
    }
    recipe.explain.edits.retain(|feature, value| {
        let Value::Level(level) = value else { return true };
        let known = data.features.iter().find(|f| f.name == *feature);
        let levels: Vec<&str> = known.map_or(Vec::new(), |f| f.levels.iter().map(String::as_str).collect());
        let said = words(&levels, level);
        n_lost += usize::from(said.is_none());
        *level = said.unwrap_or_default();
        !level.is_empty()
    });
    n_lost
}

/// The names of columns that a recipe tells.
pub fn names(recipe: &Recipe) -> BTreeSet<&str> {
    let Recipe { kinds, reading, dataset, explain, evaluate, .. } = recipe;
    let lists = [
        &mut kinds.keys() as &mut dyn Iterator<Item = &String>,
        &mut dataset.use_column.keys(),
        &mut dataset.missing.keys(),
    ];
    let mut names: BTreeSet<&str> = lists.into_iter().flatten().map(String::as_str).collect();
    names.extend(dataset.log.iter().chain(&reading.joined).chain(explain.edits.keys()).map(String::as_str));
    names.extend(
        [dataset.target.as_deref(), dataset.split_by.column(), evaluate.feature.as_deref()].into_iter().flatten(),
    );
    names
}
