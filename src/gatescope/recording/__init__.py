"""Recording: running layers and keeping all that happens in them."""

from gatescope.recording.edit import edit as edit
from gatescope.recording.keras.record import record_keras as record_keras
from gatescope.recording.onnx.record import record_onnx as record_onnx
from gatescope.recording.opened import open as open
from gatescope.recording.record import record as record
from gatescope.recording.run import run as run
