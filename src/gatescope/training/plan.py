"""All the trainings that a set of bundled models needs, and running them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from itertools import product
from multiprocessing import get_context

from gatescope.tasks import load_task
from gatescope.training.extras import needed
from gatescope.training.fit import Fitted, fit
from gatescope.training.recipe import CELLS, RECIPES, SEEDS, matched_size


@dataclass(frozen=True)
class Job:
    """One training, of all seeds."""

    task: str
    cell: str
    hidden_size: int


@dataclass(frozen=True)
class Family:
    """The trainings behind one bundled model: at equal units, and at equal parameters."""

    task: str
    cell: str

    @property
    def equal_units(self) -> Job:
        return Job(self.task, self.cell, RECIPES[self.task].hidden_size)

    @property
    def equal_parameters(self) -> Job | None:
        """None for the LSTM, which the others are compared with."""
        if self.cell == "lstm":
            return None
        inputs, size = len(load_task(self.task).channels), RECIPES[self.task].hidden_size
        return Job(self.task, self.cell, matched_size(CELLS[self.cell], inputs, size))

    @property
    def jobs(self) -> list[Job]:
        # Each once: where the two sizes are one, one training serves both.
        both = (self.equal_units, self.equal_parameters)
        return list(dict.fromkeys(job for job in both if job))


def families(tasks: Iterable[str], cells: Iterable[str]) -> list[Family]:
    return [Family(task, cell) for task, cell in product(tasks, cells)]


def do(job: Job, seeds: Sequence[int] = SEEDS) -> list[Fitted]:
    """One training, on one thread: so many small ones run side by side best."""
    needed("torch").set_num_threads(1)
    task, cell, recipe = load_task(job.task), CELLS[job.cell], RECIPES[job.task]
    return fit(task, cell, recipe, seeds=seeds, hidden_size=job.hidden_size)


def do_all(jobs: Iterable[Job], processes: int) -> Iterator[tuple[Job, list[Fitted]]]:
    """All trainings, each as it is done, in so many processes."""
    # Not forked: PyTorch's threads do not survive that.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        futures = {pool.submit(do, job): job for job in jobs}
        for future in as_completed(futures):
            yield futures[future], future.result()
