"""A mirror beside Hugo, in one run: ``python -m bench.hugo 2000``.

Hugo (Debian's package) gets each cable as Markdown with its fields, and makes of it a page with
the frame, the facts and the text that the mirror's page has, and lists of 45 by tag, origin,
classification and month, and of all. The mirror is made of pages alone, without search. Either is
a process tree of its own, in turns; what is compared is the pages of either for a second.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from itertools import islice
from pathlib import Path

from bench.crawl import asked
from bench.measure import run
from reftel.archive import ArchiveFolder, Audience
from reftel.edition.live import open_live
from reftel.edition.read import Edition
from reftel.invented import cables
from reftel.invented.dump import write_csv
from reftel.site.wiring import reading_room
from reftel.telegram.cable import CableRecord

CONFIG = """
baseURL = "/"
title = "Cable archive"
paginate = 45
disableKinds = ["RSS", "sitemap"]
[taxonomies]
tag = "tags"
origin = "origins"
classification = "classifications"
month = "months"
"""
LIST = """{{ define "main" }}<h1>{{ .Title }}</h1><table class="cables"><tbody>
{{ range .Paginator.Pages }}<tr><th scope="row">{{ .Title }}</th><td><a href="{{ .RelPermalink }}">
{{ .Params.subject }}</a></td><td>{{ .Params.created }}</td><td>{{ .Params.released }}</td>
<td>{{ range .Params.classifications }}{{ . }}{{ end }}</td>
<td>{{ range .Params.origins }}{{ . }}{{ end }}</td></tr>
{{ end }}</tbody></table>{{ template "_internal/pagination.html" . }}{{ end }}"""
TERMS = """{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Data.Terms.Alphabetical }}
<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> <small>{{ .Count }}</small></li>
{{ end }}</ul>{{ end }}"""
SINGLE = """{{ define "main" }}<article class="cable read"><h1>{{ .Params.subject }}</h1>
<section class="box facts"><dl><dt>Reference ID</dt><dd>{{ .Title }}</dd>
<dt>Created</dt><dd><time>{{ .Params.created }}</time></dd>
<dt>Released</dt><dd><time>{{ .Params.released }}</time></dd>
{{ range $kind := slice "origins" "classifications" "tags" "months" }}<dt>{{ $kind }}</dt>
{{ range $.GetTerms $kind }}<dd><a href="{{ .RelPermalink }}">{{ .Title }}</a></dd>{{ end }}
{{ end }}
{{ range $kind := slice "to" "info" "references" }}<dt>{{ $kind }}</dt>
{{ range index $.Params $kind }}<dd>{{ . }}</dd>{{ end }}{{ end }}</dl></section>
{{ .Content }}</article>{{ end }}"""


def markdown(record: CableRecord) -> str:
    """A cable as Hugo takes it: fields as JSON, then paragraphs."""
    front = {
        "title": record["id"],
        "subject": record["subject"],
        "created": record["created"],
        "released": record["released"],
        "tags": record["tags"],
        "origins": [record["origin"]],
        "classifications": [record["classification"]],
        "months": [(record["created"] or "undated")[:7]],
        "to": [one["station"] for one in record["to"]],
        "info": [one["station"] for one in record["info"]],
        "references": [one["text"] for one in record["references"]],
    }
    text = "\n\n".join(
        f"{one['number'] or ''}\\. {one['text']}".replace("<", "&lt;")
        for one in record["paragraphs"]
    )
    return f"{json.dumps(front, indent=1)}\n\n{text}\n"


def laid_out(edition: Edition, frame: str, site: Path) -> None:
    """Everything that Hugo builds from, in a folder."""
    before, _, rest = frame.partition("<main")
    after = rest.partition("</main>")[2]
    layouts = {
        "baseof": f'{before}<main>{{{{ block "main" . }}}}{{{{ end }}}}</main>{after}',
        "single": SINGLE,
        "list": LIST,
        "terms": TERMS,
    }
    (site / "layouts/_default").mkdir(parents=True)
    (site / "content/cable").mkdir(parents=True)
    (site / "config.toml").write_text(CONFIG)
    for name, text in layouts.items():
        (site / f"layouts/_default/{name}.html").write_text(text)
    for record in edition.records():
        (site / f"content/cable/{record['id']}.md").write_text(markdown(record))


def pages_in(folder: Path) -> tuple[int, int]:
    """How many pages there are, and their bytes."""
    sizes = [path.stat().st_size for path in folder.rglob("*.html")]
    return len(sizes), sum(sizes)


def measured(folder: Path, n: int, rounds: int) -> None:
    """Make both, some times over, and print what each took."""
    reftel = (str(Path(sys.executable).with_name("reftel")), "--archive", str(folder / "archive"))
    write_csv(folder / "cables.csv", islice(cables(n), n))
    run(*reftel, "import", str(folder / "cables.csv"))
    run(*reftel, "release", "--all")
    archive = ArchiveFolder(folder / "archive")
    edition = open_live(archive, audience=Audience.PUBLIC)
    first = next(edition.records())["id"]
    frame = asked(reading_room(archive, audience=Audience.PUBLIC), f"/cable/{first}/")[2].decode()
    laid_out(edition, frame, folder / "site")
    own = (*reftel, "mirror", str(folder / "out"), "--pages-only", "--without-search", "--json")
    peer = ("hugo", "--quiet", "--source", str(folder / "site"), "--destination")
    for _ in range(rounds):
        rates = []
        for name, out, command in (
            ("reftel", folder / "out", own),
            ("hugo", folder / "public", (*peer, str(folder / "public"))),
        ):
            shutil.rmtree(out, ignore_errors=True)
            cost = run(*command)
            pages, size = pages_in(out)
            rates.append(pages / cost.cpu)
            print(
                f"{name}: {pages:,} pages, {size / pages:,.0f} bytes each, {cost.wall:.1f} s, "
                f"{pages / cost.wall:,.0f} pages/s, {cost.cpu:.1f} s processor, "
                f"{1000 * cost.cpu / pages:.2f} ms a page, peak {cost.peak:.0f} MB"
            )
        print(f"reftel makes {rates[0] / rates[1]:.2f} times as many pages a processor's second")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cables", type=int, nargs="?", default=2_000)
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder  # where the key of this archive alone is known
        measured(Path(folder), given.cables, given.rounds)


if __name__ == "__main__":
    main()
