//! The terms of the field, each explained in two sentences where it stands.

use vitrine_core::recipe::Source;
use vitrine_core::samples;
/// A term and its explanation.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// As it stands in the text.
    pub term: &'static str,
    /// Two sentences.
    pub meaning: &'static str,
}

macro_rules! words {
    ($($name:ident: $term:literal, $meaning:literal;)*) => {
        $(#[doc = $term] pub const $name: Word = Word { term: $term, meaning: $meaning };)*
        /// All of them, for the glossary.
        pub const ALL: &[Word] = &[$($name),*];
    };
}

/// The word with this term.
pub fn named(term: &str) -> Option<Word> {
    ALL.iter().find(|word| word.term == term).copied()
}

words! {
    FEATURE: "feature", "A column that the model may use. One feature stays one feature in every explanation, however many numbers it became for the model.";
    TARGET: "target", "The column that the model learns to predict. Rows where it is empty are left out.";
    LEVELS: "levels kept", "A category becomes one column for each of its most frequent values, up to this many. All rarer values share one more, called other.";
    SPLIT: "split", "Rows are dealt into three parts: training fits the model, validation decides when to stop, the test is looked at once at the end. A score on rows that were trained on says little, and so does one on rows of the same group or of an earlier time.";
    SCALING: "scaling", "Numbers of different sizes are brought to a like size before a model sees them, fitted on the training rows. Explanations keep the column\u{2019}s own units.";
    RELATION: "relation", "How far a column goes with another one, from 0, not at all, to 1, one follows from the other: the size of the correlation for two numbers, the correlation ratio for a number and a category, Cram\u{e9}r\u{2019}s V for two categories. The last two are corrected for the number of levels, so that many levels alone make no relation.";
    SEED: "seed", "The number that starts all random draws. The same seed gives the same result to the last bit, in every browser.";
    EPOCH: "epoch", "One pass over all training rows. The loss is measured after each.";
    LOSS: "loss", "What training makes small: how far the predictions are from the truth. Cross-entropy punishes confident mistakes hardest; squared error is the mean of squared differences.";
    L2: "L2", "A penalty on large weights. It trades some fit on the training rows for steadier predictions elsewhere.";
    DROPOUT: "dropout", "While training, a random share of the hidden units is switched off at each step. It keeps the network from relying on a few of them.";
    EARLY_STOPPING: "early stopping", "Training ends when the loss on the validation rows has not improved for some epochs. The weights of the best epoch are kept.";
    LEARNING_RATE: "learning rate", "How far the weights move at each step. Too small is slow; too large and the loss jumps or grows.";
    BATCH: "batch", "Rows that are averaged for one step. Small batches are noisier and often generalise better.";
    SHAP: "SHAP", "Shapley values: the difference between this prediction and the average one, shared fairly among the features. Each gets its mean effect over all orders in which the features could become known. The shares sum to the difference exactly.";
    LIME: "LIME", "Perturbs the row thousands of times, asks the model, and fits a simple line that counts nearby rows most. Its weights say what moves the prediction close to this row.";
    WHY_TWO: "two methods", "SHAP divides the whole distance from the average; LIME describes the neighbourhood of the row. Where both agree, trust grows; where they differ, look closer.";
    BACKGROUND: "background", "Training rows that stand for \"not knowing\" a feature: its value is replaced by theirs, and the predictions are averaged. All training rows are taken where that is quick, otherwise a sample of them.";
    COALITION: "coalition", "A set of features that are known, the others being taken from the background. With M features there are 2 to the M of them.";
    STANDARD_ERROR: "standard error", "How much a figure would vary if its random samples were drawn again: coalitions and background rows for SHAP, perturbed rows for LIME. About two times in three, the figure without sampling lies within one standard error of the one shown. It does not cover another training of the model.";
    LOG_ODDS: "log-odds", "The logarithm of p / (1 - p). Zero is fifty-fifty; on this scale effects add up where probabilities saturate.";
    MARGIN: "raw margin", "What the model computes before it becomes a probability. For two classes it is the log-odds of one row.";
    LOCAL_FIT: "local fit", "Weighted R\u{b2} of LIME's line on the perturbed rows: 1 means that the line follows the model there, 0 that it explains nothing.";
    RESIDUAL: "residual", "What is left when the parts are added and compared with the model's own prediction. For SHAP it is rounding only.";
    ACCURACY: "accuracy", "The share of rows predicted correctly. Compare it with always naming the most frequent class.";
    PRECISION: "precision", "Of the rows predicted as a class, the share that is of that class.";
    RECALL: "recall", "Of the rows of a class, the share that was predicted as that class.";
    F1: "F1", "The harmonic mean of precision and recall. It is low when either is.";
    ROC_AUC: "ROC AUC", "How often a random row of the class is ranked above a random other row: 0.5 is chance, 1 perfect. For more than two classes, the mean of each against the rest.";
    LOG_LOSS: "log loss", "The mean of -ln p, p being the probability given to the true class. It punishes confident mistakes; lower is better.";
    BALANCED_ACCURACY: "balanced accuracy", "The mean recall of the classes, so that each counts alike however rare it is. For two classes 0.5 is chance.";
    MCC: "MCC", "Matthews' correlation between truth and prediction: 1 is perfect, 0 chance. It uses all four corners of the confusion matrix and is hard to flatter by naming the frequent class.";
    AVERAGE_PRECISION: "average precision", "Precision, averaged over the ranks at which rows of the class are found. By chance it is the class's share.";
    BRIER: "Brier score", "The mean squared distance of the probabilities from what was so, summed over the classes where there are more than two. Lower is better; it counts ranking and calibration together.";
    INTERVAL: "interval", "Where the score lies in 95 of 100 draws of as many rows from the same rows. It says how much the figure depends on which rows were kept for it, not on the training.";
    ROC: "ROC curve", "For every threshold, the share of the class that is found against the share of the others that is taken for it. The further to the upper left, the better; the dashed line is chance.";
    PR_CURVE: "precision-recall curve", "For every threshold, how many of those decided for the class are right against how much of the class is found. It shows rare classes more honestly than the ROC curve.";
    IMPORTANCE: "permutation importance", "By how much the model gets worse when the values of one feature are shuffled among the rows, so that they no longer say anything about their row. It shows how much this model relies on the feature, not how much the feature could tell.";
    PARTIAL_DEPENDENCE: "partial dependence", "The mean prediction over many rows that are all given the same value of one feature. The thin lines, ICE, are single rows: where they cross, the feature does not have the same effect on all of them.";
    COHORT: "SHAP of many rows", "Each row is explained by itself; a dot is one row\u{2019}s attribution to a feature. The mean size of a feature\u{2019}s attributions says how much it moves the predictions of these rows.";
    CALIBRATION: "calibration", "Whether 70 % means seven in ten. Rows are put in bins by their probability, and the share that is of the class is counted in each.";
    THRESHOLD: "decision threshold", "A row is classified as the class if its probability is at least this. A lower threshold finds more rows of the class, and more false positives.";
    FALSE_POSITIVE: "false positive", "A row that is classified as the class but does not belong to it. In lending: a good customer who is refused.";
    FALSE_NEGATIVE: "false negative", "A row of the class that is missed. In lending: a bad loan that is granted.";
    EXPECTED_COST: "expected cost", "What wrong decisions cost, divided by all rows. It depends on the threshold, and is least where both kinds of error weigh alike.";
    BY_FEATURE: "errors by feature", "The rows in groups of one feature, and how often or how far each group is predicted wrongly. It shows for whom the model works less well.";
    ERROR: "errors", "Actual minus predicted, row by row. They should lie about zero evenly, wherever the prediction is.";
    PREDICTED_TRUE: "predicted against true", "Each dot is a row. On the dashed line the prediction is the truth; above it the prediction is too high.";
    CONFUSION: "confusion matrix", "Counts of rows by true class (rows) and predicted class (columns). What lies on the diagonal is right.";
    R2: "R\u{b2}", "The share of the target's variance that the predictions explain: 1 is perfect, 0 no better than the mean.";
    RMSE: "RMSE", "Root mean squared error, in the target's unit. Large errors count most.";
    EXPLAINED_VARIANCE: "explained variance", "As R\u{b2}, but a constant error does not count. Where the two differ, the predictions are too high or too low on the whole.";
    MEDIAN_ERROR: "median error", "Half of the rows are off by less. A few wild rows do not move it.";
    MAX_ERROR: "largest error", "How far off the worst row is, in the target's unit. It has no interval, since no draw of the same rows goes beyond it.";
    MAPE: "MAPE", "Mean absolute error as a share of the true value. It is undefined where a true value is 0, and unsteady near it.";
    MAE: "MAE", "Mean absolute error, in the target's unit.";
    BASELINE: "baseline", "What one gets without looking at any feature: the training part's class shares, or its mean.";
}

/// What a table is called on the page.
pub fn title(source: &Source) -> String {
    match source {
        Source::Sample(name) => samples::sample(name).map_or_else(|| name.clone(), |s| s.title.to_owned()),
        Source::File { name, .. } => name.clone(),
    }
}
