//! One row explained by several methods, in steps of a few milliseconds, so that work can be interrupted between any two.

use super::coalitions::CoalitionEvaluation;
use super::kernel_shap::ShapExplainer;
use super::lime::LimeExplainer;
use super::step::WORK;
use super::{Background, ExplainSpec, Instance, LocalExplanation, Method, Step};
use crate::dataset::Dataset;
use crate::model::{Model, Output};

/// One row, being explained.
#[derive(Debug)]
pub struct Explainer {
    by_method: Vec<ByMethod>,
}

#[derive(Debug)]
enum ByMethod {
    KernelShap(Box<ShapExplainer>),
    Lime(Box<LimeExplainer>),
}

impl Explainer {
    /// Plans the methods for one row.
    pub fn new(
        methods: &[Method],
        model: &Model,
        dataset: &Dataset,
        background: &Background,
        row: &Instance,
        output: Output,
        spec: &ExplainSpec,
    ) -> Explainer {
        let begin = |method: &Method| match method {
            Method::KernelShap => {
                let explainer = ShapExplainer::new(model, dataset, background, row, output, spec.shap);
                ByMethod::KernelShap(Box::new(explainer))
            }
            Method::Lime => ByMethod::Lime(Box::new(LimeExplainer::new(model, dataset, row, output, spec.lime))),
        };
        Explainer { by_method: methods.iter().map(begin).collect() }
    }

    /// Does the next piece of work of the first method that has some to do.
    pub fn step(&mut self, model: &Model, dataset: &Dataset, background: &Background) -> Step {
        let n_rows = WORK / model.n_parameters().max(1) + 1;
        let mut waits = false;
        for explainer in &mut self.by_method {
            let step = match explainer {
                ByMethod::KernelShap(shap) => shap.step(background, n_rows),
                ByMethod::Lime(lime) => lime.step(model, dataset, n_rows),
            };
            match step {
                Step::More => return Step::More,
                Step::Waits => waits = true,
                Step::Done => {}
            }
        }
        if waits { Step::Waits } else { Step::Done }
    }

    /// Share of the work that is done, 0 to 1.
    pub fn done(&self) -> f64 {
        let (mut done, mut all) = (0.0, 0.0);
        for explainer in &self.by_method {
            let (d, a) = match explainer {
                ByMethod::KernelShap(shap) => shap.progress(),
                ByMethod::Lime(lime) => lime.progress(),
            };
            (done, all) = (done + d, all + a);
        }
        if all > 0.0 { done / all } else { 1.0 }
    }

    /// The coalitions that are evaluated now, where a method asks for some: other workers and a GPU may take part in that.
    pub fn coalitions(&self) -> Option<&CoalitionEvaluation> {
        let all = || self.by_method.iter().filter_map(ByMethod::coalitions);
        all().find(|coalitions| !coalitions.is_complete()).or_else(|| all().next())
    }

    /// The same, for those who take part.
    pub fn coalitions_mut(&mut self) -> Option<&mut CoalitionEvaluation> {
        let is_open = |by: &ByMethod| by.coalitions().is_some_and(|coalitions| !coalitions.is_complete());
        let at = self.by_method.iter().position(is_open);
        let at = at.or_else(|| self.by_method.iter().position(|by| by.coalitions().is_some()))?;
        match &mut self.by_method[at] {
            ByMethod::KernelShap(shap) => Some(shap.coalitions_mut()),
            ByMethod::Lime(_) => None,
        }
    }

    /// The explanations, in the order of the methods. All steps must be done.
    pub fn finish(self, dataset: &Dataset) -> Vec<LocalExplanation> {
        let finish = |explainer| match explainer {
            ByMethod::KernelShap(shap) => ShapExplainer::finish(*shap, dataset),
            ByMethod::Lime(lime) => LimeExplainer::finish(*lime, dataset),
        };
        self.by_method.into_iter().map(finish).collect()
    }
}

impl ByMethod {
    fn coalitions(&self) -> Option<&CoalitionEvaluation> {
        match self {
            ByMethod::KernelShap(shap) => Some(shap.coalitions()),
            ByMethod::Lime(_) => None,
        }
    }
}
