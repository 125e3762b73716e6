"""Recording: running layers and keeping all that happens in them."""

from gatescope.recording.run import run as run
