"""The long short-term memory: Hochreiter and Schmidhuber 1997, with the forget gate of Gers,
Schmidhuber and Cummins 2000; with peepholes: Gers, Schraudolph and Schmidhuber 2002; with a
projected `h`: Sak, Senior and Beaufays 2014."""

from gatescope.cells.activation import Activation, limited, named
from gatescope.cells.cell import Cell
from gatescope.cells.expression import (
    Expression,
    affine,
    diagonal,
    previous,
    projection,
    sigma,
    tanh,
    x,
)
from gatescope.cells.words import FORGET, HIDDEN, INPUT, OUTPUT
from gatescope.names import Word

_WORDS = {
    "f": FORGET,
    "i": INPUT,
    "g": Word(r"\tilde{C}", "candidate", "candidate", subscript="C"),
    "c": Word("C", "cell state", "cell"),
    "o": OUTPUT,
    "h": HIDDEN,
}


def lstm(
    *,
    peepholes: bool = False,
    coupled: bool = False,
    projected: bool = False,
    gate: Activation = sigma,
    candidate: Activation = tanh,
    output: Activation = tanh,
    limit: float | None = None,
) -> Cell:
    """An LSTM, in one of the forms that are in use.

    With `peepholes` each gate also reads the cell state, unit by unit: `f` and `i` the one before
    the step, `o` the one after it. With `coupled` gates `f` is `1 - i`. A `projected` `h` is a
    matrix times what the output gate lets through, and has a size of its own. `limit` cuts off what
    goes into the gates and the candidate at ±limit, as ONNX Runtime does.
    """
    h, c = previous("h"), previous("c")

    def opened(label: str, memory: Expression) -> Expression:
        total = affine(label, h=h, x=x)
        return limited(gate, limit)(total + diagonal(label, c=memory) if peepholes else total)

    i = opened("i", c)
    f = 1 - i if coupled else opened("f", c)
    g = limited(candidate, limit)(affine("g", h=h, x=x))
    c_next = f * c + i * g
    o = opened("o", c_next)
    shown = o * output(c_next)
    order = {"i": i, "f": f} if coupled else {"f": f, "i": i}
    return Cell(
        named(
            "lstm" + "_peephole" * peepholes + "_coupled" * coupled + "_projected" * projected,
            [(gate, sigma), (candidate, tanh), (output, tanh)],
            limit,
        ),
        title="LSTM"
        + " with peepholes" * peepholes
        + ", coupled gates" * coupled
        + ", projected" * projected,
        values={**order, "g": g, "o": o},
        next={"c": c_next, "h": projection("h", m=shown) if projected else shown},
        words=_WORDS,
    )


LSTM = lstm()
"""`f`, `i`, `o` gates; `g` candidate; states `c` and `h`."""

LSTM_PEEPHOLE = lstm(peepholes=True)
"""Its gates see the cell state, each unit its own."""

LSTM_COUPLED = lstm(coupled=True)
"""Its forget gate is shut as far as its input gate is open."""

LSTM_PROJECTED = lstm(projected=True)
"""Its `h` is a projection of what the output gate lets through, with fewer numbers than units."""
