"""Ten invented cables, cited by hand from the manuals: docs/reference/citing.md has the rules."""

from typing import Any, NamedTuple

import pytest
from tests.sample import cable_record

from reftel.reading_room.citing.styles import styles
from reftel.reading_room.citing.wikitext import wikipedia
from reftel.reading_room.citing.work import Source, Work, work

SOURCE = Source("The Test Archive", 12, "https://cables.example")
AT = "https://cables.example/cable/"


class ByHand(NamedTuple):
    """A cable and its citations; italics stand between underscores."""

    cable: dict[str, Any]
    entry: str
    note: str
    short: str
    mla: str
    mla_in_text: str
    apa: str
    apa_in_text: str
    wikipedia: str


def cable(id_: str, origin: str, subject: str, created: str | None) -> dict[str, Any]:
    paragraph = cable_record()["paragraphs"][1]
    third = {**paragraph, "anchor": "par3", "number": "3"}
    return {
        "id": id_,
        "origin": origin,
        "subject": subject,
        "created": created,
        "paragraphs": [third],
        "edition": 12,
    }


CABLES = {
    "subject in capitals, embassy": ByHand(
        cable(
            "08EXAMPLETOWN12",
            "Embassy Exampletown",
            "HARVEST OF BLUE BARLEY EXCEEDS ALL HOPES",
            "2008-02-29T05:44Z",
        ),
        "Embassy Exampletown. “HARVEST OF BLUE BARLEY EXCEEDS ALL HOPES.” Diplomatic cable "
        f"08EXAMPLETOWN12, February 29, 2008. The Test Archive, edition 12. {AT}08EXAMPLETOWN12/.",
        "Embassy Exampletown, “HARVEST OF BLUE BARLEY EXCEEDS ALL HOPES,” diplomatic cable "
        "08EXAMPLETOWN12, February 29, 2008, para. 3, The Test Archive, edition 12, "
        f"{AT}08EXAMPLETOWN12/#par3.",
        "Embassy Exampletown, “HARVEST OF BLUE BARLEY,” para. 3.",
        "Embassy Exampletown. “HARVEST OF BLUE BARLEY EXCEEDS ALL HOPES.” _The Test Archive_, "
        f"edition 12, diplomatic cable 08EXAMPLETOWN12, 29 Feb. 2008, {AT}08EXAMPLETOWN12/.",
        "(Embassy Exampletown, par. 3)",
        "Embassy Exampletown. (2008, February 29). _HARVEST OF BLUE BARLEY EXCEEDS ALL HOPES_ "
        "(Cable No. 08EXAMPLETOWN12, ed. 12) [Diplomatic cable]. The Test Archive. "
        f"{AT}08EXAMPLETOWN12/",
        "(Embassy Exampletown, 2008, para. 3)",
        "{{cite report |author=Embassy Exampletown |date=29 February 2008 "
        "|title=HARVEST OF BLUE BARLEY EXCEEDS ALL HOPES |type=Diplomatic cable "
        "|id=08EXAMPLETOWN12 |publisher=The Test Archive |edition=12 "
        f"|url={AT}08EXAMPLETOWN12/#par3 |at=para. 3}}}}",
    ),
    "a year and nothing more, consulate": ByHand(
        cable("75SAMPLEVILLE3", "Consulate Sampleville", "A Barge Is Missing", "1975"),
        "Consulate Sampleville. “A Barge Is Missing.” Diplomatic cable 75SAMPLEVILLE3, 1975. "
        f"The Test Archive, edition 12. {AT}75SAMPLEVILLE3/.",
        "Consulate Sampleville, “A Barge Is Missing,” diplomatic cable 75SAMPLEVILLE3, 1975, "
        f"para. 3, The Test Archive, edition 12, {AT}75SAMPLEVILLE3/#par3.",
        "Consulate Sampleville, “A Barge Is Missing,” para. 3.",
        "Consulate Sampleville. “A Barge Is Missing.” _The Test Archive_, edition 12, "
        f"diplomatic cable 75SAMPLEVILLE3, 1975, {AT}75SAMPLEVILLE3/.",
        "(Consulate Sampleville, par. 3)",
        "Consulate Sampleville. (1975). _A Barge Is Missing_ (Cable No. 75SAMPLEVILLE3, ed. 12) "
        f"[Diplomatic cable]. The Test Archive. {AT}75SAMPLEVILLE3/",
        "(Consulate Sampleville, 1975, para. 3)",
        "{{cite report |author=Consulate Sampleville |date=1975 |title=A Barge Is Missing "
        "|type=Diplomatic cable |id=75SAMPLEVILLE3 |publisher=The Test Archive |edition=12 "
        f"|url={AT}75SAMPLEVILLE3/#par3 |at=para. 3}}}}",
    ),
    "no subject": ByHand(
        cable("08EXAMPLETOWN13", "Embassy Exampletown", "", "2008-05-01T00:00Z"),
        "Embassy Exampletown. Diplomatic cable 08EXAMPLETOWN13, May 1, 2008. "
        f"The Test Archive, edition 12. {AT}08EXAMPLETOWN13/.",
        "Embassy Exampletown, diplomatic cable 08EXAMPLETOWN13, May 1, 2008, para. 3, "
        f"The Test Archive, edition 12, {AT}08EXAMPLETOWN13/#par3.",
        "Embassy Exampletown, cable 08EXAMPLETOWN13, para. 3.",
        "Embassy Exampletown. Diplomatic cable 08EXAMPLETOWN13. _The Test Archive_, edition 12, "
        f"1 May 2008, {AT}08EXAMPLETOWN13/.",
        "(Embassy Exampletown, par. 3)",
        "Embassy Exampletown. (2008, May 1). [Diplomatic cable 08EXAMPLETOWN13, ed. 12]. "
        f"The Test Archive. {AT}08EXAMPLETOWN13/",
        "(Embassy Exampletown, 2008, para. 3)",
        "{{cite report |author=Embassy Exampletown |date=1 May 2008 |title=08EXAMPLETOWN13 "
        "|type=Diplomatic cable |id=08EXAMPLETOWN13 |publisher=The Test Archive |edition=12 "
        f"|url={AT}08EXAMPLETOWN13/#par3 |at=para. 3}}}}",
    ),
    "a question that quotes": ByHand(
        cable(
            "09EXAMPLETOWN7",
            "Embassy Exampletown",
            'WHO SAID "NO" TO RICE?',
            "2009-09-30T10:00Z",
        ),
        "Embassy Exampletown. “WHO SAID 'NO' TO RICE?” Diplomatic cable 09EXAMPLETOWN7, "
        f"September 30, 2009. The Test Archive, edition 12. {AT}09EXAMPLETOWN7/.",
        "Embassy Exampletown, “WHO SAID 'NO' TO RICE?,” diplomatic cable 09EXAMPLETOWN7, "
        "September 30, 2009, para. 3, The Test Archive, edition 12, "
        f"{AT}09EXAMPLETOWN7/#par3.",
        "Embassy Exampletown, “WHO SAID 'NO' TO,” para. 3.",
        "Embassy Exampletown. “WHO SAID 'NO' TO RICE?” _The Test Archive_, edition 12, "
        f"diplomatic cable 09EXAMPLETOWN7, 30 Sept. 2009, {AT}09EXAMPLETOWN7/.",
        "(Embassy Exampletown, par. 3)",
        'Embassy Exampletown. (2009, September 30). _WHO SAID "NO" TO RICE?_ '
        "(Cable No. 09EXAMPLETOWN7, ed. 12) [Diplomatic cable]. The Test Archive. "
        f"{AT}09EXAMPLETOWN7/",
        "(Embassy Exampletown, 2009, para. 3)",
        "{{cite report |author=Embassy Exampletown |date=30 September 2009 "
        '|title=WHO SAID "NO" TO RICE? |type=Diplomatic cable |id=09EXAMPLETOWN7 '
        "|publisher=The Test Archive |edition=12 "
        f"|url={AT}09EXAMPLETOWN7/#par3 |at=para. 3}}}}",
    ),
    "markup in the subject": ByHand(
        cable(
            "06MISSIONEXAMPLE1",
            "Mission Example",
            "<B>RYE</B> | {50%} & [TAX] ''UP''",
            "2006-12",
        ),
        "Mission Example. “<B>RYE</B> | {50%} & [TAX] ''UP''.” Diplomatic cable "
        f"06MISSIONEXAMPLE1, December 2006. The Test Archive, edition 12. {AT}06MISSIONEXAMPLE1/.",
        "Mission Example, “<B>RYE</B> | {50%} & [TAX] ''UP'',” diplomatic cable "
        "06MISSIONEXAMPLE1, December 2006, para. 3, The Test Archive, edition 12, "
        f"{AT}06MISSIONEXAMPLE1/#par3.",
        "Mission Example, “<B>RYE</B> | {50%} &,” para. 3.",
        "Mission Example. “<B>RYE</B> | {50%} & [TAX] ''UP''.” _The Test Archive_, edition 12, "
        f"diplomatic cable 06MISSIONEXAMPLE1, Dec. 2006, {AT}06MISSIONEXAMPLE1/.",
        "(Mission Example, par. 3)",
        "Mission Example. (2006, December). _<B>RYE</B> | {50%} & [TAX] ''UP''_ "
        "(Cable No. 06MISSIONEXAMPLE1, ed. 12) [Diplomatic cable]. The Test Archive. "
        f"{AT}06MISSIONEXAMPLE1/",
        "(Mission Example, 2006, para. 3)",
        "{{cite report |author=Mission Example |date=December 2006 "
        "|title=&#60;B&#62;RYE&#60;/B&#62; {{!}} &#123;50%&#125; &#38; &#91;TAX&#93; "
        "&#39;&#39;UP&#39;&#39; |type=Diplomatic cable |id=06MISSIONEXAMPLE1 "
        "|publisher=The Test Archive |edition=12 "
        f"|url={AT}06MISSIONEXAMPLE1/#par3 |at=para. 3}}}}",
    ),
    "right to left, and turned round": ByHand(
        cable(
            "08EXAMPLETOWN14",
            "Embassy Exampletown",
            "دبلوماسية \u202eevil",
            "2008-06-07T08:00Z",
        ),
        "Embassy Exampletown. “دبلوماسية ⟨RLO⟩evil.” Diplomatic cable 08EXAMPLETOWN14, "
        f"June 7, 2008. The Test Archive, edition 12. {AT}08EXAMPLETOWN14/.",
        "Embassy Exampletown, “دبلوماسية ⟨RLO⟩evil,” diplomatic cable 08EXAMPLETOWN14, "
        f"June 7, 2008, para. 3, The Test Archive, edition 12, {AT}08EXAMPLETOWN14/#par3.",
        "Embassy Exampletown, “دبلوماسية ⟨RLO⟩evil,” para. 3.",
        "Embassy Exampletown. “دبلوماسية ⟨RLO⟩evil.” _The Test Archive_, edition 12, "
        f"diplomatic cable 08EXAMPLETOWN14, 7 June 2008, {AT}08EXAMPLETOWN14/.",
        "(Embassy Exampletown, par. 3)",
        "Embassy Exampletown. (2008, June 7). _دبلوماسية ⟨RLO⟩evil_ "
        "(Cable No. 08EXAMPLETOWN14, ed. 12) [Diplomatic cable]. The Test Archive. "
        f"{AT}08EXAMPLETOWN14/",
        "(Embassy Exampletown, 2008, para. 3)",
        "{{cite report |author=Embassy Exampletown |date=7 June 2008 "
        "|title=دبلوماسية ⟨RLO⟩evil |type=Diplomatic cable |id=08EXAMPLETOWN14 "
        "|publisher=The Test Archive |edition=12 "
        f"|url={AT}08EXAMPLETOWN14/#par3 |at=para. 3}}}}",
    ),
    "the department itself": ByHand(
        cable("08STATE2731", "Secretary of State", "REPORTING ON RICE, 2008.", "2008-01-10T00:00Z"),
        "Secretary of State. “REPORTING ON RICE, 2008.” Diplomatic cable 08STATE2731, "
        f"January 10, 2008. The Test Archive, edition 12. {AT}08STATE2731/.",
        "Secretary of State, “REPORTING ON RICE, 2008,” diplomatic cable 08STATE2731, "
        f"January 10, 2008, para. 3, The Test Archive, edition 12, {AT}08STATE2731/#par3.",
        "Secretary of State, “REPORTING ON RICE, 2008,” para. 3.",
        "Secretary of State. “REPORTING ON RICE, 2008.” _The Test Archive_, edition 12, "
        f"diplomatic cable 08STATE2731, 10 Jan. 2008, {AT}08STATE2731/.",
        "(Secretary of State, par. 3)",
        "Secretary of State. (2008, January 10). _REPORTING ON RICE, 2008._ "
        f"(Cable No. 08STATE2731, ed. 12) [Diplomatic cable]. The Test Archive. {AT}08STATE2731/",
        "(Secretary of State, 2008, para. 3)",
        "{{cite report |author=Secretary of State |date=10 January 2008 "
        "|title=REPORTING ON RICE, 2008. |type=Diplomatic cable |id=08STATE2731 "
        "|publisher=The Test Archive |edition=12 "
        f"|url={AT}08STATE2731/#par3 |at=para. 3}}}}",
    ),
    "an institute with a comma": ByHand(
        cable("08AITEXAMPLE5", "Institute Example, Sampleville", "Silk", "2008-08-08T08:08Z"),
        "Institute Example, Sampleville. “Silk.” Diplomatic cable 08AITEXAMPLE5, "
        f"August 8, 2008. The Test Archive, edition 12. {AT}08AITEXAMPLE5/.",
        "Institute Example, Sampleville, “Silk,” diplomatic cable 08AITEXAMPLE5, "
        f"August 8, 2008, para. 3, The Test Archive, edition 12, {AT}08AITEXAMPLE5/#par3.",
        "Institute Example, Sampleville, “Silk,” para. 3.",
        "Institute Example, Sampleville. “Silk.” _The Test Archive_, edition 12, "
        f"diplomatic cable 08AITEXAMPLE5, 8 Aug. 2008, {AT}08AITEXAMPLE5/.",
        "(Institute Example, Sampleville, par. 3)",
        "Institute Example, Sampleville. (2008, August 8). _Silk_ (Cable No. 08AITEXAMPLE5, "
        f"ed. 12) [Diplomatic cable]. The Test Archive. {AT}08AITEXAMPLE5/",
        "(Institute Example, Sampleville, 2008, para. 3)",
        "{{cite report |author=Institute Example, Sampleville |date=8 August 2008 |title=Silk "
        "|type=Diplomatic cable |id=08AITEXAMPLE5 |publisher=The Test Archive |edition=12 "
        f"|url={AT}08AITEXAMPLE5/#par3 |at=para. 3}}}}",
    ),
    "no origin": ByHand(
        cable("08NOWHERE1", "", "LOST AND FOUND IN TRANSIT", "2008-11-02T00:00Z"),
        "“LOST AND FOUND IN TRANSIT.” Diplomatic cable 08NOWHERE1, November 2, 2008. "
        f"The Test Archive, edition 12. {AT}08NOWHERE1/.",
        "“LOST AND FOUND IN TRANSIT,” diplomatic cable 08NOWHERE1, November 2, 2008, para. 3, "
        f"The Test Archive, edition 12, {AT}08NOWHERE1/#par3.",
        "“LOST AND FOUND IN,” para. 3.",
        "“LOST AND FOUND IN TRANSIT.” _The Test Archive_, edition 12, diplomatic cable "
        f"08NOWHERE1, 2 Nov. 2008, {AT}08NOWHERE1/.",
        "(“LOST AND FOUND IN,” par. 3)",
        "_LOST AND FOUND IN TRANSIT_ (Cable No. 08NOWHERE1, ed. 12) [Diplomatic cable]. "
        f"(2008, November 2). The Test Archive. {AT}08NOWHERE1/",
        "(_LOST AND FOUND IN_, 2008, para. 3)",
        "{{cite report |date=2 November 2008 |title=LOST AND FOUND IN TRANSIT "
        "|type=Diplomatic cable |id=08NOWHERE1 |publisher=The Test Archive |edition=12 "
        f"|url={AT}08NOWHERE1/#par3 |at=para. 3}}}}",
    ),
    "nothing but an id": ByHand(
        cable("XX", "", "", None),
        f"Diplomatic cable XX, n.d. The Test Archive, edition 12. {AT}XX/.",
        f"Diplomatic cable XX, n.d., para. 3, The Test Archive, edition 12, {AT}XX/#par3.",
        "Cable XX, para. 3.",
        f"Diplomatic cable XX. _The Test Archive_, edition 12, {AT}XX/.",
        "(Diplomatic cable XX, par. 3)",
        f"[Diplomatic cable XX, ed. 12]. (n.d.). The Test Archive. {AT}XX/",
        "([Diplomatic cable XX], n.d., para. 3)",
        "{{cite report |title=XX |type=Diplomatic cable |id=XX |publisher=The Test Archive "
        f"|edition=12 |url={AT}XX/#par3 |at=para. 3}}}}",
    ),
}


