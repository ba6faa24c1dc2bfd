"""Damaged telegrams by the ten thousand, from fixed seeds: each is read, and soundly.

The damage is what wires, copyists and broken dumps do: letters lost, doubled and swapped,
lines cut, joined and repeated, one telegram run into another.
"""

import random
from pathlib import Path

import pytest
from tests.soundness import checked

from reftel.invented import cables
from reftel.telegram import parse
from reftel.telegram.cable import as_json, read_cable
from reftel.telegram.record import Published
from reftel.telegram.writing import write

SPECIMENS = Path(__file__).parents[1] / "specimens"
SIGNS = "\n\n\n  \t\r.,;:()-=/\\¶>1A9XCSU\u00a0\u2019\ufeff\x00"
TEXTS = 5_000  # a seed; four seeds are a minute or less


@pytest.fixture(scope="module")
def sound() -> list[str]:
    specimens = [path.read_text("utf-8") for path in sorted(SPECIMENS.rglob("*.txt"))]
    return specimens + [f"{one.header}\n\n{one.body}"[:4000] for one in cables(150, seed=41)]


def damaged(text: str, others: list[str], chance: random.Random) -> str:
    for _ in range(chance.choice((1, 2, 5, 20))):
        at = chance.randrange(len(text) + 1)
        much = chance.choice((1, 1, 3, 12, 70, 400))
        match chance.randrange(7):
            case 0:
                text = text[:at] + text[at + much :]
            case 1:
                text = text[:at] + text[at : at + much] * 2 + text[at + much :]
            case 2:
                text = text[:at] + chance.choice(SIGNS) * chance.choice((1, 1, 2, 30)) + text[at:]
            case 3:
                text = text[:at] + text[at : at + much].swapcase() + text[at + much :]
            case 4:
                lines = text.split("\n")
                row = chance.randrange(len(lines))
                lines.insert(chance.randrange(len(lines) + 1), lines.pop(row))
                text = "\n".join(lines)
            case 5:
                text = text[:at] + text[at : at + much].replace("\n", " ") + text[at + much :]
            case _:
                other = chance.choice(others)
                start = chance.randrange(len(other) + 1)
                text = text[:at] + other[start : start + much] + text[at:]
    return text


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_damaged_is_read_soundly(sound: list[str], seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 -- damage, not secrets
    published = Published(source="plain", id="08BANGKOK12")
    for _ in range(TEXTS):
        text = damaged(chance.choice(sound), sound, chance)
        telegram = parse(text)
        checked(telegram, text)
        parse(write(telegram))
        header, _, body = text.partition("\n\n")
        record = read_cable(header, body, published)[1]
        assert record is not None
        assert as_json(record)
