//! Questions and answers: what the page may want to know, and what the worker says to it. An answer is of a prefix of the
//! recipe, whose key it carries, and carries its question. The list at the end is the only one.

use super::explained::{CohortExplained, Explained, Prediction};
use super::rows::{RowsFound, RowsQuestion};
use crate::dataset::{DatasetView, Insights};
use crate::evaluate::{Evaluation, Intervals};
use crate::explain::{Flips, Goal};
use crate::model::ModelView;
use crate::recipe::{Key, Keys};
use crate::table::summary::Summary;
use serde::{Deserialize, Serialize};
use std::fmt::Debug;

/// A question of one kind: plain data that says all that the answer depends on beside the recipe.
pub trait Ask: Clone + 'static {
    /// What is said to it.
    type Answer: Clone + Debug + PartialEq + Send + Sync + 'static;

    /// This question as one of all.
    fn any(self) -> Question;

    /// This question, if that is what is asked.
    fn of(any: &Question) -> Option<&Self>;

    /// What is said to it as one of all answers.
    fn said(answer: Self::Answer) -> Answer;

    /// What is said to it, if it is an answer of this kind.
    fn heard(any: Answer) -> Option<Self::Answer>;
}

/// A question, and the prefix of the recipe that it is asked of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// The question.
    pub question: Question,
    /// The key of the prefix.
    pub key: Key,
}

impl Question {
    /// Asked of a recipe with these keys.
    pub fn of(&self, keys: &Keys) -> Asked {
        Asked { question: self.clone(), key: self.key(keys).clone() }
    }
}

/// Writes down, for each question, its name among all, its type, the type of its answer, and the prefix that it depends on.
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

        $(impl Ask for $question {
            type Answer = $answer;

            fn any(self) -> Question {
                Question::$name(self)
            }

            fn of(any: &Question) -> Option<&Self> {
                if let Question::$name(question) = any { Some(question) } else { None }
            }

            fn said(answer: $answer) -> Answer {
                Answer::$name(Box::new(answer))
            }

            fn heard(any: Answer) -> Option<$answer> {
                if let Answer::$name(answer) = any { Some(*answer) } else { None }
            }
        })*
    };
}

/// What the table is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TableQuestion;

/// What the data set is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DatasetQuestion;

/// What there is to know of the data set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct InsightsQuestion;

/// What the model is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ModelQuestion;

/// How well it predicts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EvaluationQuestion;

/// How sure its scores are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct IntervalsQuestion;

/// What is predicted for the chosen row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PredictionQuestion;

/// Why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ExplanationQuestion;

/// What would change the decision for the chosen row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CounterfactualsQuestion {
    /// What counts as another decision.
    pub goal: Goal,
    /// Where a decision falls.
    pub cut: super::rows::Cut,
}

/// Why many rows are predicted as they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CohortQuestion {
    /// Rows of the table, 0-based. Those that are in no part of the data set are left out of the answer.
    pub rows: Vec<u32>,
}

questions! {
    /// What the table is.
    Table(TableQuestion) -> Summary, by table;
    /// What the data set is.
    Dataset(DatasetQuestion) -> DatasetView, by dataset;
    /// What there is to know of it.
    Insights(InsightsQuestion) -> Insights, by dataset;
    /// What the model is.
    Model(ModelQuestion) -> ModelView, by model;
    /// How well it predicts.
    Evaluation(EvaluationQuestion) -> Evaluation, by evaluation;
    /// A window of the rows.
    Rows(RowsQuestion) -> RowsFound, by model;
    /// What is predicted for the chosen row; ready long before it is explained.
    Prediction(PredictionQuestion) -> Prediction, by explanation;
    /// Why.
    Explanation(ExplanationQuestion) -> Explained, by explanation;
    /// What would change the decision.
    Counterfactuals(CounterfactualsQuestion) -> Flips, by explanation;
    /// Why many rows are predicted as they are.
    Cohort(CohortQuestion) -> CohortExplained, by explainer;
    /// How sure the scores are; looked for when there is nothing else to do.
    Intervals(IntervalsQuestion) -> Intervals, by evaluation;
}

/// What the page always wants to know.
pub fn always() -> Vec<Question> {
    vec![
        TableQuestion.any(),
        DatasetQuestion.any(),
        InsightsQuestion.any(),
        ModelQuestion.any(),
        EvaluationQuestion.any(),
        PredictionQuestion.any(),
        ExplanationQuestion.any(),
        IntervalsQuestion.any(),
    ]
}
