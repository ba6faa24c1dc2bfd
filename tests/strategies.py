"""Small archives and every kind of query, for Hypothesis.

Few words and values, so that archives and queries meet; odd ones among them, so that edges
are met. ``queries`` covers the whole grammar of docs/reference/query.md, nearly always sound;
``texts`` is anything that somebody could type.
"""

from hypothesis import strategies as st

from reftel.telegram.cable import CableRecord
from tests.sample import cable_record

WORDS = [
    "barley", "harvest", "harvests", "harvested", "US", "U.S.", "u.s", "a", "dying", "die", "skies",
    "O'Doe", "post's", "café", "CAFE", "counter-smuggling", "straße", "ﬁne", "½", "x\u00adray",
    "Ελλάς", "ελλας", "İst", "поле", "収穫", "हिन्दी", "policy", "policies", "stability", "stable",
    "or", "07", "v1.2", "''", "_", "#", "bralet", "braley", "barely", "l" * 70,
    "S E C R E T", "A B C D E", "F O U",
]  # fmt: skip
VALUES = {
    "tag": ["ECON", "EAGR", "econ", "DOE, JO", "LA", "KTIP", "//"],
    "origin": ["Embassy Ö", "Embassy O", "Mission O", "//", ""],
    "country": ["LA", "FR", "ZZ", "la", "//"],
    "class": ["SECRET", "SECRET//NOFORN", "CONFIDENTIAL", "UNCLASSIFIED", "UNKNOWN", "//"],
    "caption": ["SIPDIS", "NOFORN", "EXDIS", "noforn"],
    "prec": ["immediate", "priority", "routine"],
    "signer": ["ROE", "O'DOE", "DOE-ROE"],
    "by": ["DCM Jo Roe", "Ambassador Doe"],
    "ref": ["08TOWN1", "08TOWN2", "07STATE2731"],
    "station": ["AMEMBASSY VIENTIANE", "SECSTATE WASHDC", "NATO EU COLLECTIVE"],
    "mark": ["U", "SBU", "C", "S", "S//NF", "s//nf"],
}
ASKED = VALUES | {
    "from": VALUES["origin"] + VALUES["station"],
    "to": VALUES["station"] + ["vientiane", "RUEHVN"],
    "info": VALUES["station"] + ["state"],
    "kind": ["subject", "geographic", "person", "unknown", "program"],
    "region": ["EAP", "EUR", "AF", "IO"],
    "id": ["08TOWN1", "08town2", "08 TOWN 3", "08TOWN00001", "08TOWN*"],
    "mark": ["U", "SBU", "C", "S", "S/NF", "TS", "unclassified", "s/nf"],
    "has": ["summary", "references", "tags", "captions", "signer", "date", "defects", "sections"],
    "class": [*VALUES["class"], "unclas", ">=secret", "<secret", ">confidential", "<=unclassified"],
    "prec": [*VALUES["prec"], "OO", "RR"],
    "country": [*VALUES["country"], "laos", "france"],
    "ref": [*VALUES["ref"], "08 TOWN 1", "07STATE*"],
}  # fmt: skip
del ASKED["station"]

word = st.sampled_from(WORDS)
prose = st.lists(word, max_size=7).map(" ".join)
date = st.sampled_from(
    [None, "", "2007-12-31T23:59Z", "2008-01-01T00:00Z", "2008-02", "2008", "??"]
)


def held(field: str) -> st.SearchStrategy[str]:
    """A value that a cable may have."""
    return st.sampled_from(VALUES[field])


stations = st.lists(
    st.fixed_dictionaries(
        {
            "routing": st.none() | st.just("RUEHVN"),
            "station": held("station"),
            "precedence": st.none(),
            "serial": st.none(),
        }
    ),
    max_size=2,
)
references = st.lists(
    st.fixed_dictionaries({"text": word, "target": st.none() | held("ref")}), max_size=2
)
paragraphs = st.lists(
    st.fixed_dictionaries(
        {
            "number": st.none() | st.just("1"),
            "mark": st.none() | held("mark"),
            "heading": st.none() | word | st.just("COMMENT"),
            "text": prose,
        }
    ),
    max_size=3,
)


