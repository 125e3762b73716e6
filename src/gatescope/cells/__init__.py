"""Cells as data: the table of operations, the graph, and one file for each cell."""

from gatescope.cells.activation import Activation as Activation
from gatescope.cells.axes import Axis as Axis
from gatescope.cells.cell import Cell as Cell
from gatescope.cells.expression import Expression as Expression
from gatescope.cells.expression import affine as affine
from gatescope.cells.expression import clip as clip
from gatescope.cells.expression import diagonal as diagonal
from gatescope.cells.expression import elu as elu
from gatescope.cells.expression import hard_sigmoid as hard_sigmoid
from gatescope.cells.expression import leaky_relu as leaky_relu
from gatescope.cells.expression import offset as offset
from gatescope.cells.expression import previous as previous
from gatescope.cells.expression import projection as projection
from gatescope.cells.expression import relu as relu
from gatescope.cells.expression import scale as scale
from gatescope.cells.expression import sigma as sigma
from gatescope.cells.expression import softplus as softplus
from gatescope.cells.expression import softsign as softsign
from gatescope.cells.expression import tanh as tanh
from gatescope.cells.expression import x as x
from gatescope.cells.graph import Node as Node
from gatescope.cells.gru import GRU as GRU
from gatescope.cells.gru import GRU_RESET_AFTER as GRU_RESET_AFTER
from gatescope.cells.gru import gru as gru
from gatescope.cells.lstm import LSTM as LSTM
from gatescope.cells.lstm import LSTM_COUPLED as LSTM_COUPLED
from gatescope.cells.lstm import LSTM_PEEPHOLE as LSTM_PEEPHOLE
from gatescope.cells.lstm import LSTM_PROJECTED as LSTM_PROJECTED
from gatescope.cells.lstm import lstm as lstm
from gatescope.cells.operations import OPERATIONS as OPERATIONS
from gatescope.cells.operations import SOURCES as SOURCES
from gatescope.cells.rnn import RNN as RNN
from gatescope.cells.rnn import RNN_RELU as RNN_RELU
from gatescope.cells.rnn import rnn as rnn

ALL: tuple[Cell, ...] = (LSTM, GRU, gru("before", "old"), GRU_RESET_AFTER, gru("after", "new"), RNN)
"""Every cell that the page comes with."""

OTHERS: tuple[Cell, ...] = (RNN_RELU, LSTM_PEEPHOLE, LSTM_COUPLED, LSTM_PROJECTED)
"""Cells that other tools' models bring, and that reach the page with them."""
