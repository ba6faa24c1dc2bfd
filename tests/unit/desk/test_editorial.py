"""The keepers' files on the desk: listed, looked at, written, refused, taken away."""

from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.batching import NOW, cable, hold
from tests.desk import Desk

from reftel.archive import Audience
from reftel.edition import durable

ARTICLE = "---\ntitle: Where the barley went\nlanguage: en\n---\n\nThe granaries were full.\n"
MARKED = "Jane Doe"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """Cable 1 is public but for a name in it, cable 2 is held; a publisher, one of a batch."""
    from reftel.vault import decisions, marking, publication  # noqa: PLC0415
    from reftel.vault.decisions import Ground  # noqa: PLC0415

    hold(desk.archive, 1, 2, words=f"{MARKED} counted the barley.")
    by = marking.By(author="anna", at=NOW, reason="")
    marking.mark_words(cable(1), MARKED, by=by, code="B6")
    decisions.release(desk.archive, [cable(1)], Ground(on=NOW.date(), author="anna", at=NOW))
    publication.publish(desk.archive, audience=Audience.PUBLIC, made_at=NOW)
    desk.account("paula", "publisher")
    desk.account("vera", "publisher", batch="elsewhere")
    return desk


def version(content: bytes) -> str:
    return sha256(content).hexdigest()


def get(desk: Desk, address: str = "", who: str = "paula", status: int = 200) -> str:
    return desk.get(f"/desk/editorial/{address}", who, status)


def post(desk: Desk, address: str, status: int = 302, **sent: str) -> str:
    return desk.post(f"/desk/editorial/{address}", "paula", status, **sent)


def written(desk: Desk, kind: str = "articles", name: str = "barley", text: str = ARTICLE) -> Path:
    """A file that somebody wrote by hand."""
    path = desk.archive.root / kind / f"{name}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return path


def log() -> list[tuple[str, str, str]]:
    from reftel.vault.models import AuditEntry  # noqa: PLC0415

    rows = AuditEntry.objects.filter(act__in=["write", "unwrite"]).order_by("number")
    return list(rows.values_list("act", "about", "author"))


def test_an_article_is_begun_looked_at_saved_and_asked_into_an_edition(desk: Desk) -> None:
    answer = desk.client("paula").get("/desk/editorial/new/?kind=articles&name=barley")
    assert answer.headers["Location"] == "/desk/editorial/articles/barley/"
    assert "not there yet" in get(desk, "articles/barley/")

    text = ARTICLE.replace("full.", f"full [{cable(1)}¶1].").replace("\n", "\r\n")
    page = post(desk, "articles/barley/", 200, text=text, version="", do="preview")
    assert "<h2>Where the barley went</h2>" in page
    assert "Cables cited" in page
    assert "This names what is not public" not in page
    assert not desk.archive.articles.exists()

    post(desk, "articles/barley/", text=text, version="", do="save")
    path = desk.archive.articles / "barley.md"
    assert path.read_text(encoding="utf-8") == text.replace("\r\n", "\n")
    assert log() == [("write", "articles/barley.md", "paula")]
    assert "Where the barley went" in get(desk)

    post(desk, "make/")
    assert desk.errands == [("rebuild", "--public")]


def test_what_a_file_said_is_kept_and_the_log_has_both_digests(desk: Desk) -> None:
    from reftel.vault.models import AuditEntry  # noqa: PLC0415

    path = written(desk)
    before, after = version(ARTICLE.encode()), version(b"# Another\n")
    post(desk, "articles/barley/", text="# Another\n", version=before)
    post(desk, "articles/barley/delete/", version=after)

    assert not path.exists()
    kept = {one.name: one.read_bytes() for one in desk.archive.writings.iterdir()}
    assert kept == {before: ARTICLE.encode(), after: b"# Another\n"}
    details = AuditEntry.objects.filter(act__in=["write", "unwrite"]).order_by("number")
    assert list(details.values_list("detail", flat=True)) == [
        f'{{"after":"{after}","before":"{before}"}}',
        f'{{"after":"","before":"{after}"}}',
    ]


