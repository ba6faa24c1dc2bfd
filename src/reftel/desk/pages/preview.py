"""A cable as the public will read it: its redacted record on the reading room's own page."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from markupsafe import Markup

from reftel.desk.asker import DeskRequest
from reftel.desk.room import as_readers_see
from reftel.errors import ReftelError
from reftel.reading_room.cables import bare_page
from reftel.vault import marking
from reftel.vault.models import Cable


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
        shown = PreviewPage(cable.pk, as_readers_see("preview.html", bare_page(record, "read")))
    except ReftelError as error:
        shown = PreviewPage(cable.pk, Markup(), str(error))
    return render(request, "desk/preview.html", {"page": shown})
