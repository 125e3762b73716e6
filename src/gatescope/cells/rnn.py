"""The plain recurrent network: Elman 1990; with relu: Le, Jaitly and Hinton 2015."""

from gatescope.cells.cell import Cell
from gatescope.cells.expression import affine, previous, relu, tanh, x
from gatescope.cells.words import HIDDEN

RNN = Cell(
    "rnn",
    title="RNN",
    values={},
    next={"h": tanh(affine("h", h=previous("h"), x=x))},
    words={"h": HIDDEN},
)
"""No gate; state `h`."""

RNN_RELU = Cell(
    "rnn_relu",
    title="RNN, relu",
    values={},
    next={"h": relu(affine("h", h=previous("h"), x=x))},
    words={"h": HIDDEN},
)
"""No gate; state `h`, which nothing bounds."""
