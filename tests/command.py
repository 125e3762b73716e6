"""The command `gatescope` as a person runs it: a process of its own."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

COMMAND = Path(sys.executable).with_name("gatescope")
PATIENCE = 180  # seconds, after which a silent server is taken for dead, on a busy machine too


@dataclass(frozen=True)
class Served:
    """A running server, the address it printed, and what it printed before."""

    process: subprocess.Popen[str]
    address: str
    before: list[str]


@contextmanager
def served(*arguments: str, command: Path = COMMAND, **popen: object) -> Iterator[Served]:
    """Run `gatescope` with `arguments` until it prints its address, and stop it at the end."""
    process = subprocess.Popen(
        [command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **popen
    )
    watchdog = threading.Timer(PATIENCE, process.kill)
    watchdog.start()
    try:
        server = wait_for_address(process)
        watchdog.cancel()
        yield server
    finally:
        watchdog.cancel()
        process.terminate()
        process.communicate(timeout=PATIENCE)


def wait_for_address(process: subprocess.Popen[str]) -> Served:
    assert process.stdout is not None
    assert process.stderr is not None
    before = []
    for line in process.stdout:
        if line.startswith("http://"):
            return Served(process, line.strip(), before)
        before.append(line)
    raise AssertionError(f"no address came, but: {''.join(before)}{process.stderr.read()}")


def gatescope(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `gatescope` with `arguments` to its end."""
    return subprocess.run([COMMAND, *arguments], capture_output=True, text=True, timeout=PATIENCE)
