"""Edits as data, and what they compose to."""

from gatescope.edits.compose import Coefficients as Coefficients
from gatescope.edits.compose import check as check
from gatescope.edits.compose import compose as compose
from gatescope.edits.edit import KINDS as KINDS
from gatescope.edits.edit import Clamp as Clamp
from gatescope.edits.edit import Edit as Edit
from gatescope.edits.edit import Scale as Scale
from gatescope.edits.edit import Shift as Shift
from gatescope.edits.edit import Swap as Swap
from gatescope.edits.edit import edit_from_json as edit_from_json
