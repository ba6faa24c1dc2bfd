"""The description by which a browser takes the archive among its search engines."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from reftel.reading_room.characters import plain, short
from reftel.reading_room.frame import border, edition_of

DESCRIPTION = "application/opensearchdescription+xml; charset=utf-8"
SHORT_NAME, LONG_NAME = 16, 48  # characters, as OpenSearch 1.1 has it


def description(request: HttpRequest) -> HttpResponse:
    """OpenSearch 1.1, with whole addresses: the declared host, else the one that was asked."""
    about = border(edition_of(request)).frame
    name = plain(about.name)
    made = get_template("opensearch.xml").render(
        {
            "frame": about,
            "host": about.host or request.build_absolute_uri("/").rstrip("/"),
            "short_name": name if len(name) <= SHORT_NAME else name[: SHORT_NAME - 1] + "…",
            "long_name": short(name, LONG_NAME - 2),
        }
    )
    return HttpResponse(made.encode("utf-8", "xmlcharrefreplace"), content_type=DESCRIPTION)
