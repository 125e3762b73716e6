"""The command as a person meets it."""

import re
import signal
import subprocess
import sys

import httpx
import pytest

import gatescope as package
from command import PATIENCE, Served, gatescope, served

QUIET = ("--no-browser", "--port", "0")

posix = pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for one process there")


def interrupt(server: Served) -> tuple[int, str, str]:
    """Press Ctrl-C: the exit status, and what was printed after it."""
    server.process.send_signal(signal.SIGINT)
    printed, complaints = server.process.communicate(timeout=PATIENCE)
    return server.process.returncode, printed, complaints


def test_it_prints_its_address_on_a_line_of_its_own_and_serves_the_page() -> None:
    with served(*QUIET) as server:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", server.address)
        assert "Ctrl-C" in "".join(server.before)
        answer = httpx.get(server.address)
    assert answer.status_code == 200
    assert "<title>Gatescope" in answer.text


@posix
def test_ctrl_c_stops_it_cleanly_as_soon_as_the_address_is_there() -> None:
    with served(*QUIET) as server:
        assert interrupt(server) == (0, "", "")


@posix
def test_ctrl_c_stops_it_cleanly_with_a_browser_connected() -> None:
    with served(*QUIET) as server, httpx.Client() as browser:
        browser.get(server.address)
        assert interrupt(server) == (0, "", "")


@posix
def test_an_impatient_ctrl_c_stops_it_as_quietly() -> None:
    with served(*QUIET) as server:
        server.process.send_signal(signal.SIGINT)
        assert interrupt(server) == (0, "", "")


def test_a_port_in_use_is_one_line_and_no_traceback() -> None:
    with served(*QUIET) as server:
        port = server.address.rpartition(":")[2]
        second = gatescope("--no-browser", "--port", port)
        assert httpx.get(server.address).status_code == 200  # the first goes on
    assert second.returncode == 1
    assert second.stdout == ""
    assert second.stderr.count("\n") == 1
    assert f"expected port {port} on 127.0.0.1 to be free" in second.stderr


def test_debug_shows_where_an_error_comes_from() -> None:
    with served(*QUIET) as server:
        port = server.address.rpartition(":")[2]
        second = gatescope("--no-browser", "--debug", "--port", port)
    assert second.returncode == 1
    assert "Traceback" in second.stderr
    assert "ServerError" in second.stderr


@pytest.mark.parametrize("port", ["abc", "70000", "-1"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    refused = gatescope("--port", port)
    assert refused.returncode == 2
    assert "--port" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_help_names_every_option() -> None:
    text = gatescope("--help").stdout
    for words in ("LSTM and GRU", "--port", "--host", "--no-browser", "--debug", "Ctrl-C"):
        assert words in text


def test_version() -> None:
    assert gatescope("--version").stdout == f"gatescope {package.__version__}\n"


def test_python_runs_it_as_a_module() -> None:
    own = [sys.executable, "-m", "gatescope", "--version"]
    said = subprocess.run(own, capture_output=True, text=True, timeout=PATIENCE, check=True).stdout
    assert said == f"gatescope {package.__version__}\n"
