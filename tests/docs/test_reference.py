"""The reference knows every command, option, defect, reject and query field; and no others."""

import re
from pathlib import Path

import click
import pytest

from reftel.cli import cli
from reftel.redaction.proposing.proposal import Rule
from reftel.search.query import FIELDS
from reftel.sources import RejectKind
from reftel.telegram.defects import DefectKind

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"
CONTEXT = cli.make_context("reftel", [], resilient_parsing=True)
COMMANDS = cli.list_commands(CONTEXT)


def test_every_command_has_a_page_and_every_page_a_command() -> None:
    assert {path.stem for path in (REFERENCE / "commands").glob("*.md")} == set(COMMANDS)


def test_the_list_of_commands_names_all_of_them() -> None:
    listed = re.findall(r"\(commands/([\w-]+)\.md\)", _page("commands.md"))

    assert sorted(listed) == sorted(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_of_a_command_names_all_its_options(name: str) -> None:
    command = cli.get_command(CONTEXT, name)
    assert command is not None
    parts = command.commands.values() if isinstance(command, click.Group) else ()
    options = {
        option
        for parameter in (parameter for one in (command, *parts) for parameter in one.params)
        if isinstance(parameter, click.Option) and not parameter.hidden
        for option in parameter.opts
        if option.startswith("--")
    }
    page = _page(f"commands/{name}.md")

    assert {option for option in options if option not in page} == set()
    shown = re.findall(rf"^\s*(?:\$ )?reftel {name}\b.*", page, re.MULTILINE)
    assert set(re.findall(r"(?<= )--[a-z][a-z-]*", " ".join(shown))) - options == set()


@pytest.mark.parametrize(
    ("page", "codes"),
    [
        ("defects.md", [kind.value for kind in DefectKind]),
        ("rejects.md", [kind.value for kind in RejectKind]),
        ("proposals.md", [rule.value for rule in Rule]),
        ("query.md", [f"{field}:" for field in FIELDS]),
    ],
    ids=["defects", "rejects", "proposals", "query"],
)
def test_every_code_stands_in_its_page(page: str, codes: list[str]) -> None:
    text = _page(page)

    assert [code for code in codes if f"`{code}" not in text] == []


def _page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")
