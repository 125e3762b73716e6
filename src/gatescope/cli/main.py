"""What `gatescope` understands, and how it fails: one line, never a traceback unasked."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from gatescope import __version__
from gatescope.errors import GatescopeError

SERVING = {"port": "--port", "host": "--host", "no_browser": "--no-browser"}

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


Debug = Annotated[bool, typer.Option("--debug", help="Show where an error comes from.")]
Port = Annotated[
    int,
    typer.Option(metavar="PORT", min=0, max=65535, help="Where to serve; 0 picks a free port."),
]
Host = Annotated[
    str, typer.Option(metavar="HOST", help="Address to serve at; as it is, only for this machine.")
]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Print the address, open nothing.")]


@app.callback(invoke_without_command=True)
def explore(
    context: typer.Context,
    port: Port = 8765,
    host: Host = "127.0.0.1",
    no_browser: NoBrowser = False,
    debug: Debug = False,
    version: Annotated[
        bool,
        typer.Option("--version", callback=show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """See inside LSTM and GRU networks.

    Serves the page on this machine and opens it in the browser. Ctrl-C stops it.
    """
    if context.invoked_subcommand is not None:
        refuse_serving_options(context)
        return
    from gatescope.server import serve  # help and version need no server

    serve(host, port, open_page=not no_browser, say=announce)


def refuse_serving_options(context: typer.Context) -> None:
    """An option of serving the page means nothing before another command."""
    for name, option in SERVING.items():
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":  # click's, or Typer's own copy
            raise typer.BadParameter(
                f"{option} is for serving the page, not for `{context.invoked_subcommand}`"
            )


@app.command()
def export(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="PAGE.html", help="The file to write.", show_default=False),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write files for a web host here, instead of one file."),
    ] = None,
    link: Annotated[
        str | None,
        typer.Option(metavar="LINK", help="Open at what this link, copied from the page, shows."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
    debug: Debug = False,
) -> None:
    """Write the page as one file that opens from the disk and needs no network."""
    from gatescope.export import export_file, export_folder

    if file is not None and folder is None:
        export_file(file, link=link, force=force)
    elif folder is not None and file is None:
        export_folder(folder, link=link, force=force)
    else:
        raise typer.BadParameter("expected the name of a file, as in page.html, or --folder DIR")
    print(file or folder)


@app.command()
def inspect(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A file of weights.", show_default=False)
    ],
    debug: Debug = False,
) -> None:
    """List the recurrent layers of a file of weights: safetensors, PyTorch, TorchScript,
    ONNX, Keras.

    Layer, cell, sizes, parameters and convention, and what is refused and why. Nothing is run.
    """
    from gatescope.cli.table import show
    from gatescope.convert import load_weights

    show(load_weights(file))


@app.command()
def record(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="An ONNX model, or weights.", show_default=False)
    ],
    sequence: Annotated[
        Path,
        typer.Option(
            "--input", metavar="X.npy|X.npz|X.csv", help="What it reads.", show_default=False
        ),
    ],
    output: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="RUN.zarr", help="Where.", show_default=False),
    ],
    layer: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="Which layer of a file of weights with several."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the trace there.")] = False,
    debug: Debug = False,
) -> None:
    """Record every gate and state of a file's recurrent layers on a sequence.

    An ONNX model is run whole, by ONNX Runtime, and each layer certified; .npz holds its inputs by
    name. A layer of a file of weights reads (time, input) or (time, batch, input). In a CSV, a row
    is a step.
    """
    from gatescope.cli.inputs import read_inputs
    from gatescope.cli.table import show_written
    from gatescope.cli.written import check_free, write
    from gatescope.recording.file import record_file

    check_free(output, force=force)
    tree = record_file(file, read_inputs(sequence), module=layer)
    write(tree, output, force=force)
    show_written(tree)
    print(output)


@app.command(name="open")
def open_(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="RUN.zarr|FILE",
            help="A trace on disk, or a model's file, which is run on --input.",
            show_default=False,
        ),
    ],
    inputs: Annotated[
        Path | None,
        typer.Option("--input", metavar="X.npy", help="What to run a model on: .npy, .npz, .csv."),
    ] = None,
    layer: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Which of a file's layers to run, as `inspect` has it."),
    ] = None,
    labels: Annotated[
        Path | None,
        typer.Option(metavar="WORDS.txt", help="A text with a label for each step, one a line."),
    ] = None,
    port: Port = 8765,
    host: Host = "127.0.0.1",
    no_browser: NoBrowser = False,
    debug: Debug = False,
) -> None:
    """Open a recorded trace in the page, or run a model's file and open what it did."""
    from gatescope.cli.opening import opened_path
    from gatescope.server import serve

    opened = opened_path(path, inputs=inputs, layer=layer, labels=labels)
    serve(host, port, open_page=not no_browser, opened=opened, say=announce)


def announce(address: str) -> None:
    """The address alone on its line, for people and for programs that wait for it."""
    print("Gatescope is ready; Ctrl-C stops it.")
    print(address, flush=True)
