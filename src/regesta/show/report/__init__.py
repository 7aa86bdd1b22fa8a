"""A case -> the dossier: one HTML file that a person can read, print, send and check.

What comes in: a Case (asked by its query methods only).
What goes out: one self-contained file. It asks nothing of the network, reads without JavaScript,
and leads from each entry to its words in the full reports and back again.

    write_report(case, Path("dossier.html"))

`holdings` asks the case, `words` cuts and marks the reports, `dossier` orders the entries, `drawings`
draws the charts, and the templates beside this folder set them. Colours, faces and measures are those of
the reading room: its style sheets are read when the dossier is written.
"""

from __future__ import annotations

import base64
import hashlib
import re
from importlib import resources
from pathlib import Path

from markupsafe import Markup

from regesta.errors import CaseError
from regesta.show.report.dossier import Dossier
from regesta.show.report.drawings import drawings
from regesta.show.report.holdings import Holdings, gather
from regesta.show.templating import environment
from regesta.store import Case

__all__ = ["Holdings", "gather", "render", "write_report"]

# The design tokens of the reading room: its `:root` rules, for light and for dark.
TOKENS = re.compile(
    r"^:root \{.*?^\}|^@media \(prefers-color-scheme: dark\) \{\n  :root \{.*?^\}", re.MULTILINE | re.DOTALL
)


def write_report(case: Case, path: Path, *, scripts: bool = True) -> Path:
    """Write the dossier of `case` to `path` and return the path; without `scripts` nothing in it can run."""
    try:
        path.write_text(render(gather(case), scripts=scripts), encoding="utf-8", newline="\n")
    except OSError as err:
        raise CaseError(f"{path}: cannot write the dossier ({err.strerror}); pass -o FILE") from err
    return path


def render(holdings: Holdings, *, scripts: bool = True) -> str:
    """The dossier as HTML. The same holdings give the same bytes."""
    tokens = "\n".join(TOKENS.findall(_asset("static/regesta.css")))
    style = "\n".join((tokens, _asset("static/charts.css"), _asset("templates/report.css")))
    script = _asset("templates/report.js") if scripts else ""
    dossier = Dossier(holdings)
    return (
        environment("templates")
        .get_template("report.html")
        .render(
            d=dossier,
            held=holdings,
            drawings=drawings(holdings, dossier.place),
            style=Markup(style),
            script=Markup(script),
            style_hash=_csp_hash(style),
            script_hash=_csp_hash(script),
        )
    )


def _asset(name: str) -> str:
    """A style sheet or script of ours (its path in this package), to stand in the page as it is."""
    path = resources.files("regesta.show") / name
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")


def _csp_hash(text: str) -> str:
    """What the page's Content-Security-Policy allows: this very text and no other."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
