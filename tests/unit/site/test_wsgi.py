"""The WSGI application for servers of other makers: the public edition, or a clear refusal."""

from datetime import UTC, datetime
from wsgiref.util import setup_testing_defaults

import pytest
from tests.sample import cable_record

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.build import build
from reftel.errors import ArchiveError, ConfigError
from reftel.site.wsgi import public


def test_the_archive_named_by_the_environment_is_shown_to_the_public(
    archive: ArchiveFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_at = datetime(2026, 3, 1, tzinfo=UTC)
    build(archive, [cable_record("08EXAMPLETOWN12")], audience=Audience.PUBLIC, made_at=made_at)
    unreleased = [cable_record("08EXAMPLETOWN12"), cable_record("08EXAMPLETOWN13")]
    build(archive, unreleased, audience=Audience.STAFF, made_at=made_at)
    monkeypatch.setenv("REFTEL_ARCHIVE", str(archive.root))

    application = public()

    assert _status(application, "/cable/08EXAMPLETOWN12/") == "200 OK"
    assert _status(application, "/cable/08EXAMPLETOWN13/") == "404 Not Found"


def test_without_an_archive_in_the_environment_nothing_starts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("REFTEL_ARCHIVE", raising=False)

    with pytest.raises(ConfigError, match=r"REFTEL_ARCHIVE is not set\."):
        public()


def test_an_archive_without_an_edition_is_named(
    archive: ArchiveFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REFTEL_ARCHIVE", str(archive.root))

    with pytest.raises(ArchiveError, match="has no public edition yet"):
        public()


def _status(application: object, path: str) -> str:
    environ: dict[str, object] = {"PATH_INFO": path}
    setup_testing_defaults(environ)
    told: list[str] = []
    answer = application(environ, lambda status, *_: told.append(status))  # type: ignore[operator]
    b"".join(answer)
    return told[0]
