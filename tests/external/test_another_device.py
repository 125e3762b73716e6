"""A model on a device that is not the CPU: on a GPU, where there is one, and on any machine on one
that is made for the purpose.

That one is like no GPU, but a tensor that is taken for the CPU's fails as it would there. It is the
whole process's, and so has one of its own.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch.utils import cpp_extension

HERE = Path(__file__).parent
COMPILER = shutil.which("c++")


@pytest.fixture(scope="module")
def device(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that brings the device."""
    found = tmp_path_factory.mktemp("device") / "libdevice.so"
    headers = [f"-isystem{path}" for path in cpp_extension.include_paths()]
    libraries = [f"-L{Path(torch.__file__).parent / 'lib'}", "-ltorch_cpu", "-lc10"]
    options = ["-std=c++20", "-O0", "-shared", "-fPIC", "-o", str(found)]
    source = str(HERE / "another_device.cpp")
    subprocess.run([COMPILER or "c++", source, *options, *headers, *libraries], check=True)
    return found


@pytest.mark.skipif(COMPILER is None or sys.platform != "linux", reason="needs Linux and c++")
def test_all_that_is_done_with_a_model_is_done_there(device: Path) -> None:
    run_tests(GATESCOPE_TEST_DEVICE=str(device))


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_and_on_a_gpu() -> None:
    run_tests()


def run_tests(**environment: str) -> None:
    tests = ["-p", "no:cacheprovider", "-q", str(HERE / "on_another_device.py")]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *tests],
        cwd=HERE.parents[1],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:]
