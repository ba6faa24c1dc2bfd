"""The parser as machine code, in a wheel that is asked for it: ``make compiled``.

A build hook of hatchling. It rests unless HATCH_BUILD_HOOK_ENABLE_CUSTOM is set, and writes
nothing into the source tree: what mypyc and a C compiler make goes into the wheel alone, beside
the Python that it was made from. What it gains: docs/adr/0019-the-parser-compiled.md.
"""

import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGES = ("gazetteer", "telegram")
# Values stay what Python makes of them, to be pickled and compared; tables have no code.
INTERPRETED = frozenset(("__init__.py", "record.py", "_tables.py"))


class CompiledHook(BuildHookInterface[Any]):
    """Compiles the pure packages that decide how fast cables are read."""

    def dependencies(self) -> list[str]:
        return ["mypy", "setuptools"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add what was compiled to a wheel; an editable install stays what its files say."""
        if version == "editable":
            return
        self.folder = tempfile.TemporaryDirectory()
        made = _compiled(Path(self.root), Path(self.folder.name))
        build_data["force_include"] |= made
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, _build_data: dict[str, Any], _artifact_path: str) -> None:
        if version != "editable":
            self.folder.cleanup()


def modules(source: Path) -> list[Path]:
    """What is compiled of the package that lies in ``source``."""
    every = [path for name in PACKAGES for path in (source / name).rglob("*.py")]
    return sorted(path for path in every if path.name not in INTERPRETED)


def _compiled(root: Path, folder: Path) -> dict[str, str]:
    """The compiled modules, made in ``folder``, and the place of each in the wheel."""
    # Neither is there before hatchling has asked for the dependencies.
    from mypyc.build import mypycify  # noqa: PLC0415
    from setuptools import Distribution  # noqa: PLC0415

    paths = [str(path.relative_to(root)) for path in modules(root / "src" / "reftel")]
    flags = ["--config-file=", f"--cache-dir={folder / 'cache'}"]
    extensions = mypycify(
        [*flags, *paths], target_dir=str(folder), group_name="reftel", debug_level="0"
    )
    build = Distribution({"ext_modules": extensions}).get_command_obj("build_ext")
    build.build_lib, build.build_temp = str(folder / "made"), str(folder / "objects")
    build.ensure_finalized()
    build.run()
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    made = sorted((folder / "made").rglob(f"*{suffix}"))
    return {str(path): path.relative_to(folder / "made").as_posix() for path in made}
