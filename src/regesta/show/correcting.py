"""`regesta merge, split, reject, set, undo, judgements`: a person's word, kept for good.

What comes in: ids as the lists show them. What goes out: a judgement on file, said on stderr.

    regesta merge story.case 3f2a91bc 77ab01cd --by Ann --reason "one spelling each"
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from regesta.show.output import CASE, JSON, opened, show

if TYPE_CHECKING:
    from regesta.records import Judgement

__all__ = ["COMMANDS"]


def _whose(command: Callable[..., None]) -> Callable[..., None]:
    """The options that every correction takes."""
    command = click.option("--reason", help="Why, for those who read it later.")(command)
    return click.option("--by", default=_user, show_default="your login", help="Who says so.")(command)


def _user() -> str | None:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return None


@click.command(short_help="These actors, or events, are one.")
@CASE
@click.argument("idents", metavar="ID ID...", nargs=-1, required=True)
@_whose
def merge(case: Path, idents: tuple[str, ...], **whose: Any) -> None:
    """These actors, or these events, are one; the first gives it its name."""
    with opened(case, writing=True) as found:
        _tell(case, found.merge(*idents, **whose))


@click.command(short_help="These mentions are somebody, or something, else.")
@CASE
@click.argument("ident", metavar="ID")
@click.argument("members", metavar="MEMBER...", nargs=-1, required=True)
@_whose
def split(case: Path, ident: str, members: tuple[str, ...], **whose: Any) -> None:
    """Take mentions (their ids, or those of a report's actor or telling) out of an actor or event."""
    with opened(case, writing=True) as found:
        _tell(case, found.split(ident, *members, **whose))


@click.command(short_help="This record is wrong: hide it.")
@CASE
@click.argument("ident", metavar="ID")
@_whose
def reject(case: Path, ident: str, **whose: Any) -> None:
    """This record is wrong: hide it from every list, report and export."""
    with opened(case, writing=True) as found:
        _tell(case, found.reject(ident, **whose))


@click.command("set", short_help="This field is rightly so.")
@CASE
@click.argument("ident", metavar="ID")
@click.argument("field")
@click.argument("value")
@_whose
def correct(case: Path, ident: str, field: str, value: str, **whose: Any) -> None:
    """Correct a FIELD: a name, a date (2021-07-28, 2021-07, 2021, or two with a slash), an actor by
    name or id (several with commas), a code of its list, or null when nothing is known."""
    with opened(case, writing=True) as found:
        _tell(case, found.set(ident, field, value, **whose))


@click.command(short_help="Take a judgement back.")
@CASE
@click.argument("ident", metavar="JUDGEMENT")
@_whose
def undo(case: Path, ident: str, **whose: Any) -> None:
    """Take a judgement back; it stays listed, as undone."""
    with opened(case, writing=True) as found:
        _tell(case, found.undo(ident, **whose))


@click.command(short_help="What persons corrected, when and why.")
@CASE
@JSON
def judgements(case: Path, as_json: bool) -> None:
    """What persons corrected, oldest first, with when and why."""
    with opened(case) as found:
        listed = found.judgements()
        show(found, listed, as_json=as_json)
        click.echo(f"judgements: {len(listed) or 'nothing'} found", err=True)


COMMANDS = (merge, split, reject, correct, undo, judgements)


def _tell(case: Path, judgement: Judgement) -> None:
    ident = judgement.id[:12]
    click.echo(ident)
    if judgement.action != "undo":
        click.echo(f"{judgement.action}: on file; take it back with `regesta undo {case} {ident}`", err=True)
