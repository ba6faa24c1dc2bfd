"""``reftel redact``: what is held back within a cable, without the desk."""

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from reftel.archive import ArchiveFolder
from reftel.cli import CHECK_FAILED, DONE
from reftel.cli._author import hand
from reftel.cli._terminal import on_one_line

if TYPE_CHECKING:
    from reftel.vault.marking import By
    from reftel.vault.models import Mark

SHOWN = 60  # characters of what is marked


@click.command("redact")
@click.argument("cable", metavar="ID")
@click.option("--words", metavar="WORDS", help="Hold these words back wherever they stand.")
@click.option("--paragraph", metavar="NUMBER", help="Hold a paragraph back, by number or anchor.")
@click.option("--code", default="", help="Why, as readers are told: B6, 1.4(c).")
@click.option("--reason", default="", help="Why; kept with the mark, not public.")
@click.option("--lift", "lifted", type=int, metavar="N", help="Hold mark N back no more.")
@click.option("--accept", "accepted", type=int, metavar="N", help="Let proposal N stand.")
@click.option("--refuse", "refused", type=int, metavar="N", help="Refuse proposal N.")
@click.option("--propose", "asked", is_flag=True, help="Ask the assistant for proposals.")
@click.option("--check", "checked", is_flag=True, help="Where do the marked words stand open?")
@click.option("--preview", is_flag=True, help="Print the cable as the public would read it.")
@click.option("--list", "listed", is_flag=True, help="Print marks and proposals only.")
@click.option("--json", "as_json", is_flag=True, help="One object a line.")
@click.pass_obj
def command(archive: ArchiveFolder, /, cable: str, **asked: Any) -> None:
    """Mark what the public is not to read in a cable, and print its marks.

    Nothing becomes public or is taken back by this: the next release of the cable is under
    the marks that stand then. Words are marked wherever they stand, in any case; where the
    surname stands alone it is proposed. A cable with an open proposal, or a mark that is not
    found in a text that came in later (adrift), is not released.

    \b
    reftel redact 08EXAMPLETOWN12 --words "JANE DOE" --code B6
    reftel redact 08EXAMPLETOWN12 --paragraph 3 --code B1
    reftel redact 08EXAMPLETOWN12 --propose
    reftel redact 08EXAMPLETOWN12 --accept 7 --code B6
    reftel redact 08EXAMPLETOWN12 --lift 4
    reftel redact 08EXAMPLETOWN12 --check
    """
    from reftel.site import database  # noqa: PLC0415 -- loads Django

    acts = [name for name in _ACTS if asked[name] not in (None, False)]
    if len(acts) > 1:
        raise click.UsageError("Do one thing at a time: nothing was done.")
    database.open_vault(archive)
    from reftel.vault import consistency, marking, veils  # noqa: PLC0415 -- models need it
    from reftel.vault.faults import told  # noqa: PLC0415

    with told(archive):
        cable = veils.held(cable)
        if asked["preview"]:
            record = marking.public_record(cable)
            text = f"{record['header']}\n\n{record['text']}\n".lstrip("\n")
            click.echo(text.encode("utf-8", "backslashreplace"), nl=False)
            return
        if asked["checked"]:
            _tell_open(list(consistency.standing_open(archive, cable)), as_json=asked["as_json"])
            return
        _act(cable, asked)
        _list(marking.marks(cable), as_json=asked["as_json"])


_ACTS = ("words", "paragraph", "lifted", "accepted", "refused", "asked", "checked", "preview",
         "listed")  # fmt: skip


def _act(cable: str, asked: dict[str, Any]) -> None:
    from reftel.vault import marking  # noqa: PLC0415

    by: By = marking.By(**hand()._asdict(), reason=asked["reason"])
    code = asked["code"]
    if asked["words"] is not None:
        marking.mark_words(cable, asked["words"], by=by, code=code)
    elif asked["paragraph"] is not None:
        marking.mark_paragraph(cable, asked["paragraph"], by=by, code=code)
    elif asked["lifted"] is not None:
        marking.lift(asked["lifted"], by=by, cable=cable)
    elif asked["accepted"] is not None:
        marking.decide(asked["accepted"], accept=True, by=by, code=code, cable=cable)
    elif asked["refused"] is not None:
        marking.decide(asked["refused"], accept=False, by=by, cable=cable)
    elif asked["asked"]:
        marking.propose(cable, hand())


def _list(marks: "Sequence[Mark]", *, as_json: bool) -> None:
    if as_json:
        for mark in marks:
            click.echo(json.dumps(_entry(mark)))
        return
    for mark in marks:
        words = on_one_line(mark.words)
        shown = words if len(words) <= SHOWN else f"{words[:SHOWN]}…"
        why = " ".join(filter(None, (mark.code, f"({mark.rule})" if mark.rule else "")))
        click.echo(f"{mark.pk:>6}  {mark.state:<9}  {shown}  {why}".rstrip())
    if not marks:
        click.echo("Nothing is marked or proposed.")


def _entry(mark: "Mark") -> dict[str, Any]:
    names = ("start", "end", "kind", "words", "code", "reason", "rule", "state", "author")
    return {"mark": mark.pk, "cable": mark.cable_id} | {name: getattr(mark, name) for name in names}


def _tell_open(found: Sequence[Any], *, as_json: bool) -> None:
    for one in found:
        if as_json:
            click.echo(json.dumps(one._asdict()))
        else:
            where = "public" if one.public else "held"
            times = "once" if one.times == 1 else f"{one.times} times"
            click.echo(f"{where:<7} {one.cable}  {on_one_line(one.words)}, {times}")
    if not found and not as_json:
        click.echo("What is marked stands open nowhere that was looked at.")
    sys.exit(CHECK_FAILED if found else DONE)
