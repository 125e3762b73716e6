"""The command, as `python -m gatescope`."""

from gatescope.cli import main

main()
