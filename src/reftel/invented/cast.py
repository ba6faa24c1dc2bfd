"""Who and what a cable speaks of: one filler for every slot of its sentences."""

from collections.abc import Callable

from reftel.invented import names
from reftel.invented.chance import Chance
from reftel.invented.grammar import Theme

MONTHS = names.listed("""
January|February|March|April|May|June|July|August|September|October|November|December
""")
WEEKDAYS = names.listed("Monday|Tuesday|Wednesday|Thursday|Friday")
_UNITS = names.listed("million dollars|million dollars|million crowns|billion crowns")


class Cast(dict[str, str]):
    """The fillers by slot. Names stay the same through a cable; figures never do.

    People (official o, critic c, expert x, mayor m) are introduced with title and full name,
    and called by their family name after that, by title and family name where the long slot
    is used again. Slots for figures: n, few, big, pct, share, money, years, hours, day, weekday,
    month. A slot that begins with ^ is to begin with a capital letter.
    """

    __slots__ = ("_chance", "_flavour")

    def __init__(self, theme: Theme, station: str, chance: Chance) -> None:
        super().__init__(theme.words)
        self._chance = chance
        self._flavour = flavour = names.flavour_of(station)
        one = chance.one
        for slot in ("town", "town2", "town3", "province"):
            self[slot] = names.town(flavour, chance)
        self["river"] = names.river(flavour, chance)
        self["ministry"] = names.ministry(chance)
        self["company"] = f"{names.person(flavour, chance)[1]} {one(names.FIRMS)}"
        self["paper"] = f"{one(names.PAPERS[:6])} {one(names.SHEETS[:8])}"
        self["paper2"] = f"{one(names.PAPERS[6:])} {one(names.SHEETS[8:])}"
        self["party"] = f"the {one(names.PARTIES[:7])}"
        self["party2"] = f"the {one(names.PARTIES[7:])}"
        self["university"] = f"{self['town3']} {one(names.LEARNED)}"

    def __missing__(self, slot: str) -> str:
        figure = _FIGURES.get(slot)
        if figure is not None:
            return figure(self._chance.draw)
        if slot[0] != "^":
            return self._introduced(slot)
        known = slot[1:] in self
        text = self[slot[1:]]
        text = text[0].upper() + text[1:]
        if known:  # whoever was introduced just now is called otherwise next time
            self[slot] = text
        return text

    def _introduced(self, slot: str) -> str:
        """A person by title and whole name, for the first time."""
        long, short, titles = _PEOPLE[slot]
        given, family = names.person(self._flavour, self._chance)
        title = self._chance.one(titles)
        self[long], self[short] = f"{title} {family}", family
        return f"{title} {given} {family}"


_ROLES = (
    ("official", "o", names.TITLES),
    ("critic", "c", names.CRITICS),
    ("expert", "x", ("Professor", "Professor", "Doctor")),
    ("mayor", "m", ("Mayor",)),
)
_PEOPLE = {slot: role for role in _ROLES for slot in role[:2]}


_FEW = ("three", "four", "five", "six", "seven", "nine", "eleven")
_YEARS = ("two", "three", "four", "five", "ten", "twelve", "twenty")
_HOURS = ("two", "three", "four", "six")

_FIGURES: dict[str, Callable[[Callable[[], float]], str]] = {
    "n": lambda draw: str(11 + int(draw() * 87)),
    "few": lambda draw: _FEW[int(draw() * len(_FEW))],
    "big": lambda draw: f"{1 + int(draw() * 96)},{int(draw() * 1000):03d}",
    "pct": lambda draw: f"{3 + int(draw() * 72)} percent",
    "share": lambda draw: f"{9 + int(draw() * 24)} percent",
    "money": lambda draw: (
        f"{1 + int(draw() * 94)}.{1 + int(draw() * 9)} {_UNITS[int(draw() * len(_UNITS))]}"
    ),
    "years": lambda draw: _YEARS[int(draw() * len(_YEARS))],
    "hours": lambda draw: _HOURS[int(draw() * len(_HOURS))],
    "day": lambda draw: f"{MONTHS[int(draw() * 12)]} {1 + int(draw() * 28)}",
    "weekday": lambda draw: WEEKDAYS[int(draw() * 5)],
    "month": lambda draw: MONTHS[int(draw() * 12)],
}
