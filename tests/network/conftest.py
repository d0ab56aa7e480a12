"""Both ways of working out a choice: by NumPy, as on small networks, and compiled, as on large ones."""

import pytest

from standout.network import coverage, descent, merging, task


@pytest.fixture(params=["numpy", "compiled"])
def way(request, monkeypatch):
    """Take one way whatever the size of the network; tests of small ones would see NumPy's alone."""
    if request.param == "compiled":
        monkeypatch.setattr(task, "small", lambda _g, _model: False)
        for module in (coverage, descent, merging):
            monkeypatch.setattr(module, "few", lambda _n, _entries: False)
    return request.param
