"""``write``: the inverse of ``parse`` for sound telegrams."""

from dataclasses import fields

import pytest

from reftel.invented import cables
from reftel.telegram import parse
from reftel.telegram.record import Paragraph, Read, Tag, Telegram
from reftel.telegram.writing import write

SOUND = """\
VZCZCXYZ0012
PP RUEHC RUEHBK
DE RUEHVN #0012/01 0040544
ZNY CCCCC ZZH
P R 040544Z JAN 08 ZDS
FM AMEMBASSY VIENTIANE
TO RUEHC/SECSTATE WASHDC PRIORITY 1866
INFO RUEHBK/AMEMBASSY BANGKOK//POL/ECON// 0012
RUCNASE/ASEAN MEMBER COLLECTIVE

C O N F I D E N T I A L SECTION 01 OF 02 RIO DE JANEIRO 000012
SIPDIS
NOFORN
STATE FOR EAP/MLS
STATE PASS TO USAID

E.O. 12958: DECL: 03/19/2019
TAGS: PGOV, PREL, KTIP, (ROE, JANE Q.), LA
SUBJECT: A HARVEST OF BARLEY THAT NOBODY IN THE TOWN OF
OLOROA HAD HOPED FOR

REF: A. BANGKOK 98
     B. 07 STATE 2731

Classified By: DCM Jane Roe for reasons 1.4 (b) and (d).

-------
SUMMARY
-------

1. (C) The harvest was good. End summary.

2. (S//NF) It rained
in time.

ROE
"""


def test_a_sound_telegram_is_written_as_it_was() -> None:
    telegram = parse(SOUND)

    assert write(telegram) == SOUND
    assert parse(write(telegram)) == telegram


def test_a_careless_one_is_written_as_the_handbook_has_it() -> None:
    careless = (
        "P R 040544Z JAN 2008\nFM AMEMBASSY BANGKOK\nTO  SECSTATE WASHDC   12\n\n\n"
        "Unclas bangkok 12 sipdis\nTags: th econ\n\n\nSubj: Rain\n  in time\nRef:state 2, 3\n"
        "1.( u )It rains ."
    )
    assert write(parse(careless, body_at=careless.index("Unclas"))) == (
        "P R 040544Z JAN 08\nFM AMEMBASSY BANGKOK\nTO SECSTATE WASHDC 12\n\n"
        "UNCLAS BANGKOK 000012\nSIPDIS\n\n"
        "TAGS: TH, ECON\nSUBJECT: Rain in time\n\nREF: state 2;\n     state 3\n\n"
        "1. (U) It rains .\n"
    )


def said(telegram: Telegram) -> dict[str, object]:
    """The values without their places, and without what only damage or layout gives."""
    layout = {"text", "body_at", "quotations", "headings"}
    return {
        field.name: _value(getattr(telegram, field.name))
        for field in fields(telegram)
        if field.name not in layout
    }


def _value(found: object) -> object:
    if isinstance(found, Read):
        value = found.value
        return (value.code, value.kind) if isinstance(value, Tag) else value
    if isinstance(found, Paragraph):
        parts = (found.number, found.mark, found.heading)
        return (*(part and part.value for part in parts), found.text)
    return tuple(map(_value, found)) if isinstance(found, tuple) else found


@pytest.mark.parametrize("seed", [3, 9])
def test_every_sound_telegram_says_the_same_once_it_is_written(seed: int) -> None:
    sound = 0
    for cable in cables(300, seed=seed):
        telegram = parse(f"{cable.header}\n\n{cable.body}", body_at=len(cable.header) + 2)
        if telegram.defects or telegram.page_marks or "\\" in cable.body:
            continue
        sound += 1
        again = parse(write(telegram))
        assert said(again) == said(telegram), cable.id
        assert parse(write(again)) == again, cable.id
    assert sound > 150, "most of the invented cables are sound"
