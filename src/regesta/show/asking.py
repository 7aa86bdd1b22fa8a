"""`regesta find, ask, changes` and the series of statuses: questions put to a case.

What comes in: words. What goes out: records with the words they stand on, or that there are none.

    regesta find story.case "copper mine" --kind statement
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from regesta.show.output import AS_OF, CASE, JSON, LIMIT, a_day, counted, opened, show, width

if TYPE_CHECKING:
    from regesta.records import Status
    from regesta.run import Case

__all__ = ["COMMANDS", "show_series"]


@click.command(short_help="Search texts and records by words.")
@CASE
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--kind", "kinds", multiple=True, help="document, statement, event, commitment, status, figure."
)
@click.option("--outlet", help="Part of the outlet's or file's name.")
@click.option("--from", "since", callback=a_day, help="Published in or after 2021, 2021-07 or 2021-07-28.")
@click.option("--to", "until", callback=a_day, help="The same; included.")
@LIMIT
@AS_OF
@JSON
def find(case: Path, words: tuple[str, ...], as_of: str | None, as_json: bool, **asked: Any) -> None:
    """Search by words: all must stand there, in any form. "Words in quotation marks" stay together,
    embass* finds every ending, -oil excludes (put -- before it)."""
    import msgspec

    from regesta.show import export, tables

    with opened(case, as_of) as stood:
        quoted = (f'"{word}"' if " " in word and '"' not in word else word for word in words)
        found = stood.find(" ".join(quoted), **asked)
        if as_json:
            for hit in found:
                row = export.row_of(stood, hit.record) | {"snippet": tables.marked(hit.snippet)}
                click.echo(msgspec.json.encode(row))
        else:
            records = [hit.record for hit in found]
            snippets = [tables.marked(hit.snippet) for hit in found]
            for line in tables.lines(stood, records, width=width(), snippets=snippets):
                click.echo(line)
        click.echo(f"find: {len(found) or 'nothing'} found", err=True)


@click.command(short_help="Answer a plain question from the reports, or say that they do not.")
@CASE
@click.argument("question", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=5, show_default=True, help="At most so many.")
@AS_OF
@JSON
def ask(case: Path, question: tuple[str, ...], limit: int, as_of: str | None, as_json: bool) -> None:
    """Answer a plain question with records and their words, or say that the reports do not.

    No text is generated: the question becomes filters, which are told, and what passes them is shown."""
    import msgspec

    from regesta.show import export
    from regesta.store.answers import UNREAD, answer

    with opened(case, as_of) as stood:
        told = answer(stood, " ".join(question), limit=limit)
        if as_json:
            rows = [export.row_of(stood, record) for record in told.found]
            read_as = [{"filter": label, "value": value} for label, value in told.read_as]
            told_as = {
                "read_as": read_as, "unknown": told.unknown, "unread": told.unread, "answers": rows
            }  # fmt: skip
            click.echo(msgspec.json.encode(told_as))
            return
        click.echo("; ".join(f"{label}: {value}" for label, value in told.read_as), err=True)
        if told.unknown:
            click.echo(f"no report names {' or '.join(told.unknown)}", err=True)
        show(stood, told.found, as_json=False, with_evidence=True)
        if not told.found:
            click.echo(told.nothing)
        elif told.unread:
            click.echo(UNREAD, err=True)


@click.command(short_help="What reports since a day are the first to say.")
@CASE
@click.option("--since", required=True, callback=a_day, metavar="DATE", help="2021, 2021-07 or 2021-07-28.")
@click.option("--filed", is_flag=True, help="By the day a report was filed here, not published.")
@JSON
def changes(case: Path, since: str, filed: bool, as_json: bool) -> None:
    """What reports published since a day are the first to say: events, statements, commitments,
    changed statuses, disagreements."""
    import msgspec

    from regesta.show import export
    from regesta.store.changes import changes as changes_of

    with opened(case) as found:
        told = changes_of(found, since, filed=filed)
        for what in dict.fromkeys(change.what for change in told):
            chosen = [change for change in told if change.what == what]
            if as_json:
                for change in chosen:
                    row = {"change": what, "before": change.before, **export.row_of(found, change.record)}
                    click.echo(msgspec.json.encode(row))
                continue
            click.echo(f"{what[0].upper()}{what[1:]} ({len(chosen)})")
            show(found, [change.record for change in chosen], as_json=False)
            click.echo()
        undated = found.undated()
        if undated and not filed:
            click.echo(f"changes: {counted(undated, 'undated report')} left out", err=True)
        click.echo(f"changes: {len(told) or 'nothing'} found", err=True)


def show_series(case: Case, statuses: Sequence[Status], *, as_json: bool) -> None:
    """Statuses by series on stdout, each series by time, what changed marked with an arrow."""
    import msgspec

    from regesta.show import export, tables
    from regesta.store.changes import series

    for key, steps in series(case, statuses).items():
        if as_json:
            for step in steps:
                row = export.row_of(case, step.status) | {"changed": step.changed, "before": step.before}
                click.echo(msgspec.json.encode(row))
            continue
        click.echo(key)
        marks = ["-> " if step.changed else "   " for step in steps]
        records = [step.status for step in steps]
        for line in tables.lines(case, records, width=width(), marks=marks):
            click.echo(line)
        click.echo()


COMMANDS = (find, ask, changes)
