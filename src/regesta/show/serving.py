"""`regesta serve`: the reading room of a case, on this machine.

What comes in: a case, a port. What goes out: web pages, until Ctrl-C.

    regesta serve story.case --open
"""

from __future__ import annotations

import socket
from pathlib import Path

import click

from regesta.show.output import CASE

__all__ = ["serve"]

HERE = "127.0.0.1"
PORT = 8765


@click.command(short_help="Read, check and correct CASE in a browser.")
@CASE
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0: any free one."
)
@click.option("--host", default=HERE, show_default=True, help="Whom to answer: by default this machine only.")
@click.option("--open", "in_browser", is_flag=True, help="Open it in the browser.")
def serve(case: Path, port: int, host: str, in_browser: bool) -> None:
    """Read, check and correct CASE in a browser, as web pages of this machine (Ctrl-C ends it)."""
    import uvicorn

    from regesta.show.web import app
    from regesta.show.web.guard import LOCAL

    room = app(case, hosts={host, *LOCAL})
    taken = _listening(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{taken.getsockname()[1]}/"
    click.echo(f"{case} is open at {address} (Ctrl-C ends it)", err=True)
    if host not in LOCAL:
        click.echo("others on this network can read and correct it", err=True)
    if in_browser:
        click.launch(address)
    config = uvicorn.Config(room, log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[taken])


def _listening(host: str, port: int) -> socket.socket:
    """A socket on that port. Raises ClickException when somebody else has it."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as err:
        raise click.ClickException(f"{host}:{port}: {err.strerror}; choose another with --port") from err
