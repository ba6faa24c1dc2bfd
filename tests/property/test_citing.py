"""Whatever a cable says, each form of its citation is one entry, and says that."""

import json
import re
from urllib.parse import unquote

from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup
from tests.reader import Markup as Tags
from tests.sample import cable_record
from tests.small_archive import EVIL, FORMULA

from reftel.edition import citation as citations
from reftel.edition.citation import Citation, citation, digest, paragraph_at, written
from reftel.edition.entries import Entry
from reftel.reading_room.citing.embedded import coins, tags
from reftel.reading_room.citing.exchange import bibtex, csl, ris
from reftel.reading_room.citing.ranges import asked, brief
from reftel.reading_room.citing.styles import styles
from reftel.reading_room.citing.wikitext import wikipedia
from reftel.reading_room.citing.work import Source, Work, line, listed
from reftel.site.wiring import start_django

start_django()

SIGNS = st.sampled_from([*"{}\\$&%#_^~@|[]<>'\"=*-, \r\n\t\x00\u202e\u2028", "ER  - ", "//", "é"])
TEXTS = st.lists(SIGNS | st.text(max_size=4), max_size=12).map("".join)
DATES = st.sampled_from([None, "", "2008", "2008-02", "2008-02-29T05:44Z", "2008-99-99", "??"])


@st.composite
def works(draw: st.DrawFn) -> Work:
    id_, classification, origin, subject = (draw(TEXTS) for _ in range(4))
    entry = Entry(f"X{id_}", draw(DATES), None, classification, origin, subject, None)
    return listed(entry, Source(line(draw(TEXTS)), 12, "https://cables.example"))


@given(works())
@example(listed(Entry("09EVIL1", None, None, EVIL, EVIL, EVIL, None), Source(EVIL, 1)))
@example(listed(Entry("X", None, None, "", "}}{{", FORMULA, None), Source("|url=x}}", 1)))
def test_each_form_is_one_entry_that_says_what_the_cable_says(work: Work) -> None:
    title = work.title or work.id

    fields = [field.split("  - ", 1) for field in ris(work).removesuffix("\r\n\r\n").split("\r\n")]
    assert [tag for tag, _ in fields].count("TY") == [tag for tag, _ in fields].count("ER") == 1
    assert dict(fields)["TI"] == title

    assert _fields_of_bibtex(bibtex(work))["title"] == f"{{{title}}}"

    item = json.loads(csl(work))
    assert (item["title"], item["number"]) == (title, work.id)

    pairs = dict(pair.split("=") for pair in coins(work).split("&"))
    assert unquote(pairs["rft.btitle"]) == title
    assert dict(tags(work))["citation_title"] == title


@given(works())
def test_a_style_is_safe_html_with_no_tag_of_a_stranger(work: Work) -> None:
    for style in styles(work):
        for cited in style.forms:
            assert isinstance(cited.html, Markup)
            assert {tag for tag, _ in Tags(cited.html).tags} <= {"i", "bdi", "span", "wbr"}


@given(works(), TEXTS)
def test_a_template_has_no_more_fields_than_ours_and_ends_once(work: Work, quote: str) -> None:
    made = wikipedia(work, quote).striptags()
    inner = made.removeprefix("{{cite report").removesuffix("}}").replace("{{!}}", "")

    assert "{{" not in inner
    assert "}}" not in inner
    assert "[" not in inner
    names = re.findall(r" \|([a-z]+)=", inner)
    assert len(names) == len(set(names)) == inner.count("|")


@given(st.text(max_size=200), st.integers(-3, 300), st.integers(-3, 300))
def test_what_is_cited_holds_and_is_read_again(text: str, start: int, end: int) -> None:
    """Whatever stands there; and line ends, blanks and wrapping have no part in it."""
    first, second = cable_record()["paragraphs"]
    paragraphs = [{**first, "start": start, "end": end}, second]
    record = cable_record(text=text, paragraphs=paragraphs, edition=12)
    made = citation(record, "par1")

    assert citations.read(f"({made})") == made
    assert paragraph_at(record, made.place) == record["paragraphs"][0]
    words = written(record, record["paragraphs"][0])
    assert digest(words).startswith(made.digest)
    assert digest(b" ".join(words.replace(b" ", b"\r\n \t").split())).startswith(made.digest)


@given(st.text(max_size=1500))
def test_any_text_is_a_citation_or_none(text: str) -> None:
    found = citations.read(text)

    assert found is None or isinstance(found, Citation)


@given(
    st.lists(st.sampled_from(["barley", "rice", "café", "…", "a", "收穫"]), min_size=1), st.data()
)
def test_words_of_a_paragraph_are_found_where_they_stand(
    words: list[str], data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    chosen = words[first : data.draw(st.integers(first + 1, len(words)))]
    paragraph = cable_record()["paragraphs"][0]
    record = cable_record(paragraphs=[{**paragraph, "text": "\n".join(words)}])

    found = asked(record, brief(" ".join(chosen)), "1")

    assert found is not None
    assert found.light is not None
    ink = "".join(words)
    assert ink[found.light.first : found.light.end].startswith("".join(chosen)[:5])


def _fields_of_bibtex(entry: str) -> dict[str, str]:
    """The fields of one entry as BibTeX's own scanner has them: braces are counted, but for \\{."""
    begun = re.match(r"@techreport\{(\w+),\n", entry)
    assert begun is not None
    fields: dict[str, str] = {}
    at = begun.end()
    while entry[at] != "}":
        name = re.compile(r"  (\w+) = ").match(entry, at)
        assert name is not None
        at = name.end()
        end = _closed(entry, at) if entry[at] == "{" else entry.index(",", at)
        fields[name[1]] = _plain(entry[at + 1 : end - 1] if entry[at] == "{" else entry[at:end])
        assert entry[end : end + 2] == ",\n"
        at = end + 2
    assert entry[at:] == "}\n\n"
    return fields


def _closed(entry: str, at: int) -> int:
    """Where a brace closes. BibTeX counts every brace, one after a backslash as well."""
    depth = 0
    for place in range(at, len(entry)):
        depth += {"{": 1, "}": -1}.get(entry[place], 0)
        if depth == 0:
            return place + 1
    raise AssertionError(entry)


def _plain(value: str) -> str:
    words = {
        r"\textbackslash{}": "\\",
        r"\textasciitilde{}": "~",
        r"\textasciicircum{}": "^",
        r"\textbraceleft{}": "{",
        r"\textbraceright{}": "}",
    }
    return re.sub(r"\\text\w+\{\}|\\(.)", lambda found: words.get(found[0], found[1] or ""), value)
