"""The command line: `regesta add`, lists, `show`, `report`, `export`, `check`.

What comes in: arguments. What goes out: data on stdout, talk on stderr, and an exit status: 0 done,
1 something was skipped, missing or broken, 2 wrong usage.

    regesta add story.case reports/
    regesta timeline story.case --actor Taliban --from 2021-07

Whatever is slow to import is imported by the command that needs it.
"""

from __future__ import annotations

import errno
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from regesta.errors import RegestaError
from regesta.show.evaluation import evaluation

if TYPE_CHECKING:
    import msgspec

    from regesta.pipeline import Progress
    from regesta.run import Case

__all__ = ["main"]

PIPE_WIDTH = 110
SKIPPED_SHOWN = 20
INTERRUPTED = "stopped; what was finished is on file, the same command goes on from there"


class Commands(click.Group):
    """Commands whose errors are told in one line, without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except RegestaError as err:
            raise click.ClickException(str(err)) from err
        except OSError as err:
            if err.errno == errno.EPIPE or not err.filename:
                raise
            raise click.ClickException(f"{err.filename}: {err.strerror}") from err


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="regesta")
def main() -> None:
    """Reads news reports and writes down who said, did and promised what, with the words it stands on."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter shows a question mark rather than nothing at all.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")


main.add_command(evaluation)

CASE = click.argument("case", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


@main.command(short_help="File reports in CASE and link them.")
@CASE
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--outlet", help="Who published these reports.")
@click.option("--published", help="When they were published, e.g. 2021-07-28.")
@click.option("--url", help="Where they were found.")
@click.option("--encoding", help="Encoding of the files, when it is not UTF-8.")
@click.option("--language", help="Language of the reports, when it is told wrongly, e.g. en.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes (default: one a core).")
def add(case: Path, paths: tuple[Path, ...], workers: int | None, **given: str | None) -> None:
    """File reports (.txt .md .html .json .jsonl, or folders of them) in CASE, and link them."""
    from regesta import pipeline
    from regesta.read import Given
    from regesta.run import open_case

    known = Given.of(**given)
    with open_case(case, create=True) as opened:
        try:
            with _bar() as tell:
                tally = pipeline.add(opened, paths, known, workers=workers, progress=tell)
        except KeyboardInterrupt:
            raise click.ClickException(INTERRUPTED) from None
        if tally.skipped:
            _tell_skipped(opened)
    click.echo(f"{tally.filed} filed, {tally.known} known, {tally.skipped} skipped", err=True)
    sys.exit(1 if tally.skipped else 0)


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    from regesta.store.query import Query

    try:
        Query(since=value).days  # noqa: B018 - asked only whether it can be read
    except RegestaError as err:
        raise click.BadParameter(str(err), ctx, param) from err
    return value


OPTIONS: dict[str, Callable[..., Any]] = {
    "actor": click.option("--actor", help="Who takes part: a name, part of one, or an id."),
    "speaker": click.option("--speaker", help="Who says, promises or claims it."),
    "about": click.option("--about", help="An actor or words that it is about."),
    "type": click.option("--type", help="PLOVER type or mode, verb, manner, sort, dimension ..."),
    "since": click.option("--from", "since", callback=_day, help="2021, 2021-07 or 2021-07-28."),
    "until": click.option("--to", "until", callback=_day, help="The same; included."),
    "outlet": click.option("--outlet", help="Part of the outlet's or file's name."),
    "text": click.option("--text", help="Words that stand there."),
}
ALL = tuple(OPTIONS)
# name of the command: the question put to the case, the filters it takes, what it shows.
LISTS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "timeline": ("timeline", ALL, "What happened and who said what, by time."),
    "statements": ("statements", ALL, "Who said what, to whom, through whom."),
    "events": ("events", ALL, "Who did what to whom, once for all reports of it."),
    "commitments": ("commitments", ALL, "What was promised, offered, demanded, threatened."),
    "statuses": ("statuses", ALL, "How relations stood."),
    "figures": ("figures", ALL, "Numbers, whose they are and as of when."),
    "actors": ("actors", ("actor", "type", "text"), "Persons, states, bodies and groups."),
    "sources": (
        "documents",
        ("actor", "about", "since", "until", "outlet", "text"),
        "The reports on file, by date of publication.",
    ),
    "discrepancies": ("discrepancies", ("type", "text"), "Where reports differ."),
    "skipped": ("skipped", (), "Inputs that were not filed, and why."),
}


