//! Explainers of one row. A method plans which rows the model is asked about, evaluates the model in small steps, and solves for the
//! attributions; each has a folder. [`Explainer`] runs several of them.

pub mod kernel_shap;
pub mod lime;

pub mod background;
pub mod game;
pub mod evaluator;
pub mod values;
pub mod gpu;
pub mod coalitions;
pub mod importance;
pub mod dependence;
mod condition;
mod explainer;
mod counterfactuals;
mod local;
mod method;
mod method_info;
mod instance;
mod spec;
mod step;

pub use background::Background;
pub use coalitions::CoalitionEvaluation;
pub use counterfactuals::{Counterfactual, Counterfactuals, Goal, Search};
pub use dependence::{Dependence, PartialDependence};
pub use explainer::Explainer;
pub use importance::{FeatureImportance, Importance, ImportanceMetric, ImportanceSpec, PermutationImportance};
pub use instance::{Instance, typical};
pub use kernel_shap::{SampleBudget, ShapSpec};
pub use lime::{Discretiser, LimeSpec, Selection};
pub use local::{Attribution, Device, Diagnostics, LocalExplanation, fingerprint};
pub use method::Method;
pub use method_info::{Called, MethodInfo};
pub use spec::{CoalitionSpec, DefaultClass, ExplainSpec, MAX_BACKGROUND_ROWS, RowChoice};
pub use step::Step;
