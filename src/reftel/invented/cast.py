"""Who and what a cable speaks of: one filler for every slot of its sentences."""

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

    __slots__ = ("_draw", "_people")

    def __init__(self, theme: Theme, station: str, chance: Chance) -> None:
        super().__init__(theme.words)
        self._draw = chance.draw
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
        figures = _FIGURES.get(slot)
        if figures is not None:
            return figures[int(self._draw() * len(figures))]
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


def _figures() -> dict[str, tuple[str, ...]]:
    """For each slot of figures what may stand there, made beforehand: a cable needs dozens."""
    chance = Chance(0)
    between = chance.between
    big = [f"{between(1, 96)},{chance.below(1000):03d}" for _ in range(1200)]
    money = [f"{between(1, 94)}.{between(1, 9)} {chance.one(_UNITS)}" for _ in range(500)]
    return {
        "n": tuple(map(str, range(11, 98))),
        "few": names.listed("three|four|five|six|seven|nine|eleven"),
        "big": tuple(big),
        "pct": tuple(f"{n} percent" for n in range(3, 75)),
        "share": tuple(f"{n} percent" for n in range(9, 33)),
        "money": tuple(money),
        "years": names.listed("two|three|four|five|ten|twelve|twenty"),
        "hours": names.listed("two|three|four|six"),
        "day": tuple(f"{month} {day}" for month in MONTHS for day in range(1, 29)),
        "weekday": WEEKDAYS,
        "month": MONTHS,
    }


_FIGURES = _figures()
