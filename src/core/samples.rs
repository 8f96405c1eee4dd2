//! The tables that come with the page: what each is, who made it, and under which licence it is passed on. The same facts
//! stand in `www/data/README.md`; a test holds the two and the files together.

/// A bundled table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The file's name without its ending; also its name in a recipe.
    pub name: &'static str,
    /// What the page calls it.
    pub title: &'static str,
    /// What it holds and what is asked of it, in one plain sentence.
    pub about: &'static str,
    /// Who made it and when.
    pub source: &'static str,
    /// The terms under which it is passed on.
    pub licence: &'static str,
    /// How the file differs from its source.
    pub changes: &'static str,
    /// The column to predict.
    pub target: &'static str,
    /// Columns that are off by default, each with the reason.
    pub off: &'static [(&'static str, &'static str)],
    /// The seed of its split, unless another is chosen. That of German credit is of a typical split (`docs/default-models.md`): on the
    /// test rows of seed 1 neither the default model nor logistic regression can be told from guessing, as happens in 1 of 10 splits.
    pub split_seed: u32,
    /// Number of rows.
    pub n_rows: usize,
    /// Number of columns, the target included.
    pub n_columns: usize,
}

/// All bundled tables, in the order in which a newcomer meets them best.
pub const SAMPLES: [Sample; 7] = [
    Sample {
        name: "german_credit",
        title: "German credit",
        about: "A thousand loan applicants of a German bank, each later judged a good or a bad credit.",
        source: "Hans Hofmann, Statlog (German Credit Data), UCI Machine Learning Repository, 1994",
        licence: "CC BY 4.0",
        changes: "Coded answers are spelled out, and the joint code of personal status and sex is reduced to sex.",
        target: "credit",
        off: &[],
        split_seed: 4,
        n_rows: 1_000,
        n_columns: 21,
    },
    Sample {
        name: "breast_cancer",
        title: "Breast cancer",
        about: "Measurements of cell nuclei in 569 tissue samples, each found malignant or benign.",
        source: "William Wolberg, Olvi Mangasarian and Nick Street, Breast Cancer Wisconsin (Diagnostic), UCI Machine Learning Repository, 1995",
        licence: "CC BY 4.0",
        changes: "The classes are written out as words.",
        target: "diagnosis",
        off: &[],
        split_seed: 1,
        n_rows: 569,
        n_columns: 31,
    },
    Sample {
        name: "compas",
        title: "COMPAS",
        about: "People charged in Broward County, Florida, and whether they were charged again within two years.",
        source: "Jeff Larson, Surya Mattu, Lauren Kirchner and Julia Angwin, analysis of the COMPAS recidivism score, ProPublica, 2016",
        licence: "public, released by ProPublica with its analysis",
        changes: "The rows are those of the published analysis, after its filter; names, dates and case numbers are left out.",
        target: "two_year_recid",
        off: &[("decile_score", "the vendor's own score, the result of another model")],
        split_seed: 1,
        n_rows: 6_172,
        n_columns: 10,
    },
    Sample {
        name: "adult",
        title: "Adult income",
        about: "Answers of 48,842 people to the United States census of 1994, and whether they earned above 50,000 dollars a year.",
        source: "Barry Becker and Ronny Kohavi, Adult (Census Income), UCI Machine Learning Repository, 1996",
        licence: "CC BY 4.0",
        changes: "The training and the test file are joined, the census weight fnlwgt is left out, and a question mark is an empty cell.",
        target: "income",
        off: &[],
        split_seed: 1,
        n_rows: 48_842,
        n_columns: 14,
    },
    Sample {
        name: "diabetes",
        title: "Diabetes progression",
        about: "Ten measurements of 442 patients, and how far their diabetes had progressed a year later.",
        source: "Bradley Efron, Trevor Hastie, Iain Johnstone and Robert Tibshirani, Least Angle Regression, Annals of Statistics 32, 2004",
        licence: "data of a published article, passed on as scikit-learn bundles it",
        changes: "Values are in their own units, not scaled; sex is coded A and B, because the source does not say which is which.",
        target: "progression",
        off: &[],
        split_seed: 1,
        n_rows: 442,
        n_columns: 11,
    },
    Sample {
        name: "wine",
        title: "Wine",
        about: "Chemical analyses of 178 Italian wines, grown from three cultivars.",
        source: "Stefan Aeberhard and Michele Forina, Wine, UCI Machine Learning Repository, 1991",
        licence: "CC BY 4.0",
        changes: "The cultivars have names in place of numbers.",
        target: "cultivar",
        off: &[],
        split_seed: 1,
        n_rows: 178,
        n_columns: 14,
    },
    Sample {
        name: "iris",
        title: "Iris",
        about: "Petals and sepals of 150 flowers of three species of iris.",
        source: "Ronald Fisher, Iris, UCI Machine Learning Repository, 1936",
        licence: "CC BY 4.0",
        changes: "None.",
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
