"""shap: the Shapley values of one row by all coalitions."""

import shap

import peer

task = peer.task()
rows = peer.matrix(task["rows"]).astype(float)
background = peer.matrix(task["background"]).astype(float)
predict = peer.network(task["network"])
masker = shap.maskers.Independent(background, max_samples=len(background))
explainer = shap.explainers.Exact(predict, masker)


def run():
    return explainer(rows, silent=True)


def result(found):
    return {
        "base": float(found.base_values[0]),
        "predictions": predict(rows).tolist(),
        "values": found.values.tolist(),
    }


peer.serve(run, result, f"shap {shap.__version__}")
