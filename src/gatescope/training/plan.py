"""All the trainings that a set of bundled models needs, and running them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    """One training."""

    task: str
    cell: str
    hidden_size: int
    seed: int


@dataclass(frozen=True)
class Family:
    """The trainings behind one bundled model: at equal units, and at equal parameters."""

    task: str
    cell: str

    @property
    def equal_units(self) -> list[Job]:
        return self._jobs(RECIPES[self.task].hidden_size)

    @property
    def equal_parameters(self) -> list[Job]:
        """None for the LSTM, which the others are compared with."""
        if self.cell == "lstm":
            return []
        inputs, size = len(load_task(self.task).channels), RECIPES[self.task].hidden_size
        return self._jobs(matched_size(CELLS[self.cell], inputs, size))

    @property
    def jobs(self) -> list[Job]:
        # Each once: where the two sizes are one, one training serves both.
        return list(dict.fromkeys([*self.equal_units, *self.equal_parameters]))

    def _jobs(self, hidden_size: int) -> list[Job]:
        return [Job(self.task, self.cell, hidden_size, seed) for seed in SEEDS]


def families(tasks: Iterable[str], cells: Iterable[str]) -> list[Family]:
    return [Family(task, cell) for task, cell in product(tasks, cells)]


def do(job: Job) -> Fitted:
    """One training, on one thread: so many small ones run side by side best."""
    needed("torch").set_num_threads(1)
    recipe = RECIPES[job.task]
    return fit(
        load_task(job.task), CELLS[job.cell], recipe, seed=job.seed, hidden_size=job.hidden_size
    )


def do_all(jobs: Iterable[Job], processes: int) -> Iterator[tuple[Job, Fitted]]:
    """All trainings, each as it is done, in so many processes."""
    # Not forked: PyTorch's threads do not survive that.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        futures = {pool.submit(do, job): job for job in jobs}
        for future in as_completed(futures):
            yield futures[future], future.result()
