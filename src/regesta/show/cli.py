"""The command line: `regesta add`, lists, `show`, `report`, `export`, `check`.

What comes in: arguments. What goes out: data on stdout, talk on stderr, and an exit status: 0 done,
1 something was skipped, missing or broken, 2 wrong usage.

    regesta add story.case reports/
    regesta timeline story.case --actor Taliban --from 2021-07

Whatever is slow to import is imported by the command that needs it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from regesta.errors import RegestaError
from regesta.show import asking, correcting, keeping, running
from regesta.show.evaluation import evaluation
from regesta.show.keeping import bar, stopping, tell_of_old
from regesta.show.output import AS_OF, CASE, JSON, LIMIT, a_day, opened, show, width
from regesta.show.serving import serve

if TYPE_CHECKING:
    from regesta.run import Case

__all__ = ["main"]

SKIPPED_SHOWN = 20


class Commands(click.Group):
    """Commands whose errors are told in one line, without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
            return done
        except RegestaError as err:
            raise click.ClickException(str(err)) from err
        except BrokenPipeError:
            # Whoever reads the output (`| head`) has seen enough: no fault of ours or of theirs.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except OSError as err:
            if not err.filename:
                raise
            raise click.ClickException(f"{err.filename}: {err.strerror}") from err
        except Exception as err:
            if told := _of_damage(err):
                raise click.ClickException(told) from err
            raise


def _of_damage(err: Exception) -> str | None:
    """What to say of a case file whose pages turn out to be damaged while they are read."""
    import sqlite3

    from regesta.store.migrate import reason

    if not isinstance(err, sqlite3.DatabaseError | UnicodeDecodeError):
        return None
    return f"the case {reason(err)}"


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="regesta")
def main() -> None:
    """Reads news reports and writes down who said, did and promised what, with the words it stands on."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter shows a question mark rather than nothing at all.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")


for _command in (
    evaluation,
    serve,
    *correcting.COMMANDS,
    *keeping.COMMANDS,
    *asking.COMMANDS,
    *running.COMMANDS,
):
    main.add_command(_command)


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
    with stopping(), open_case(case, create=True) as found:
        with bar("Reading") as tell:
            tally = pipeline.add(found, paths, known, workers=workers, progress=tell)
        if tally.skipped:
            _tell_skipped(found)
        tell_of_old(found)
        for told in (*tally.completed, *tally.notes[:NOTES]):
            click.echo(told, err=True)
        if len(tally.notes) > NOTES:
            click.echo(f"... and {len(tally.notes) - NOTES} more such groups of records", err=True)
    click.echo(f"{tally.filed} filed, {tally.known} known, {tally.skipped} skipped", err=True)
    sys.exit(1 if tally.skipped else 0)


# Notes on linking that `add` prints in full; a corpus of near-identical lines would give hundreds.
NOTES = 3

OPTIONS: dict[str, Callable[..., Any]] = {
    "actor": click.option("--actor", help="Who takes part: a name, part of one, or an id."),
    "speaker": click.option("--speaker", help="Who says, promises or claims it."),
    "about": click.option("--about", help="An actor or words that it is about."),
    "type": click.option("--type", help="PLOVER type or mode, verb, manner, sort, dimension ..."),
    "since": click.option("--from", "since", callback=a_day, help="2021, 2021-07 or 2021-07-28."),
    "until": click.option("--to", "until", callback=a_day, help="The same; included."),
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
    def ask(
        case: Path, as_json: bool, with_evidence: bool, as_of: str | None, series: bool = False, **asked: Any
    ) -> None:
        with opened(case, as_of) as found:
            given = {key: value for key, value in asked.items() if value is not None}
            records = getattr(found, question)(**given)
            if series:
                asking.show_series(found, records, as_json=as_json)
            else:
                show(found, records, as_json=as_json, with_evidence=with_evidence)
            click.echo(f"{name}: {len(records) or 'nothing'} found", err=True)

    evidence = click.option("--with-evidence", is_flag=True, help="Every sentence in full.")
    ask = JSON(evidence(AS_OF(ask)))
    if name == "statuses":
        ask = click.option("--series", is_flag=True, help="By series, what changed marked.")(ask)
    if options:
        ask = LIMIT(ask)
    for option in reversed(options):
        ask = OPTIONS[option](ask)
    return click.command(name, help=about)(CASE(ask))


for _name, (_question, _options, _about) in LISTS.items():
    main.add_command(_listing(_name, _question, _options, _about))


@main.command("show", short_help="One record in full, its words in context.")
@CASE
@click.argument("ident", metavar="ID")
@AS_OF
@JSON
def card(case: Path, ident: str, as_of: str | None, as_json: bool) -> None:
    """One record in full: every field, its words in context, what it is linked to."""
    from regesta.show import cards

    with opened(case, as_of) as found:
        record = found.get(ident)
        if as_json:
            show(found, [record], as_json=True)
            return
        for line in cards.card(found, record, width=width()):
            click.echo(line)


@main.command(short_help="Write the case as one HTML page.")
@CASE
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), default="dossier.html",
    show_default=True, help="Where to write it.",
)  # fmt: skip
@click.option("--static", is_flag=True, help="Without any script: no box to search in, all else as before.")
@AS_OF
def report(case: Path, output: Path, static: bool, as_of: str | None) -> None:
    """Write the case as one HTML page that needs nothing else."""
    from regesta.show.report import write_report

    with opened(case, as_of) as found:
        write_report(found, output, scripts=not static)
    click.echo(f"wrote {output}", err=True)


@main.command()
@CASE
@click.option("--to", "shape", type=click.Choice(["jsonl", "csv"]), default="jsonl")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path),
    help="A file (jsonl; default: stdout) or a folder (csv).",
)  # fmt: skip
@AS_OF
def export(case: Path, shape: str, output: Path | None, as_of: str | None) -> None:
    """Write every record: JSON lines, or one CSV file a kind."""
    from regesta.show.export import export_csv, export_jsonl

    if shape == "csv" and output is None:
        raise click.UsageError("csv makes one file a kind: name a folder with -o")
    with opened(case, as_of) as found:
        if shape == "csv" and output is not None:
            written = export_csv(found, output)
            click.echo(f"wrote {len(written)} files to {output}", err=True)
        else:
            with click.open_file(str(output or "-"), "wb") as out:
                export_jsonl(found, out)


@main.command(short_help="Is the case whole?")
@CASE
def check(case: Path) -> None:
    """Is the case whole: offsets, references, types, the file itself?"""
    from regesta.store.check import faults

    with opened(case) as whole:
        found = list(faults(whole))
        total = sum(whole.counts().values())
    for fault in found:
        click.echo(fault)
    click.echo(f"{total} records, {len(found)} faults", err=True)
    sys.exit(1 if found else 0)


def _tell_skipped(case: Case) -> None:
    from regesta.show.tables import lines

    skipped = case.skipped()
    for line in lines(case, skipped[:SKIPPED_SHOWN], width=width()):
        click.echo(line, err=True)
    if len(skipped) > SKIPPED_SHOWN:
        click.echo(f"and {len(skipped) - SKIPPED_SHOWN} more: regesta skipped {case.path}", err=True)
