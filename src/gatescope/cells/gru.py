"""The gated recurrent unit: Cho et al. 2014, in the four forms that are in use."""

from typing import Literal

from gatescope.cells.activation import Activation, limited, named
from gatescope.cells.cell import Cell
from gatescope.cells.expression import Expression, affine, previous, sigma, tanh, x
from gatescope.cells.words import HIDDEN, RESET
from gatescope.errors import CellError
from gatescope.names import Word

_NAMES = {
    ("before", "new"): "gru",
    ("before", "old"): "gru_z_old",
    ("after", "old"): "gru_reset_after",
    ("after", "new"): "gru_reset_after_z_new",
}


def gru(
    reset: Literal["before", "after"] = "before",
    z: Literal["new", "old"] = "new",
    *,
    gate: Activation = sigma,
    candidate: Activation = tanh,
    limit: float | None = None,
) -> Cell:
    """A GRU, in one of four forms.

    `reset` says whether the reset gate acts before the recurrent product (Cho et al. 2014) or
    after it (cuDNN, PyTorch); `z` whether an open update gate takes the new value (Chung et al.
    2014) or keeps the old one (PyTorch, Keras, ONNX). The two resets are different functions; the
    two senses of `z` convert into each other by negating `z.h`, `z.x` and `z.b`.

    Raises:
        CellError: an option is none of these.
    """
    if (reset, z) not in _NAMES:
        raise CellError(
            f'Expected reset="before" or "after" and z="new" or "old", got {reset=}, {z=}.'
        )
    h, opened = previous("h"), limited(gate, limit)
    r = opened(affine("r", h=h, x=x))
    update = opened(affine("z", h=h, x=x))
    total = affine("n", h=r * h, x=x) if reset == "before" else _reset_after(r, h)
    n = limited(candidate, limit)(total)
    h_next = (1 - update) * h + update * n if z == "new" else update * h + (1 - update) * n
    return Cell(
        named(_NAMES[reset, z], [(gate, sigma), (candidate, tanh)], limit),
        title="GRU",
        values={"r": r, "z": update, "n": n},
        next={"h": h_next},
        words=_words(z),
    )


def _reset_after(r: Expression, h: Expression) -> Expression:
    return affine("n_x", x=x) + r * affine("n_h", h=h)


def _words(z: str) -> dict[str, Word]:
    low, high = ("keep", "replace") if z == "new" else ("replace", "keep")
    candidate = r"\tilde{h}"
    return {
        "r": RESET,
        "z": Word("z", "update gate", "update", subscript="z", low=low, high=high),
        "n": Word(candidate, "candidate", "candidate", subscript="h"),
        "n_x": Word(candidate, "candidate, from the input", "candidate", subscript="hx"),
        "n_h": Word(candidate, "candidate, from the past", "candidate", subscript="hh"),
        "h": HIDDEN,
    }


GRU = gru("before", "new")
"""`r`, `z` gates; `n` candidate; state `h`; as Chung et al. 2014 write it."""

GRU_RESET_AFTER = gru("after", "old")
"""The GRU of PyTorch, cuDNN and Keras."""
