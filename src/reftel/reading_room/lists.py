"""Lists of cables: one page value, which HTML, JSON, CSV and Atom all render."""

from collections.abc import Sequence
from dataclasses import dataclass

from reftel.edition.entries import Entry
from reftel.reading_room import addresses
from reftel.reading_room.characters import plain

SIZE = 50  # as on the original site, so that its page numbers still lead to the same rows


@dataclass(frozen=True, slots=True)
class Crumb:
    """A title, and where it leads: a step of the way down to a page, or a page beside it."""

    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """A page of what comes in pages; ``address`` is that of the whole, without a number."""

    address: str
    total: int = 0
    number: int = 1
    size: int = SIZE

    @property
    def pages(self) -> int:
        return page_count(self.total, self.size)

    @property
    def first(self) -> int:
        """The rank of the first thing on the page."""
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.number * self.size, self.total)

    @property
    def here(self) -> str:
        return self.at(self.number)

    def at(self, number: int) -> str:
        """The address of another page."""
        return addresses.numbered(self.address, number)

    @property
    def before(self) -> str:
        """The address of the page before this one; empty on the first."""
        return self.at(self.number - 1) if self.number > 1 else ""

    @property
    def after(self) -> str:
        """The address of the page after this one; empty on the last."""
        return self.at(self.number + 1) if self.number < self.pages else ""

    @property
    def numbers(self) -> Sequence[int | None]:
        return numbers(self.number, self.pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled(Pages):
    """A page of a list that has a title, and the way down to it."""

    title: str
    crumbs: tuple[Crumb, ...] = ()

    def rendering(self, suffix: str) -> str:
        """This page as json, csv or atom."""
        return addresses.rendering(self.here, suffix)

    def whole(self, suffix: str) -> str:
        """All of this list as csv, ris or bib."""
        return addresses.rendering(self.address, suffix)

    def as_json(self) -> dict[str, object]:
        """What JSON has of it beside what is listed."""
        return {
            "title": plain(self.title),
            "address": self.here,
            "total": self.total,
            "page": self.number,
            "pages": self.pages,
            "next": self.after or None,
            "previous": self.before or None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CableList(Titled):
    """A page of a list of cables. ``kicker`` says above its title what kind of list it is."""

    entries: tuple[Entry, ...]
    kicker: str = ""
    meaning: str = ""


def numbers(number: int, pages: int) -> Sequence[int | None]:
    """The page numbers to offer, None where some are left out: 1 … 6 7 8 … 99."""
    near = {1, pages, *range(max(1, number - 2), min(pages, number + 2) + 1)}
    offered: list[int | None] = []
    for each in sorted(near):
        before = offered[-1] if offered else 0
        if before is not None and each == before + 2:
            offered.append(each - 1)
        elif before is not None and each > before + 1:
            offered.append(None)
        offered.append(each)
    return offered


def page_count(total: int, size: int = SIZE) -> int:
    """How many pages a list of this length has; an empty one has one."""
    return max(1, -(-total // size))


def within(number: int, total: int, size: int = SIZE) -> int:
    """The page asked for, or the last one where there is no such page."""
    return min(number, page_count(total, size))
