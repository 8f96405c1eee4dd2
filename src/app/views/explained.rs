//! Views of the explained row: both explanations, its values, what would flip it, and what is said of it.

use crate::queries;
use crate::state::{Picture, Produced};
use std::fmt::Display;
use std::sync::Arc;
use vitrine_core::dataset::{DatasetView, Part};
use vitrine_core::explain::{Counterfactuals, Goal, LocalExplanation, Method};
use vitrine_core::recipe::Recipe;
use vitrine_core::table::Value;
use vitrine_text::{capital, explain as t};
use vitrine_view::chart::format::{self, Unit};
use vitrine_view::chart::{self, Agreement, LocalChart, Scene};
use vitrine_view::share::{self, View, WIDTH};
use vitrine_worker::protocol::{CounterfactualsQuestion, Explained, Prediction};

/// Features shown in a picture.
const SHOWN: usize = 12;

/// And in little room.
const PINNED: usize = 3;

/// What the pictures of all methods draw.
pub struct Shown {
    /// The explanation.
    pub explained: Arc<Produced<Explained>>,
    /// Features in the order of all methods.
    pub order: Vec<usize>,
    values: Vec<String>,
    subject: String,
    /// The unit of prediction and shares.
    pub unit: Unit,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Shown) -> bool {
        Arc::ptr_eq(&self.explained, &other.explained)
    }
}

impl Shown {
    /// Of an explanation.
    pub fn of(explained: Arc<Produced<Explained>>) -> Shown {
        let data = explained.data.clone();
        let values = data.as_ref().map_or(Vec::new(), |d| queries::cells(d, &explained.values));
        let output = explained.output;
        Shown {
            order: chart::shared_order(&explained.locals, SHOWN),
            values,
            subject: data.as_ref().map_or_else(String::new, |d| queries::subject(d, output.class)),
            unit: data.as_ref().map_or(Unit::Target, |d| queries::unit(d, output.space)),
            explained,
        }
    }

    /// One method's explanation, and the one before a what-if.
    pub fn local(&self, method: Method) -> Option<(&LocalExplanation, Option<&LocalExplanation>)> {
        Some((self.explained.local(method)?, self.explained.original(method)))
    }

    /// The method by which features are ordered, and of which the finding speaks.
    pub fn lead(&self) -> Option<Method> {
        self.explained.locals.first().map(|local| local.method)
    }

    /// The first method beside this one.
    fn beside(&self, method: Method) -> Option<(&LocalExplanation, Option<&LocalExplanation>)> {
        let other = self.explained.locals.iter().find(|local| local.method != method)?;
        Some((other, self.explained.original(other.method)))
    }

    /// What is drawn for a width.
    pub fn chart(&self, method: Method, width: f64) -> Option<LocalChart<'_>> {
        let (local, before) = self.local(method)?;
        Some(LocalChart {
            local,
            before,
            beside: self.beside(method),
            order: &self.order,
            shown: SHOWN,
            more: SHOWN,
            values: &self.values,
            subject: &self.subject,
            unit: self.unit,
            width,
        })
    }

    /// What the picture of the first method shows, as a sentence.
    pub fn finding(&self) -> Option<String> {
        Some(chart::finding(&self.chart(self.lead()?, WIDTH)?))
    }

    /// Where the first two methods disagree.
    pub fn agreement(&self) -> Option<Agreement> {
        let [first, second, ..] = &self.explained.locals[..] else { return None };
        Some(chart::agreement(first, second, self.unit))
    }

    /// The picture.
    pub fn scene(&self, method: Method, picture: Picture, width: f64) -> Scene {
        self.chart(method, width).map_or_else(Scene::default, |chart| drawn(&chart, picture))
    }

    /// The strongest reasons in little room, that of the feature which is pointed at among them: seen beside the control that moves
    /// them where the pictures are out of sight.
    pub fn pinned(&self, pointed: Option<u32>, width: f64) -> Scene {
        let lead = self.lead().and_then(|method| self.chart(method, width));
        let Some(chart) = lead else { return Scene::default() };
        let mut order = chart.local.strongest();
        if let Some(at) = order.iter().position(|&j| Some(j as u32) == pointed) {
            order[..=at].rotate_right(1);
        }
        chart::bars::scene(&LocalChart { order: &order, shown: PINNED, more: 0, beside: None, ..chart })
    }

    /// One method's view.
    pub fn view(&self, method: Method, picture: Picture) -> Option<View> {
        Some(self.view_of(&self.chart(method, WIDTH)?, picture))
    }

    /// The same of the other of two classes, drawn for both widths; `None` where there are more, or none.
    pub fn for_other_class(&self, method: Method, picture: Picture, narrow: f64) -> Option<(View, Scene)> {
        let [first, second] = &self.explained.classes()[..] else { return None };
        let turned = |(local, before): (&LocalExplanation, Option<&LocalExplanation>)| {
            (local.for_other_class(), before.map(LocalExplanation::for_other_class))
        };
        let (local, before) = turned(self.local(method)?);
        let other = self.beside(method).map(turned);
        let subject = if local.output.class == 0 { first } else { second };
        let beside = other.as_ref().map(|(other, before)| (other, before.as_ref()));
        let (before, own) = (before.as_ref(), self.chart(method, WIDTH)?);
        let chart = LocalChart { local: &local, before, beside, subject, ..own };
        let slim = drawn(&LocalChart { width: narrow, ..chart }, picture);
        Some((self.view_of(&chart, picture), slim))
    }

    /// The target's standard deviation, for a number.
    pub fn deviation(&self) -> Option<f64> {
        self.explained.data.as_ref()?.target_deviation
    }

    /// The class that is explained, or the target.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    fn view_of(&self, chart: &LocalChart, picture: Picture) -> View {
        let e = &self.explained;
        let scene = drawn(chart, picture);
        View {
            name: format!(
                "{}, {}",
                (chart.local.method.info().label)(),
                queries::row_name(e.title.as_deref(), e.table_row)
            ),
            finding: scene.title.clone(),
            figures: share::local(chart.local, chart.before, &names(e.data.as_deref()), &self.order, &e.values),
            quality: share::local_facts(chart.local, chart.subject, e.table_row, e.seconds),
            recipe: (*e.recipe).clone(),
            scene: Some(scene),
        }
    }
}

