//! Views of a model: the course of its training, and its inside.

use crate::queries;
use crate::state::{Produced, SlotContent, State, Status};
use leptos::prelude::*;
use std::borrow::Cow;
use vitrine_core::dataset::Feature;
use vitrine_core::model::{EpochScore, Loss, ModelSpec, ModelView, Structure};
use vitrine_text::model as t;
use vitrine_view::chart::Scene;
use vitrine_view::chart::curves::{self, Curves};
use vitrine_view::chart::structure;
use vitrine_view::share::{self, Figures, View, WIDTH};

/// What the learning curves are of: the run under way, else the model that is there.
#[derive(Clone, PartialEq)]
pub struct Course {
    history: Vec<EpochScore>,
    kept: Option<usize>,
    model: ModelSpec,
    is_number: bool,
    /// Epochs that are planned, while it runs.
    planned: Option<usize>,
}

impl Course {
    /// Of what there is.
    pub fn of(state: State) -> Course {
        let wanted = || state.recipe.with(|r| r.model.clone());
        let is_number = || state.dataset.with(|d| d.value.as_ref().is_some_and(|d| d.classes.is_empty()));
        state.model.with(|m| match (&m.status, &m.value) {
            (Status::Running(r), _) => {
                let model = wanted();
                let planned = model.n_planned();
                Course { history: r.history.clone(), kept: None, model, is_number: is_number(), planned }
            }
            (_, Some(made)) => Course {
                history: made.history.clone(),
                kept: Some(made.kept_epoch),
                model: made.recipe.model.clone(),
                is_number: made.is_number(),
                planned: None,
            },
            _ => Course { history: Vec::new(), kept: None, model: wanted(), is_number: is_number(), planned: None },
        })
    }

    /// The index of the model's family.
    pub fn family(&self) -> usize {
        self.model.family()
    }

    /// What is drawn for a size.
    pub fn chart(&self, width: f64, height: f64) -> Curves<'_> {
        let loss = match self.model.loss(self.is_number) {
            _ if self.is_number => t::squared_error_of_the_variance(),
            Loss::SquaredError => t::squared_error(),
            Loss::CrossEntropy => t::cross_entropy(),
        };
        let (history, kept, planned, step) = (&self.history, self.kept, self.planned, (self.model.info().step)());
        Curves { history, kept, planned, step, loss, width, height }
    }

    /// The figures behind it.
    pub fn figures(&self) -> Figures {
        share::curves(&self.history, self.model.info().step_header)
    }

    /// The view.
    pub fn view(&self, state: State) -> View {
        let scene = self.scene(WIDTH);
        let recipe = |m: &SlotContent<ModelView>| match (&m.status, &m.value) {
            (Status::Running(_), _) | (_, None) => state.recipe.get(),
            (_, Some(made)) => (*made.recipe).clone(),
        };
        View {
            name: t::learning_curves().to_owned(),
            finding: scene.title.clone(),
            scene: Some(scene),
            figures: self.figures(),
            quality: queries::model_facts(state),
            recipe: state.model.with(recipe),
        }
    }

    /// The picture in a file.
    pub fn scene(&self, width: f64) -> Scene {
        curves::scene(&self.chart(width, 300.0))
    }
}

/// Columns, or weights, that a picture of the inside names.
const NAMED: usize = 20;

/// The inside of a model, for one of its lists of coefficients.
pub fn structure_scene(model: &Produced<ModelView>, list: usize, width: f64) -> Scene {
    structure::scene(&labelled(model), list, NAMED, width)
}

/// The inside, with what people call its columns.
pub fn labelled(model: &Produced<ModelView>) -> Cow<'_, Structure> {
    let is_worded = || model.whole.features.iter().any(Feature::has_worded_column);
    match model.data.as_ref().filter(|data| data.is_labelled() || is_worded()) {
        Some(data) => Cow::Owned(model.structure.labelled(|column| data.column_label(column))),
        None => Cow::Borrowed(&model.structure),
    }
}

/// The view of it.
pub fn structure_view(model: &Produced<ModelView>, list: usize) -> View {
    let scene = structure_scene(model, list, WIDTH);
    let mut quality = queries::facts_of_model(model);
    if let Structure::Layers(of) = &model.structure {
        // Of a wide network not all are listed.
        quality.extend([("weights", of.n_weights().into()), ("weights_listed", of.n_told().into())]);
    }
    View {
        name: t::inside_of_the_model().to_owned(),
        finding: scene.title.clone(),
        scene: Some(scene),
        figures: share::structure(&model.structure, &model.whole.model.constants(), &model.classes()),
        quality,
        recipe: (*model.recipe).clone(),
    }
}

/// The name of a file with the whole model, and what is in it.
pub fn whole(model: &Produced<ModelView>) -> (String, String) {
    let name = share::name::file_name(&["vitrine", model.recipe.source.name(), "model"], "json");
    let target = model.data.as_ref().map_or("", |data| data.target.as_str());
    (name, share::model::write(model, target, &model.classes(), &model.recipe))
}

/// How to read it.
pub fn structure_meaning(model: &Produced<ModelView>) -> String {
    match (&model.structure, &model.classes()[..]) {
        (Structure::Coefficients(_), [low, high]) => t::coefficients_between(low, high),
        (Structure::Coefficients(_), []) => t::coefficients_of_a_number().to_owned(),
        (Structure::Coefficients(_), _) => t::coefficients_of_the_class().to_owned(),
        (Structure::Layers(of), classes) => {
            let lines = t::lines_are_weights(&format!("{:.0}", 100.0 * structure::FAINT));
            let output = match classes {
                [_, high] => Some(t::output_is_log_odds(high)),
                _ => None,
            };
            [Some(lines), structure::choice(of), output].into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
    }
}
