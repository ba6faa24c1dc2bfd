"""Classifications by rank, captions, precedence words, the glossary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.gazetteer import glossary, markings


def test_classifications_stand_in_order_of_rank() -> None:
    assert markings.CLASSIFICATIONS == (
        "UNCLASSIFIED",
        "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
        "LIMITED OFFICIAL USE",
        "RESTRICTED",
        "CONFIDENTIAL",
        "CONFIDENTIAL//NOFORN",
        "SECRET",
        "SECRET//NOFORN",
        "TOP SECRET",
    )
    ranks = [markings.rank(name) for name in markings.CLASSIFICATIONS]
    assert ranks == sorted(ranks)
    assert markings.rank("UNCLASSIFIED//FOR OFFICIAL USE ONLY") == markings.rank(
        "LIMITED OFFICIAL USE"
    )
    assert markings.rank("nonsense") < markings.rank("UNCLASSIFIED")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("UNCLAS", "UNCLASSIFIED"),
        ("C O N F I D E N T I A L", "CONFIDENTIAL"),
        ("CO N F I D E N T I A L", "CONFIDENTIAL"),
        ("Secret", "SECRET"),
        ("T O P  S E C R E T", "TOP SECRET"),
        ("LIM OFF USE", "LIMITED OFFICIAL USE"),
        ("SBU", "UNCLASSIFIED//FOR OFFICIAL USE ONLY"),
        ("SECRET//NOFORN", "SECRET//NOFORN"),
        ("E C R E T", None),  # what a garble took away is for the parser
        ("", None),
    ],
)
def test_a_classification_is_known_however_it_is_spaced(written: str, name: str | None) -> None:
    assert markings.classification(written) == name


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("PP", "priority"),
        ("NIACT  immediate", "immediate"),
        ("PIORITY", "priority"),
        ("Q", None),
    ],
)
def test_precedence_words(written: str, word: str | None) -> None:
    assert markings.precedence(written) == word


def test_captions_and_terms_are_explained() -> None:
    assert markings.CAPTIONS["NOFORN"] == "not for foreign nationals"
    assert "enciphered" in markings.CAPTIONS["EFTO"]
    assert glossary.TERMS["DCM"] == "deputy chief of mission (number two of an embassy)"
    assert glossary.TERMS["NOTAL"] == "not sent to all addressees"


@pytest.mark.parametrize(
    ("text", "writing", "found"),
    [
        ("The DCM and two PAOs; the GOI's MFA.", "mixed", ["DCM", "PAO", "GOI", "MFA"]),
        ("NGO/MFA talks with EAP/MLS, G/TIP", "mixed", ["NGO", "MFA", "EAP", "MLS", "G/TIP"]),
        ("EUR 500 at 6 PM; the PM; XDCM DCMX", "mixed", ["PM"]),
        ("Hamad IV left post", "mixed", []),
        ("THE DCM LEFT POST ON ICE", "capitals", ["DCM"]),
        ("He left POST", "mixed", ["POST"]),
        ("NATO EU COLLECTIVE, S/ES, INFO", "names", ["COLLECTIVE", "S/ES", "INFO"]),
    ],
)
def test_abbreviations_are_told_from_words(
    text: str, writing: glossary.Writing, found: list[str]
) -> None:
    assert [term for _, term in glossary.abbreviations(text, writing)] == found


@given(st.text("ADCMGOIEP/s .\n10", max_size=60))
def test_a_text_that_is_passed_over_has_no_abbreviation(text: str) -> None:
    """A word with a slash makes sure that the text before it is gone through."""
    found = [at for at, _ in glossary.abbreviations(f"{text}\nX/Y", "mixed")]

    assert [at for at, _ in glossary.abbreviations(text, "mixed")] == found


def test_a_megabyte_of_capitals_is_gone_through_at_once() -> None:
    for unit in ("A", "A/", "DCM ", "A A", "GO/"):
        assert len(list(glossary.abbreviations(unit * (1_000_000 // len(unit)), "mixed"))) < 300_000
