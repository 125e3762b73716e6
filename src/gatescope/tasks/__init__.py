"""Tasks: what a sequence is, what the right answer is, and how an answer is scored.

The words, ranges and numbers of a task stand in `data/<task>.json`, which the page reads too.
"""

from gatescope.errors import ModelError
from gatescope.tasks.adding import ADDING as ADDING
from gatescope.tasks.brackets import BRACKETS as BRACKETS
from gatescope.tasks.counting import COUNTING as COUNTING
from gatescope.tasks.digits import DIGITS as DIGITS
from gatescope.tasks.names import TASK as NAMES
from gatescope.tasks.store_and_recall import STORE_AND_RECALL as STORE_AND_RECALL
from gatescope.tasks.sunspots import SUNSPOTS as SUNSPOTS
from gatescope.tasks.task import Channel as Channel
from gatescope.tasks.task import Output as Output
from gatescope.tasks.task import Task as Task

_ALL = (STORE_AND_RECALL, ADDING, COUNTING, BRACKETS, DIGITS, SUNSPOTS, NAMES)
_TASKS = {task.name: task for task in _ALL}


def tasks() -> tuple[str, ...]:
    """The names of the tasks, the default first."""
    return tuple(_TASKS)


def load_task(name: str) -> Task:
    """The task of that name.

    Raises:
        ModelError: there is none.
    """
    if name not in _TASKS:
        raise ModelError(f"Expected one of the tasks {list(_TASKS)}, got {name!r}.")
    return _TASKS[name]
