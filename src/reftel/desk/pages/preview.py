"""A cable as the public will read it: its redacted record on the reading room's own page."""

import re
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from markupsafe import Markup

from reftel.desk.asker import DeskRequest
from reftel.errors import ReftelError
from reftel.reading_room.cables import bare_page
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
        shown = PreviewPage(cable.pk, _set(record))
    except ReftelError as error:
        shown = PreviewPage(cable.pk, Markup(), str(error))
    return render(request, "desk/preview.html", {"page": shown})


def _set(record: CableRecord) -> Markup:
    """The text as the reading room sets it, without its ways to other pages."""
    html = render_to_string("preview.html", {"page": bare_page(record, "read")}, using="jinja2")
    return Markup(_AWAY.sub("", html))  # noqa: S704 -- of the reading room's templates, which escape
