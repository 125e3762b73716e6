"""The plain recurrent network: Elman 1990; with relu: Le, Jaitly and Hinton 2015."""

from gatescope.cells.activation import Activation, limited, named
from gatescope.cells.cell import Cell
from gatescope.cells.expression import affine, previous, relu, tanh, x
from gatescope.cells.words import HIDDEN


def rnn(*, activation: Activation = tanh, limit: float | None = None) -> Cell:
    """A plain recurrent layer; `limit` cuts off at ±limit what goes into its activation."""
    own = named("rnn", [(activation, tanh)], limit)
    return Cell(
        own,
        title="RNN" if own == "rnn" else f"RNN, {own.removeprefix('rnn_').replace('_', ' ')}",
        values={},
        next={"h": limited(activation, limit)(affine("h", h=previous("h"), x=x))},
        words={"h": HIDDEN},
    )


RNN = rnn()
"""No gate; state `h`."""

RNN_RELU = rnn(activation=relu)
"""No gate; state `h`, which nothing bounds."""
