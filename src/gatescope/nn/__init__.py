"""PyTorch modules on the engine: they train as torch.nn's do, give their gates, and take edits.

`LSTM`, `GRU` and `RNN` have the constructor, the parameters and the state dict of torch.nn's;
`Recurrent` is a layer of any cell.
"""

from gatescope.extras import needed

needed("torch", by="gatescope.nn", extra="torch")

from gatescope.nn.layers import GRU as GRU  # noqa: E402
from gatescope.nn.layers import LSTM as LSTM  # noqa: E402
from gatescope.nn.layers import RNN as RNN  # noqa: E402
from gatescope.nn.recurrent import Recurrent as Recurrent  # noqa: E402
