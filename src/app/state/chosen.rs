//! What counts as one choice for undo.

use vitrine_core::model::ModelSpec;
use vitrine_core::recipe::{Picture, Recipe, Source, Undoable, change, model_change};

/// All that undo brings back: the recipe, the model's settings that are not trained yet, and the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    /// The recipe.
    pub recipe: Recipe,
    /// The model's settings.
    pub draft: ModelSpec,
    /// How attributions are drawn.
    pub picture: Picture,
}

impl Undoable for Chosen {
    fn source(&self) -> &Source {
        &self.recipe.source
    }

    fn change(&self, after: &Self) -> Option<String> {
        change(&self.recipe, &after.recipe)
            .or_else(|| model_change(&self.draft, &after.draft))
            .or_else(|| (self.picture != after.picture).then(|| vitrine_text::messages::change_picture().to_owned()))
    }
}
