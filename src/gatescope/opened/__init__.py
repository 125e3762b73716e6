"""A trace as the page draws it: cut into windows, put in order, edited and run again."""

from gatescope.opened.opened import Opened as Opened
from gatescope.opened.sources import open_model as open_model
from gatescope.opened.sources import open_trace as open_trace