def test_a_file_that_was_changed_meanwhile_is_not_written_over_unseen(desk: Desk) -> None:
    path = written(desk)
    old = version(ARTICLE.encode())
    path.write_bytes(b"# By hand\n")

    page = post(desk, "articles/barley/", 409, text="# Mine\n", version=old)
    assert "was changed since" in page
    assert "# Mine" in page
    assert "# By hand" in page
    assert path.read_bytes() == b"# By hand\n"
    assert log() == []

    assert f'name="version" value="{version(b"# By hand" + chr(10).encode())}"' in page
    post(desk, "articles/barley/", text="# Mine\n", version=version(b"# By hand\n"))
    assert path.read_bytes() == b"# Mine\n"
    post(desk, "articles/barley/delete/", 409, version=old)
    assert path.exists()


@pytest.mark.parametrize(
    ("address", "text", "told"),
    [
        (
            "articles/barley/",
            "---\ntitle: x\nlanguage: no language\n---\n",
            "Line 3: “no language”",
        ),
        ("articles/barley/", "---\ntitle: x\n", "Line 1: the head that begins here"),
        ("articles/country/", "text", "an article cannot be named"),
        ("collections/barges/", "# Barges\n", "this collection has no cable"),
        ("coverage/coverage/", "id,title\n", "Line 1: the first row should be"),
        ("spellings/spellings/", "Barley\n", "Line 1: a name needs 2 to 40 spellings"),
    ],
)
def test_what_would_stop_an_edition_is_pointed_at_and_not_written(
    desk: Desk, address: str, text: str, told: str
) -> None:
    for do in ("preview", "save"):
        page = post(desk, address, 409, text=text, version="", do=do)
        assert told in page
        assert "Nothing was written." in page
    assert log() == []
    assert not (desk.archive.root / address.partition("/")[0]).with_suffix(".csv").exists()


def test_what_is_not_public_is_told_before_it_is_written(desk: Desk) -> None:
    text = f"# Barley\n\nSee [{cable(1)}], 08SAMPLEVILLE9 and {cable(2).lower()}; jane DOE left.\n"
    page = post(desk, "pages/faq/", 409, text=text, version="")
    assert f"<code>{cable(2)}</code> <strong>held here, not public</strong>" in page
    assert "<code>08SAMPLEVILLE9</code> not held here" in page
    assert f"<code>{cable(1)}</code> “jane doe”" in page
    assert not (desk.archive.pages / "faq.md").exists()
    token = page.partition('name="accepted" value="')[2].partition('"')[0]

    more = text + "08SAMPLEVILLE10\n"
    post(desk, "pages/faq/", 409, text=more, version="", accepted=token)
    post(desk, "pages/faq/", text=text, version="", accepted=token)
    assert (desk.archive.pages / "faq.md").read_text(encoding="utf-8") == text


def test_a_cable_that_is_not_public_is_not_resolved_in_a_preview(desk: Desk) -> None:
    text = f"# Barges\n\n- {cable(1)}: first\n- {cable(2)}: second\n"
    page = post(desk, "collections/barges/", 200, text=text, version="", do="preview")
    shown = page.partition('class="preview"')[2]
    assert shown.count("Not here") == 1
    assert 'href="/cable/' not in shown


def test_a_hostile_text_harms_nobody_who_looks_at_it(desk: Desk) -> None:
    text = "# <script>alert(1)</script>\n\n<img src=x onerror=alert(1)> </textarea><script>\n"
    page = post(desk, "pages/faq/", 200, text=text, version="", do="preview")
    assert "<script>" not in page
    assert "<img" not in page
    assert page.count("</textarea>") == 1


@pytest.mark.parametrize(
    "name", ["..", ".barley", "a/b", "Barley", "ärger", "a b", "x" * 81, "a\n"]
)
def test_a_name_that_leads_elsewhere_or_is_odd_is_none(desk: Desk, name: str) -> None:
    from reftel.edition.editorial.draft import Kind  # noqa: PLC0415
    from reftel.vault import writings  # noqa: PLC0415
    from reftel.vault.faults import UndecidableError  # noqa: PLC0415

    with pytest.raises(UndecidableError):
        writings.found(desk.archive, Kind.ARTICLES, name)
    answer = desk.client("paula").get(f"/desk/editorial/articles/{quote(name, safe='')}/")
    assert answer.status_code == 404


