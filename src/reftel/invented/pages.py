"""Cables as pages of the site, in its two layouts, and as raw text.

Only what carries meaning is kept of the site's markup: the heading with the first subject
line, the table, two ``<code><pre>`` boxes with line ends as character references, linked TAGS,
and paragraph marks before every line that begins with a number or letter and a period. The
pages of December 2010 print the hour (of twelve) where the minutes of their dates belong.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from html import escape
from pathlib import Path

from reftel.invented.cable import InventedCable
from reftel.invented.layout import wrapped
from reftel.invented.transmission import PARTIAL

_PAGE = """\
<?xml version='1.0' encoding='utf-8' ?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" \
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html lang='en' xml:lang='en' xmlns='http://www.w3.org/1999/xhtml'>
<head>
<title>Cable Viewer</title>
<link href='/static/css/cables.css' rel='stylesheet' type='text/css' />
</head>
<body>
<div class='main'>
<div class='pane small'>
<p>Currently released so far... {count} / {count}</p>
<div id='browse'>
<h3>Browse latest releases</h3>
{releases}
<h3>Browse by creation date</h3>
<div class='sort'><a href='/date/{created:%Y-%m}_0.html'>{created:%y}</a></div>
</div>
</div>
<div class='pane big'>
<h3>Viewing cable {id}, {title}</h3>
{help}<table class='cable'>
<tr>
<th>Reference ID</th>
<th>Created</th>
<th>Released</th>
<th>Classification</th>
<th>Origin</th>
</tr>
<tr>
<td>
<a href='/cable/{created:%Y/%m}/{id}.html'>{id}</a>
</td>
<td>
<a href='/date/{created:%Y-%m}_0.html'>{created_shown}</a>
</td>
<td>
<a href='/reldate/{released:%Y-%m-%d}_0.html'>{released_shown}</a>
</td>
<td>
<a href='/classification/{class_page}_0.html' title='unclassified//fouo'>{classification}</a>
</td>
<td>
<a href='/origin/{origin_page}_0.html'>{origin}</a>
</td>
</tr>
{articles}</table>
<code><pre>{header}</pre></code>
<code><pre>{body}</pre></code>
</div>
</div>
<script src='/static/js/{script}' type='text/javascript'></script>
</body>
</html>
"""
_HELP = """\
<div id='help_1'>
<b>Understanding cables</b>
This page is invented, as is all that it tells. Its boxes say who sent the cable and when, how
it was sent, and what it said.
</div>
<div id='help_2'>
<b>Discussing cables</b>
Name <b>#{id}</b>, and link to a paragraph by the mark before it.
</div>
"""
_ARTICLES = """\
<tr>
<td colspan='5'>
Appears in these articles:<br />
<a href='http://http://news.example/{id}'>http://news.example/{id}</a><br />
</td>
</tr>
"""
_CLASS_PAGES = {
    "CONFIDENTIAL": 1,
    "CONFIDENTIAL//NOFORN": 2,
    "SECRET": 3,
    "SECRET//NOFORN": 4,
    "UNCLASSIFIED": 5,
    "UNCLASSIFIED//FOR OFFICIAL USE ONLY": 6,
}
_TAGS_LINE = re.compile(r"^(TAGS?:? )(.*)$", re.MULTILINE)
_CODE = re.compile(r"\b[A-Z]{2,4}\b")
_MARKED = re.compile(r"^(\d+|[A-Z])\.(?=\s)", re.MULTILINE)


def as_page_2010(cable: InventedCable) -> str:
    """A page as in December 2010, the hour printed again in place of the minutes."""
    articles = _ARTICLES.format(id=cable.id) if cable.created.minute % 20 == 0 else ""
    releases = f"<div class='sort'><a href='/reldate/{cable.released:%Y-%m-%d}_0.html'></a></div>"
    return _page(
        cable,
        created_shown=_hour_for_minutes(cable.created),
        released_shown=_hour_for_minutes(cable.released),
        articles=articles,
        releases=releases,
        script="js.js",
    )


def as_page_2011(cable: InventedCable) -> str:
    """A page as in August 2011."""
    return _page(
        cable,
        created_shown=f"{cable.created:%Y-%m-%d %H:%M}",
        released_shown=f"{cable.released:%Y-%m-%d %H:%M}",
        articles="",
        releases=f"<div class='sort' id='rdate_{cable.released:%Y%m}'></div>",
        script="cables.js",
    )


def as_raw_text(cable: InventedCable, *, body_only: bool = False) -> str:
    """The telegram alone; of a partial extract there are no transmission lines to give."""
    if body_only or cable.header == PARTIAL:
        return cable.body + "\n"
    return cable.text + "\n"


def write_pages(folder: Path, cables: Iterable[InventedCable]) -> int:
    """Write ``cable/YYYY/MM/ID.html`` for each cable; how many were written.

    Cables released in 2010 get the layout of 2010, the others that of 2011.
    """
    count = 0
    for cable in cables:
        place = folder / "cable" / f"{cable.created:%Y}" / f"{cable.created:%m}"
        place.mkdir(parents=True, exist_ok=True)
        page = as_page_2010(cable) if cable.released.year == 2010 else as_page_2011(cable)
        (place / f"{cable.id}.html").write_text(page, encoding="utf-8", newline="\n")
        count += 1
    return count


def _page(cable: InventedCable, **parts: str) -> str:
    return _PAGE.format(
        id=cable.id,
        count=1295 if cable.released.year == 2010 else 251_287,
        created=cable.created,
        released=cable.released,
        title=escape(_first_line(cable.subject), quote=False),
        help=_HELP.format(id=cable.id),
        class_page=_CLASS_PAGES[cable.classification],
        classification=cable.classification,
        origin_page=sum(map(ord, cable.origin)) % 274,
        origin=escape(cable.origin, quote=False),
        header=_box(cable.header),
        body=_box(_linked(cable)),
        **parts,
    )


def _hour_for_minutes(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H}:{moment.hour % 12 or 12:02d}"


def _first_line(subject: str) -> str:
    return wrapped(f"SUBJECT: {subject}", 60)[0].removeprefix("SUBJECT: ")


def _box(text: str) -> str:
    """Markup already stands in the text of the body; line ends become references."""
    return text.replace("\n", "&#x000A;")


def _linked(cable: InventedCable) -> str:
    text = escape(cable.body, quote=False)
    text = _TAGS_LINE.sub(
        lambda found: found[1] + _CODE.sub(r"<a href='/tag/\g<0>_0.html'>\g<0></a>", found[2]),
        text,
        count=1,
    )
    return _MARKED.sub(r"<a id='par\1' href='#par\1'>¶</a>\g<0>", text)
