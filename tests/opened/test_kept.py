"""What is kept of a run, and how much at most."""

import threading
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import gatescope as gs
from gatescope.errors import RequestError
from gatescope.opened import Opened, bins, limits, overview
from gatescope.opened.kept import Kept
from gatescope.opened.order import order
from gatescope.opened.steps import steps, weights
from gatescope.opened.window import Span, window
from samples import layer, numbers


def sized(nbytes: int) -> Any:
    return SimpleNamespace(nbytes=nbytes)


def test_what_was_longest_not_asked_for_goes() -> None:
    kept, computed = Kept(room=25), list[str]()

    def get(key: str) -> None:
        kept.get(key, lambda: computed.append(key) or sized(10))

    for key in "abacabd":
        get(key)
    assert computed == ["a", "b", "c", "b", "d"]


def test_what_failed_is_tried_again() -> None:
    kept = Kept()
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 // 0)
    assert kept.get("a", lambda: sized(1)).nbytes == 1


def test_two_that_ask_at_once_share_one_answer() -> None:
    kept, may_end, asked, answers = Kept(), threading.Event(), list[int](), list[Any]()

    def slow() -> Any:
        asked.append(1)
        may_end.wait(10)
        return sized(1)

    threads = [
        threading.Thread(target=lambda: answers.append(kept.get("a", slow))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    may_end.set()
    for thread in threads:
        thread.join()
    assert len(asked) == 1
    assert answers[0] is answers[1] is answers[2]


def test_a_long_run_is_read_in_blocks_and_kept_in_wider_bins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trace = gs.run(layer(gs.LSTM), numbers(300, 2))
    whole = Opened(trace).run()
    monkeypatch.setattr(bins, "BLOCK", 100)
    monkeypatch.setattr(overview, "ROOM", 1000)
    parts = Opened(trace).run()
    assert parts.overview(0, "c", 0).levels[0].width > overview.FINEST
    for columns in (3, 20, 100):
        span = Span.of(5, 290, columns, steps=300)
        expected, found = (window(run, 0, ["c"], 0, span) for run in (whole, parts))
        for name, array in expected.items():
            np.testing.assert_allclose(found[name], array, rtol=1e-6, atol=1e-7)
    for by in ("mean", "variance"):
        np.testing.assert_allclose(order(parts, 0, "c", 0, by)[1], order(whole, 0, "c", 0, by)[1])


@pytest.mark.parametrize("limit", ["ANSWER", "WHOLE", "PARAMETERS", "COMPARED"])
def test_what_is_too_much_at_once_is_refused(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Opened(gs.run(layer(gs.LSTM), numbers(40, 2))).run()
    span = Span.of(0, 40, 40, steps=40)
    asked = {
        "ANSWER": [lambda: window(run, 0, ["f"], 0, span), lambda: steps(run[0], 0, 0, 40)],
        "WHOLE": [lambda: run.overview(0, "f", 0)],
        "PARAMETERS": [lambda: weights(run[0])],
        "COMPARED": [lambda: order(run, 0, "f", 0, "similarity")],
    }[limit]
    for ask in asked:
        ask()
    for module in ("window", "steps", "overview", "order"):
        monkeypatch.setattr(f"gatescope.opened.{module}.{limit}", 1, raising=False)
    run = Opened(run[0].trace).run()
    for ask in asked:
        with pytest.raises(RequestError, match="at most 1, got"):
            ask()
    assert getattr(limits, limit) > 1
