"""The command `gatescope`."""

from gatescope.cli.main import main

__all__ = ["main"]
