"""Compares the default model with scikit-learn's linear models on the same rows, and writes docs/default-models.md.

    compare.py OURS PAGE

OURS is what benches/defaults/main.rs wrote: a line of JSON for each table and seed. The models of scikit-learn are fitted to the
training rows of the file itself, encoded by scikit-learn. Ends with an error where scikit-learn's mean score is above the default's mean interval.
"""

import csv
import json
import sys

import numpy as np
import sklearn
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

# The normal quantile of 97.5 %.
Z = 1.959963984540054


def load(table):
    """A bundled table by column; an empty cell of a number is nan."""
    with open(f"www/data/{table}.csv", encoding="utf-8", newline="") as file:
        names, *rows = csv.reader(file)
    return {name: np.array(cells, dtype=object) for name, cells in zip(names, zip(*rows))}


def theirs(run, columns):
    """What scikit-learn predicts for the test rows."""
    numbers = [np.array([float(c) if c else np.nan for c in columns[n]]) for n in run["numbers"]]
    categories = [columns[n] for n in run["categories"]]
    x = np.array([*numbers, *categories], dtype=object).T
    encode = make_column_transformer(
        (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), list(range(len(numbers)))),
        (OneHotEncoder(handle_unknown="ignore"), list(range(len(numbers), x.shape[1]))),
    )
    train, test = np.array(run["train"]), np.array(run["test"])
    y = columns[run["target"]]
    if run["classes"]:
        model = make_pipeline(encode, LogisticRegression(max_iter=10_000)).fit(x[train], y[train])
        order = [list(model.classes_).index(name) for name in run["classes"]]
        return model.predict_proba(x[test])[:, order]
    y = y.astype(float)
    return make_pipeline(encode, Ridge()).fit(x[train], y[train]).predict(x[test])


def wilson(hits, n):
    """Ends of the interval of a rate."""
    p, z2 = hits / n, Z * Z
    middle, half = p + z2 / (2 * n), Z * np.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    # At the ends the two are equal but for rounding.
    high = 1.0 if hits == n else (middle + half) / (1 + z2 / n)
    return (middle - half) / (1 + z2 / n), high


def scores(run, predicted, truth):
    """Score, its interval, and log loss: of classes the accuracy, of a number RMSE as a negative."""
    if run["classes"]:
        right = predicted.argmax(axis=1) == truth
        low, high = wilson(right.sum(), len(truth))
        loss = -np.log(np.clip(predicted[np.arange(len(truth)), truth], 1e-15, 1)).mean()
        return right.mean(), low, high, loss
    squares = (predicted - truth) ** 2
    rng = np.random.default_rng(1)
    draws = [squares[rng.integers(0, len(truth), len(truth))].mean() for _ in range(1000)]
    high, low = np.sqrt(np.quantile(draws, [0.025, 0.975]))
    return -np.sqrt(squares.mean()), -low, -high, np.nan


def compared(runs):
    """A table's runs beside scikit-learn's, an array of one row a seed: ours, low, high, loss, theirs, their loss."""
    columns, found = load(runs[0]["table"]), []
    for run in runs:
        y = columns[run["target"]][run["test"]]
        truth = np.array([run["classes"].index(v) for v in y]) if run["classes"] else y.astype(float)
        ours = np.array(run["predicted"]).reshape(len(truth), -1)
        ours = scores(run, ours if run["classes"] else ours[:, 0], truth)
        other = scores(run, theirs(run, columns), truth)
        found.append([*ours, other[0], other[3]])
    return np.array(found)


def row(runs, found):
    """A line of the table, and whether scikit-learn's mean is above the default's mean interval."""
    score, low, high, loss, other, other_loss = found.mean(axis=0)
    is_class = bool(runs[0]["classes"])
    shown = (lambda v: f"{100 * v:.1f} %") if is_class else (lambda v: f"{-v:.1f}")
    within = int(((found[:, 2] >= found[:, 4])).sum())
    losses = f"{loss:.3f} | {other_loss:.3f}" if is_class else "| "
    ends = f"{shown(low)} to {shown(high)}" if is_class else f"{shown(high)} to {shown(low)}"
    beats = sum(run["beats"] for run in runs)
    cells = [
        runs[0]["title"], "accuracy" if is_class else "RMSE", shown(score), ends, shown(other), losses,
        f"{within} of {len(runs)}", f"{beats} of {len(runs)}",
    ]
    return "| " + " | ".join(cells) + " |", high < other


HEAD = """# Default models

How good the network is that is trained unless another model is chosen, beside a linear model of scikit-learn {version}
(`LogisticRegression()` for classes, `Ridge()` for a number) on the same rows, over {n} seeds of split and weights. Written
by `make default-models`, which ends with an error where the mean of scikit-learn's scores is above the default's mean interval.

Each figure is the mean over the seeds, on the 20 % of the rows that are kept for the test. The interval is the mean 95 %
interval of one test (Wilson's of the accuracy, bootstrapped of RMSE). "Within" counts the seeds in which the upper end of the
default's own interval reaches scikit-learn's score; where nearly all rows are right, one row more that is wrong is enough to miss
it, since no interval of less than all reaches 100 %. "Beats" counts those in which the page says that the model beats its baseline
by more than chance.

| table | score | default | its interval | scikit-learn | log loss | scikit-learn's | within | beats |
|---|---|---|---|---|---|---|---|---|
"""


def main(ours, page):
    runs = {}
    with open(ours, encoding="utf-8") as file:
        for line in file:
            run = json.loads(line)
            runs.setdefault(run["table"], []).append(run)
    lines = [row(of, compared(of)) for of in runs.values()]
    n = len(next(iter(runs.values())))
    text = HEAD.format(version=sklearn.__version__, n=n) + "\n".join(line for line, _ in lines) + "\n"
    with open(page, "w", encoding="utf-8") as file:
        file.write(text)
    print(text)
    if any(worse for _, worse in lines):
        sys.exit("a default is worse than scikit-learn's by more than its interval")


main(*sys.argv[1:])
