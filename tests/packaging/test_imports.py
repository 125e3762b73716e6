"""`import gatescope` is light."""

import subprocess
import sys

HEAVY = {
    "h5py",
    "keras",
    "numba",
    "onnx",
    "pandas",
    "scipy",
    "sklearn",
    "starlette",
    "torch",
    "xarray",
    "zarr",
}


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = "import sys, gatescope; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert HEAVY.isdisjoint(done.stdout.split())
