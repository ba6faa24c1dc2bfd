"""Each point of the page on the desk's security names a test that there is."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/explanation/security-of-the-desk.md").read_text(encoding="utf-8")
FOLDERS = ("tests/unit/desk", "tests/unit/site", "tests")
CHAPTERS = {"6": 30, "7": 15, "8": 8}  # so many points of each at the least


def test_every_point_names_a_test_that_there_is() -> None:
    rows = [line for line in PAGE.splitlines() if re.match(r"\| (?!point|what)[^-]", line)]
    named = [re.findall(r"`([\w/]+\.py)::(\w+)`", row) for row in rows]

    assert [row for row, tests in zip(rows, named, strict=True) if not tests] == []
    wanting = [(file, name) for tests in named for file, name in tests if name not in _tests(file)]
    assert wanting == []


def test_the_points_are_of_one_version_and_none_stands_twice() -> None:
    assert "Application Security Verification Standard, version 5.0.0" in PAGE
    told = re.findall(r"^\| ([678][\d., ]+) \|", PAGE, re.MULTILINE)
    points = [point.strip() for some in told for point in some.split(",")]

    assert len(points) == len(set(points))
    for chapter, least in CHAPTERS.items():
        assert sum(point.startswith(f"{chapter}.") for point in points) >= least


def _tests(file: str) -> set[str]:
    path = next(path for folder in FOLDERS if (path := ROOT / folder / file).exists())
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
