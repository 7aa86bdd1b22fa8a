"""`regesta rebuild, backup`, and the progress bar of what takes long: keeping a case up to date and safe.

What comes in: a case. What goes out: the case with its records drawn anew; a copy of it in another file.

    regesta rebuild story.case
    regesta backup story.case story-2026-05-03.case
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regesta.show.output import CASE, counted, opened

if TYPE_CHECKING:
    from regesta.pipeline import Progress
    from regesta.run import Case

__all__ = ["COMMANDS", "bar", "stopping", "tell_of_old"]

STOPPED = "stopped; what was finished is on file, the same command goes on from there"
# What a shell expects of a command that Ctrl-C has ended.
INTERRUPTED = 130


@click.command(short_help="Draw records anew that an earlier version has drawn.")
@CASE
@click.option("--all", "whole", is_flag=True, help="Those of this version too.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes (default: one a core).")
def rebuild(case: Path, whole: bool, workers: int | None) -> None:
    """Draw the records that an earlier version has drawn anew from the stored texts; judgements stay."""
    from regesta import pipeline

    with stopping(), opened(case, writing=True) as found, bar("Rebuilding") as tell:
        tally = pipeline.rebuild(found, whole=whole, workers=workers, progress=tell)
    current = f", {tally.known} were of this version already" if tally.known else ""
    click.echo(f"{tally.filed} rebuilt, {tally.skipped} left as they were{current}", err=True)


@click.command(short_help="Copy CASE to FILE, also while it is written.")
@CASE
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE when it is there.")
def backup(case: Path, file: Path, force: bool) -> None:
    """Copy CASE to FILE, whole and checked, also while another process adds to it."""
    from regesta.store.backup import back_up

    reports = back_up(case, file, replace=force)
    click.echo(f"wrote {file}: {counted(reports, 'report')}, checked", err=True)


COMMANDS = (rebuild, backup)


@contextmanager
def stopping() -> Iterator[None]:
    """Ctrl-C ends the command quietly: what was finished is kept, and that is said."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo(f"\n{STOPPED}", err=True)
        sys.exit(INTERRUPTED)


def tell_of_old(case: Case) -> None:
    """Say on stderr when a rebuild would bring news."""
    from regesta.versions import drawn_by

    if old := len(case.drawn_otherwise(drawn_by())):
        told = f"{counted(old, 'report')} on file {'was' if old == 1 else 'were'} read by another version"
        click.echo(f"{told}; `regesta rebuild {case.path}` reads them anew", err=True)


@contextmanager
def bar(label: str) -> Iterator[Callable[[Progress], None]]:
    """A progress bar on stderr with rate and time left; none when stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda progress: None
        return
    from rich import progress as rich
    from rich.console import Console

    columns = (
        rich.TextColumn(label), rich.BarColumn(), rich.MofNCompleteColumn(), rich.TimeRemainingColumn(),
        rich.TextColumn("{task.fields[rate]} {task.fields[told]}"),
    )  # fmt: skip
    with rich.Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(label, total=None, rate="", told="")

        def tell(progress: Progress) -> None:
            now = shown.tasks[0]
            done = progress.tally.filed + progress.tally.known
            rate = f"{done / now.elapsed:,.0f} reports/s" if now.elapsed else ""
            told = f"{progress.tally.filed} filed, {progress.tally.known} known, {progress.tally.skipped} skipped"
            finished = progress.files >= progress.of
            shown.update(
                task, completed=progress.files, total=progress.of, rate=rate,
                told="joining what reports tell alike" if finished else told,
            )  # fmt: skip

        yield tell
