"""The examples in docstrings of the two packages that others install for themselves."""

import ast
import doctest
import importlib
import inspect
import pkgutil
from collections.abc import Callable
from pathlib import Path

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
    """Read where they are written: a function that is compiled has no docstring."""
    module = importlib.import_module(name)
    source = Path(str(module.__file__)).with_name(f"{name.rpartition('.')[2]}.py")
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            written = ast.get_docstring(node) or ""
            called = f"{name}.{getattr(node, 'name', '')}"
            examples = doctest.DocTestParser().get_doctest(
                written, vars(module).copy(), called, str(source), None
            )
            runner.run(examples)

    assert runner.failures == 0


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
