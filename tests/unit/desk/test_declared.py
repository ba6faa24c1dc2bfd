"""What ``[desk]`` in reftel.toml may say."""

import pytest

from reftel.archive import ArchiveFolder
from reftel.desk.house import Declared, OneTimeLink, SecondFactor, declared
from reftel.errors import ConfigError


def said(archive: ArchiveFolder, words: str) -> Declared:
    archive.config.write_text(f"format = 1\n{words}\n", encoding="utf-8")
    return declared(archive)


def test_nothing_said_is_this_machine_and_a_factor_by_role(archive: ArchiveFolder) -> None:
    assert declared(archive) == Declared("", "", SecondFactor.BY_ROLE)


def test_an_address_gives_the_name_and_whether_it_is_secure(archive: ArchiveFolder) -> None:
    found = said(
        archive, '[desk]\naddress = "https://Desk.Example:8443/"\nsecond_factor="required"'
    )

    assert found == Declared("https://Desk.Example:8443", "desk.example", SecondFactor.REQUIRED)
    assert found.secure
    assert not said(archive, '[desk]\naddress = "http://desk.example"').secure


@pytest.mark.parametrize(
    "words",
    [
        "desk = 1",
        '[desk]\naddress = "desk.example"',
        '[desk]\naddress = "https://desk.example/below"',
        '[desk]\naddress = "https://anna@desk.example"',
        "[desk]\naddress = 1",
        '[desk]\nsecond_factor = "sometimes"',
        "[desk]\nsecond_factor = false",
        "[desk]\nsecond_facter = 1",
    ],
)
def test_what_makes_no_sense_is_refused(archive: ArchiveFolder, words: str) -> None:
    with pytest.raises(ConfigError, match="cannot be understood"):
        said(archive, words)


def test_a_link_is_taken_once() -> None:
    link = OneTimeLink()
    secret = link.secret

    assert not link.take("")
    assert not link.take("ü" + secret)
    assert link.take(secret)
    assert not link.take(secret)
    assert not link.take("")
