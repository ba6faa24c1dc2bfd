"""The pins: the keys by which somebody has come to know archives, in one file of theirs.

Trust on first use: the key that signed the first edition somebody checked is remembered,
and every edition after it has to be signed with it, or with one that it vouches for.
"""

import base64
import binascii
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from reftel.edition import durable
from reftel.edition.signature import PublicKey
from reftel.errors import ConfigError


def whose(address: str, name: str) -> str:
    """What an archive is remembered by: its address, or its name where it declares none."""
    return address or name


def read(path: Path) -> Mapping[str, tuple[PublicKey, ...]]:
    """The keys of each archive that is known. Raises ConfigError where they cannot be read."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        return {
            str(name): tuple(PublicKey(base64.b64decode(key, validate=True)) for key in keys)
            for name, keys in entries.items()
        }
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError, binascii.Error) as error:
        raise ConfigError(
            f"The keys that were remembered in {path} cannot be read: {error}.",
            "Nothing was checked.",
            "Put a copy of that file back; without it, any key would be taken for the first.",
        ) from error


def newest(path: Path, name: str) -> int:
    """The last edition of an archive that somebody saw; 0 for none."""
    try:
        return int(json.loads(path.read_text(encoding="utf-8")).get(name, 0))
    except FileNotFoundError:
        return 0
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise ConfigError(
            f"The editions that were seen, in {path}, cannot be read: {error}.",
            "Nothing was checked.",
            "Put a copy of that file back; without it, an old mirror would be taken for a new one.",
        ) from error


def seen(path: Path, name: str, number: int) -> None:
    """Remember that an edition of an archive was seen."""
    every = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    every[name] = max(number, int(every.get(name, 0)))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    durable.replace(path, json.dumps(every, indent=2, ensure_ascii=False) + "\n")


def remember(path: Path, name: str, keys: Iterable[PublicKey]) -> None:
    """Add keys to those by which an archive is known."""
    every = {one: list(known) for one, known in read(path).items()}
    every[name] = list(dict.fromkeys([*every.get(name, ()), *keys]))
    written = {
        one: [base64.b64encode(key.raw).decode() for key in known] for one, known in every.items()
    }
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    durable.replace(path, json.dumps(written, indent=2, ensure_ascii=False) + "\n")
