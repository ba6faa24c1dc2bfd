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

    __slots__ = ("_chance", "_people")

    def __init__(self, theme: Theme, station: str, chance: Chance) -> None:
        super().__init__(theme.words)
        self._chance = chance
        one, roster = chance.one, names.roster_of(station)
        count = len(roster.towns)
        at, step = chance.below(count), 1 + chance.below(count // 2 - 1)
        self["town"] = town = roster.towns[at]
        self["town2"], self["town3"] = (roster.towns[at - step * k] for k in (1, 2))
        self["province"], self["river"] = one(roster.provinces), one(roster.rivers)
        self["ministry"], self["company"] = one(roster.ministries), one(roster.firms)
        self["paper"] = f"{one(names.PAPERS[:6])} {one(names.SHEETS[:8])}"
        self["paper2"] = f"{one(names.PAPERS[6:])} {one(names.SHEETS[8:])}"
        self["party"] = f"the {one(names.PARTIES[:7])}"
        self["party2"] = f"the {one(names.PARTIES[7:])}"
        expert, self["university"] = one(roster.experts)
        self._people = {
            "official": one(roster.officials),
            "critic": one(roster.critics),
            "expert": expert,
            "mayor": roster.mayors[town],
        }

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
        long, short = _PEOPLE[slot]
        person = self._people[long]
        self[long], self[short] = f"{person.title} {person.family}", person.family
        return f"{person.title} {person.given} {person.family}"


_PEOPLE = {
    slot: pair
    for pair in (("official", "o"), ("critic", "c"), ("expert", "x"), ("mayor", "m"))
    for slot in pair
}
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
