import pytest
from tests.reader import Reader, publish, reader
from tests.sample import cable_record


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """45 cables that all answer the same: two pages of results, and five cables."""
    records = [
        cable_record(f"08EXAMPLETOWN{n}", created=f"2008-02-01T10:{n - 100:02}Z")
        for n in range(100, 145)
    ]
    return reader(publish(tmp_path_factory.mktemp("many"), records))
