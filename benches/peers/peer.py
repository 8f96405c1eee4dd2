"""What the peers in Python share: the task, the network, and the conversation with the driver."""

import json
import sys
import time

import numpy as np


def task():
    """What is to be done; the driver names the file."""
    with open(sys.argv[1]) as file:
        return json.load(file)


def matrix(rows):
    """Rows of the task as what the network takes."""
    return np.array(rows, dtype=np.float32)


def network(layers):
    """The network as a function from rows to the probability of the second class. It is in float32 and numpy, the quickest
    of what a caller of these packages has at hand."""
    layers = [(matrix(layer["weights"]), np.array(layer["biases"], dtype=np.float32)) for layer in layers]

    def predict(x):
        h = np.asarray(x, dtype=np.float32)
        for weights, biases in layers[:-1]:
            h = h @ weights
            h += biases
            np.maximum(h, 0, out=h)
        weights, biases = layers[-1]
        return 1 / (1 + np.exp(-(h @ weights + biases)[:, 0]))

    return predict


def serve(run, result, version):
    """Says that it is ready; then, for every line that comes, runs once and tells the seconds and what was computed."""
    print(json.dumps({"version": version}), flush=True)
    for _ in sys.stdin:
        begun = time.perf_counter()
        found = run()
        seconds = time.perf_counter() - begun
        print(json.dumps({"seconds": seconds, "result": result(found)}), flush=True)
