"""The latest answers to one kind of question, each worked out once.

What several threads ask at the same time, as the hits and the counts of one page do, the
first of them works out, and the others wait for it.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache
from threading import Lock
from typing import Generic, TypeVar

Question = TypeVar("Question", bound=Hashable)
Answer = TypeVar("Answer")


class Remembered(Generic[Question, Answer]):
    """Answers questions, of which the latest are ``kept``; shared by all threads."""

    def __init__(self, work_out: Callable[[Question], Answer], kept: int) -> None:
        self._latest = lru_cache(maxsize=kept)(lambda question: _Once(work_out, question))
        self._lock = Lock()

    def __call__(self, question: Question) -> Answer:
        with self._lock:
            once = self._latest(question)
        return once.answer()


class _Once(Generic[Question, Answer]):
    def __init__(self, work_out: Callable[[Question], Answer], question: Question) -> None:
        self._work_out, self._question = work_out, question
        self._answers: list[Answer] = []
        self._lock = Lock()

    def answer(self) -> Answer:
        with self._lock:
            if not self._answers:
                self._answers.append(self._work_out(self._question))
            return self._answers[0]
