"""Signatures are checked by others: OpenSSL, and minisign by its own rules."""

import base64
import hashlib
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from reftel.edition import pins
from reftel.edition.keyring import Keyring, begun
from reftel.edition.signature import PrivateKey, PublicKey
from reftel.errors import ConfigError

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = datetime(2027, 3, 1, 12, tzinfo=UTC)


def test_openssl_checks_a_signature(tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not at hand")
    key = PrivateKey.new()
    for name, content in {
        "key.pub": key.public.pem.encode(),
        "manifest.json": b'{"number": 1}\n',
        "manifest.sig": key.sign(b'{"number": 1}\n'),
    }.items():
        (tmp_path / name).write_bytes(content)
    words = "openssl pkeyutl -verify -rawin -pubin -inkey key.pub -in manifest.json"
    command = [*words.split(), "-sigfile", "manifest.sig"]

    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Signature Verified Successfully" in ran.stdout
    (tmp_path / "manifest.json").write_bytes(b'{"number": 2}\n')
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode


def test_a_signature_for_minisign_is_made_by_its_rules() -> None:
    """As https://jedisct1.github.io/minisign has it, under "Signature format"."""
    key, message = PrivateKey.new(), b"words"

    untrusted, first, comment, second = key.minisign(message, "edition 12").splitlines()

    public = base64.b64decode(key.public.minisign)
    signature, sealed = base64.b64decode(first), base64.b64decode(second)
    assert (len(public), public[:2], public[10:]) == (42, b"Ed", key.public.raw)
    assert (len(signature), signature[:2], signature[2:10]) == (74, b"ED", public[2:10])
    verifier = Ed25519PublicKey.from_public_bytes(public[10:])
    verifier.verify(signature[10:], hashlib.blake2b(message, digest_size=64).digest())
    assert untrusted.startswith("untrusted comment: ")
    assert comment == "trusted comment: edition 12"
    verifier.verify(sealed, signature[10:] + b"edition 12")


def test_a_private_key_shows_itself_to_nobody() -> None:
    key = PrivateKey.new()

    assert "PRIVATE" in key.pem.decode()
    assert key.pem.decode().splitlines()[1] not in repr(key)
    assert PrivateKey.read(key.pem).public == key.public
    assert PublicKey.read(key.public.pem) == key.public
    assert len(key.public.id) == 16


@pytest.mark.parametrize("text", ["", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"(?s)."):
        PublicKey.read(text)
    with pytest.raises(ValueError, match=r"(?s)."):
        PrivateKey.read(text.encode())


def test_whoever_knows_one_key_knows_those_that_it_vouches_for() -> None:
    first, second, third, fourth = (PrivateKey.new() for _ in range(4))
    ring = begun(first.public, AT).followed(second.public, LATER, first)
    ring = ring.followed(third.public, LATER, None).followed(fourth.public, LATER, third)

    assert Keyring.read(ring.written()) == ring
    assert ring.current == fourth.public
    assert ring.vouched(first.public) == (second.public,)
    assert ring.vouched(third.public) == (fourth.public,)
    assert ring.vouched(fourth.public) == ()
    assert ring.vouched(PrivateKey.new().public) == ()
    assert ring.unbroken() == (third.public, fourth.public)


def test_a_key_that_is_put_into_a_ring_breaks_it() -> None:
    ours, theirs = PrivateKey.new(), PrivateKey.new()
    ring = begun(ours.public, AT).followed(theirs.public, LATER, theirs)
    forged = begun(ours.public, AT).followed(PrivateKey.new().public, LATER, ours)

    for text in (
        ring.written(),
        forged.written().replace("2027", "2028"),
        forged.written().replace('"replaces": ""', '"replaces": "0"'),
        '{"keys": []}',
        "[" * 100_000,
        '{"keys": [{"key": "AAAA", "since": "", "replaces": "", "signature": ""}]}',
        "{}",
        "",
    ):
        with pytest.raises(ValueError, match=r"(?s)."):
            Keyring.read(text)


def test_keys_are_remembered_by_archive(tmp_path: Path) -> None:
    file = tmp_path / "state" / "known-keys.json"
    one, two = PrivateKey.new().public, PrivateKey.new().public
    assert pins.read(file) == {}

    pins.remember(file, "The Blue Barley papers", [one])
    pins.remember(file, "The Blue Barley papers", [two, one])
    pins.remember(file, "https://cables.example", [two])

    assert pins.read(file) == {
        "The Blue Barley papers": (one, two),
        "https://cables.example": (two,),
    }
    file.write_text("{")
    with pytest.raises(ConfigError, match="cannot be read"):
        pins.read(file)