/// The features' names.
fn names(data: Option<&DatasetView>) -> Vec<String> {
    data.map_or(Vec::new(), |d| d.features.iter().map(|f| f.name.clone()).collect())
}

fn drawn(chart: &LocalChart, picture: Picture) -> Scene {
    match picture {
        Picture::Waterfall => chart::waterfall::scene(chart),
        Picture::Bars => chart::bars::scene(chart),
        Picture::Force => chart::force::scene(chart),
    }
}

/// The values of the row.
pub fn values(p: &Produced<Prediction>) -> Option<View> {
    let names = names(p.data.as_deref());
    let row = queries::row_name(p.title.as_deref(), p.table_row);
    Some(View {
        finding: format!("{}: {}", capital(&row), queries::answer(p)),
        name: t::values_of(&row),
        scene: None,
        figures: share::row(&names, &p.original, &p.values),
        quality: vec![("table_row", share::row_told(p.table_row))],
        recipe: (*p.recipe).clone(),
    })
}

/// What would flip it, with the recipe that it was made from.
pub fn counterfactuals(
    found: &Produced<Counterfactuals>,
    data: &DatasetView,
    prediction: &Produced<Prediction>,
) -> View {
    let class = prediction.explained.class;
    let names = names(Some(data));
    let classes: Vec<String> = data.classes.iter().map(|c| c.0.clone()).collect();
    let mut recipe: Recipe = (*prediction.recipe).clone();
    if let Some(CounterfactualsQuestion { rule, .. }) = found.question() {
        (recipe.evaluate.class, recipe.evaluate.threshold) = (rule.class.clone(), rule.threshold);
    }
    let by = match goal_of(found) {
        Goal::By(v) => Some(v),
        Goal::Decision => None,
    };
    View {
        name: t::what_would_flip(&queries::row_name(prediction.title.as_deref(), prediction.table_row)),
        finding: flips_in_words(found, data),
        scene: None,
        figures: share::lists::counterfactuals(found, &names, &prediction.values, class, &classes),
        quality: vec![
            ("table_row", share::row_told(prediction.table_row)),
            ("explained", queries::subject(data, class).as_str().into()),
            ("prediction", prediction.outputs.get(class).copied().into()),
            ("decision", found.decided.and_then(|of| classes.get(of)).into()),
            ("by_at_least", by.into()),
            ("features_tried", found.n_features.into()),
        ],
        recipe,
    }
}

/// What counted as another decision.
fn goal_of(found: &Produced<Counterfactuals>) -> Goal {
    found.question::<CounterfactualsQuestion>().map_or(Goal::Decision, |question| question.goal)
}

/// What is decided now, and how many changes flip it.
pub fn flips_in_words(found: &Produced<Counterfactuals>, data: &DatasetView) -> String {
    let decided = found.decided.and_then(|class| data.classes.get(class));
    let said = match (data.classes.is_empty(), goal_of(found), found.found.len()) {
        (false, _, 0) => t::no_decision_flips().to_owned(),
        (false, _, n) => t::decision_flips(&n),
        (true, Goal::Decision, 0) => t::no_average_flips().to_owned(),
        (true, Goal::Decision, n) => t::average_flips(&n),
        (true, Goal::By(v), 0) => t::no_amount_flips(&format::number(v)),
        (true, Goal::By(v), n) => t::amount_flips(&n, &format::number(v)),
    };
    match decided {
        Some((name, _)) => format!("{} {said}", t::decides_for(name)),
        None => said,
    }
}

/// What the model says of the row, what is decided, where that starts from, and what the table says: for somebody who did not
/// choose it. It is decided by the recipe, which may have another threshold than the one the prediction was made under.
pub fn verdict(p: &Produced<Prediction>, recipe: &Recipe) -> String {
    let Some(data) = &p.data else { return String::new() };
    let class = p.explained.class;
    let (row, subject) = (queries::row_name(p.title.as_deref(), p.table_row), queries::subject(data, class));
    let unit = if data.classes.is_empty() { Unit::Target } else { Unit::Probability };
    let at = |values: &[f64]| values.get(class).map_or_else(String::new, |v| format::level(*v, unit));
    let (now, average) = (at(&p.outputs), at(&p.average));
    let mut said = vec![match data.classes.is_empty() {
        true => t::predicts_number(&row, &subject, &now, &average),
        false => t::predicts_class(&row, &subject, &now, &average),
    }];
    said.extend(queries::decided(recipe, data, &p.outputs));
    if p.values != p.original {
        said.push(t::values_were_changed(&at(&p.original_outputs)));
    }
    if let (Some(part), Some(truth)) = (p.part, &p.truth) {
        let truth = if let Value::Number(v) = truth { format::number(*v) } else { truth.to_string() };
        said.push(truth_in_words(part)(&data.target_label, &truth));
    }
    said.join(" ")
}

/// What the table says of the target, and what a row of the part was used for: a sentence.
pub fn truth_in_words(part: Part) -> fn(&dyn Display, &dyn Display) -> String {
    match part {
        Part::Train => t::truth_of_training,
        Part::Validation => t::truth_of_validation,
        Part::Test => t::truth_of_test,
    }
}
