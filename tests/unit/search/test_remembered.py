"""What is asked by several threads at once is worked out by one."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from reftel.search.embedded.remembered import Remembered


def test_an_answer_is_worked_out_once_however_many_ask_for_it_at_once() -> None:
    asked, together, never = list[int](), Barrier(4), Event()

    def work_out(question: int) -> int:
        asked.append(question)
        never.wait(0.05)  # long enough for the others to come
        return question * 2

    answers = Remembered(work_out, 2)

    def ask(question: int) -> int:
        together.wait()
        return answers(question)

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(ask, (7, 7, 7, 7))) == [14, 14, 14, 14]
    assert asked == [7]


def test_only_the_latest_answers_are_kept() -> None:
    asked = list[int]()
    answers = Remembered(lambda question: asked.append(question) or -question, 2)

    assert [answers(question) for question in (1, 2, 1, 3, 1, 2)] == [-1, -2, -1, -3, -1, -2]
    assert asked == [1, 2, 3, 2]


def test_what_failed_is_worked_out_anew() -> None:
    divisors = [0, 5]
    answers = Remembered(lambda question: question // divisors.pop(0), 2)

    with pytest.raises(ZeroDivisionError):
        answers(10)
    assert answers(10) == 2
