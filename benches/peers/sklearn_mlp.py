"""scikit-learn: the network of the task trained from its own random start."""

import warnings

import numpy as np
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

import peer

# That it has not converged after so few epochs is known.
warnings.simplefilter("ignore", ConvergenceWarning)

task = peer.task()
x, y = peer.matrix(task["x"]), np.array(task["y"])
spec = task["spec"]["Network"]


def run():
    network = MLPClassifier(
        hidden_layer_sizes=spec["hidden"],
        activation="relu",
        solver="adam",
        alpha=spec["l2"],
        batch_size=spec["batch"],
        learning_rate_init=spec["learning_rate"],
        max_iter=spec["epochs"],
        random_state=1,
    )
    return network.fit(x, y)


def result(found):
    return {"accuracy": float(found.score(x, y))}


peer.serve(run, result, f"scikit-learn {sklearn.__version__}")
