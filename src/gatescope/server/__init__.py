"""Serves the built page, and an opened trace, from this machine."""

from gatescope.server.app import create_app
from gatescope.server.serve import serve

__all__ = ["create_app", "serve"]
