"""Who sends when, and under which number: the shape of an archive before anything is said.

Without the list of reference ids, posts and years come in about the proportions of the
published archive, with rather more of the years before 2000, so that a few hundred cables
show every era. With the list, posts and months are those of its entries; the numbers are
invented all the same.
"""

import csv
import gzip
import re
from datetime import datetime, timedelta, timezone
from math import gcd
from pathlib import Path
from typing import NamedTuple

from reftel.gazetteer import posts
from reftel.invented.chance import Chance, Weighted

UTC = timezone.utc  # noqa: UP017 (datetime.UTC is younger than our oldest Python)

# Cables by post in the published archive, in tens (list of reference ids).
_POSTS = (
    "STATE 801 ANKARA 791 BAGHDAD 667 TOKYO 570 AMMAN 431 PARIS 378 KUWAIT 372 MADRID 362 "
    "MOSCOW 338 COLOMBO 333 BEIJING 329 TELAVIV 319 USUNNEWYORK 311 KHARTOUM 308 JAKARTA 306 "
    "NEWDELHI 304 ABUJA 302 THEHAGUE 302 HARARE 300 KABUL 296 BANGKOK 294 ROME 289 CAIRO 275 "
    "KINSHASA 255 ABUDHABI 255 ASHGABAT 244 BOGOTA 242 BEIRUT 237 CARACAS 234 HANOI 231 "
    "TAIPEI 230 MEXICO 228 KATHMANDU 228 BUENOSAIRES 223 ISLAMABAD 222 JERUSALEM 222 DHAKA 198 "
    "SEOUL 198 BRUSSELS 198 TEGUCIGALPA 196 OTTAWA 195 BRASILIA 195 RANGOON 186 NAIROBI 182 "
    "MANILA 179 YEREVAN 173 VIENNA 172 BERLIN 172 ZAGREB 169 SANTODOMINGO 167 MUSCAT 164 "
    "MANAMA 164 SANAA 159 PRETORIA 157 BAKU 156 WELLINGTON 149 LAGOS 149 SANTIAGO 146 QUITO 145 "
    "DAMASCUS 142 ADDISABABA 140 ASTANA 139 LIMA 139 RABAT 136 ATHENS 130 LAPAZ 130 TASHKENT 130 "
    "PRAGUE 127 MANAGUA 126 GUATEMALA 126 RIYADH 124 PORTAUPRINCE 121 BRIDGETOWN 120 "
    "BRATISLAVA 117 TBILISI 117 AITTAIPEI 115 ASUNCION 115 KINGSTON 114 SANSALVADOR 112 "
    "LONDON 107 TUNIS 106 MINSK 101 KUALALUMPUR 99 BELGRADE 99 DUSHANBE 99 SOFIA 98 BISHKEK 97 "
    "WARSAW 97 MAPUTO 97 GENEVA 96 DJIBOUTI 96 HONGKONG 95 NDJAMENA 95 CANBERRA 93 KYIV 92 "
    "PANAMA 91 DUBLIN 91 VILNIUS 90 SARAJEVO 87 ACCRA 86 NICOSIA 85 CONAKRY 85 LJUBLJANA 84 "
    "BUCHAREST 83 ALGIERS 81 USNATO 80 SAOPAULO 79 HOCHIMINHCITY 78 PHNOMPENH 78 SANJOSE 76 "
    "OSLO 76 ISTANBUL 75 BUDAPEST 73 VATICAN 73 LISBON 72 LILONGWE 72 SINGAPORE 70 DAKAR 68 "
    "STOCKHOLM 67 PRISTINA 67 DARESSALAAM 67 GUANGZHOU 66 KIGALI 65 DOHA 64 RIGA 63 TALLINN 61 "
    "HELSINKI 60 TRIPOLI 60 ASMARA 56 UNVIEVIENNA 56 SHANGHAI 56 PARAMARIBO 55 ABIDJAN 55 "
    "SKOPJE 52 HAVANA 51 NOUAKCHOTT 50 NIAMEY 49 FREETOWN 48 ALMATY 48 TIRANA 45 MONTEVIDEO 44 "
    "ULAANBAATAR 43 KAMPALA 42 BAMAKO 40 NASSAU 39 SUVA 39 PORTOFSPAIN 39 JEDDAH 38 BASRAH 37 "
    "YAOUNDE 34 LUANDA 32 USOSCE 30 FRANKFURT 30 COPENHAGEN 30 REYKJAVIK 29 VIENTIANE 29 "
    "CHENNAI 30 KOLKATA 27 BERN 26 DUBAI 24 MUMBAI 20 LUXEMBOURG 17 USEUBRUSSELS 15 TORONTO 15 "
    "RIODEJANEIRO 12 IRANRPODUBAI 10 MUNICH 11 VALLETTA 10 STPETERSBURG 5 MILAN 4"
)
_OLD_POSTS = (
    "STATE 30 TEHRAN 12 BUENOSAIRES 8 LONDON 10 PARIS 12 BONN 10 MOSCOW 8 TOKYO 9 CAIRO 7 ROME 7 "
    "MEXICO 6 ANKARA 6 NEWDELHI 6 CARACAS 4 LAGOS 4 MANILA 5 BANGKOK 5 BRUSSELS 5 MADRID 6 "
    "JIDDA 3 SAIGON 2 DACCA 2 BOMBAY 2 CAPETOWN 2 GENEVA 4 USNATO 4 HONGKONG 4 KINSHASA 3"
)
_YEARS = (
    "1966 4 1972 6 1973 6 1974 5 1975 6 1976 5 1977 4 1978 5 1979 6 1985 8 1986 8 1987 6 1988 6 "
    "1989 7 1990 8 1991 6 1992 5 1993 5 1994 6 1995 6 1996 6 1997 7 1998 8 1999 7 2000 10 2001 14 "
    "2002 26 2003 81 2004 118 2005 241 2006 424 2007 447 2008 494 2009 568 2010 90"
)
_ID = re.compile(r"(\d\d)([A-Z]+)\d+")


