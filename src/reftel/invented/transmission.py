"""The transmission lines (FL 1-9) as each period and source shows them.

Until 2001 the archive has date-time group, FM, TO and INFO only, at times below the
Department's distribution block; from 2002 on the whole of it, with routing indicators.
"""

from reftel.gazetteer.posts import POSTS
from reftel.invented.draft import Draft
from reftel.invented.layout import sender, written
from reftel.invented.names import listed

PARTIAL = (
    "This record is a partial extract of the original cable. The full text of the original "
    "cable is not available."
)
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_PROSIGNS = ("R", "R", "R", "P", "P", "P", "O", "O", "O P", "P R")
_WORDS = {"O": "IMMEDIATE", "P": "PRIORITY", "R": ""}

# Agencies and collectives as headers of the 2000s name them, with their routing indicators.
_OTHERS = (
    ("RUEAIIA", "CIA WASHINGTON DC"),
    ("RHEHNSC", "NSC WASHDC"),
    ("RUEKJCS", "SECDEF WASHINGTON DC"),
    ("RUEKJCS", "JOINT STAFF WASHINGTON DC"),
    ("RHEFDIA", "DIA WASHINGTON DC"),
    ("RUEATRS", "DEPT OF TREASURY WASHINGTON DC"),
    ("RUEAWJA", "DEPT OF JUSTICE WASHINGTON DC"),
    ("RHEBAAA", "DEPT OF ENERGY WASHINGTON DC"),
    ("RUCPDOC", "DEPT OF COMMERCE WASHINGTON DC"),
    ("RUCNDT", "USMISSION USUN NEW YORK"),
    ("RUEHNO", "USMISSION USNATO"),
    ("RHMFISS", "HQ USEUCOM VAIHINGEN GE//J2/POLAD//"),
    ("RUCNASE", "ASEAN MEMBER COLLECTIVE"),
    ("RUCNMEM", "EU MEMBER STATES COLLECTIVE"),
    ("RUEHZL", "EUROPEAN POLITICAL COLLECTIVE"),
)
_POSTS = tuple(
    (post.routing, sender(post.station))
    for post in POSTS.values()
    if post.routing and post.now is None and post.kind in {"embassy", "consulate"}
)
_BUREAUS = listed("""
LOG|ADS|INR|SS|P|T|EUR|NEA|SA|EB|OES|CA|PM|H|IO|L|USIE|TRSE|CIAE|DODE|NSCE|AF|EAP|ARA
""")


def header(draft: Draft) -> str:
    """All lines above the body, as the site's second box shows them."""
    if draft.year < 2002:
        lines = _department(draft) if draft.odd("department block", 0.2) else []
        return "\n".join([*lines, *_lines(draft, routed=False)])
    if draft.odd("partial extract", 0.012):
        return PARTIAL
    first = ["null"] if draft.odd("null before the header", 0.004) else []
    return "\n".join([*first, *_relay(draft), *_lines(draft, routed=True)])


def _relay(draft: Draft) -> list[str]:
    """FL 1 to FL 4."""
    frame, chance = draft.frame, draft.chance
    post = POSTS[frame.station]
    prosign = chance.one(("R", "R", "P", "P", "O")) * 2
    channel = f"{chance.below(10_000):04d}"
    day = f"{frame.created.timetuple().tm_yday:03d}{frame.created:%H%M}"
    section = "/01" if draft.sections > 1 or chance.often(0.2) else ""
    filed = f"DE {post.routing or 'RUEHC'} #{frame.number % 10_000:04d}{section} {day}"
    warning = f"ZNY {draft.level[0] * 5} ZZH" if draft.classified else "ZNR UUUUU ZZH"
    if chance.often(0.3):
        return [f"VZCZCXYZ{channel}", f"{prosign} RUEHWEB", "", filed, warning]
    called = [chance.one(_POSTS)[0] for _ in range(chance.between(1, 4))]
    lines = [f"VZCZCXRO{channel}", f"{prosign} {' '.join(called)}"]
    if draft.odd("called stations wrap", 0.02):
        lines.append(" ".join(chance.one(_POSTS)[0] for _ in range(9)))
    return [*lines, filed, warning]


def _dtg(draft: Draft) -> str:
    """FL 5: ``P 290544Z FEB 08``, with an operating signal where there is one."""
    created = draft.frame.created
    prosign = draft.chance.one(_PROSIGNS)
    month = _MONTHS[created.month - 1]
    if "corrected copy" in draft.oddities:
        signal = " ZDS"
    else:
        signal = " ZDK CTG NUMEROUS SVCS" if draft.odd("operating signal", 0.006) else ""
    return f"{prosign} {created:%d%H%M}Z {month} {created.year % 100:02d}{signal}"


def _lines(draft: Draft, *, routed: bool) -> list[str]:
    """FL 5 to FL 8."""
    chance, station = draft.chance, draft.frame.station
    dtg = _dtg(draft)
    word = _WORDS[dtg[0]]
    if word and draft.odd("misspelt precedence", 0.004):
        word = "PIORITY"
    own = () if station == "STATE" else (("RUEHC", "SECSTATE WASHDC"),)
    some = [chance.one(_POSTS) for _ in range(chance.below(7) + (station == "STATE"))]
    others = chance.some(_OTHERS, chance.below(4)) if draft.year >= 1985 else []
    to = list(own) or [some.pop()]
    lines = [dtg, f"FM {sender(station)}"]
    lines += _addressees("TO", to, word, draft, routed=routed)
    if draft.odd("exempted addressee", 0.004):
        lines.append(f"XMT {chance.one(_POSTS)[1]}")
    lines += _addressees("INFO", [*some, *others], "", draft, routed=routed)
    return lines


def _addressees(
    keyword: str, names: list[tuple[str, str]], word: str, draft: Draft, *, routed: bool
) -> list[str]:
    lines: list[str] = []
    for routing, name in names:
        serial = f"{draft.chance.below(10_000):04d}" if draft.chance.often(0.7) else ""
        if serial and word and draft.odd("serial range", 0.004):
            serial = f"{serial}-{int(serial) + draft.sections:04d}"
        before = "" if lines else f"{keyword} "
        line = f"{before}{routing + '/' if routed else ''}{name} {word} {serial}"
        lines.append(" ".join(line.split()))
    return lines


def _department(draft: Draft) -> list[str]:
    """The block that the Department put above its own copies, with the sum of the copies."""
    chance, frame = draft.chance, draft.frame
    name = written(frame.station)[:6].ljust(6)
    stamp = f"{frame.created:%d%H%M}Z"
    copies = [(bureau, chance.below(8)) for bureau in chance.some(_BUREAUS, 7)]
    total = sum(count for _, count in copies)
    groups = "   ".join(f"{bureau}-{count:02d}" for bureau, count in copies[1:])
    counter = f"{chance.below(1_000_000):06d}"
    return [
        f"PAGE 01        {name}  {frame.number:05d}  {stamp}",
        f"ACTION {copies[0][0]}-{copies[0][1]:02d}",
        "",
        f"INFO  {groups}  /{total:03d} W",
        f"                    ------------------{counter}  {stamp} /{chance.below(60):02d}",
    ]
