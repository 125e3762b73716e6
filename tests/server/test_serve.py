"""Where the server listens, and what it says where it cannot."""

import errno
import socket

import pytest

from gatescope.errors import ServerError
from gatescope.server.serve import address_of, has_screen, listen, why_not


def test_port_0_picks_a_free_port() -> None:
    with listen("127.0.0.1", 0) as one, listen("127.0.0.1", 0) as other:
        assert one.getsockname()[1] != other.getsockname()[1] != 0


def test_a_taken_port_is_told_in_one_line() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServerError, match=f"expected port {port} .* to be free") as told:
            listen("127.0.0.1", port)
    assert "\n" not in str(told.value)
    assert "--port 0" in str(told.value)


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.host.invalid"])
def test_a_host_that_is_not_this_machine_is_refused(host: str) -> None:
    with pytest.raises(ServerError, match=f"got the host '{host}'"):
        listen(host, 0)


def test_a_reserved_port_is_told() -> None:
    error = PermissionError(errno.EACCES, "Permission denied")
    assert "80 is reserved" in why_not(error, "127.0.0.1", 80)


def test_the_address_is_one_that_a_browser_can_open() -> None:
    with listen("0.0.0.0", 0) as everywhere:
        assert address_of(everywhere) == f"http://127.0.0.1:{everywhere.getsockname()[1]}"


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="needs IPv6 on the machine")
def test_an_ipv6_address_stands_in_brackets() -> None:
    with listen("::1", 0) as listener:
        assert address_of(listener) == f"http://[::1]:{listener.getsockname()[1]}"


def test_on_linux_a_browser_needs_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    assert not has_screen()
    monkeypatch.setenv("DISPLAY", ":0")
    assert has_screen()
