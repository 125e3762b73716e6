"""Threads that share a run: every piece is done once, phase by phase, whoever comes when."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from ctypes import CFUNCTYPE, c_int64, c_void_p, cast
from typing import Any

import numpy as np
import pytest

from gatescope.cells import LSTM
from gatescope.engine import forward
from gatescope.engine.kernels import job, openmp, team
from gatescope.engine.kernels.schedule import PIECES, Parts, Schedule
from gatescope.engine.kernels.table import address_of, row
from samples import layer, numbers

PHASE = CFUNCTYPE(None, c_void_p, c_int64, c_int64, c_int64)
PARTS = [Parts(1, 1), Parts(100, 8), Parts(5, 8), Parts(0, 0), Parts(7, 8, is_whole=True)]


def do(threads: int, work: Callable[[int, int, int], None]) -> None:
    """A job of `PARTS`, each piece of which is `work(phase, first, last)`."""
    function = PHASE(lambda _, *piece: work(*piece))
    schedule = Schedule.of(PARTS, threads, [None] * len(PARTS))
    places = cast(function, c_void_p).value or 0, 0, schedule.place
    own = row(job.job(*places, len(PARTS)))
    team.work(address_of(own), threads)


@pytest.fixture(params=["own", "OpenMP"])
def whose(request: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """Whose threads they are."""
    found: str = request.param
    if found == "OpenMP":
        pytest.importorskip("torch")
        if sys.platform != "linux":
            pytest.skip("nobody promises OpenMP here")
    else:
        monkeypatch.setattr(openmp, "_FORKED", [True])
    return found


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_every_part_is_done_once_and_phase_by_phase(whose: str, threads: int) -> None:
    for _ in range(20):
        done = list[tuple[int, int]]()

        def note(phase: int, *ends: int, done: Any = done) -> None:
            done.extend((phase, n) for n in range(*ends))

        do(threads, note)
        assert sorted(done) == [(n, m) for n, own in enumerate(PARTS) for m in range(own.most)]
        assert [phase for phase, _ in done] == sorted(phase for phase, _ in done)


def test_several_threads_take_part(whose: str) -> None:
    seen, late = set[int](), time.monotonic() + 10

    def wait_for_another(phase: int, *_: int) -> None:
        seen.add(threading.get_ident())
        while PARTS[phase].most > 1 and len(seen) < 2 and time.monotonic() < late:
            time.sleep(0.001)

    do(2, wait_for_another)
    assert len(seen) == 2
    assert threading.get_ident() in seen


def test_who_falls_asleep_while_others_are_woken_takes_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The others see the job before they sleep, however long the one who leads is held up."""
    wake, has_come = team.Team._wake, threading.Event()

    def wake_and_wait(own: team.Team) -> None:
        wake(own)
        assert has_come.wait(10)

    monkeypatch.setattr(openmp, "_FORKED", [True])
    monkeypatch.setattr(team.Team, "_wake", wake_and_wait)
    do(2, lambda *_: has_come.set())


def test_an_interrupted_call_leaves_no_job_open(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: team.Team) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(openmp, "_FORKED", [True])
    done = list[int]()
    with monkeypatch.context() as during:
        during.setattr(team.Team, "_wake", interrupt)
        with pytest.raises(KeyboardInterrupt):
            do(2, lambda phase, *_: done.append(phase))
    first = len(done)
    assert first
    do(2, lambda phase, *_: done.append(phase))
    assert len(done) == 2 * first


def test_runs_at_the_same_time_are_as_one_by_one(
    whose: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATESCOPE_NUM_THREADS", "2")
    monkeypatch.setattr("gatescope.engine.kernels.space.WORTH", 1)
    weights, given = layer(LSTM, 6, 17), [numbers(9, 5, 6, seed=n) for n in range(8)]
    expected = [forward(weights, x, engine="kernel")["h"].copy() for x in given]
    with ThreadPoolExecutor(4) as pool:
        for _ in range(10):
            found = pool.map(lambda x: forward(weights, x, engine="kernel")["h"].copy(), given)
            assert all((a == b).all() for a, b in zip(expected, found, strict=True))


@pytest.mark.parametrize("before", ["", "import torch; torch.randn(512, 512).sum()"])
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the platform does not fork")
def test_a_forked_process_has_threads_of_its_own(before: str) -> None:
    pytest.importorskip("torch")
    program = f"""
import os
import numpy as np
os.environ["GATESCOPE_NUM_THREADS"] = "2"
{before}
import gatescope
from gatescope.engine import forward
weights = gatescope.Weights.random(gatescope.LSTM, input_size=64, hidden_size=64, seed=0)
def run():
    return forward(weights, np.ones((64, 16, 64)), engine="kernel")["h"].sum()
expected = run()
child = os.fork()
if not child:
    os._exit(0 if run() == expected else 1)
assert os.waitpid(child, 0)[1] == 0
assert run() == expected
"""
    subprocess.run([sys.executable, "-W", "ignore", "-c", program], check=True, timeout=120)


def test_pieces_cover_all_parts_and_are_about_alike() -> None:
    for threads in (1, 2, 5):
        for most in (1, 3, 50):
            bounds = Parts(most, 99).bounds(threads)
            sizes = np.diff(bounds)
            assert (bounds[0], bounds[-1]) == (0, most)
            assert sizes.max() - sizes.min() <= 1
            assert len(sizes) == min(most, PIECES * threads if threads > 1 else 1)
    assert Parts(50, 99, is_whole=True).bounds(2) == [0, 25, 50]
    # Where the first parts are half of the work, they are half of the pieces.
    assert Parts(4, 2, is_whole=True).bounds(2, np.array([6, 8, 10, 12])) == [0, 1, 4]
