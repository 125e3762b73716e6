"""The data files of the tasks are what scikit-learn and statsmodels hold."""

import pytest

from gatescope.training import shipped


@pytest.mark.parametrize("name", shipped.FILES)
def test_the_file_in_the_package_is_the_one_that_is_made(name):
    content = shipped.FILES[name]()
    assert (shipped.FOLDER / name).read_text(encoding="utf-8") == content
