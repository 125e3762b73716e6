"""Training the bundled models: `python -m gatescope.training`. Needs the extra `train`."""
