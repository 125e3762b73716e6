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


def test_serving_the_page_alone_imports_nothing_that_reads_traces() -> None:
    code = "import sys, gatescope.cli, gatescope.server; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (HEAVY - {"starlette"}).isdisjoint(done.stdout.split())


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = "import sys, gatescope; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert HEAVY.isdisjoint(done.stdout.split())
