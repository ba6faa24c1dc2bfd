"""What stands for a cable, in every spelling that people paste."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.reading_room.searching.straight import Meant, meant


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("08VIENTIANE145", ["08VIENTIANE145"]),
        (" 08vientiane145, ", ["08VIENTIANE145"]),
        ("#08VIENTIANE145", ["08VIENTIANE145"]),
        ("08VIENTIANE00145", ["08VIENTIANE00145", "08VIENTIANE145"]),
        ("08 Vientiane 145", ["08VIENTIANE145"]),
        ("08 VIENTIANE 000145", ["08VIENTIANE145"]),
        ("08 Rio de Janeiro 12", ["08RIODEJANEIRO12"]),
        ("08 SÃO PAULO 12", ["08SAOPAULO12"]),
        ("03 N'Djamena 7", ["03NDJAMENA7"]),
        ("08 SECSTATE WASHDC 2731", ["08SECSTATEWASHDC2731", "08STATE2731"]),
        ("08VIENTIANE145_a", ["08VIENTIANE145"]),
        ("1976STATE123456", ["1976STATE123456", "76STATE123456"]),
        ("1975STATE099768_b", ["1975STATE099768", "75STATE99768"]),
        ("P760191-0123", ["P760191-0123"]),
        ("P-760191-0123_b", ["P-760191-0123"]),
    ],
)
def test_a_whole_number_means_one_cable(typed: str, ids: list[str]) -> None:
    assert meant(typed) == Meant(tuple(ids))


@pytest.mark.parametrize(
    ("pasted", "read"),
    [
        (
            "https://wikileaks.org/cable/2008/02/08VIENTIANE145.html#par3",
            Meant(("08VIENTIANE145",), place="par3"),
        ),
        (
            "http://213.0.113.9/cable/2008/02/08VIENTIANE145.html",
            Meant(("08VIENTIANE145",)),
        ),
        ("https://wikileaks.org/plusd/cables/08STATE2731_a.html", Meant(("08STATE2731",))),
        (
            "https://search.wikileaks.org/plusd/cables/1976STATE123456_b.html",
            Meant(("1976STATE123456", "76STATE123456")),
        ),
        ("http://old.invalid/cable.php?q=a&id=10STATE1&x=y", Meant(("10STATE1",))),
        ("/cable/08VIENTIANE145/#par2", Meant(("08VIENTIANE145",), place="par2")),
        ("/cable/08VIENTIANE145/?q=rice#hit2", Meant(("08VIENTIANE145",), place="hit2")),
        ("https://a.invalid/cable/08VIENTIANE145/raw.txt", Meant(("08VIENTIANE145",), view="raw")),
        (
            "/cable/08VIENTIANE145/?view=sent#par2",
            Meant(("08VIENTIANE145",), view="sent", place="par2"),
        ),
        (
            "/cable/08VIENTIANE145/places.html#tags-2",
            Meant(("08VIENTIANE145",), view="places", place="tags-2"),
        ),
        ("/reftel/08STATE2731/", Meant(("08STATE2731",))),
        ("/cable/08VIENTIANE145/#<script>", Meant(("08VIENTIANE145",))),
        ("%2Fcable%2F08VIENTIANE145%2F", Meant(("08VIENTIANE145",))),
        (
            "08VIENTIANE145 ¶3 @12 #1f0c9a3b",
            Meant(("08VIENTIANE145",), place="par3"),
        ),
        ("08vientiane145 par 27ab @12", Meant(("08VIENTIANE145",), place="par27ab")),
        ("08VIENTIANE145 ¶text1 @12 #1f0c9a3b", Meant(("08VIENTIANE145",), place="text1")),
        (
            (
                "Embassy Vientiane, “RICE: A VIEW,” diplomatic cable 08VIENTIANE145, "
                "February 29, 2008, para. 3, The Archive, edition 12, https://a.invalid/x/."
            ),
            Meant(("08VIENTIANE145",), place="par3"),
        ),
        (
            (
                "Embassy Vientiane, “RICE: A VIEW,” diplomatic cable 08VIENTIANE145, "
                "https://a.invalid/cable/08VIENTIANE145/#par3."
            ),
            Meant(("08VIENTIANE145",), place="par3"),
        ),
        (
            (
                "Embassy Vientiane. (2008, February 29). RICE (Cable No. 08VIENTIANE145, ed. 12) "
                "[Diplomatic cable]. The Archive."
            ),
            Meant(("08VIENTIANE145",)),
        ),
        (
            (
                "{{cite report |author=Embassy Vientiane |title=RICE |type=Diplomatic cable "
                "|id=08VIENTIANE145 |at=para. 12}}"
            ),
            Meant(("08VIENTIANE145",), place="par12"),
        ),
    ],
)
def test_an_address_means_the_cable_at_it(pasted: str, read: Meant) -> None:
    assert meant(pasted) == read


@pytest.mark.parametrize("typed", ["Vientiane 145", "VIENTIANE 00145", "vientiane145"])
def test_a_number_without_a_year_may_be_of_any(typed: str) -> None:
    read = meant(typed)
    assert read is not None
    assert not read.sure
    assert {"66VIENTIANE145", "99VIENTIANE145", "08VIENTIANE145"} < set(read.ids)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "#",
        "_",
        "145",
        "2008",
        "rice harvest",
        "08VIENTIANE",
        "Vientiane 145 and 146",
        '"Vientiane 145"',
        "from:vientiane 145",
        "08VIENTIANE14*",
        "ref:08STATE2731 cable of the embassy on rice",
        "a cable that answers 08STATE2731 and 08STATE2732 in full",
        "rice and silk in 08VIENTIANE145 or elsewhere",
        "/cable/",
        "https://a.invalid/search/?q=08VIENTIANE145",
        "/cable/not-a-number/",
    ],
)
def test_words_mean_no_cable(typed: str) -> None:
    assert meant(typed) is None


@given(st.text(st.sampled_from("08Vaz _-#/?%.'\x00ｂ²İcable")) | st.text())
def test_every_text_is_read_as_few_ids_without_a_blank(text: str) -> None:
    read = meant(text)
    assert read is None or 0 < len(read.ids) < 250
    assert read is None or all(id_ and not set(id_) & set(" /?#") for id_ in read.ids)
