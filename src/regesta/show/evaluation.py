"""`regesta eval ...`: figures on data sets that users have their own copy of.

What comes in: a folder or file. What goes out: a table on stdout, predictions in a file when asked.

    regesta eval polnear data/polnear/dev --predictions found.jsonl
"""

from __future__ import annotations

import json
from pathlib import Path

import click

__all__ = ["evaluation"]

PREDICTIONS = click.option(
    "--predictions", type=click.Path(dir_okay=False, path_type=Path), help="Write what was found here."
)
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object.")


@click.group("eval")
def evaluation() -> None:
    """Measure on a data set of your own."""


@evaluation.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@PREDICTIONS
@JSON
def polnear(folder: Path, predictions: Path | None, as_json: bool) -> None:
    """Statements on PolNeAR: FOLDER holds text/ and attributions/."""
    from regesta.show.evaluate import polnear as measure

    figures = measure(folder, predictions)
    if as_json:
        click.echo(json.dumps(figures))
        return
    click.echo(f"{'JOINT':10}{'gold':>7}{'found':>7}{'P':>7}{'R':>7}{'F1':>7}{'source':>8}")
    for view, row in figures.items():
        click.echo(
            f"{view:10}{row['gold']:7.0f}{row['found']:7.0f}{row['precision']:7.1f}"
            f"{row['recall']:7.1f}{row['f1']:7.1f}{row['source']:8.1f}"
        )


@evaluation.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@PREDICTIONS
@JSON
def plv(file: Path, predictions: Path | None, as_json: bool) -> None:
    """Event types on PLV: FILE is tab-separated, two marked actors a line."""
    from regesta.show.evaluate_plv import evaluate_plv

    scores = evaluate_plv(file, predictions=predictions)
    if as_json:
        click.echo(json.dumps({name: getattr(scores, name) for name in scores.__struct_fields__}))
        return
    for name in ("root", "quad", "binary"):
        click.echo(f"{name:8}macro-F1 {100 * getattr(scores, name):5.1f}")
    click.echo(f"{scores.answered} of {scores.pairs} pairs answered")


@evaluation.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@JSON
def timeml(folder: Path, as_json: bool) -> None:
    """Time expressions on TimeML: FOLDER holds .tml or .xml files with their creation time."""
    from regesta.show.evaluate_timeml import evaluate_timeml

    scores = evaluate_timeml(folder)
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(scores).decode())
        return
    click.echo(f"{scores.documents} documents, {scores.gold} time expressions, {scores.found} found")
    for name, row in (("relaxed", scores.relaxed), ("strict", scores.strict)):
        click.echo(f"{name:8}P {100 * row.precision:5.1f}  R {100 * row.recall:5.1f}  F1 {100 * row.f1:5.1f}")
    click.echo(
        f"right value {100 * scores.value_accuracy:.1f} % of the relaxed matches, F1 {100 * scores.value_f1:.1f}"
    )
