"""The reading room: a case as web pages on this machine, to be read, checked and corrected.

What comes in: the path of a case. What goes out: a Starlette application; every page reads without
JavaScript, asks nothing of any other host, and leads from each entry to its words.

    app(Path("story.case"))     # served by `regesta serve story.case`

`desk` holds the case open for the threads that answer, `guard` lets in whom it may, `assets` are the
few files that pages load, `visit` is what a template may ask, and each other module makes its pages.
"""

from regesta.show.web.app import app

__all__ = ["app"]
