"""A release made while people read: nobody gets an error, or a page of two editions."""

import re
import threading
from pathlib import Path

from tests.reader import publish, reader
from tests.sample import cable_record

EDITIONS = 5
PAGES = (
    "/",
    "/cable/08EXAMPLETOWN12/",
    "/browse/tag/ECON/",
    "/search/?q=harvest",
    "/browse/released.csv",
)
NUMBERED = PAGES[:2]


def test_a_reader_never_meets_half_a_release(tmp_path: Path) -> None:
    """Pages that say the number of their edition have the cable of that one: it names it too."""

    def made(number: int) -> None:
        publish(tmp_path, [cable_record(subject=f"THE HARVEST OF EDITION {number}")])

    made(1)
    one = reader(publish(tmp_path, [cable_record(subject="THE HARVEST OF EDITION 1")]))
    met: list[tuple[int, str, set[str], set[str]]] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            for page in PAGES:
                answer = one.get(page)
                text = " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())
                named = set(re.findall(r"HARVEST OF EDITION (\d+)", text))
                made_by = set(re.findall(r"dition (\d+) ?, (?:made|revision)", text))
                met.append((answer.status, page, named, made_by))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for thread in readers:
        thread.start()
    for number in range(2, EDITIONS + 1):
        made(number)
    done.set()
    for thread in readers:
        thread.join()

    assert {status for status, *_ in met} == {200}
    for _status, page, named, made_by in met:
        assert len(named) == 1, page
        assert page not in NUMBERED or made_by == named, page
    assert one.get("/").text.count(f"HARVEST OF EDITION {EDITIONS}") == 1
