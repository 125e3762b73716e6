"""The long short-term memory: Hochreiter and Schmidhuber 1997, with the forget gate of Gers,
Schmidhuber and Cummins 2000."""

from gatescope.cells.cell import Cell
from gatescope.cells.expression import affine, previous, sigma, tanh, x
from gatescope.cells.words import FORGET, HIDDEN, INPUT, OUTPUT
from gatescope.names import Word

h, c = previous("h"), previous("c")
f = sigma(affine("f", h=h, x=x))
i = sigma(affine("i", h=h, x=x))
g = tanh(affine("g", h=h, x=x))
o = sigma(affine("o", h=h, x=x))
c_next = f * c + i * g
h_next = o * tanh(c_next)

LSTM = Cell(
    "lstm",
    title="LSTM",
    values={"f": f, "i": i, "g": g, "o": o},
    next={"c": c_next, "h": h_next},
    words={
        "f": FORGET,
        "i": INPUT,
        "g": Word(r"\tilde{C}", "candidate", "candidate", subscript="C"),
        "c": Word("C", "cell state", "cell"),
        "o": OUTPUT,
        "h": HIDDEN,
    },
)
"""`f`, `i`, `o` gates; `g` candidate; states `c` and `h`."""
