//! The tables that come with the page: what each is, who made it, and under which licence it is passed on. The same facts
//! stand in `www/data/README.md`; a test holds the two and the files together.

use vitrine_text::Phrase;
use vitrine_text::messages as t;

/// A bundled table.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// The file's name without its ending; also its name in a recipe.
    pub name: &'static str,
    /// What the page calls it.
    pub title: Phrase,
    /// What it holds and what is asked of it, in one plain sentence.
    pub about: Phrase,
    /// Who made it and when.
    pub source: &'static str,
    /// The terms under which it is passed on.
    pub licence: Phrase,
    /// How the file differs from its source.
    pub changes: Phrase,
    /// The column to predict.
    pub target: &'static str,
    /// Columns that are off by default, each with the reason.
    pub off: &'static [(&'static str, Phrase)],
    /// The seed of its split, unless another is chosen. That of German credit is of a typical split (`docs/default-models.md`): on the
    /// test rows of seed 1 neither the default model nor logistic regression can be told from guessing, as happens in 1 of 10 splits.
    pub split_seed: u32,
    /// Number of rows.
    pub n_rows: usize,
    /// Number of columns, the target included.
    pub n_columns: usize,
}

/// A licence that has a name.
const CC_BY: Phrase = || "CC BY 4.0";

/// All bundled tables, in the order in which a newcomer meets them best.
pub const SAMPLES: [Sample; 7] = [
    Sample {
        name: "german_credit",
        title: t::german_credit,
        about: t::german_credit_about,
        source: "Hans Hofmann, Statlog (German Credit Data), UCI Machine Learning Repository, 1994",
        licence: CC_BY,
        changes: t::german_credit_changes,
        target: "credit",
        off: &[],
        split_seed: 4,
        n_rows: 1_000,
        n_columns: 21,
    },
    Sample {
        name: "breast_cancer",
        title: t::breast_cancer,
        about: t::breast_cancer_about,
        source: "William Wolberg, Olvi Mangasarian and Nick Street, Breast Cancer Wisconsin (Diagnostic), UCI Machine Learning Repository, 1995",
        licence: CC_BY,
        changes: t::breast_cancer_changes,
        target: "diagnosis",
        off: &[],
        split_seed: 1,
        n_rows: 569,
        n_columns: 31,
    },
    Sample {
        name: "compas",
        title: t::compas,
        about: t::compas_about,
        source: "Jeff Larson, Surya Mattu, Lauren Kirchner and Julia Angwin, analysis of the COMPAS recidivism score, ProPublica, 2016",
        licence: t::compas_licence,
        changes: t::compas_changes,
        target: "two_year_recid",
        off: &[("decile_score", t::compas_decile_score_off)],
        split_seed: 1,
        n_rows: 6_172,
        n_columns: 10,
    },
    Sample {
        name: "adult",
        title: t::adult,
        about: t::adult_about,
        source: "Barry Becker and Ronny Kohavi, Adult (Census Income), UCI Machine Learning Repository, 1996",
        licence: CC_BY,
        changes: t::adult_changes,
        target: "income",
        off: &[],
        split_seed: 1,
        n_rows: 48_842,
        n_columns: 14,
    },
    Sample {
        name: "diabetes",
        title: t::diabetes,
        about: t::diabetes_about,
        source: "Bradley Efron, Trevor Hastie, Iain Johnstone and Robert Tibshirani, Least Angle Regression, Annals of Statistics 32, 2004",
        licence: t::diabetes_licence,
        changes: t::diabetes_changes,
        target: "progression",
        off: &[],
        split_seed: 1,
        n_rows: 442,
        n_columns: 11,
    },
    Sample {
        name: "wine",
        title: t::wine,
        about: t::wine_about,
        source: "Stefan Aeberhard and Michele Forina, Wine, UCI Machine Learning Repository, 1991",
        licence: CC_BY,
        changes: t::wine_changes,
        target: "cultivar",
        off: &[],
        split_seed: 1,
        n_rows: 178,
        n_columns: 14,
    },
    Sample {
        name: "iris",
        title: t::iris,
        about: t::iris_about,
        source: "Ronald Fisher, Iris, UCI Machine Learning Repository, 1936",
        licence: CC_BY,
        changes: t::iris_changes,
        target: "species",
        off: &[],
        split_seed: 1,
        n_rows: 150,
        n_columns: 5,
    },
];

/// The bundled table called `name`.
pub fn sample(name: &str) -> Option<&'static Sample> {
    SAMPLES.iter().find(|s| s.name == name)
}
