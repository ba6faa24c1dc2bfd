"""What tests of the site share."""

import pytest

from reftel.site import front


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were asked of Django."""
    asked: list[str] = []
    made = front._made

    def counted(pages: object, environ: dict[str, str], *rest: object) -> object:
        asked.append(environ["PATH_INFO"])
        return made(pages, environ, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(front, "_made", counted)
    return asked
