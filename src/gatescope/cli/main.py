"""What `gatescope` understands, and how it fails: one line, never a traceback unasked."""

import sys
from typing import Annotated

import typer
from rich.console import Console

from gatescope import __version__
from gatescope.errors import GatescopeError

app = typer.Typer(
    name="gatescope",
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command; an error becomes one line on stderr and exit status 1."""
    try:
        app()
    except Exception as error:
        if "--debug" in sys.argv[1:]:
            raise
        Console(stderr=True).print(
            describe(error), style="red", markup=False, highlight=False, soft_wrap=True
        )
        sys.exit(1)


def describe(error: Exception) -> str:
    """One line for a person: ours speak for themselves, of others it says what they are."""
    if isinstance(error, GatescopeError):
        return f"gatescope: {error}"
    words = " ".join(f"{type(error).__name__}: {error}".split())
    return f"gatescope: unexpected {words} (--debug shows where)"


def show_version(asked: bool) -> None:
    if asked:
        print(f"gatescope {__version__}")
        raise typer.Exit


@app.command()
def explore(
    port: Annotated[
        int,
        typer.Option(metavar="PORT", min=0, max=65535, help="Where to serve; 0 picks a free port."),
    ] = 8765,
    host: Annotated[
        str,
        typer.Option(metavar="HOST", help="Address to serve at; as it is, only for this machine."),
    ] = "127.0.0.1",
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Print the address, open nothing.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error comes from.")] = False,
    version: Annotated[
        bool,
        typer.Option("--version", callback=show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """See inside LSTM and GRU networks.

    Serves the page on this machine and opens it in the browser. Ctrl-C stops it.
    """
    from gatescope.server import serve  # help and version need no server

    serve(host, port, open_page=not no_browser, say=announce)


def announce(address: str) -> None:
    """The address alone on its line, for people and for programs that wait for it."""
    print("Gatescope is ready; Ctrl-C stops it.")
    print(address, flush=True)
