"""The opening of the body: from the classification line to Classified By, in all its shapes."""

from datetime import timedelta

from reftel.invented import names
from reftel.invented.draft import FOUO, Draft
from reftel.invented.layout import wrapped, written

_OLD_TAGS = {"PREL": "PFOR", "PGOV": "PINT", "PHUM": "SHUM", "PBTS": "PBOR", "PREF": "SREF"}
_PLACES = ("STATE", "DEPT", "DEPARTMENT")


def opening(draft: Draft) -> list[str]:
    """The lines above the message itself."""
    lines = _preamble(draft)
    lines += [_first_line(draft), ""]
    lines += _captions(draft)
    lines += _passing(draft)
    order, tags, subject = _order(draft), _tags(draft), _subject(draft)
    if tags[0].startswith("TAGS:") and draft.odd("three fields on one line", 0.012):
        lines.append(" ".join([order, *tags, *subject]))
    else:
        lines += [order, *tags, *subject]
    return [*lines, ""]


def _preamble(draft: Draft) -> list[str]:
    if "partial extract" in draft.oddities:
        return [f"{draft.frame.created:%A, %d %B %Y, %H:%M}"]
    if draft.odd("row number above the text", 0.004):
        return [f"ID: {draft.chance.between(1000, 250_000)}", ""]
    return []


def _spaced(draft: Draft) -> str:
    """``C O N F I D E N T I A L``, whole or with one space or its first letter lost."""
    word = draft.level
    if not draft.classified:
        return "UNCLAS" if draft.year >= 1974 or draft.chance.often(0.5) else "UNCLASSIFIED"
    if draft.year < 1974:
        return word
    text = " ".join(word)
    if draft.odd("classification lost a space", 0.03):
        at = 1 + 2 * draft.chance.below(len(word) - 1)
        return text[:at] + text[at + 1 :]
    return text[2:] if draft.odd("classification lost its first letter", 0.012) else text


def _first_line(draft: Draft) -> str:
    frame = draft.frame
    name = written(frame.station)
    number = f"{frame.number:06d}" if draft.year >= 1985 else f"{frame.number:04d}"
    section = f" SECTION 01 OF {draft.sections:02d}" if draft.sections > 1 else ""
    if draft.year < 1995 and draft.classification == FOUO:
        word = "LIMITED OFFICIAL USE"
        draft.oddities.add("limited official use")
    else:
        word = _spaced(draft)
    if draft.year < 1980 and draft.odd("year in the number line", 0.05):
        name = f"{draft.year % 100} {name}"
    elif word == "UNCLAS" and not section and draft.odd("encrypt for transmission only", 0.012):
        word += " EFTO"
        draft.captions.append("EFTO")
    elif draft.odd("number line retyped", 0.008):
        return f"{draft.level.capitalize()} {name.lower()} {number}"
    line = f"{word}{section} {name} {number}"
    if draft.year >= 2002 and draft.odd("captions on the number line", 0.015):
        draft.captions.append("SIPDIS")
        line += " SIPDIS"
    return line


def _captions(draft: Draft) -> list[str]:
    lines: list[str] = []
    if "corrected copy" in draft.oddities:
        lines += ["C O R R E C T E D  C O P Y  (PARA MARKING ADDED)", ""]
    own: list[str] = []
    if draft.year >= 2001 and "SIPDIS" not in draft.captions and draft.chance.often(0.93):
        own.append("SIPDIS")
    if draft.classification == FOUO and "limited official use" not in draft.oddities:
        own.append("SENSITIVE")
    if draft.classification.endswith("NOFORN"):
        own.append("NOFORN")
    if draft.classified and draft.chance.often(0.03):
        own.append(draft.chance.one(("EXDIS", "NODIS", "LIMDIS", "STADIS")))
    if draft.year >= 2001 and draft.odd("other caption", 0.01):
        own.append("AIDAC")
    if draft.chance.often(0.3):
        own.reverse()
    draft.captions += own
    for caption in own:
        lines += [caption, ""]
    if own and draft.odd("caption repeated", 0.06):
        lines += [own[0], ""]
    return lines


def _passing(draft: Draft) -> list[str]:
    chance = draft.chance
    if draft.frame.station == "STATE" or not chance.often(0.6):
        return []
    offices = draft.story.topic.offices
    place = chance.one(_PLACES)
    lines = [f"{place} FOR {', '.join(chance.some(offices, chance.between(1, 3)))}"]
    if chance.often(0.15):
        lines.append(f"{place} PASS TO {chance.one(('USAID', 'USTR', 'USDOC', 'NSC', 'USDA'))}")
        if chance.often(0.3):
            lines.append("AND EB")
    return [*lines, ""]


