"""The plain recurrent network: Elman 1990."""

from gatescope.cells.cell import Cell
from gatescope.cells.expression import affine, previous, tanh, x
from gatescope.cells.words import HIDDEN

RNN = Cell(
    "rnn",
    title="RNN",
    values={},
    next={"h": tanh(affine("h", h=previous("h"), x=x))},
    words={"h": HIDDEN},
)
"""No gate; state `h`."""
