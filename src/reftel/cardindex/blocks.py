"""The blocks: which of 4,096 cables are meant, in whatever way takes the fewest bytes.

A block begins with a number, ``count * 4 + way``. What follows are, by the way,

- ``GAPS``: how many are passed over before each;
- ``BITS``: 512 bytes, a bit a cable, the lowest first;
- ``RUNS``: how many runs there are, and of each how many are passed over and one less than its
  length.

Numbers are written seven bits a byte, the lowest first, the eighth set where more follow (LEB128).
So no block takes more than 514 bytes, and a list of all of 251,287 cables no more than 32 KB.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

SIZE = 4_096  # cables of a block
GAPS, BITS, RUNS = 0, 1, 2

_BYTES = SIZE // 8
_NONE = b"0" * SIZE


def number(value: int) -> bytes:
    """A number as it is written.

    >>> number(5), number(300)
    (b'\\x05', b'\\xac\\x02')
    """
    if value < 0x80:
        return bytes((value,))
    written = bytearray()
    while value > 0x7F:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    written.append(value)
    return bytes(written)


def block(places: Sequence[int]) -> bytes:
    """These places, which ascend from 0 and are not none.

    >>> block([3, 4, 9])
    b'\\x0c\\x03\\x00\\x04'
    """
    gaps = [places[0], *[after - before - 1 for before, after in pairwise(places)]]
    runs = len(gaps) - gaps[1:].count(0)
    if runs * 3 < len(gaps):
        way, content = RUNS, _runs(gaps, runs)
    else:
        way, content = GAPS, _numbers(gaps)
    if len(content) > _BYTES:
        way, content = BITS, _bits(places)
    return number(len(places) << 2 | way) + content


def _numbers(values: Sequence[int]) -> bytes:
    return bytes(values) if max(values) < 0x80 else b"".join(map(number, values))


def _runs(gaps: Iterable[int], count: int) -> bytes:
    values: list[int] = []
    for at, gap in enumerate(gaps):
        if gap or not at:
            values += (gap, 0)
        else:
            values[-1] += 1
    return number(count) + _numbers(values)


def _bits(places: Iterable[int]) -> bytes:
    digits = bytearray(_NONE)
    for place in places:
        digits[SIZE - 1 - place] = 0x31
    return int(digits, 2).to_bytes(_BYTES, "little")
