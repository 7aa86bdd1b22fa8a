"""Reports that attack: their words are shown as words, on every page and in the dossier."""

from __future__ import annotations

from pathlib import Path

import pytest

import regesta
from browser.harness import Looks, Watch
from browser.hostile import ATTACKS, PRODUCT, hostile_case, wrongs
from regesta.show.report import write_report


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_case(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def dossier(case: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    with regesta.open(case) as found:
        return write_report(found, tmp_path_factory.mktemp("sent") / "hostile.html")


def ran(watch: Watch) -> list[str]:
    """What of the attacks came to life in the page."""
    done = ["window.pwned"] if watch.page.evaluate("'pwned' in window") else []
    return [*done, *watch.dialogs, *watch.faults]


def test_the_hostile_words_were_read_and_filed(case: Path) -> None:
    with regesta.open(case) as found:
        assert len(found.documents()) >= len(ATTACKS) - 2
        assert len(found.statements()) >= len(ATTACKS) - 4
        assert any("Fish <script>" in actor.name for actor in found.actors())


def test_nothing_of_them_is_an_element_of_the_dossier(dossier: Path) -> None:
    source = dossier.read_text(encoding="utf-8")
    assert wrongs(source) == []
    assert "{{7777*191}}" in source and PRODUCT not in source


def test_nothing_of_them_runs_in_the_dossier(dossier: Path, look: Looks) -> None:
    watch = look("")
    watch.open(dossier.as_uri())
    assert ran(watch) == []
