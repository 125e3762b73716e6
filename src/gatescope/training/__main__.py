"""Trains the bundled models and writes them into the package: `make models`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from gatescope.bundled import Model, write_checkpoints, write_model
from gatescope.errors import GatescopeError
from gatescope.tasks import load_task, tasks
from gatescope.training import shipped
from gatescope.training.extras import needed
from gatescope.training.fit import Fitted
from gatescope.training.plan import Family, Job, do_all, families
from gatescope.training.recipe import CELLS, RECIPES
from gatescope.training.record import median, with_record

MODELS = Path(__file__).parents[1] / "bundled" / "data"


def main(arguments: Sequence[str] | None = None) -> int:
    """Train what the arguments ask for; an error becomes one line and exit status 1."""
    options = _parser().parse_args(arguments)
    try:
        if options.data:
            shipped.write()
        else:
            train(
                families(options.task or tasks(), options.cell or CELLS),
                options.folder,
                options.processes,
            )
    except GatescopeError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def train(wanted: Sequence[Family], folder: Path, processes: int) -> None:
    """Train families of models, and write each into `folder` as soon as it is complete."""
    needed("torch")
    console, waiting = Console(), list(wanted)
    done: dict[Job, list[Fitted]] = {}
    jobs = [job for family in wanted for job in family.jobs]
    with _progress(console) as progress:
        bar = progress.add_task("training", total=len(jobs))
        for job, fitted in do_all(jobs, processes):
            done[job] = fitted
            progress.advance(bar)
            for of_seed in fitted:
                console.print(_line(job, of_seed))
            for family in [f for f in waiting if all(job in done for job in f.jobs)]:
                waiting.remove(family)
                model, kept = _model(family, done)
                write_model(folder / family.task, model)
                write_checkpoints(folder / family.task, kept.checkpoints)


def _model(family: Family, done: dict[Job, list[Fitted]]) -> tuple[Model, Fitted]:
    """The model to keep with its record, and the training that it came from."""
    units, matched = done[family.equal_units], family.equal_parameters
    parameters = done[matched] if matched else []
    task = load_task(family.task)
    model = with_record(task, RECIPES[family.task], units, parameters)
    return model, median(task, units)


def _line(job: Job, fitted: Fitted) -> str:
    scores = ", ".join(f"{name}: {score:.3g}" for name, score in fitted.scores.items())
    return (
        f"{job.task} {job.cell}, {job.hidden_size} units, seed {fitted.seed}: {scores} "
        f"({fitted.seconds_per_step * 1000:.1f} ms a step)"
    )


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m gatescope.training", description=__doc__)
    parser.add_argument("--task", action="append", choices=tasks(), help="only this task")
    parser.add_argument("--cell", action="append", choices=list(CELLS), help="only this cell")
    parser.add_argument("--processes", type=int, default=2, help="trainings side by side")
    parser.add_argument("--folder", type=Path, default=MODELS, help="where to write the models")
    parser.add_argument("--data", action="store_true", help="make the tasks' data files instead")
    return parser


if __name__ == "__main__":
    sys.exit(main())