def test_withdrawal_cards_are_edited_as_a_table_and_may_not_tell_what_is_held(desk: Desk) -> None:
    address = "withdrawal-cards/withdrawal-cards/"
    header = "id,date,from,to,subject,source,note\n"
    assert header in get(desk, address)

    text = f"{header}{cable(2)},2008,,,Barley,RG 59,\n75STATE7,,,,,RG 59,\n"
    page = post(desk, address, 409, text=text, version="", do="save")
    assert f"<code>{cable(2)}</code> <strong>held here, not public</strong>" in page
    assert "<code>75STATE7</code> not held here" in page
    assert not desk.archive.withdrawal_cards.exists()
    assert "2 rows can be read" in post(desk, address, 200, text=text, version="", do="preview")

    accepted = page.partition('name="accepted" value="')[2].partition('"')[0]
    post(desk, address, text=text, version="", do="save", accepted=accepted)
    assert desk.archive.withdrawal_cards.read_text(encoding="utf-8") == text
    assert log() == [("write", "withdrawal-cards.csv", "paula")]


def test_a_link_is_neither_listed_nor_written_over(desk: Desk) -> None:
    secret = desk.archive.vault / "secret.md"
    secret.write_text("secret", encoding="utf-8")
    link = written(desk).with_name("barges.md")
    link.symlink_to(secret)
    assert "barges" not in get(desk)
    get(desk, "articles/barges/", status=404)
    (desk.archive.root / "coverage.csv").symlink_to(secret)
    get(desk, "coverage/coverage/", status=404)
    assert secret.read_text(encoding="utf-8") == "secret"


def test_a_file_under_an_odd_name_of_its_own_is_edited_and_no_other_shadows_it(desk: Desk) -> None:
    path = written(desk, name="Barley & Oats")
    assert "Barley &amp; Oats.md" in get(desk)
    post(
        desk,
        f"articles/{quote('Barley & Oats')}/",
        text="# Oats\n",
        version=version(ARTICLE.encode()),
    )
    assert path.read_text(encoding="utf-8") == "# Oats\n"
    written(desk, name="Rye")
    get(desk, "articles/rye/", status=404)


def test_what_cannot_be_shown_is_said_and_can_be_deleted(desk: Desk) -> None:
    path = written(desk)
    path.write_bytes(b"\xff\xfe")
    assert "line 1: this is not UTF-8" in get(desk)
    assert "cannot be edited here" in get(desk, "articles/barley/")
    post(desk, "articles/barley/delete/", version=version(b"\xff\xfe"))
    assert not path.exists()
    page = post(desk, "articles/barley/", 409, text="x" * 1_000_001, version="")
    assert "longer than the 1,000,000 bytes" in page


def test_a_full_disk_leaves_the_file_and_the_log(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(desk)
    whole = durable.replace_bytes

    def full(place: Path, content: bytes) -> None:
        if place == path:
            raise OSError(28, "No space left on device")
        whole(place, content)

    monkeypatch.setattr(durable, "replace_bytes", full)
    page = post(desk, "articles/barley/", 409, text="# Mine\n", version=version(ARTICLE.encode()))
    assert "There is no space left" in page
    assert "# Mine" in page
    assert path.read_text(encoding="utf-8") == ARTICLE
    assert log() == []


def test_no_edition_is_sent_for_that_would_be_stopped_by_a_line(desk: Desk) -> None:
    written(desk, text="---\ntitle: x\ndate: soon\n---\n")
    page = get(desk)
    assert "line 3: “soon” is no date" in page
    post(desk, "make/")
    assert get(desk).count("line 3: “soon” is no date") == 2, "in the list, and what is told"
    assert desk.errands == []


def test_who_publishes_only_some_cables_writes_nothing(desk: Desk) -> None:
    for address in ("", "articles/barley/", "new/?kind=articles&name=x"):
        get(desk, address, who="vera", status=404)
    assert desk.client("vera").post("/desk/editorial/make/").status_code == 404
    assert desk.errands == []
