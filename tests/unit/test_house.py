"""The house rules that a machine can check: layers, sizes, names, and what files may say."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from click.testing import CliRunner
from importlinter.cli import lint_imports

from reftel import __version__
from reftel.cli import cli

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    path
    for path in (ROOT / "src" / "reftel").rglob("*.py")
    if "migrations" not in path.parts and path.name != "_tables.py"
)
COMMANDS = cli.list_commands(cli.make_context("reftel", [], resilient_parsing=True))


def test_imports_only_look_back_along_the_way_data_flows() -> None:
    assert lint_imports(str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True) == 0


def test_generated_tables_are_in_step_with_their_sources() -> None:
    check = [sys.executable, str(ROOT / "tools" / "build_tables.py"), "--check"]

    done = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_no_module_is_longer_than_400_lines() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}

    assert {str(path): lines for path, lines in lengths.items() if lines > 400} == {}


def test_no_function_is_longer_than_60_lines() -> None:
    long = [
        f"{path.name}:{node.lineno} {node.name}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > 60
    ]

    assert long == []


def test_no_pattern_repeats_a_group_for_good_but_where_that_was_tried() -> None:
    """Before 3.11.5, as on Debian 12, Python does not go back where such a group fails half way.

    The quoted fields of a dump were read alike by both, 650,000 matches of texts drawn by chance.
    """
    repeats = re.compile(r"\)(?:[*+?]|\{[0-9,]*\})\+|\(\?>")

    found = {path.name for path in MODULES if repeats.search(path.read_text(encoding="utf-8"))}

    assert found == {"dump.py"}


def test_every_module_is_named_for_what_it_is() -> None:
    vague = {"utils", "util", "helpers", "helper", "misc", "manager", "managers"}

    assert [path for path in MODULES if path.stem in vague] == []


def test_every_dependency_has_its_reason_in_adr_0005() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for name in ("build.in", "dev.in"):
        wanted += (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    names = {
        found[0]
        for line in wanted
        if (found := re.match(r"[A-Za-z][\w.-]*", line)) and not line.startswith("#")
    }
    explained = (ROOT / "docs" / "adr" / "0005-dependencies.md").read_text(encoding="utf-8")

    assert {name for name in names if f"`{name}`" not in explained} == set()


def test_what_is_imported_is_declared() -> None:
    """Nothing is used that came only because something else needs it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = {
        _normal(found[0])
        for line in project["project"]["dependencies"]
        if (found := re.match(r"[\w.-]+", line))
    }
    of_modules = packages_distributions()
    imported = {
        name.partition(".")[0]
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _imported(node)
    }
    foreign = imported - sys.stdlib_module_names - {"reftel", "compression", "backports"}

    assert {name for name in foreign if _normal(of_modules[name][0]) not in declared} == set()


def test_locked_lists_give_a_hash_for_each_package_and_no_address() -> None:
    for name in ("runtime.txt", "build.txt", "dev.txt"):
        locked = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        entries = re.split(r"\n(?=[a-z])", locked.strip())

        assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
        assert "://" not in locked


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_shows_an_example(name: str) -> None:
    done = CliRunner().invoke(cli, [name, "--help"])

    assert done.exit_code == 0
    assert re.search(rf"^ +(\$ )?reftel\b.* {name}\b", done.output, re.MULTILINE), done.output


def test_the_version_is_the_same_everywhere() -> None:
    for name in ("CHANGELOG.md", "CITATION.cff"):
        assert __version__ in (ROOT / name).read_text(encoding="utf-8")


def test_no_file_names_a_machine_or_a_registry() -> None:
    """What is written down holds on any machine: no home folders, no registry's address."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("which files are the project's is known from git only")
    named = [git, "-c", "safe.directory=*", "grep", "-nIE", "-e"]
    places = "|".join(("/wor" + "k/", "/roo" + "t/", "/hom" + "e/[a-z]+/", "/User" + "s/"))
    hosts = "|".join(
        ("pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npm", "crates" + r"\.io")
    )

    done = subprocess.run(
        [*named, f"{places}|{hosts}", "--", "."],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout == ""


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module]
    return []


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
