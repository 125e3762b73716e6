"""Rows divided among threads."""

import os
import subprocess
import sys

import pytest

from gatescope.engine.kernels import threads


@pytest.mark.parametrize(("rows", "most"), [(1, 8), (7, 3), (8, 0), (5, 99)])
def test_every_row_is_done_once(rows: int, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATESCOPE_NUM_THREADS", "3")
    done: list[int] = []
    threads.divide(lambda first, last: done.extend(range(first, last)), rows, most)
    assert sorted(done) == list(range(rows))


def test_what_goes_wrong_in_a_thread_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATESCOPE_NUM_THREADS", "2")

    def work(first: int, _: int) -> None:
        if first:
            raise ValueError("in a thread")

    with pytest.raises(ValueError, match="in a thread"):
        threads.divide(work, 4, 4)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the platform does not fork")
def test_a_forked_process_has_threads_of_its_own() -> None:
    program = """
import os
os.environ["GATESCOPE_NUM_THREADS"] = "2"
from gatescope.engine.kernels import threads
def run():
    done = []
    threads.divide(lambda first, last: done.extend(range(first, last)), 4, 4)
    return sorted(done) == [0, 1, 2, 3]
assert run()
child = os.fork()
if not child:
    os._exit(0 if run() else 1)
assert os.waitpid(child, 0)[1] == 0
"""
    subprocess.run([sys.executable, "-W", "ignore", "-c", program], check=True, timeout=120)
