"""The examples in docstrings of the two packages that others install for themselves."""

import doctest
import importlib
import pkgutil

import pytest

import reftel.gazetteer
import reftel.telegram

MODULES = [
    name
    for package in (reftel.gazetteer, reftel.telegram)
    for _, name, _ in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_every_example_gives_what_it_says(name: str) -> None:
    module = importlib.import_module(name)

    assert doctest.testmod(module, optionflags=doctest.ELLIPSIS).failed == 0
