"""Traces: what one is, how it is built, and how it is kept."""

from gatescope.trace.build import build as build
from gatescope.trace.schema import FORMAT as FORMAT
from gatescope.trace.schema import cell_of as cell_of
from gatescope.trace.schema import edits_of as edits_of
from gatescope.trace.schema import validate as validate