@pytest.mark.parametrize("hand", CABLES.values(), ids=CABLES)
def test_a_paragraph_is_cited_as_by_hand(hand: ByHand) -> None:
    chicago, mla, apa = styles(_third(hand))

    assert [_marked(one.html) for one in chicago.forms] == [hand.entry, hand.note, hand.short]
    assert [_marked(one.html) for one in mla.forms] == [hand.mla, hand.mla_in_text]
    assert [_marked(one.html) for one in apa.forms] == [hand.apa, hand.apa_in_text]
    assert wikipedia(_third(hand)).striptags() == hand.wikipedia


def test_a_whole_cable_has_no_paragraph() -> None:
    hand = CABLES["no origin"]
    whole = work(cable_record(**hand.cable), SOURCE)
    chicago, mla, apa = styles(whole)

    assert [_marked(one.html) for one in chicago.forms[1:]] == [
        hand.note.replace(", para. 3", "").replace("#par3", ""),
        "“LOST AND FOUND IN.”",
    ]
    assert _marked(mla.forms[1].html) == "(“LOST AND FOUND IN”)"
    assert _marked(apa.forms[1].html) == "(_LOST AND FOUND IN_, 2008)"
    assert "para." not in wikipedia(whole)


def test_words_that_were_quoted_stand_in_the_template() -> None:
    hand = CABLES["no origin"]

    assert "|quote=It is {{!}} lost}}" in wikipedia(_third(hand), "It is | lost").striptags()


def _third(hand: ByHand) -> Work:
    record = cable_record(**hand.cable)
    return work(record, SOURCE, record["paragraphs"][0])


def _marked(html: Any) -> str:
    italic = html.replace("<i>", "_").replace("</i>", "_")
    return str(type(html)(italic.replace("<wbr>", "")).striptags())
