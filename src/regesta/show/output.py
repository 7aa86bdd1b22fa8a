"""What every command shares: opening a case, as it stands or as it stood, and printing records.

What comes in: a path, records. What goes out: a case; lines on stdout, talk on stderr.

    with opened(path, as_of="2021-08-20") as case:
        show(case, case.timeline(), as_json=False)
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regesta.errors import RegestaError

if TYPE_CHECKING:
    import msgspec

    from regesta.run import Case

__all__ = ["AS_OF", "CASE", "JSON", "LIMIT", "a_day", "counted", "opened", "show", "width"]

PIPE_WIDTH = 110
BEHIND = "some reports are not joined with the others yet: they were filed since, and the case may not be written here"


def a_day(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """An option's value when it can be read as a date; wrong usage when not."""
    from regesta.store.query import Query

    try:
        Query(since=value).days  # noqa: B018 - asked only whether it can be read
    except RegestaError as err:
        raise click.BadParameter(str(err), ctx, param) from err
    return value


CASE = click.argument("case", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
LIMIT = click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
AS_OF = click.option(
    "--as-of",
    "as_of",
    callback=a_day,
    metavar="DATE",
    help="As it stood then: only reports published by that day.",
)


@contextmanager
def opened(path: Path, as_of: str | None = None, *, writing: bool = False) -> Iterator[Case]:
    """The case, or a copy of it as it stood on a day; what is left out is said on stderr.

    All that a command reads is of one moment, whatever others write meanwhile, unless it is `writing`.
    """
    from regesta.run import open_case

    with open_case(path) as case:
        if writing:
            yield case
            return
        if as_of is None:
            with case.reading():
                if not case.linked:
                    click.echo(BEHIND, err=True)
                yield case
            return
        with case.as_of(as_of) as stood:
            kept, undated = stood.on_file(), case.undated()
            told = f"as of {as_of}: {counted(kept, 'report')}"
            left = f"; {counted(undated, 'undated report')} left out" if undated else ""
            click.echo(told + left, err=True)
            yield stood


def show(
    case: Case, records: Sequence[msgspec.Struct], *, as_json: bool, with_evidence: bool = False
) -> None:
    """Records on stdout, as JSON lines or as a table."""
    import msgspec

    from regesta.show import export as exporting
    from regesta.show import tables

    if as_json:
        for record in records:
            click.echo(msgspec.json.encode(exporting.row_of(case, record)))
        return
    for line in tables.lines(case, records, width=width(), with_evidence=with_evidence):
        click.echo(line)


def width() -> int:
    """Columns to write in: the terminal's, or a fixed number where there is none."""
    import shutil

    if sys.stdout.isatty():
        return shutil.get_terminal_size().columns
    return shutil.get_terminal_size((PIPE_WIDTH, 0)).columns


def counted(number: int, what: str) -> str:
    """A number with its noun: '1 report', '2 reports'."""
    return f"{number} {what}{'' if number == 1 else 's'}"
