"""Before anything of Gatescope is imported: shapes in signatures are checked, chance is fixed."""

import os

from hypothesis import settings
from jaxtyping import install_import_hook

install_import_hook(
    ["gatescope.engine", "gatescope.recording", "gatescope.weights"], "signatures.checked"
)

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
