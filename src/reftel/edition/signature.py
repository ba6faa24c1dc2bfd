"""Ed25519: keys, and signatures that others can check with OpenSSL or minisign."""

import base64
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b, sha256
from typing import Self

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEY_SIZE, SIGNATURE_SIZE = 32, 64  # bytes
_TRUSTED, _MINISIG_LINES = "trusted comment: ", 5  # the last one is empty
_RAW = serialization.Encoding.Raw, serialization.PublicFormat.Raw
_SPKI = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo


@dataclass(frozen=True)
class PublicKey:
    """A key that checks signatures: 32 bytes."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_SIZE:
            raise ValueError(f"a key has {KEY_SIZE} bytes, not {len(self.raw)}")

    @classmethod
    def read(cls, pem: str) -> Self:
        """The key in a PEM file. ValueError where there is none of this kind."""
        try:
            key = serialization.load_pem_public_key(pem.encode())
        except UnsupportedAlgorithm as error:
            raise ValueError(str(error)) from error
        if not isinstance(key, Ed25519PublicKey):
            raise ValueError("it is no key for Ed25519")  # noqa: TRY004 -- read as text
        return cls(key.public_bytes(*_RAW))

    @property
    def id(self) -> str:
        """What people compare: the beginning of its sha256, 16 digits."""
        return self._id.hex()

    @property
    def pem(self) -> str:
        """The key as OpenSSL reads it."""
        return self._key.public_bytes(*_SPKI).decode()

    @property
    def minisign(self) -> str:
        """The key as minisign takes it behind ``-P``."""
        return _base64(b"Ed" + self._id + self.raw)

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Whether a signature of this key fits the message."""
        try:
            self._key.verify(signature, message)
        except InvalidSignature:
            return False
        return True

    def minisigned(self, message: bytes, text: str) -> bool:
        """Whether this is what ``minisign`` of its private key writes of the message."""
        lines = text.split("\n")
        comment = lines[2].removeprefix(_TRUSTED) if len(lines) == _MINISIG_LINES else ""
        try:
            head, seal = (base64.b64decode(lines[n], validate=True) for n in (1, 3))
        except (IndexError, ValueError):
            return False
        signature = head[-SIGNATURE_SIZE:]
        return (
            text == _minisig(self, signature, comment, seal)
            and self.signed(blake2b(message).digest(), signature)
            and self.signed(signature + comment.encode(), seal)
        )

    @property
    def _id(self) -> bytes:
        return sha256(self.raw).digest()[:8]

    @cached_property
    def _key(self) -> Ed25519PublicKey:
        return Ed25519PublicKey.from_public_bytes(self.raw)


@dataclass(frozen=True, repr=False)
class PrivateKey:
    """A key that signs. It shows itself to nobody: what prints it prints no byte of it."""

    _key: Ed25519PrivateKey

    @classmethod
    def new(cls) -> Self:
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def read(cls, pem: bytes) -> Self:
        """The key in a PEM file. ValueError where there is none of this kind."""
        try:
            key = serialization.load_pem_private_key(pem, password=None)
        except (TypeError, UnsupportedAlgorithm) as error:  # TypeError: behind a password
            raise ValueError(str(error)) from error
        if not isinstance(key, Ed25519PrivateKey):
            raise ValueError("it is no key for Ed25519")  # noqa: TRY004 -- read as text
        return cls(key)

    @property
    def pem(self) -> bytes:
        return self._key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    @property
    def public(self) -> PublicKey:
        return PublicKey(self._key.public_key().public_bytes(*_RAW))

    def sign(self, message: bytes) -> bytes:
        """The signature over a message, 64 bytes."""
        return self._key.sign(message)

    def minisign(self, message: bytes, comment: str) -> str:
        """The signature as a file for minisign: over the BLAKE2b of the message."""
        return self.minisign_of(blake2b(message).digest(), comment)

    def minisign_of(self, hashed: bytes, comment: str) -> str:
        """The same of a message that is not held: of its BLAKE2b, 64 bytes."""
        signature = self.sign(hashed)
        return _minisig(self.public, signature, comment, self.sign(signature + comment.encode()))


def _minisig(key: PublicKey, signature: bytes, comment: str, seal: bytes) -> str:
    head = _base64(b"ED" + base64.b64decode(key.minisign)[2:10] + signature)
    return (
        f"untrusted comment: check with -P {key.minisign}\n{head}\n"
        f"{_TRUSTED}{comment}\n{_base64(seal)}\n"
    )


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
