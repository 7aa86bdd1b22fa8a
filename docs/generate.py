"""Builds the reference pages from the code: `make docs` rewrites them, `make check` compares.

Each function prints Markdown; the pages in docs/reference call them through cog.
"""

from __future__ import annotations

import inspect
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import click
import msgspec

from regesta import records
from regesta.lexicons import entries

ROOT = Path(__file__).resolve().parents[1]
LEXICONS = ROOT / "src" / "regesta" / "lexicons" / "en"
out: Callable[[str], object] = sys.stdout.write


def kinds() -> None:
    """Every record kind, its docstring and its fields."""
    for kind, struct in records.KINDS.items():
        doc = inspect.getdoc(struct) or ""
        out(f"## `{kind}`\n\n{doc}\n\n| field | type |\n|---|---|\n")
        for field in msgspec.structs.fields(struct):
            out(f"| `{field.name}` | `{_type(field.type)}` |\n")
        out("\n")


def _type(annotation: object) -> str:
    text = annotation.__name__ if isinstance(annotation, type) else str(annotation)
    text = text.replace("typing.", "").replace("regesta.records.", "").replace("NoneType", "None")
    return text.replace("datetime.", "").replace("|", "\\|")


def lexicons() -> None:
    """Every lexicon file: what an entry is, how many there are, where they come from."""
    out("| file | an entry is | entries | origin |\n|---|---|---|---|\n")
    types = [
        item for item in vars(entries).values() if isinstance(item, type) and issubclass(item, entries.Entry)
    ]
    for entry in sorted((item for item in types if item is not entries.Entry), key=lambda item: item.file):
        path = next(LEXICONS.glob(f"{entry.file}.t*"))
        doc = " ".join((inspect.getdoc(entry) or "").split("\n\n")[0].split())
        count, origin = _count_and_origin(path)
        out(f"| `en/{path.name}` | {doc} | {count} | {origin} |\n")


def _count_and_origin(path: Path) -> tuple[int, str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        data = tomllib.loads(text)
        return len(data["entry"]), data["origin"]
    lines = text.splitlines()
    origin = next(line.partition(":")[2].strip() for line in lines if line.startswith("# origin"))
    return sum(bool(line) and not line.startswith("#") for line in lines) - 1, origin


def commands() -> None:
    """Every command with its help, as `regesta COMMAND --help` prints it."""
    from regesta.show.cli import main

    for path, command in _walk(main, ("regesta",)):
        context = click.Context(command, info_name=" ".join(path), terminal_width=100, max_content_width=100)
        out(f"## `{' '.join(path)}`\n\n```text\n{command.get_help(context)}\n```\n\n")


def _walk(command: click.Command, path: tuple[str, ...]) -> list[tuple[tuple[str, ...], click.Command]]:
    found = [(path, command)]
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            found += _walk(command.commands[name], (*path, name))
    return found
