"""A cable as the public will read it: its redacted record on the reading room's own page."""

import re
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from markupsafe import Markup

from reftel.archive import ArchiveFolder, Audience
from reftel.desk.asker import DeskRequest
from reftel.desk.house import house_of
from reftel.desk.queue.staff import staff_of
from reftel.edition.live import open_live
from reftel.edition.read import Edition
from reftel.errors import ReftelError
from reftel.reading_room.cables import text_page
from reftel.telegram.cable import CableRecord
from reftel.vault import marking
from reftel.vault.models import Cable

_AWAY = re.compile(r' href="/[^"]*"')  # addresses of the reading room, which is not here


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What desk/preview.html may use; ``wrong`` says why there is nothing to show."""

    id: str
    html: Markup
    wrong: str = ""


def page(request: DeskRequest, cable: Cable) -> HttpResponse:
    """What would be public, were the cable released as it stands now."""
    try:
        record = marking.public_record(cable.pk)
        shown = PreviewPage(cable.pk, _set(house_of(request).archive, record))
    except ReftelError as error:
        shown = PreviewPage(cable.pk, Markup(), str(error))
    return render(request, "desk/preview.html", {"page": shown})


def _set(archive: ArchiveFolder, record: CableRecord) -> Markup:
    """The main part of the reading room's page, without its ways to other pages."""
    template = get_template("cable.html", using="jinja2").template  # type: ignore[attr-defined]
    edition = _edition(archive)
    context = template.new_context({"page": text_page(edition, record, "read", 0)})
    return Markup(_AWAY.sub("", "".join(template.blocks["main"](context))))  # noqa: S704 -- HTML of the reading room, whose templates escape


def _edition(archive: ArchiveFolder) -> Edition:
    """The edition whose lists the page stands among: the public one, else that of the staff."""
    try:
        return open_live(archive, audience=Audience.PUBLIC)
    except ReftelError:
        return staff_of(archive).edition or open_live(archive, audience=Audience.STAFF)
