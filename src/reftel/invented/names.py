"""Invented names: people, towns, rivers, offices, firms. Nobody and nothing is meant.

People and places are put together from syllables of four made-up flavours, so that the names
in one cable sound as if they came from one country, and from no country that there is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from reftel.invented.chance import Chance


@dataclass(frozen=True, slots=True)
class Flavour:
    """The sounds of one invented language."""

    first: tuple[str, ...]
    middle: tuple[str, ...]
    given: tuple[str, ...]
    family: tuple[str, ...]
    town: tuple[str, ...]
    river: tuple[str, ...]


def _flavour(*syllables: str) -> Flavour:
    """First, middle, given, family, town and river syllables, each a line of its own."""
    return Flavour(*(tuple(each.split()) for each in syllables))


FLAVOURS = (
    _flavour(
        "Bren Dal Eld Fen Gard Hal Ister Jor Kest Lem Marn Norr Orm Pell Rav Skel Tov Ulf Varn",
        "a e i o an el im or",
        "ric da vin na lo mar sa te win dis rik la",
        "berg strand holt vik sen dahl mark lund nes quist thor gren",
        "stad vik mouth haven by fjell burg wick holm gate",
        "a elv wash bek mere",
    ),
    _flavour(
        "Cal Dor Esp Fal Gar Imb Lor Mar Nov Ors Pal Quin Rosal Sal Tar Ubr Val Ximbr Yov Zar",
        "a e i o an in es ar",
        "lo na rin dia mo la vio ta ro sel nio ra",
        "vedra mante quello rosa bel dino tore zano lves pardo cella nuez",
        "vado lina mora nza puerta celo monte delva rona sal",
        "ora iza el ante ora",
    ),
    _flavour(
        "Ash Bal Chan Dev Gul Har Isk Jam Kar Lash Mir Nar Osh Pash Rud Semm Tash Uz Vash Zar",
        "a i u ar an ee oo al",
        "mir ya vad ra nish shi zan lan tej van ul meen",
        "abad khel wani zadeh pur bhar dost mand rai yar stan ov",
        "garesh purim abadur darin shaleh talun watir kotan bazim lendar",
        "rud ab dar su nadi",
    ),
    _flavour(
        "Ama Bao Chi Dai Fua Hai Iku Kei Lao Mani Nuo Olo Pua Rai Sao Tui Una Vai Wei Yun",
        "la ka ni to ma re su va",
        "la na ni ko mo fa lei ru ti ha sa ku",
        "tang lani moto wai fua leki sato rua puna mao hana tolu",
        "nui papai shimo roa baru hau tele kamu lua moani",
        "vai wai kali mae iki",
    ),
)


def listed(text: str) -> tuple[str, ...]:
    """The words or phrases between bars; line ends separate nothing."""
    return tuple(text.replace("\n", "").split("|"))


TITLES = (
    "Deputy Minister",
    "State Secretary",
    "Director General",
    "Permanent Secretary",
    "Commissioner",
    "Vice Governor",
    "Chief Inspector",
    "Under Secretary",
    "Acting Director",
    "Senior Adviser",
)
CRITICS = (
    "retired judge",
    "opposition deputy",
    "newspaper editor",
    "former governor",
    "columnist",
    "shopkeeper and organizer",
    "village schoolmaster",
    "independent councillor",
    "shipowner",
    "radio presenter",
    "union secretary",
    "historian",
    "retired ferry captain",
    "parish clerk",
)
SUBJECTS = listed("""
Orchards|Ferries|Bridges|Almanacs|Lanterns|Harbors|Tolls|Meadows|Canals|Roofs|Bells|Looms|
Wells|Kites|Lighthouses|Mills|Markets|Gardens|Festivals|Winds|Tides|Archives|Stairways|
Fountains
""")
FIRMS = listed("""
Glassworks|Kite and Rope|Ferry Lines|Lamp Company|Mills|Trading House|Brothers|Foundry|
Paper and Ink|Orchards|Tramways|Salt Works|Instruments|and Daughters|Shipyard|Textiles|
Bell Foundry|Cartage|Preserves|Optical
""")
PAPERS = listed("""
Morning|Evening|Daily|National|Northern|People's|Harbor|New|Independent|Weekly|River|Provincial
""")
SHEETS = listed("""
Anchor|Lantern|Plough|Ferryman|Observer|Bell|Compass|Tiller|Messenger|Almanac|Weathervane|
Standard|Signal|Kite|Broom|Gazette
""")
PARTIES = listed("""
Orchard League|Party of the Rivers|Union of Small Towns|Blue Ribbon Movement|Lantern Bloc|
Civic Almanac|Reform Ferry List|National Meadow Party|Alliance of Weavers|Plain Speech Party|
New Bridges|Coastal Concord|Hill Farmers' Front|Party of Quiet Progress
""")
LEARNED = listed("""
Institute of Tides|School of Applied Weather|Academy of Letters and Bridges|
Polytechnic|Free University|Agricultural College|Observatory|School of Public Accounts
""")


@dataclass(frozen=True, slots=True)
class Person:
    """Title, given name and family name, as someone is introduced."""

    title: str
    given: str
    family: str


@dataclass(frozen=True, slots=True)
class Roster:
    """The invented country behind a flavour: few enough names that readers meet them again.

    Every town has its mayor, every scholar a university.
    """

    towns: tuple[str, ...]
    provinces: tuple[str, ...]
    rivers: tuple[str, ...]
    officials: tuple[Person, ...]
    critics: tuple[Person, ...]
    experts: tuple[tuple[Person, str], ...]
    mayors: Mapping[str, Person]
    firms: tuple[str, ...]
    ministries: tuple[str, ...]


def roster_of(station: str) -> Roster:
    """Every station keeps to one flavour; the sum of its letters decides, as hash() varies."""
    return _roster(sum(map(ord, station)) % len(FLAVOURS))


@cache
def _roster(number: int) -> Roster:
    flavour, chance = FLAVOURS[number], Chance(number)
    one = chance.one
    towns = tuple(dict.fromkeys(_town(flavour, chance) for _ in range(90)))
    learned = [f"{one(towns)} {kind}" for kind in LEARNED]
    return Roster(
        towns=towns,
        provinces=tuple(_town(flavour, chance) for _ in range(14)),
        rivers=tuple(one(flavour.first) + one(flavour.river) for _ in range(10)),
        officials=tuple(_titled(one(TITLES), flavour, chance) for _ in range(70)),
        critics=tuple(_titled(one(CRITICS), flavour, chance) for _ in range(70)),
        experts=tuple(
            (_titled(one(("Professor", "Professor", "Doctor")), flavour, chance), one(learned))
            for _ in range(40)
        ),
        mayors={town: _titled("Mayor", flavour, chance) for town in towns},
        firms=tuple(f"{person(flavour, chance)[1]} {one(FIRMS)}" for _ in range(60)),
        ministries=tuple(
            f"Ministry of {one(SUBJECTS[:12])} and {one(SUBJECTS[12:])}" for _ in range(14)
        ),
    )


def person(flavour: Flavour, chance: Chance) -> tuple[str, str]:
    """Given name and family name."""
    one = chance.one
    given = one(flavour.first) + one(flavour.middle) + one(flavour.given)
    family = one(flavour.first) + one(flavour.middle) + one(flavour.family)
    return given, family


def _titled(title: str, flavour: Flavour, chance: Chance) -> Person:
    return Person(title, *person(flavour, chance))


def _town(flavour: Flavour, chance: Chance) -> str:
    one = chance.one
    return (
        one(flavour.first) + (one(flavour.middle) if chance.often(0.6) else "") + one(flavour.town)
    )


def signatory(chance: Chance) -> Person:
    """Someone of a post: who signs its cables, or stands behind their classification."""
    return chance.one(_roster(0).officials)
