"""`regesta serve`: what it says when it cannot open."""

from __future__ import annotations

import socket

from click.testing import CliRunner

from regesta.run import Case
from regesta.show.cli import main


def test_a_missing_case_is_told(tmp_path):
    done = CliRunner().invoke(main, ["serve", str(tmp_path / "no.case")])
    assert done.exit_code == 1
    assert "no such case" in done.output


def test_a_port_that_somebody_has_is_told(tmp_path):
    Case(tmp_path / "x.case", create=True).close()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(main, ["serve", str(tmp_path / "x.case"), "--port", port])
    assert done.exit_code == 1
    assert "choose another with --port" in done.output
