"""Articles, collections, tables and pages: the keepers' files, edited on the desk."""

from dataclasses import replace
from datetime import UTC, datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from reftel.desk.asker import DeskRequest
from reftel.desk.editorial.page import (
    BEGINNINGS,
    TITLES,
    WritingPage,
    editorial_page,
    preview,
    wrong,
)
from reftel.desk.house import house_of
from reftel.desk.rights import Right
from reftel.edition.editorial.draft import Kind
from reftel.edition.editorial.files import UnclearError
from reftel.errors import ReftelError
from reftel.vault import writings
from reftel.vault.exposure import exposure
from reftel.vault.faults import UndecidableError
from reftel.vault.writings import ExposedError, StaleError, Writing

EDITION = ("rebuild", "--public")


def page(request: DeskRequest) -> HttpResponse:
    """All files, by kind."""
    _require_all(request)
    shown = editorial_page(house_of(request).archive)
    return render(request, "desk/editorial.html", {"page": shown})


def new(request: DeskRequest) -> HttpResponse:
    """The way to the form of a file that is not there yet, or is."""
    _require_all(request)
    name = " ".join(request.GET.get("name", "").split())
    kind = _kind(request.GET.get("kind", ""))
    try:
        writings.found(house_of(request).archive, kind, name)
    except UndecidableError as error:
        messages.error(request, str(error))
        shown = editorial_page(house_of(request).archive, name)
        return render(request, "desk/editorial.html", {"page": shown}, status=409)
    return redirect("writing", kind=kind, name=name)


def one(request: DeskRequest, kind: str, name: str) -> HttpResponse:
    """The form of one file; what it is sent for: to be looked at, or written."""
    now = _found(request, kind, name)
    if request.method != "POST":
        return _shown(request, _as_it_is(now))
    text = request.POST.get("text", "").replace("\r\n", "\n")
    sent = WritingPage(now, TITLES[now.kind], text, request.POST.get("version", ""))
    if request.POST.get("do") == "preview":
        return _previewed(request, sent)
    return _saved(request, sent)


def remove(request: DeskRequest, kind: str, name: str) -> HttpResponse:
    """Take a file away."""
    now = _found(request, kind, name)
    before = now._replace(version=request.POST.get("version", ""))
    author, at = request.standing.account, datetime.now(UTC)
    try:
        writings.remove(house_of(request).archive, before, author=author, at=at)
    except ReftelError as error:
        messages.error(request, str(error))
        return _shown(request, _as_it_is(now), status=409)
    messages.success(request, f"{now.path.name} is deleted, and gone from the next edition.")
    return redirect("editorial")


def make(request: DeskRequest) -> HttpResponse:
    """Have the public edition made, with what the files say now, if all of it can be read."""
    _require_all(request)
    try:
        writings.require_readable(house_of(request).archive)
    except ReftelError as error:
        messages.error(request, str(error))
        return redirect("editorial")
    house_of(request).errand(EDITION)
    messages.success(
        request, "The public edition is being made anew. Readers have the one before until then."
    )
    return redirect("editorial")


def _saved(request: DeskRequest, sent: WritingPage) -> HttpResponse:
    archive, text = house_of(request).archive, sent.text or ""
    try:
        writings.save(
            archive,
            sent.writing._replace(version=sent.version),
            text,
            accepted=request.POST.get("accepted", ""),
            author=request.standing.account,
            at=datetime.now(UTC),
        )
    except UnclearError as error:
        return _shown(request, replace(sent, wrong=wrong(error, text)), status=409)
    except ExposedError as error:
        return _shown(request, replace(sent, exposed=error.found), status=409)
    except StaleError as error:
        messages.error(request, str(error))
        kept = replace(sent, version=sent.writing.version, now=sent.writing.text or "")
        return _shown(request, kept, status=409)
    except ReftelError as error:
        messages.error(request, str(error))
        return _shown(request, sent, status=409)
    name = sent.writing.path.name
    messages.success(request, f"{name} is saved. It becomes public with the next edition.")
    return redirect("writing", kind=sent.writing.kind, name=sent.writing.name)


def _previewed(request: DeskRequest, sent: WritingPage) -> HttpResponse:
    archive, text, kind = house_of(request).archive, sent.text or "", sent.writing.kind
    try:
        draft = writings.drafted(archive, kind, sent.writing.name, text)
        bare = exposure(archive, draft, text)
        looked = replace(sent, preview=preview(archive, kind, draft), exposed=bare or None)
    except UnclearError as error:
        return _shown(request, replace(sent, wrong=wrong(error, text)), status=409)
    except ReftelError as error:
        messages.error(request, str(error))
        return _shown(request, sent, status=409)
    return _shown(request, looked)


def _as_it_is(now: Writing) -> WritingPage:
    text = now.text if now.version else BEGINNINGS[now.kind]
    return WritingPage(now, TITLES[now.kind], text, now.version)


def _shown(request: DeskRequest, shown: WritingPage, status: int = 200) -> HttpResponse:
    return render(request, "desk/writing.html", {"page": shown}, status=status)


def _found(request: DeskRequest, kind: str, name: str) -> Writing:
    _require_all(request)
    try:
        return writings.found(house_of(request).archive, _kind(kind), name)
    except UndecidableError as error:
        raise Http404 from error


def _kind(name: str) -> Kind:
    try:
        return Kind(name)
    except ValueError as error:
        raise Http404 from error


def _require_all(request: DeskRequest) -> None:
    """A writing may name any cable: who may not know of every one writes nothing here."""
    if not request.standing.reach(Right.WRITE).everything:
        raise Http404
