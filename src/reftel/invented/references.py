"""REF and Classified By, in the shapes that posts used."""

from reftel.invented import names
from reftel.invented.draft import Draft
from reftel.invented.frames import Frame, Frames
from reftel.invented.layout import wrapped, written

_ALIASES = {"STATE": "SECSTATE", "USUNNEWYORK": "USUN", "HOCHIMINHCITY": "HCMC"}
_TITLES = (
    "Ambassador", "DCM", "CDA", "Charge d'Affaires a.i.", "POL Counselor", "PolCouns",
    "Econ Counselor", "Consul General", "A/S", "Deputy Chief of Mission", "Political Chief",
)  # fmt: skip
_REASONS = (("b", "d"), ("d",), ("b",), ("b", "d"), ("b", "d"), ("a", "d"), ("b", "c", "d"))


def references(draft: Draft, frames: Frames) -> list[str]:
    """The REF lines; the ids they point to are kept as the truth of the cable.

    Most targets are cables made before this one, so that they resolve in the set; about one
    in five is a number that nobody has.
    """
    chance = draft.chance
    if chance.often(0.33):
        return ["REF: NONE", ""] if draft.odd("REF none", 0.015) else []
    count = chance.one((1, 1, 1, 2, 2, 3, 4))
    targets: list[Frame] = []
    for _ in range(count):
        target = frames.before(draft.frame, chance)
        if target is None or chance.often(0.2):
            target = _nobodys(draft)
        if target.id not in draft.references:
            targets.append(target)
            draft.references.append(target.id)
    return [*_shown(draft, targets), ""]


def _nobodys(draft: Draft) -> Frame:
    """A cable that may never have been sent: an earlier number of this post or of STATE."""
    frame, chance = draft.frame, draft.chance
    station = frame.station if chance.often(0.5) else "STATE"
    day = frame.created.timetuple().tm_yday
    highest = frame.number if station == frame.station else 300 * day
    return Frame(station, frame.created, 1 + chance.below(highest))


def _item(draft: Draft, target: Frame) -> str:
    """One item: its year stands before it or behind it where it is not the cable's own."""
    chance = draft.chance
    name = written(target.station)
    if target.station in _ALIASES and draft.odd("station under another name", 0.02):
        name = _ALIASES[target.station]
    if target.created.year == draft.year:
        return f"{name} {target.number}"
    year = f"{target.created.year % 100:02d}"
    if draft.odd("reference year behind", 0.02):
        return f"{name} {target.number} ({year})"
    if chance.often(0.1):
        year = str(target.created.year)
    return f"{year} {name} {target.number}"


def _shown(draft: Draft, targets: list[Frame]) -> list[str]:
    chance = draft.chance
    items = [_item(draft, target) for target in targets]
    if draft.odd("reference not to all", 0.02):
        items[-1] += " (NOTAL)"
    if draft.odd("reference and previous", 0.012):
        items[-1] += " AND PREVIOUS"
    if draft.odd("reference to an e-mail", 0.02):
        items.append("ROE-DOE E-MAIL 1/4/07")
    word = chance.one(("REF", "REF", "REF", "REF", "REFS", "Ref"))
    if len(items) == 1:
        return [f"{word}: {items[0]}"]
    letters = "ABCDEFG"
    if draft.odd("reference letters doubled", 0.012):
        text = " ".join(f"{a}. {a}. {item}" for a, item in zip(letters, items, strict=False))
        return wrapped(f"{word}: {text}", 60)
    style = chance.one(("{}. {}", "{}. {}", "{}. {}", "({}) {}", "{}) {}", "({}) {}"))
    lettered = [style.format(a, item) for a, item in zip(letters, items, strict=False)]
    if chance.often(0.6):
        return [f"{word}: {lettered[0]}", *(f"     {item}" for item in lettered[1:])]
    if draft.odd("references between commas", 0.06):
        return wrapped(f"{word}: {', '.join(items)}", 60)
    return wrapped(f"{word}: {'  '.join(lettered)}", 60)


def classified_by(draft: Draft) -> list[str]:
    """``Classified By: DCM Jane Roe for reasons 1.4 (b) and (d).`` on a classified cable."""
    chance = draft.chance
    if not draft.classified or draft.year < 1996 or chance.often(0.05):
        return []
    section = "1.4" if draft.year >= 2004 else "1.5"
    letters = chance.one(_REASONS)
    draft.reasons = [f"{section}({letter})" for letter in letters]
    person = names.signatory(chance)
    who = f"{chance.one(_TITLES)} {person.given} {chance.one('ABCDEFGHJKLM')}. {person.family}"
    bracketed = [f"({letter})" for letter in letters]
    several = f"{', '.join(bracketed[:-1])} and {bracketed[-1]}" if len(letters) > 1 else ""
    reasons = chance.one(
        (
            f"for reasons {section} {several or bracketed[0]}.",
            f"for reasons {section} {several or bracketed[0]}",
            f"REASONS: {section} ({', '.join(letters).upper()})",
            f"Reason: {section} ({'/'.join(letters)}).",
        )
    )
    line = f"Classified By: {who} {reasons}"
    if len(letters) > 1 and draft.odd("Classified By broken", 0.03):
        text = f"Classified By: {who} for reasons {section} ({letters[0]}"
        return [text, f") and ({letters[-1]}).", ""] if len(letters) == 2 else [line, ""]
    if draft.odd("Classified By in capitals", 0.05):
        line = line.upper()
    return [*wrapped(line, 60), ""]
