"""shap: Kernel SHAP with its own budget of coalitions, all features kept."""

import numpy as np
import shap

import peer

task = peer.task()
rows = peer.matrix(task["rows"]).astype(float)
predict = peer.network(task["network"])
explainer = shap.KernelExplainer(predict, peer.matrix(task["background"]).astype(float))


def run():
    np.random.seed(1)
    return explainer.shap_values(rows, nsamples="auto", l1_reg=False, silent=True)


def result(found):
    base = float(explainer.expected_value)
    predictions = predict(rows).tolist()
    return {"base": base, "predictions": predictions, "values": found.tolist(), "coalitions": explainer.nsamplesAdded}


peer.serve(run, result, f"shap {shap.__version__}")