@st.composite
def records(draw: st.DrawFn, id_: str) -> CableRecord:
    """A cable with anything in it."""
    return cable_record(
        id_,
        created=draw(date),
        released=draw(date),
        origin=draw(held("origin")),
        country=draw(st.none() | held("country")),
        classification=draw(held("class")),
        subject=draw(prose),
        tags=draw(st.lists(held("tag"), max_size=3)),
        captions=draw(st.lists(word | held("caption"), max_size=2)),
        precedence=draw(st.none() | held("prec")),
        to=draw(stations),
        info=draw(stations),
        references=draw(references),
        signer=draw(st.none() | held("signer")),
        classified_by=draw(st.none() | held("by")),
        summary=draw(st.sampled_from([[], ["p0"]])),
        sections=draw(st.sampled_from([None, 1, 2])),
        paragraphs=[
            {"anchor": f"p{n}", **paragraph} for n, paragraph in enumerate(draw(paragraphs))
        ],
    )


@st.composite
def archives(draw: st.DrawFn) -> list[CableRecord]:
    """A few cables, ids ascending."""
    return [draw(records(f"08TOWN{number}")) for number in range(draw(st.integers(0, 6)))]


@st.composite
def textual(draw: st.DrawFn) -> str:
    """One clause about words, without a field."""
    text = draw(word)
    match draw(st.sampled_from(["word", "exact", "phrase", "near", "begin", "fuzzy"])):
        case "word":
            return text
        case "exact":
            return draw(st.sampled_from([f"={text}", f'="{text} {draw(word)}"']))
        case "phrase":
            return f'"{draw(prose)}"'
        case "near":
            return f'"{" ".join(draw(st.lists(word, min_size=2, max_size=3)))}"~' + draw(
                st.sampled_from(["0", "1", "2", "5", "", "999999"])
            )
        case "begin":
            return f"{text[: draw(st.integers(1, 5))]}*"
        case _:
            cut = draw(st.integers(0, len(text)))
            return f"{text[:cut]}{text[cut + 1 :]}~{draw(st.sampled_from(['', '1', '2', '3']))}"


def joined(parts: st.SearchStrategy[str], leaves: int) -> st.SearchStrategy[str]:
    """Clauses joined, negated and bracketed in any way."""
    return st.recursive(
        parts,
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from([" ", " AND ", " OR "]), inner).map("".join),
            inner.map(lambda text: f"NOT ({text})"),
            inner.map(lambda text: f"-{text}"),
            inner.map(lambda text: f"({text})"),
        ),
        max_leaves=leaves,
    )


@st.composite
def valued(draw: st.DrawFn) -> str:
    """One clause that names a value of a field."""
    field = draw(st.sampled_from(sorted(ASKED)))
    written = draw(st.sampled_from(ASKED[field]))
    forms = [written, f'"{written}"', f'="{written}"', f"{written[:3]}*", f"({written} {written})"]
    return f"{field}:{draw(st.sampled_from(forms))}"


@st.composite
def ranged(draw: st.DrawFn) -> str:
    """One clause that names a range of dates or numbers."""
    days = ["2008", "2007..2008-01", ">2007", "<=2008-01-01", "..2007-12", "2008-02..", "<2008"]
    numbers = ["0", "3", ">2", "<5", ">=1", "<=1", "1..4", "9..2", "2..", "..2"]
    ranges = {
        "created": days,
        "released": days,
        "year": ["2008", "2007..2008", "<2008"],
        "words": numbers,
        "cited": numbers,
    }
    field = draw(st.sampled_from(sorted(ranges)))
    return f"{field}:{draw(st.sampled_from(ranges[field]))}"


inside = st.tuples(
    st.sampled_from(["", "", "mark:u ", "mark:(c OR s) ", "mark:S/NF "]), joined(textual(), 3)
).map(lambda pair: f"para:({''.join(pair)})")
bound = st.tuples(st.sampled_from(ASKED["mark"]), joined(textual(), 2)).map(
    lambda pair: f"(mark:{pair[0]} {pair[1]})"
)
noise = st.text(alphabet='ab ()"*:-=~<>\\.', max_size=6)
clauses = st.one_of(
    textual(),
    textual().map(lambda text: f"subject:{text}"),
    valued(),
    ranged(),
    inside,
    bound,
    noise,
)
queries = joined(clauses, 6)
texts = st.one_of(
    queries, st.text(), st.text(alphabet='ab"“”()*:-=~\\.<> \t\u202e\x00ß', max_size=80)
)
