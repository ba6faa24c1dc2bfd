"""The tree over the list of files is that of RFC 6962, and a file is proved by its neighbours."""

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.mirror import sums


def root(*leaves: bytes) -> str:
    tree = sums.Tree()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root


def node(*parts: bytes) -> bytes:
    return sha256(b"\x01" + b"".join(parts)).digest()


def leaf(content: bytes) -> bytes:
    return sha256(b"\x00" + content).digest()


def test_roots_worked_out_by_hand() -> None:
    a, b, c, d, e = (leaf(one) for one in (b"a", b"b", b"c", b"d", b"e"))

    assert root() == sha256(b"").hexdigest()
    assert root(b"a") == a.hex()
    assert root(b"a", b"b", b"c") == node(node(a, b), c).hex()
    five = node(node(node(a, b), node(c, d)), e)
    assert root(b"a", b"b", b"c", b"d", b"e") == five.hex()


@pytest.mark.parametrize("leaves", [1023, 1024, 1025, 1026, 2048, 3000])
def test_the_root_over_many_leaves_is_that_of_the_definition(leaves: int) -> None:
    """RFC 6962, 2.1: the left side of a node has the largest power of two that is fewer."""

    def defined(first: int, end: int) -> bytes:
        if end - first == 1:
            return leaf(b"%d" % first)
        left = 1
        while left * 2 < end - first:
            left *= 2
        return node(defined(first, first + left), defined(first + left, end))

    assert root(*(b"%d" % one for one in range(leaves))) == defined(0, leaves).hex()


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=40), st.data())
def test_each_leaf_is_proved_and_no_other_is(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    neighbours = sums.proof(leaves, index)

    assert sums.proved(leaves[index], neighbours) == root(*leaves)
    assert sums.proved(leaves[index] + b"x", neighbours) != root(*leaves)
    assert len(neighbours) <= len(leaves).bit_length()


def test_a_list_is_read_as_it_was_written_and_nothing_else(tmp_path: Path) -> None:
    path, digest = tmp_path / "SHA256SUMS", "0" * 64
    path.write_text(f"{digest}  a/b c.html\n{digest}  z\n")
    assert list(sums.read(path)) == [("a/b c.html", digest), ("z", digest)]

    for wrong in ("../x", "/etc/passwd", "a\\b", "a/../../x"):
        path.write_text(f"{digest}  {wrong}\n")
        with pytest.raises(ValueError, match="line 1 names no file of a mirror"):
            list(sums.read(path))

    path.write_text(f"{digest}  b\n{digest}  a\n")
    with pytest.raises(ValueError, match="line 2 is not in the order of the paths"):
        list(sums.read(path))
    path.write_text(f"{digest}  {'a/' * 5_000}b\n")
    with pytest.raises(ValueError, match="line 1 names no file of a mirror"):
        list(sums.read(path))
