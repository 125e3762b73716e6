"""A page of one file, and the application that shows a trace in it."""

from pathlib import Path

import pytest
from starlette.applications import Starlette

import gatescope as gs
from gatescope.opened import Opened
from gatescope.server.app import Shown, create_app
from samples import layer, numbers

TOKEN = "the-token"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Starlette:
    """It shows two layers of different cells, over two sequences."""
    page: Path = tmp_path_factory.mktemp("page")
    (page / "index.html").write_text("<title>Gatescope</title>")
    stack = [layer(gs.LSTM, 2, 3), layer(gs.GRU, 3, 4)]
    opened = Opened(gs.run(stack, numbers(9, 2, 2), lengths=[9, 5]), title="two layers")
    return create_app(page, shown=Shown(opened, TOKEN))
