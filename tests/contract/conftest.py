"""Each search back end in turn, with the small archive in it."""

import pytest
from tests.contract.back_ends import BACKENDS, Backend
from tests.contract.cables import ARCHIVE, CITED

from reftel.search.backend import Searcher


@pytest.fixture(scope="session", params=BACKENDS)
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Backend, Searcher]:
    backend = BACKENDS[request.param]
    return backend, backend.build(tmp_path_factory.mktemp("index"), ARCHIVE, CITED)


@pytest.fixture
def searcher(request: pytest.FixtureRequest, built: tuple[Backend, Searcher]) -> Searcher:
    """A back end that can be asked what this test asks."""
    backend, searcher = built
    parameters = getattr(request.node, "callspec", None)
    asked = {request.function.__name__, parameters and parameters.params.get("text")}
    if asked & backend.gaps:
        pytest.skip("a declared gap of this back end")
    return searcher
