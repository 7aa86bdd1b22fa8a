"""The few files that pages load: a fixed table, so that no request can name a file of this machine.

What comes in: the name of an asset. What goes out: its bytes, with an ETag.

`vega.js` (Vega, Vega-Lite and Vega-Embed in one, 0.9 MB) is bundled by vl-convert on this machine, in
the background when the room opens; it takes some seconds, and a page that asks earlier waits for it.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import resources
from importlib.metadata import version

import msgspec

__all__ = ["Asset", "Assets"]

STYLE, SCRIPT, ICON = "text/css; charset=utf-8", "text/javascript; charset=utf-8", "image/svg+xml"
FILES = {
    "regesta.css": STYLE,
    "regesta.js": SCRIPT,
    "charts.js": SCRIPT,
    "charts.css": STYLE,
    "mark.svg": ICON,
}
BUNDLE = "vega.js"
EXPORTED = "window.vegaEmbed = vegaEmbed; window.vega = vega; window.vegaLite = vegaLite;"


class Asset(msgspec.Struct, frozen=True):
    """One file: its bytes, the same packed, and what names this version of it."""

    body: bytes
    packed: bytes
    media: str
    tag: str


class Assets:
    """The table of assets."""

    def __init__(self) -> None:
        folder = resources.files("regesta.show") / "static"
        self._files = {name: _asset((folder / name).read_bytes(), FILES[name]) for name in FILES}
        self._bundle: Future[Asset] | None = None

    def prepare(self) -> None:
        """Begin to bundle Vega in the background."""
        if self._bundle is None:
            executor = ThreadPoolExecutor(1, thread_name_prefix="bundle")
            self._bundle = executor.submit(_bundled)
            executor.shutdown(wait=False)

    def get(self, name: str) -> Asset | None:
        """The asset of that name, or None; waits for the bundle."""
        if name != BUNDLE:
            return self._files.get(name)
        self.prepare()
        return self._bundle.result() if self._bundle else None

    def address(self, name: str) -> str:
        """The path of an asset; names its version, so that a browser may keep it for good."""
        found = self._files.get(name)
        return f"/assets/{name}?{found.tag}" if found else f"/assets/{name}?{version('vl-convert-python')}"


@functools.cache
def _bundled() -> Asset:
    """Vega in one file; made once a process."""
    import vl_convert

    return _asset(vl_convert.javascript_bundle(EXPORTED).encode("utf-8"), SCRIPT)


def _asset(body: bytes, media: str) -> Asset:
    tag = hashlib.sha256(body).hexdigest()[:16]
    return Asset(body, gzip.compress(body, 6, mtime=0), media, tag)