def _order(draft: Draft) -> str:
    """The executive-order line of the cable's time."""
    year, chance = draft.year, draft.chance
    if year < 1973:
        return "E.O. 12958: AS AMENDED; DECLASSIFIED JUNE 21, 2006"
    if year < 1995:
        number, code = (
            ("11652", chance.one(("GDS", "XGDS2", "ADS, DECLAS 6/30/79")))
            if year < 1979
            else (
                "12065",
                f"GDS {chance.between(1, 12)}/{chance.between(1, 28)}/85 (ROE, JANE) OR-P",
            )
            if year < 1983
            else ("12356", "DECL: OADR")
        )
        return f"E.O. {number}: {code if draft.classified else 'N/A'}"
    if not draft.classified:
        return chance.one(("E.O. 12958: N/A", "E.O. 12958: N/A", "EO 12958 N/A"))
    return _declassify(draft)


def _declassify(draft: Draft) -> str:
    chance = draft.chance
    later = draft.frame.created + timedelta(days=365 * chance.one((5, 10, 10, 10, 20)))
    number = "12958"
    if draft.odd("order number mistyped", 0.012):
        number = chance.one(("12598", "19523", "19528"))
    if draft.odd("declassification on an event", 0.012):
        return f"E.O. {number}: DECL: UPON WITHDRAWAL OF THE BILL"
    if draft.odd("declassification date impossible", 0.006):
        return f"E.O. {number}: DECL: 0{later.month}/{later.day + 31}/{later.year}"
    if draft.odd("declassification year of two digits", 0.015):
        return f"E.O. {number}: DECL: {later:%m/%d/%y}"
    if draft.odd("declassification date year first", 0.02):
        return f"E.O. {number}: DECL: {later:%Y/%m/%d}"
    if chance.often(0.3):
        return f"EO {number} DECL: {later:%m/%d/%Y}"
    return f"E.O. {number}: DECL: {later:%m/%d/%Y}"


def _codes(draft: Draft) -> list[str]:
    chance, story = draft.chance, draft.story
    codes = list(story.theme.tags[: chance.between(1, 3)])
    codes += [code for code in chance.some(story.topic.tags, chance.below(4)) if code not in codes]
    if draft.year < 1985:
        codes = [code for code in codes if code[0] != "K"] or ["PGOV"]
        if draft.year < 1980 and chance.often(0.7):
            codes = [_OLD_TAGS.get(code, code) for code in codes]
    if draft.classified and draft.odd("person among the TAGS", 0.015):
        person = names.signatory(chance)
        codes.append(f"{person.family.upper()}, {person.given.upper()}")
    return [*codes, draft.country_tag]


def _tags(draft: Draft) -> list[str]:
    """The TAGS line; the codes are kept as the truth of the cable."""
    chance = draft.chance
    draft.tags = codes = _codes(draft)
    plain = not any("," in code for code in codes)
    if plain and len(codes[-2]) == 4 and draft.odd("TAGS run together", 0.012):
        return [f"TAGS: {', '.join(codes[:-2])}{', ' if codes[:-2] else ''}{codes[-2]}{codes[-1]}"]
    shown = [code if "," not in code else f"({code})" for code in codes]
    if plain and chance.often(0.2):
        return [f"TAGS {' '.join(shown)}"]
    if len(codes) > 3 and draft.chance.often(0.1):
        return [f"TAGS: {', '.join(shown[:3])},", ", ".join(shown[3:])]
    if plain and chance.often(0.3):
        return [f"TAGS: {' '.join(shown)}"]
    word = "TAG" if draft.odd("TAGS misspelt", 0.006) else "TAGS"
    return [f"{word}: {', '.join(shown)}"]


def _subject(draft: Draft) -> list[str]:
    """The SUBJECT lines; what they say is kept as the truth of the cable."""
    chance, story = draft.chance, draft.story
    if draft.odd("subject empty", 0.003):
        return ["SUBJECT:"]
    text = story.subject()
    if draft.odd("subject breaks at a hyphen", 0.01):
        draft.subject = f"US-{text}"
        return ["SUBJECT: US-", *wrapped(text, 60)]
    if chance.often(0.3):
        second = story.subject()
        text = f"{text}; {second}" if second != text else text
    elif draft.sections > 2 and draft.odd("subject in parts", 0.1):
        text = f"{text} (PART I OF II)"
    elif "corrected copy" in draft.oddities and chance.often(0.5):
        text = f"CORRECTED COPY: {text}"
    draft.subject = text
    word = "SUBJ" if draft.odd("subject called SUBJ", 0.015) else "SUBJECT"
    shown = text
    if draft.classified and draft.odd("subject marked", 0.02):
        shown = f"({draft.level[0]}) {text}" if chance.often(0.5) else f"{text} ({draft.level[0]})"
    return wrapped(f"{word}: {shown}", 60)
