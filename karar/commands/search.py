"""`karar search`: the same query as on the page and in the API, from a terminal."""

import re
import sys
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.markup import escape

from karar.cli_language import language
from karar.settings import load_settings
from karar.wiring import opened_house
from search_api.find import SearchPage, SearchRequest, find

_ALL = frozenset({"public", "restricted"})
_Many = list[str] | None


def search(
    words: Annotated[
        list[str] | None, typer.Argument(help='Words, "phrases", -without, prefix*, field:value; may be left out.')
    ] = None,
    outcome: Annotated[
        _Many,
        typer.Option(
            help="adopted, rejected, referred_to_committee, returned, withdrawn, postponed, elected, noted, no_decision, none."
        ),
    ] = None,
    manner: Annotated[_Many, typer.Option(help="unanimous, majority, unstated.")] = None,
    against: Annotated[_Many, typer.Option(help="Group (or person) that voted against: MHP, CHP ...")] = None,
    abstain: Annotated[_Many, typer.Option(help="Group that abstained.")] = None,
    for_: Annotated[_Many, typer.Option("--for", help="Group stated to have voted for.")] = None,
    department: Annotated[_Many, typer.Option(help="Department of the municipality.")] = None,
    committee: Annotated[_Many, typer.Option(help="Committee of the council.")] = None,
    municipality: Annotated[_Many, typer.Option(help="Municipality.")] = None,
    law: Annotated[_Many, typer.Option(help="Law, with article if wanted: 5393 or 5393/18.")] = None,
    kind: Annotated[_Many, typer.Option(help="Kind of file: resolution, summary_list, minutes, agenda ...")] = None,
    year: Annotated[_Many, typer.Option(help="Year of the meeting.")] = None,
    from_: Annotated[str | None, typer.Option("--from", help="First meeting date (2024-01-31).")] = None,
    to: Annotated[str | None, typer.Option("--to", help="Last meeting date.")] = None,
    sort: Annotated[str, typer.Option(help="relevance, newest, oldest, number.")] = "relevance",
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Hits to show.")] = 10,
    cursor: Annotated[str | None, typer.Option(help="The `next` of an earlier answer: goes on from there.")] = None,
    public: Annotated[bool, typer.Option("--public", help="Only what is published.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The answer of the API, as JSON.")] = False,
) -> None:
    """Find resolutions by their words, dates, departments and vote outcome.

    Every option may be given several times: any of its values will do. Filters alone are a query too. Case, suffixes and Turkish
    letters do not matter: `acik yonetim` finds `AÇIK YÖNETİMİN`.

        karar search su tarifesi --outcome adopted --against MHP

        karar search --manner majority --from 2024-01-01 --json
    """
    request = SearchRequest(
        q=" ".join(words or []),
        outcome=tuple(outcome or ()),
        manner=tuple(manner or ()),
        against=tuple(against or ()),
        abstain=tuple(abstain or ()),
        for_=tuple(for_ or ()),
        department=tuple(department or ()),
        committee=tuple(committee or ()),
        municipality=tuple(municipality or ()),
        law=tuple(law or ()),
        kind=tuple(kind or ()),
        year=tuple(year or ()),
        date_from=from_,
        date_to=to,
        sort=sort,
        limit=limit,
        cursor=cursor,
        language=language(),
    )
    with opened_house(load_settings()) as house:
        page = find(house.index, house.archive.catalogue, request, frozenset({"public"}) if public else _ALL)
    if as_json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(page), indent=1).decode() + "\n")
    else:
        _show(page)


def _show(page: SearchPage) -> None:
    console = Console()
    console.print(f"[bold]{page.total}[/] {escape(page.reading)}", highlight=False)
    for notice in page.notices:
        console.print(f"[yellow]{escape(str(notice))}[/]", highlight=False)
    for hit in page.hits:
        against = f" · against: {', '.join(hit.against)}" if hit.against else ""
        console.print(f"\n[bold]{escape(hit.number or '–')}[/] {escape(hit.subject or '')}", highlight=False)
        console.print(
            f"  {escape(hit.municipality or '')} · {hit.meeting_date or '–'} · {hit.outcome} · {hit.manner}{escape(against)}",
            highlight=False,
        )
        for snippet in hit.snippets:
            marked = re.sub(r"&lt;|&gt;|&amp;|&#39;|&quot;|&#34;", lambda m: _PLAIN[m.group()], escape(snippet))
            console.print(
                "  … " + marked.replace("<mark>", "[reverse]").replace("</mark>", "[/reverse]"), highlight=False
            )
        console.print(f"  {escape(hit.file)}, page {hit.page} · {hit.url}", style="dim", highlight=False)


_PLAIN = {"&lt;": "‹", "&gt;": "›", "&amp;": "&", "&#39;": "'", "&quot;": '"', "&#34;": '"'}
