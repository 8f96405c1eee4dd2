//! Questions and answers: what the page may want to know, and what the worker replies. The list at the end is the only one.

use super::explained::{CohortExplanation, DependenceShown, Explained, Prediction};
use super::rows::{DecisionRule, RowsFound, RowsQuestion};
use serde::{Deserialize, Serialize};
use std::fmt::Debug;
use vitrine_core::dataset::{DatasetView, Insights};
use vitrine_core::evaluate::{Evaluation, Intervals};
use vitrine_core::explain::{Counterfactuals, Goal, Importance, ImportanceSpec, Method};
use vitrine_core::model::ModelView;
use vitrine_core::recipe::{Key, Keys};
use vitrine_core::table::summary::Summary;

/// A question of one kind: plain data that, together with the recipe, determines the answer.
pub trait TypedQuestion: Clone + 'static {
    /// The answer to it.
    type Answer: Clone + Debug + PartialEq + Send + Sync + 'static;

    /// This question as a [`Question`].
    fn into_any(self) -> Question;

    /// The question of this kind, if it is one.
    fn from_any(any: &Question) -> Option<&Self>;

    /// The answer as an [`Answer`].
    fn answer_into_any(answer: Self::Answer) -> Answer;

    /// The answer to this kind of question, if it is one.
    fn answer_from_any(any: Answer) -> Option<Self::Answer>;
}

/// A question and the key of the recipe's prefix that it is asked about. It determines the answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The question.
    pub question: Question,
    /// The key of the prefix.
    pub key: Key,
}

impl Question {
    /// The question, asked about a recipe with these keys.
    pub fn request(&self, keys: &Keys) -> Request {
        Request { question: self.clone(), key: self.key(keys).clone() }
    }
}

/// Defines [`Question`] and [`Answer`] from one line per kind: its name, its type, the type of its answer, and the prefix of the recipe
/// that the answer depends on.
macro_rules! questions {
    ($($(#[$doc:meta])* $name:ident($question:ty) -> $answer:ty, by $key:ident;)*) => {
        /// Any question.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum Question {
            $($(#[$doc])* $name($question),)*
        }

        /// Any answer.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum Answer {
            $($(#[$doc])* $name(Box<$answer>),)*
        }

        impl Question {
            /// The prefix of the recipe that the answer depends on.
            pub fn key<'a>(&self, keys: &'a Keys) -> &'a Key {
                match self {
                    $(Question::$name(_) => &keys.$key,)*
                }
            }
        }

        $(impl TypedQuestion for $question {
            type Answer = $answer;

            fn into_any(self) -> Question {
                Question::$name(self)
            }

            fn from_any(any: &Question) -> Option<&Self> {
                if let Question::$name(question) = any { Some(question) } else { None }
            }

            fn answer_into_any(answer: $answer) -> Answer {
                Answer::$name(Box::new(answer))
            }

            fn answer_from_any(any: Answer) -> Option<$answer> {
                if let Answer::$name(answer) = any { Some(*answer) } else { None }
            }
        })*
    };
}

/// What is in the table?
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TableQuestion;

/// What is in the data set?
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DatasetQuestion;

/// What is notable about the data set?
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct InsightsQuestion;

/// What has been trained?
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ModelQuestion;

/// How well does the model predict?
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EvaluationQuestion;

/// What are the confidence intervals of its scores?
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct IntervalsQuestion;

/// What does the model predict for the chosen row?
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PredictionQuestion;

/// Why does it predict that?
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExplanationQuestion {
    /// The methods by which it is explained.
    pub methods: Vec<Method>,
}

impl Default for ExplanationQuestion {
    /// By all methods.
    fn default() -> ExplanationQuestion {
        ExplanationQuestion { methods: Method::ALL.to_vec() }
    }
}

/// Which single changes would change the decision for the chosen row?
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CounterfactualsQuestion {
    /// What counts as another decision.
    pub goal: Goal,
    /// How rows are decided.
    pub rule: DecisionRule,
}

/// How much does the model rely on each feature?
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ImportanceQuestion {
    /// What is measured, and how.
    pub spec: ImportanceSpec,
}

/// How does the prediction depend on one feature?
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DependenceQuestion {
    /// The feature's name.
    pub feature: String,
}

/// Why does the model predict what it does for many rows?
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CohortQuestion {
    /// Which rows.
    pub rows: CohortRows,
    /// The class that is explained; `None` takes that of the recipe.
    pub class: Option<String>,
    /// The methods by which they are explained.
    pub methods: Vec<Method>,
}

/// Which rows are explained together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CohortRows {
    /// Rows of the table, 0-based. The answer leaves out those that are in no part of the data set.
    Listed(Vec<u32>),
    /// So many of the rows that scores are of, drawn without replacement: those of the test part, or else of the best part there is.
    Drawn(u32),
}

questions! {
    /// See [`TableQuestion`].
    Table(TableQuestion) -> Summary, by table;
    /// See [`DatasetQuestion`].
    Dataset(DatasetQuestion) -> DatasetView, by dataset;
    /// See [`InsightsQuestion`].
    Insights(InsightsQuestion) -> Insights, by dataset;
    /// See [`ModelQuestion`].
    Model(ModelQuestion) -> ModelView, by model;
    /// See [`EvaluationQuestion`].
    Evaluation(EvaluationQuestion) -> Evaluation, by evaluation;
    /// See [`RowsQuestion`].
    Rows(RowsQuestion) -> RowsFound, by model;
    /// See [`PredictionQuestion`].
    Prediction(PredictionQuestion) -> Prediction, by explanation;
    /// See [`ExplanationQuestion`].
    Explanation(ExplanationQuestion) -> Explained, by explanation;
    /// See [`CounterfactualsQuestion`].
    Counterfactuals(CounterfactualsQuestion) -> Counterfactuals, by explanation;
    /// See [`ImportanceQuestion`].
    Importance(ImportanceQuestion) -> Importance, by evaluation;
    /// See [`DependenceQuestion`].
    Dependence(DependenceQuestion) -> DependenceShown, by explanation;
    /// See [`CohortQuestion`].
    Cohort(CohortQuestion) -> CohortExplanation, by explainer;
    /// See [`IntervalsQuestion`].
    Intervals(IntervalsQuestion) -> Intervals, by evaluation;
}

/// The questions that are asked from the start, whatever is on the screen.
pub fn standing_questions() -> Vec<Question> {
    vec![
        TableQuestion.into_any(),
        DatasetQuestion.into_any(),
        InsightsQuestion.into_any(),
        ModelQuestion.into_any(),
        EvaluationQuestion.into_any(),
        PredictionQuestion.into_any(),
        ExplanationQuestion::default().into_any(),
        IntervalsQuestion.into_any(),
    ]
}
