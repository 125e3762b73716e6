"""The trained models that come with the package."""

from gatescope.bundled.checkpoints import write_checkpoints as write_checkpoints
from gatescope.bundled.files import load_model as load_model
from gatescope.bundled.files import models as models
from gatescope.bundled.files import read_model as read_model
from gatescope.bundled.files import write_model as write_model
from gatescope.bundled.model import Encoding as Encoding
from gatescope.bundled.model import Model as Model
from gatescope.bundled.model import Readout as Readout
