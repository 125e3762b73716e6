"""Engines: what runs a cell. `forward` gives plain arrays, `backward` their gradients."""

from gatescope.engine.arrays import light as light
from gatescope.engine.engine import Engine as Engine
from gatescope.engine.engine import backward as backward
from gatescope.engine.engine import forward as forward
from gatescope.engine.rebuild import rebuild as rebuild
from gatescope.engine.rebuild import sources as sources
from gatescope.engine.result import Gradients as Gradients
from gatescope.engine.result import Result as Result
