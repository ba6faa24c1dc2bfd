"""Classifications by rank, captions, precedence words, the glossary."""

import pytest

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
