"""`gatescope.explore`: the server beside a program."""

import logging
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import xarray as xr

import gatescope as gs
from command import PATIENCE
from gatescope.errors import ServerError, TraceError
from samples import layer, numbers


@pytest.fixture(scope="module")
def trace() -> xr.Dataset:
    return gs.run(layer(gs.GRU), numbers(5, 2))


def test_it_serves_until_it_is_closed(
    trace: xr.Dataset, capsys: pytest.CaptureFixture[str]
) -> None:
    with gs.explore(trace, title="mine", open_page=False, block=False) as running:
        address, _, token = running.address.partition("/#token=")
        key = {"authorization": f"Bearer {token}"}
        assert httpx.get(f"{address}/api/opened", headers=key).json()["title"] == "mine"
        assert httpx.get(f"{address}/api/opened").status_code == 401
        assert running.address in running._repr_html_()
    assert capsys.readouterr().out == f"Gatescope: {running.address}\n"
    with pytest.raises(httpx.ConnectError):
        httpx.get(address)
    running.close()


def test_two_at_once_have_their_own_tokens(trace: xr.Dataset) -> None:
    with (
        gs.explore(trace, open_page=False, block=False) as one,
        gs.explore(trace, open_page=False, block=False) as other,
    ):
        token = one.address.partition("=")[2]
        there = other.address.partition("/#")[0]
        answer = httpx.get(f"{there}/api/opened", headers={"authorization": f"Bearer {token}"})
        assert answer.status_code == 401


def test_a_store_is_opened_by_its_path(trace: xr.Dataset, tmp_path: Path) -> None:
    gs.save(trace, tmp_path / "run.zarr")
    with gs.explore(tmp_path / "run.zarr", open_page=False, block=False) as running:
        assert running.address.startswith("http://127.0.0.1:")
    with pytest.raises(TraceError):
        gs.explore(tmp_path / "nix.zarr", open_page=False, block=False)


SCRIPT = """
import signal
import gatescope as gs
# What a shell runs in the background begins with Ctrl-C ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
gs.explore(gs.load_model("adding", "gru")([[0.5, 1]]), open_page=False)
print("after")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for one process there")
def test_in_a_script_it_serves_until_ctrl_c() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as script:
        try:
            assert script.stdout is not None
            assert script.stdout.readline().startswith("Gatescope: http://127.0.0.1:")
            script.send_signal(signal.SIGINT)
            assert script.communicate(timeout=PATIENCE) == ("after\n", "")
        finally:
            script.kill()
    assert script.returncode == 0


def test_a_port_in_use_is_told(trace: xr.Dataset) -> None:
    with gs.explore(trace, open_page=False, block=False) as running:
        port = int(running.address.partition("/#")[0].rpartition(":")[2])
        with pytest.raises(ServerError, match=f"expected port {port}"):
            gs.explore(trace, port=port, open_page=False, block=False)


def test_listening_to_other_machines_is_said(
    trace: xr.Dataset, capsys: pytest.CaptureFixture[str]
) -> None:
    with gs.explore(trace, host="0.0.0.0", open_page=False, block=False):
        said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "listening at 0.0.0.0, where other machines can reach it" in said


def test_the_programs_own_logging_is_left_alone(trace: xr.Dataset) -> None:
    handler = Closing()
    logging.getLogger("of a program").addHandler(handler)
    with gs.explore(trace, open_page=False, block=False):
        assert not handler.is_closed


class Closing(logging.Handler):
    """As handlers of some libraries do, it closes what it writes to, once it is closed."""

    is_closed = False

    def close(self) -> None:
        self.is_closed = True
        super().close()
