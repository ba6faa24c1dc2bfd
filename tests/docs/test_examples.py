"""The examples in docstrings of the two packages that others install for themselves."""

import doctest
import importlib
import inspect
import pkgutil
from collections.abc import Callable

import pytest

import reftel.gazetteer
import reftel.telegram
from reftel import telegram
from reftel.telegram import cable, cover, redactions, words

MODULES = [
    name
    for package in (reftel.gazetteer, reftel.telegram)
    for _, name, _ in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_every_example_gives_what_it_says(name: str) -> None:
    module = importlib.import_module(name)

    assert doctest.testmod(module, optionflags=doctest.ELLIPSIS).failed == 0


PUBLIC = [
    *(
        function
        for module in map(importlib.import_module, MODULES)
        for called, function in inspect.getmembers(module, inspect.isfunction)
        if module.__name__.startswith("reftel.gazetteer.")
        if function.__module__ == module.__name__ and not called.startswith("_")
    ),
    telegram.parse,
    telegram.write,
    cable.read_cable,
    cable.as_json,
    cover.cover,
    cover.skipped,
    redactions.redactions,
    words.in_words,
]


@pytest.mark.parametrize("function", PUBLIC, ids=lambda function: function.__qualname__)
def test_what_others_call_has_an_example(function: Callable[..., object]) -> None:
    assert ">>> " in (function.__doc__ or "")
