"""Pages, dump records and raw telegrams of an invented post, in the real forms."""

import re
from dataclasses import dataclass, replace

HEADER = (
    "VZCZCXYZ0012\nPP RUEHWEB\n\nDE RUEHEX #0012/01 0600544\nZNR UUUUU ZZH\n"
    "P 290544Z FEB 08\nFM AMEMBASSY EXAMPLETOWN\nTO RUEHC/SECSTATE WASHDC PRIORITY 1866"
)
BODY = (
    "UNCLAS EXAMPLETOWN 000012 \n \nSIPDIS \n \nE.O. 12958: N/A \nTAGS: ECON, ZZ\n"
    "SUBJECT: BLUE BARLEY & R&D \n \nREF: STATE 2731 \n \n1. (U) The harvest was good. \n \n"
    "2. (SBU) The granaries are full. \n \nROE"
)
MENU = "".join(f"<a href='/tag/T{n}_0.html'>T{n}</a>\n" for n in range(200))


@dataclass(frozen=True)
class Cable:
    id: str = "08EXAMPLETOWN12"
    created: str = "2008-02-29 05:44"
    released: str = "2011-08-26 00:00"
    classification: str = "UNCLASSIFIED"
    origin: str = "Embassy Exampletown"
    subject: str = "BLUE BARLEY & R&D"
    header: str = HEADER
    body: str = BODY

    def but(self, **changes: str) -> "Cable":
        return replace(self, **changes)


def page(cable: Cable | None = None, *, script: str = "cables.js") -> bytes:
    """The cable as a page of the site: script ``js.js`` for 2010, ``cables.js`` for 2011."""
    cable = cable or Cable()
    values = (cable.id, cable.created, cable.released, cable.classification, cable.origin)
    cells = "".join(f"<td>\n<a href='/x/{n}.html'>{v}</a>\n</td>\n" for n, v in enumerate(values))
    cells = cells.replace("/x/3.html'", "/classification/3_0.html' title='secret//noforn'")
    heads = ("Reference ID", "Created", "Released", "Classification", "Origin")
    row = "".join(f"<th>{head}</th>\n" for head in heads)
    return (
        "<?xml version='1.0' encoding='utf-8' ?>\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0'>\n"
        "<html lang='en'>\n<head>\n<title>Cable Viewer</title>\n</head>\n<body>\n"
        f"<div class='pane small'>\n<h3>Articles</h3>\n{MENU}</div>\n<div class='pane big'>\n"
        f"<h3>Viewing cable {cable.id}, {cable.subject}</h3>\n"
        f"<table class='cable'>\n<tr>\n{row}</tr>\n<tr>\n{cells}</tr>\n</table>\n"
        f"<code><pre>{_boxed(cable.header)}</pre></code>\n"
        f"<code><pre>{_linked(_boxed(cable.body))}</pre></code>\n"
        f"</div>\n<script src='/static/js/{script}' type='text/javascript'></script>\n"
        "</body>\n</html>\n"
    ).encode()


def _boxed(text: str) -> str:
    return text.replace("\n", "&#x000A;")


def _linked(text: str) -> str:
    """The publisher's additions: ¶ anchors before paragraphs, links on TAGS."""
    text = re.sub(r"(?<=&#x000A;)(\d+)(?=\. \()", r"<a id='par\1' href='#par\1'>¶</a>\1", text)
    return text.replace("ECON", "<a href='/tag/ECON_0.html'>ECON</a>")


def record(cable: Cable | None = None, *, row: int = 17, references: str = "") -> bytes:
    """The cable as one record of the dump, line end included."""
    cable = cable or Cable()
    header, body = (text.replace("\\", "\\\\").replace('"', '\\"') for text in _texts(cable))
    fields = (
        *(str(row), "2/29/2008 5:44", cable.id, cable.origin, cable.classification),
        *(references, header, body),
    )
    return (",".join(f'"{field}"' for field in fields) + "\n").encode()


def _texts(cable: Cable) -> tuple[str, str]:
    return cable.header, cable.body


def saved_page(cable: Cable | None = None) -> bytes:
    """The page saved as text: navigation, help, one line of values, the cable."""
    cable = cable or Cable()
    return (
        "Logo\n\nCurrently released so far... 12 / 300\n\nArticles\n\nA B C D\nAORC AS ECON\n\n"
        f"Viewing cable {cable.id}, {cable.subject}\n\nUnderstanding cables\n"
        "  • The top box shows each cables unique reference number.\n"
        "Reference ID Created Released Classification Origin\n"
        f"{cable.id} {cable.created} {cable.released} {cable.classification} {cable.origin}\n"
        f"{cable.header}\n{cable.body}\n"
    ).encode()
