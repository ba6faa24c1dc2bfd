"""What an edition is checked by: its public key, the ring of keys, the list of withdrawals.

These are files of the edition, byte for byte: a signature is over bytes.
"""

from django.http import Http404, HttpRequest, HttpResponse

from reftel.edition.manifest import KEY, KEYS, WITHDRAWALS, WITHDRAWALS_SIGNATURE
from reftel.reading_room.frame import edition_of

JSON = "application/json; charset=utf-8"
FILES = {
    ".well-known/reftel-key.pub": (KEY, "application/x-pem-file"),
    ".well-known/reftel-keys.json": (KEYS, JSON),
    "withdrawals.json": (WITHDRAWALS, JSON),
    "withdrawals.sig": (WITHDRAWALS_SIGNATURE, "application/octet-stream"),
}


def signed(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """One of these files; an edition for the staff, or one of an older reftel, has none."""
    try:
        content = (edition_of(request).folder / name).read_bytes()
    except FileNotFoundError as error:
        raise Http404 from error
    return HttpResponse(content, content_type=kind)
