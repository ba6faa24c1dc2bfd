"""The policy: read from ``reftel.toml``, and refused where a rule would not be followed."""

from datetime import UTC, datetime

import pytest

from reftel.archive import ArchiveFolder
from reftel.errors import ConfigError
from reftel.policy import Policy

WRITTEN = """
format = 1
[policy]
two_people = true
open_proposals = "allow"
open_elsewhere = "allow"
markings = ["unclassified", "SIPDIS"]
embargo = 2026-12-01T08:00:00+02:00
[policy.embargoes]
spring = 2026-12-24
"""


def test_every_rule_is_read(archive: ArchiveFolder) -> None:
    archive.config.write_text(WRITTEN)

    policy = archive.policy()

    assert policy == Policy(
        two_people=True,
        open_proposals="allow",
        open_elsewhere="allow",
        markings=frozenset({"UNCLASSIFIED", "SIPDIS"}),
        embargo=datetime(2026, 12, 1, 6, tzinfo=UTC),
        embargoes=(("spring", datetime(2026, 12, 24, tzinfo=UTC)),),
    )
    assert policy.not_before("spring") == datetime(2026, 12, 24, tzinfo=UTC)
    assert policy.not_before("autumn") == datetime(2026, 12, 1, 6, tzinfo=UTC)
    assert policy.allows(("Unclassified",))
    assert not policy.allows(("UNCLASSIFIED", "NOFORN"))


def test_an_archive_without_a_policy_refuses_open_proposals_and_nothing_else(
    archive: ArchiveFolder,
) -> None:
    assert archive.policy() == Policy()
    assert Policy().open_proposals == "refuse"
    assert Policy().allows(("SECRET",))
    assert Policy().not_before("spring") is None


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("policy = 1", r"'policy' should be a table"),
        ("[policy]\ntwo_poeple = true", "'policy.two_poeple' is no rule; there are two_people"),
        ('[policy]\ntwo_people = "yes"', "'policy.two_people' should be true or false"),
        ('[policy]\nopen_proposals = "ask"', "'policy.open_proposals' should be \"refuse\""),
        ("[policy]\nopen_elsewhere = 1", "'policy.open_elsewhere' should be \"refuse\""),
        ('[policy]\nmarkings = "SECRET"', "'policy.markings' should be a list"),
        ('[policy]\nembargo = "2026-12-01"', "'policy.embargo' should be a date or a time"),
        ("[policy]\nembargo = 12:00:00", "'policy.embargo' should be a date or a time"),
        ("[policy]\nembargoes = 1", "'policy.embargoes' should be a table"),
        ("[policy.embargoes]\nspring = 1", "'policy.embargoes.spring' should be a date"),
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused(
    archive: ArchiveFolder, written: str, why: str
) -> None:
    archive.config.write_text(f"format = 1\n{written}\n")

    with pytest.raises(ConfigError, match=why):
        archive.policy()
