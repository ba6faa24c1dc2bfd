"""Where words that are marked in a cable stand open: looked for when somebody asks."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from reftel.archive import ArchiveFolder
from reftel.desk.asker import DeskRequest
from reftel.desk.house import house_of
from reftel.desk.rights import Reach, Right
from reftel.errors import ReftelError
from reftel.vault.consistency import StandsOpen, standing_open
from reftel.vault.models import Cable


@dataclass(frozen=True, slots=True)
class Place:
    """Words that stand open in a cable; ``here`` says that it can be opened on the desk."""

    found: StandsOpen
    here: bool


@dataclass(frozen=True, slots=True)
class OpenPage:
    """What desk/open.html may use; ``wrong`` says why nothing could be looked for."""

    id: str
    places: tuple[Place, ...]
    wrong: str = ""


def page(request: DeskRequest, cable: Cable) -> HttpResponse:
    """Public cables and those within reach; of others it is not told that they are held."""
    reach = request.standing.reach(Right.READ)
    try:
        shown = OpenPage(cable.pk, _places(house_of(request).archive, cable.pk, reach))
    except ReftelError as error:
        shown = OpenPage(cable.pk, (), str(error))
    return render(request, "desk/open.html", {"page": shown})


def _places(archive: ArchiveFolder, cable: str, reach: Reach) -> tuple[Place, ...]:
    found = list(standing_open(archive, cable))
    rows = Cable.objects.filter(pk__in={one.cable for one in found})
    near = set(reach.of(rows).values_list("pk", flat=True))
    return tuple(Place(one, one.cable in near) for one in found if one.public or one.cable in near)
