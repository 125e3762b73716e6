"""From other tools' layers to `Weights`: one file and one `from_…` for each tool."""

from gatescope.convert.found import Found as Found
from gatescope.convert.found import Recurrent as Recurrent
from gatescope.convert.layout import Layout as Layout
from gatescope.convert.layout import unstack as unstack
from gatescope.convert.load import load_weights as load_weights
from gatescope.convert.torch import from_torch as from_torch
