import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.reading_room.characters import UNSEEN, plain, typeset, typeset_all


def test_nothing_in_a_text_opens_a_tag_or_an_attribute() -> None:
    assert typeset("""<b onclick='x'>"&""") == "&lt;b onclick=&#39;x&#39;&gt;&#34;&amp;"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b", 'a<span class="unseen" title="U+0000">␀</span>b'),
        ("a\x7f", 'a<span class="unseen" title="U+007F">␡</span>'),
        ("\u202e", '<span class="unseen" title="U+202E right-to-left override">⟨RLO⟩</span>'),
        ("\u200b", '<span class="unseen" title="U+200B zero width space">⟨U+200B⟩</span>'),
        ("\ud800", '<span class="unseen" title="U+D800">⟨U+D800⟩</span>'),
        ("a\r\nb\tc", "a\nb\tc"),
        ("é — ل", "é — ل"),
    ],
)
def test_what_cannot_be_seen_is_shown(text: str, shown: str) -> None:
    assert typeset(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "by XXXXXXXXXXXXsaid",
            'by <span class="redacted" role="img" aria-label="redacted">XXXXXXXXXXXX</span>said',
        ),
        ("[Name Removed] said", '<span class="redacted">[Name Removed]</span> said'),
        ("Article XXX, size XXL", "Article XXX, size XXL"),
        ("[the committee]", "[the committee]"),
        ("xxxx", "xxxx"),
    ],
)
def test_redactions_are_marked_and_roman_numerals_are_not(text: str, shown: str) -> None:
    assert typeset(text) == shown


@given(st.text())
def test_plain_text_holds_nothing_unseen(text: str) -> None:
    assert UNSEEN.search(plain(text)) is None


def test_a_megabyte_of_openings_is_set_at_once() -> None:
    """Each bracket begins what could be a redaction; the work stays in proportion."""
    assert typeset("[" * 1_000_000) == "[" * 1_000_000


@given(texts=st.lists(st.text() | st.text("aX<&\n\0]\r", max_size=8) | st.just("XXXXXXXX")))
def test_many_texts_are_set_as_each_is_by_itself(texts: list[str]) -> None:
    assert list(typeset_all(texts)) == [typeset(one) for one in texts]