class Frame(NamedTuple):
    """What fixes a cable's id, and the minute it was sent (UTC)."""

    station: str
    created: datetime
    number: int

    @property
    def id(self) -> str:
        return f"{self.created.year % 100:02d}{self.station}{self.number}"


def _weighted(table: str) -> Weighted:
    words = table.split()
    return Weighted(words[::2], [float(word) for word in words[1::2]])


class Frames:
    """Frames in the order of their making; no two have the same id.

    ``reference_ids`` is a gzipped CSV of id and month. Frame i depends on the frames before
    it (through numbers that are taken), never on how many follow.
    """

    def __init__(self, reference_ids: Path | None = None) -> None:
        self._listed = _listed(reference_ids) if reference_ids else ()
        self._posts, self._old, self._years = map(_weighted, (_POSTS, _OLD_POSTS, _YEARS))
        self._taken: set[str] = set()
        self._by_station: dict[str, list[Frame]] = {}
        self._all: list[Frame] = []
        step = 1 + int(len(self._listed) * 0.618)
        while self._listed and gcd(step, len(self._listed)) != 1:
            step += 1
        self._step = step

    def next(self, chance: Chance) -> Frame:
        if self._listed:
            at = len(self._all) * self._step % len(self._listed)
            year, month, station = self._listed[at]
        else:
            year, month = int(self._years.one(chance)), 0
            station = (self._posts if year >= 1985 else self._old).one(chance)
        frame = self._numbered(station, _moment(year, month, chance), chance)
        self._taken.add(frame.id)
        self._all.append(frame)
        self._by_station.setdefault(station, []).append(frame)
        return frame

    def _numbered(self, station: str, created: datetime, chance: Chance) -> Frame:
        """Posts number from 1 each January, so the number grows with the day of the year."""
        traffic = 130_000 if station == "STATE" else 700 + sum(map(ord, station)) % 13 * 320
        day = created.timetuple().tm_yday
        frame = Frame(station, created, 1 + int(traffic * day / 366) + chance.below(9))
        while frame.id in self._taken:
            frame = frame._replace(number=frame.number + 1 + chance.below(3))
        return frame

    def before(self, frame: Frame, chance: Chance) -> Frame | None:
        """A frame made and dated before this one, of the same post where possible."""
        own = self._by_station.get(frame.station, ())
        any_post = (self._all,) * 3
        for pool in (own, own, *any_post) if chance.often(0.6) else any_post:
            found = chance.one(pool) if pool else frame
            if found.created < frame.created:
                return found
        return None


def _moment(year: int, month: int, chance: Chance) -> datetime:
    """A minute of that year, or of that month; the published archive ends in February 2010."""
    first = datetime(year, month or 1, 1, tzinfo=UTC)
    days = 28 if month else 58 if year == 2010 else 365
    minute = 300 + chance.below(900)  # between 5:00 and 20:00
    return first + timedelta(days=chance.below(days), minutes=minute)


def _listed(path: Path) -> tuple[tuple[int, int, str], ...]:
    """Year, month and station of the ids in the list whose station is a known post."""
    found: list[tuple[int, int, str]] = []
    names: dict[str, str] = {}
    with gzip.open(path, "rt", encoding="ascii", newline="") as file:
        for reference_id, month in csv.reader(file):
            match = _ID.fullmatch(reference_id)
            if match and match[2] in posts.POSTS:
                year = int(match[1])
                station = names.setdefault(match[2], match[2])
                found.append((year + (1900 if year > 60 else 2000), int(month), station))
    return tuple(found)
