"""lime: one row of a table. The statistics of the training rows are made outside of the timed part."""

import importlib.metadata

import lime.lime_tabular
import numpy as np

import peer

VERSION = f"lime {importlib.metadata.version('lime')}"

task = peer.task()
predict = peer.network(task["network"])
row = np.array(task["rows"][0])


def probabilities(x):
    p = predict(x)
    return np.column_stack([1 - p, p])


explainer = lime.lime_tabular.LimeTabularExplainer(peer.matrix(task["x"]).astype(float), random_state=1)


def run():
    return explainer.explain_instance(
        row, probabilities, num_features=task["features"], num_samples=task["samples"]
    )


def result(found):
    values = [0.0] * len(row)
    for feature, value in found.as_map()[1]:
        values[feature] = float(value)
    return {"predictions": predict(task["x"]).tolist(), "values": values, "r2": float(found.score)}


peer.serve(run, result, VERSION)
