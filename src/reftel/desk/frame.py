"""The frame round every page of the desk: whose archive, who works here, and where they may go."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from reftel.desk.asker import is_settled, standing_of
from reftel.desk.assets import assets
from reftel.desk.house import house_of
from reftel.desk.rights import Right, Standing
from reftel.desk.routes import Door, Rule, ways


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of the navigation."""

    title: str
    address: str
    current: str  # "page" where one is there, "true" below it, else empty


@dataclass(frozen=True, slots=True)
class Frame:
    """What every template may use beside its own page value."""

    archive: str
    notice: str
    account: str  # empty where nobody is signed in
    alone: bool
    unsettled: bool  # a second factor is asked for, and there is none yet
    exposed: bool  # opened to a network without TLS
    numbered: bool  # opened under a number and not a name
    links: tuple[Link, ...]
    may: frozenset[str]  # rights held over any cable


def frame(request: HttpRequest) -> dict[str, object]:
    """For Django's templates, on every page."""
    house = house_of(request)
    standing = standing_of(request)
    declared = house.archive.declaration()
    about = Frame(
        archive=declared.name,
        notice=declared.notice,
        account=standing.account,
        alone=standing.alone,
        unsettled=bool(standing.account) and not is_settled(request),
        numbered=request.get_host().partition(":")[0].replace(".", "").isdigit(),
        exposed=bool(house.declared.address) and not house.declared.secure,
        links=_links(request.path, standing),
        may=frozenset(right for right in Right if standing.may(right)),
    )
    return {"frame": about, "asset": assets()}


def _links(here: str, standing: Standing) -> tuple[Link, ...]:
    if not standing.account:
        return ()
    shown = [way for way in ways() if _lets_in(way.rule, standing)]
    return tuple(
        Link(way.title, address, _current(here, address))
        for way in shown
        for address in (reverse(way.name),)
    )


def _current(here: str, address: str) -> str:
    if here == address:
        return "page"
    return "true" if address != reverse("home") and here.startswith(address) else ""


def _lets_in(rule: Rule, standing: Standing) -> bool:
    return isinstance(rule, Door) or standing.may(rule)
