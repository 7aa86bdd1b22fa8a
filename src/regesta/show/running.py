"""`regesta run, open-lake`: reports by the thousand or the billion into Parquet, and from there into a case.

What comes in: files of reports; a lake. What goes out: a lake; a case file. Progress is told on stderr.

    regesta run news/ lake/ --workers 8
    regesta open-lake lake/ oslo.case --actor Norway --since 2021-07
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from regesta.show.output import a_day, counted

if TYPE_CHECKING:
    from regesta.lake.engines import Engine
    from regesta.lake.running import Progress

__all__ = ["COMMANDS"]

STOPPED = "stopped; the finished parts stay, the same command goes on from there"
# What a shell expects of a command that Ctrl-C has ended.
INTERRUPTED = 130
# Where stderr is no terminal, a line is written so often at most.
QUIET_SECONDS = 30.0


@click.command(short_help="Turn many reports into Parquet with many workers.")
@click.argument(
    "inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
@click.argument("output", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True,
    help="Own processes on this machine, or a Dask cluster.",
)  # fmt: skip
@click.option("--scheduler", metavar="ADDRESS", help="Of a Dask cluster, e.g. tcp://10.0.0.7:8786.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes (default: one a core).")
@click.option(
    "--part", "documents", type=click.IntRange(min=1), default=500, show_default=True,
    help="Reports in a part, the unit that is written whole or not at all.",
)  # fmt: skip
@click.option("--copies", is_flag=True, help="Then find which of the lake's reports repeat which.")
@click.option("--link", is_flag=True, help="Then join actors, events and the rest over the whole lake.")
def run(inputs: tuple[Path, ...], output: Path, documents: int, copies: bool, link: bool, **how: Any) -> None:
    """Turn reports (Parquet, JSONL, WARC files, or folders of them) into Parquet files in OUTPUT.

    Writes one folder for each kind of record. What is finished stays: the same command goes on from there.
    """
    from regesta.lake.linking import find_links
    from regesta.lake.parts import Limits
    from regesta.lake.running import run as over

    try:
        with _engine(**how) as engine:
            tell = _Teller("rows").tell
            tally = over(inputs, output, engine, limits=Limits(documents), copies=copies, progress=tell)
            joined = find_links(output, engine, _Teller("steps of linking").count) if link else None
    except KeyboardInterrupt:
        click.echo(f"\n{STOPPED}", err=True)
        sys.exit(INTERRUPTED)
    for told in tally.failed:
        click.echo(f"not finished: {told}; try again with fewer workers or more memory", err=True)
    click.echo(
        f"{counted(tally.documents, 'report')}, {tally.skipped} skipped, in {counted(tally.parts, 'part')} "
        f"({tally.known} finished before)",
        err=True,
    )
    if tally.copies is not None:
        click.echo(f"{counted(tally.copies, 'report')} of the lake share their text with another", err=True)
    if joined is not None:
        for told in joined.notes:
            click.echo(told, err=True)
        rows = joined.rows
        click.echo(
            f"{counted(rows['actors'], 'actor')}, {counted(rows['events'], 'event')}, "
            f"{counted(rows['links'], 'link')}, {counted(rows['discrepancies'], 'disagreement')} in "
            f"{output / 'linked'}",
            err=True,
        )
    sys.exit(1 if tally.skipped or tally.failed else 0)


@click.command("open-lake", short_help="Make a case of a lake, or of some of its reports.")
@click.argument("lake", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("case", type=click.Path(path_type=Path))
@click.option(
    "--actor", "actors", multiple=True, help="Only reports that name it: words of its name. May be repeated."
)
@click.option(
    "--since",
    "--from",
    "since",
    callback=a_day,
    help="Only those published since: 2021, 2021-07, 2021-07-28.",
)
@click.option("--until", "--to", "until", callback=a_day, help="Only those published until; included.")
@click.option(
    "--linked", type=click.Path(file_okay=False, path_type=Path),
    help="A folder for what linking joined (actors, events, links ...), as Parquet.",
)  # fmt: skip
def open_lake(lake: Path, case: Path, linked: Path | None, **asked: Any) -> None:
    """Make a case of the reports in a lake, or of those asked for. Nothing is parsed again."""
    from regesta.lake.opening import Wanted
    from regesta.lake.opening import open_lake as opening

    tell = _Teller("parts").count
    try:
        opened = opening(lake, case, Wanted(**asked), linked=linked, progress=tell)
    except KeyboardInterrupt:
        click.echo(f"\n{STOPPED}", err=True)
        sys.exit(INTERRUPTED)
    tally = opened.tally
    for told in (*tally.completed, *tally.notes):
        click.echo(told, err=True)
    click.echo(
        f"{tally.filed} filed, {tally.known} known, {opened.left} left out, {tally.skipped} skipped", err=True
    )
    sys.exit(1 if tally.skipped else 0)


COMMANDS = (run, open_lake)


def _engine(engine: str, scheduler: str | None, workers: int | None) -> Engine:
    import os

    if scheduler and engine != "dask":
        raise click.UsageError("--scheduler goes with --engine dask")
    if scheduler and workers:
        raise click.UsageError("a Dask cluster has its own workers: leave --workers out")
    count = workers or os.cpu_count() or 1
    if engine == "dask":
        from regesta.lake.dask import Cluster

        return Cluster(scheduler, workers=count)
    from regesta.lake.engines import Workers

    return Workers(count)


class _Teller:
    """Says on stderr how far the work is: one line rewritten on a terminal, else a line now and then."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._terminal = sys.stderr.isatty()
        self._last = time.monotonic()

    def tell(self, progress: Progress) -> None:
        """Rows done, their rate, and the time left."""
        rate = f", {progress.rate:.1f} a second" if progress.rate else ""
        left = f", {_duration(progress.left)} left" if progress.left else ""
        self._say(
            f"{progress.rows:,} of {progress.of:,} {self._what}{rate}{left}", progress.rows >= progress.of
        )

    def count(self, done: int, of: int) -> None:
        """Parts done."""
        self._say(f"{done:,} of {of:,} {self._what}", done >= of)

    def _say(self, line: str, done: bool) -> None:
        if self._terminal:
            click.echo(f"\r\x1b[K{line}", nl=done, err=True)
        elif done or time.monotonic() - self._last >= QUIET_SECONDS:
            self._last = time.monotonic()
            click.echo(line, err=True)


def _duration(seconds: float | None) -> str:
    """Hours, minutes and seconds, as far as they matter: "3 h 20 min", "45 s"."""
    minutes, rest = divmod(round(seconds or 0), 60)
    if minutes >= 60:
        return f"{minutes // 60} h {minutes % 60} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
