"""The documentation tells the truth: its code runs, its commands exist, every kind and command is described."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import regesta.extract
from regesta.records import KINDS
from regesta.show.cli import main

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").rglob("*.md")))
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def blocks(language: str) -> list[str]:
    return [body for name, body in BLOCK.findall(README) if name == language]


def test_the_python_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    for body in blocks("python"):
        exec(compile(body, "README.md", "exec"), {})
    assert capsys.readouterr().out.strip(), "the README's example prints statements of Wang Yi"


@pytest.mark.parametrize(
    "line", [line for body in blocks("sh") for line in body.splitlines() if "regesta " in line]
)
def test_every_command_of_the_readme_exists_with_its_options(line: str) -> None:
    words = shlex.split(line, comments=True)[1:]
    command: click.Command = main
    while isinstance(command, click.Group) and words[0] in command.commands:
        command, words = command.commands[words[0]], words[1:]
    assert command is not main, f"no such command: {line}"
    known = {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
    assert {word for word in words if word.startswith("--")} <= known


@pytest.mark.parametrize("target", re.findall(r"\]\((?!http)([^)#]+)", README))
def test_every_link_of_the_readme_leads_somewhere(target: str) -> None:
    assert (ROOT / target).exists()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_record_kind_is_described(kind: str) -> None:
    assert f"## `{kind}`" in DOCS


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_is_described(name: str) -> None:
    assert f"## `regesta {name}`" in DOCS
    assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0


@pytest.mark.parametrize(
    "name", [name for name, _ in regesta.extract.EXTRACTORS] + ["statements", "dates", "mentions"]
)
def test_every_extractor_is_described(name: str) -> None:
    assert name in DOCS.lower()
