import subprocess
import sys

import numpy as np
import pytest

from gatescope.namespace import IS_STANDARD, array_namespace


def test_numpy_has_the_names_of_the_standard() -> None:
    xp = array_namespace(np.zeros(2), np.ones(2))
    assert np.array_equal(xp.concat([np.zeros(2), np.ones(1)]), [0, 0, 1])
    assert xp.isdtype(np.dtype("f4"), "real floating")


@pytest.mark.skipif(not IS_STANDARD, reason="NumPy 1 needs the names of another module")
def test_weights_are_made_without_loading_all_of_numpy() -> None:
    made = (
        "import sys; from gatescope import LSTM, Weights;"
        "Weights.random(LSTM, input_size=2, hidden_size=3, seed=0);"
        "assert 'numpy.f2py' not in sys.modules, 'loaded'"
    )
    subprocess.run([sys.executable, "-c", made], check=True)
