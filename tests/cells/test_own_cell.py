"""A cell that is written down here, and nowhere else: the minimal gated unit, Zhou et al. 2016."""

import numpy as np

from gatescope import Cell, Clamp, Weights, run
from gatescope.cells import affine, previous, sigma, tanh, x
from gatescope.names import Word
from gatescope.trace import cell_of
from samples import numbers
from tolerances import assert_close

h = previous("h")
f = sigma(affine("f", h=h, x=x))
n = tanh(affine("n", h=f * h, x=x))
MGU = Cell(
    "mgu",
    values={"f": f, "n": n},
    next={"h": (1 - f) * h + f * n},
    words={"n": Word(r"\tilde{h}", "candidate", "candidate", subscript="h")},
)
WEIGHTS = Weights.random(MGU, input_size=2, hidden_size=3, seed=1, forget_bias=1.0)
X = numbers(6, 2, 2)


def test_it_runs() -> None:
    W, h = WEIGHTS, np.zeros((2, 3))
    trace = run(WEIGHTS, X)
    for t, x_t in enumerate(X):
        f = 1 / (1 + np.exp(-(h @ W["f.h"].T + x_t @ W["f.x"].T + W["f.b"])))
        n = np.tanh((f * h) @ W["n.h"].T + x_t @ W["n.x"].T + W["n.b"])
        h = (1 - f) * h + f * n
        assert_close(trace["h"][t], h, "float64")


def test_it_has_equations() -> None:
    assert [MGU.latex(value) for value in MGU.values] == [
        r"f_t = \sigma(W_f \cdot [h_{t-1}, x_t] + b_f)",
        r"\tilde{h}_t = \tanh(W_h \cdot [f_t * h_{t-1}, x_t] + b_h)",
        r"h_t = (1 - f_t) * h_{t-1} + f_t * \tilde{h}_t",
    ]


def test_it_has_gradients() -> None:
    grad = numbers(6, 2, 3, seed=5)
    trace = run(WEIGHTS, X, gradients={"h": grad})
    step = 1e-5
    moved = [{**WEIGHTS, "f.b": WEIGHTS["f.b"] + sign * np.eye(3)[0] * step} for sign in (1, -1)]
    more, less = ((run(Weights(MGU, w), X)["h"].values * grad).sum() for w in moved)
    # Central differences lose half of the digits; the adjoint's own test is exact.
    assert np.isclose(trace["grad_f.b"][0], (more - less) / (2 * step), rtol=1e-6)


def test_it_can_be_edited() -> None:
    shut = run(WEIGHTS, X, initial={"h": np.ones(3)}, edits=[Clamp("f", 0.0)])
    assert np.array_equal(shut["h"], np.ones((6, 2, 3)))


def test_its_trace_says_what_it_is() -> None:
    assert cell_of(run(WEIGHTS, X)) == MGU