def _listing(name: str, question: str, options: tuple[str, ...], about: str) -> click.Command:
    def ask(case: Path, as_json: bool, with_evidence: bool, **asked: Any) -> None:
        from regesta.run import open_case

        with open_case(case) as opened:
            given = {key: value for key, value in asked.items() if value is not None}
            records = getattr(opened, question)(**given)
            _print(opened, records, as_json=as_json, with_evidence=with_evidence)
            click.echo(f"{name}: {len(records) or 'nothing'} found", err=True)

    evidence = click.option("--with-evidence", is_flag=True, help="Every sentence in full.")
    ask = JSON(evidence(ask))
    if options:
        ask = click.option("--limit", type=click.IntRange(min=1), help="At most so many.")(ask)
    for option in reversed(options):
        ask = OPTIONS[option](ask)
    return click.command(name, help=about)(CASE(ask))


for _name, (_question, _options, _about) in LISTS.items():
    main.add_command(_listing(_name, _question, _options, _about))


@main.command(short_help="One record in full, its words in context.")
@CASE
@click.argument("ident", metavar="ID")
@JSON
def show(case: Path, ident: str, as_json: bool) -> None:
    """One record in full: every field, its words in context, what it is linked to."""
    from regesta.run import open_case
    from regesta.show.cards import card

    with open_case(case) as opened:
        record = opened.get(ident)
        if as_json:
            _print(opened, [record], as_json=True)
            return
        for line in card(opened, record, width=_width()):
            click.echo(line)


@main.command(short_help="Write the case as one HTML page.")
@CASE
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), default="dossier.html",
    show_default=True, help="Where to write it.",
)  # fmt: skip
def report(case: Path, output: Path) -> None:
    """Write the case as one HTML page that needs nothing else."""
    from regesta.run import open_case
    from regesta.show.report import write_report

    with open_case(case) as opened:
        write_report(opened, output)
    click.echo(f"wrote {output}", err=True)


@main.command()
@CASE
@click.option("--to", "shape", type=click.Choice(["jsonl", "csv"]), default="jsonl")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path),
    help="A file (jsonl; default: stdout) or a folder (csv).",
)  # fmt: skip
def export(case: Path, shape: str, output: Path | None) -> None:
    """Write every record: JSON lines, or one CSV file a kind."""
    from regesta.run import open_case
    from regesta.show.export import export_csv, export_jsonl

    if shape == "csv" and output is None:
        raise click.UsageError("csv makes one file a kind: name a folder with -o")
    with open_case(case) as opened:
        if shape == "csv" and output is not None:
            written = export_csv(opened, output)
            click.echo(f"wrote {len(written)} files to {output}", err=True)
        else:
            with click.open_file(str(output or "-"), "wb") as out:
                export_jsonl(opened, out)


@main.command(short_help="Is the case whole?")
@CASE
def check(case: Path) -> None:
    """Is the case whole: offsets, references, types, the file itself?"""
    from regesta.run import open_case
    from regesta.store.check import faults

    with open_case(case) as opened:
        found = list(faults(opened))
        total = sum(opened.counts().values())
    for fault in found:
        click.echo(fault)
    click.echo(f"{total} records, {len(found)} faults", err=True)
    sys.exit(1 if found else 0)


def _print(case: Case, records: list[msgspec.Struct], *, as_json: bool, with_evidence: bool = False) -> None:
    """Records on stdout, as JSON lines or as a table."""
    import msgspec

    from regesta.show import export as exporting
    from regesta.show import tables

    if as_json:
        for record in records:
            click.echo(msgspec.json.encode(exporting.row_of(case, record)))
        return
    for line in tables.lines(case, records, width=_width(), with_evidence=with_evidence):
        click.echo(line)


def _width() -> int:
    if sys.stdout.isatty():
        return shutil.get_terminal_size().columns
    return shutil.get_terminal_size((PIPE_WIDTH, 0)).columns


@contextmanager
def _bar() -> Iterator[Callable[[Progress], None]]:
    """A progress bar on stderr, over input files; none when stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda progress: None
        return
    with click.progressbar(length=1, label="Reading reports", file=sys.stderr, item_show_func=_counts) as bar:

        def tell(progress: Progress) -> None:
            bar.length, bar.pos = max(progress.of, 1), progress.files
            bar.current_item = progress.tally
            bar.render_progress()

        yield tell


def _counts(tally: Any) -> str:
    return f"{tally.filed} filed, {tally.known} known, {tally.skipped} skipped" if tally else ""


def _tell_skipped(case: Case) -> None:
    from regesta.show.tables import lines

    skipped = case.skipped()
    for line in lines(case, skipped[:SKIPPED_SHOWN], width=_width()):
        click.echo(line, err=True)
    if len(skipped) > SKIPPED_SHOWN:
        click.echo(f"and {len(skipped) - SKIPPED_SHOWN} more: regesta skipped {case.path}", err=True)
