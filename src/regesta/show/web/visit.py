"""One page being made: the case it is about, and all that a template may ask.

What comes in: a case, the address asked for. What goes out: names, words, links; the page.

    visit.link("timeline", actor=ident)     # "/timeline?actor=...&as-of=2021-08-20"
"""

from __future__ import annotations

import getpass
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from starlette.responses import HTMLResponse, RedirectResponse, Response

from regesta.records import Document, Span, Statement
from regesta.run import Case
from regesta.show.web.desk import Desk, Stood
from regesta.show.web.setting import TEMPLATES
from regesta.show.web.wording import Value, fields, member, note, said, trigger

__all__ = ["NAVIGATION", "Visit"]

T = TypeVar("T")

# The pages by what they answer: path, name.
NAVIGATION = (
    ("", "Overview"),
    ("timeline", "Timeline"),
    ("statements", "Statements"),
    ("commitments", "Commitments"),
    ("relations", "Relations"),
    ("figures", "Figures"),
    ("disagreements", "Disagreements"),
    ("actors", "Actors"),
    ("network", "Network"),
    ("map", "Map"),
    ("sources", "Sources"),
    ("corrections", "Corrections"),
)
AS_OF = "as-of"
TITLE_WORDS = 9
# What stands before the cue of words that were not said: "did not ", "has never ", "declined to ".
NOT = re.compile(r"(?:\w+ )?(?:not|never|\w+n[’']t) (?:\w+ )?$|\w+ to $")
DENIAL = 40
IDENT = re.compile(r"[0-9a-f]{32}")


def _user() -> str:
    """Who is at this machine, to sign corrections with."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


USER = _user()


class Visit:
    """A request for a page, with the case open."""

    def __init__(self, case: Case, desk: Desk, *, path: str, asked: Mapping[str, str], token: str) -> None:
        self.case, self.desk, self.path, self.token = case, desk, path, token
        self.asked = {key: value.strip() for key, value in asked.items() if value.strip()}
        self.as_of = self.asked.get(AS_OF)
        self.user = USER
        self._linked = case.linked
        self._reports: dict[str, Document] = {}

    # What the page is about

    @property
    def title(self) -> str:
        """What the case is called."""
        return self.desk.path.stem.replace("_", " ").replace("-", " ")

    @property
    def section(self) -> str:
        """The first step of the path: which page this is."""
        return self.path.strip("/").partition("/")[0]

    @property
    def judged(self) -> bool:
        """True when a person has corrected anything."""
        return self.once("judged", lambda case: bool(case.judgements()))

    @property
    def stood(self) -> Stood | None:
        """What the case was as of the day asked for, None when it is shown as it is."""
        return self.desk.stood(self.case) if self.as_of else None

    def report(self, ident: str) -> Document:
        """A report, without its text."""
        if ident not in self._reports:
            self._reports[ident] = self.case.report(ident)
        return self._reports[ident]

    def once(self, key: Any, work: Callable[[Case], T]) -> T:
        """What is worked out once for each state of the case."""
        # Two copies as of one day look alike to themselves; what they were copied from tells them apart.
        stood = (self.as_of, self.stood.state) if self.stood else None
        return self.desk.once(self.case, (stood, key), work)

    def given(self, name: str) -> str:
        """What is asked for under a name, '' when nothing."""
        return self.asked.get(name, "")

    @property
    def filtered(self) -> bool:
        """True when the page shows only what passes some filter."""
        return bool(self.asked.keys() - {"page", "id", "names", "at", "leaf", AS_OF})

    @property
    def stretch(self) -> tuple[str, str] | None:
        """The first and the last day of publication of all reports, also of those left out."""
        if self.stood:
            return self.stood.stretch
        return self.once("stretch", lambda case: case.published_between())

    def shown(self, name: str) -> str:
        """What a form shows of a filter: an actor by name where that is enough to know him by."""
        value = self.given(name)
        if not IDENT.fullmatch(value):
            return value
        called = self.case.name(value)
        return called if self.case.actors_called(called) == [value] else value

    # Words

    def outlet(self, document: str) -> str:
        """What to call a report's origin: its outlet, or its file's name."""
        return self.report(document).outlet or self.report(document).name.rpartition("/")[2]

    def headline(self, document: str) -> str:
        """A report's title, or its first words."""
        found = self.report(document)
        if found.title:
            return found.title
        body = next((block for block in found.blocks if block.role == "body"), None)
        words = self.case.text(document)[body.start if body else 0 :][:400].split()
        return " ".join(words[:TITLE_WORDS]) + (" …" if len(words) > TITLE_WORDS else "")

    def name(self, actor: str | None, text: str | None = None) -> str | None:
        """An actor's name, or the words that stand for it."""
        return self.case.name(actor) if actor else text

    def cut(self, span: Span) -> str:
        """The words of a span, on one line."""
        return " ".join(self.case.cut(span).split())

    def verb(self, record: Statement) -> str:
        """How it was said, in the report's own words where they fit before what was said."""
        cue = self.cut(record.cue) if record.cue else ""
        if record.negated and record.cue and cue:
            before = self.case.text(record.cue.document)[: record.cue.start]
            denial = NOT.search(before[-DENIAL:])
            return (denial.group() if denial else "not ") + cue
        return cue if cue and record.act != "according to" else record.act or "said"

    def trigger(self, shown: Any) -> str:
        """The words by which an event is told."""
        return trigger(self, shown)

    def said(self, record: Any, limit: int) -> str:
        """What was said or promised, cut to a length."""
        return said(self, record, limit)

    def note(self, record: Any) -> str:
        """What stands in the margin of a report beside a record's words."""
        return note(self, record)

    def member(self, record: Any) -> str:
        """What one report makes of an actor or event."""
        return member(self, record)

    def fields(self, record: Any) -> Iterable[tuple[str, list[Value]]]:
        """Every field of a record."""
        return fields(self, record)

    # Links

    def words(self, span: Span) -> str:
        """The address of the words of a span in their report."""
        place = f"{span.start}-{span.end}"
        return self.link(f"report/{span.document}", at=place, anchor=f"s{place}")

    def link(self, path: str, *, anchor: str = "", **asked: Any) -> str:
        """The address of a page; it keeps the day as of which the case is read."""
        given = {key.replace("_", "-"): value for key, value in asked.items() if value not in (None, "", 1)}
        if self.as_of and AS_OF not in asked:
            given[AS_OF] = self.as_of
        query = f"?{urlencode(given, doseq=True)}" if given else ""
        return f"/{path}{query}{f'#{anchor}' if anchor else ''}"

    def target(self, record: Any) -> str:
        """The address that the words of a record lead to: for a telling of an event, the event, once it is linked."""
        event = record.event if record.kind == "event_mention" and self._linked else None
        return self.link(f"record/{event or record.id}")

    def aim(self, kind: str, ident: str) -> str:
        """The address of a record of some kind, or of the list that a mark of a chart stands for."""
        first, _, rest = ident.partition(" ")
        lists: dict[str, tuple[str, dict[str, str]]] = {
            "dyad": ("timeline", {"kind": "event", "actor": first, "also": rest}),
            "relation": ("relations", {"actor": first, "type": rest}),
            "commitments": ("commitments", {"speaker": first, "type": rest}),
            "place": ("timeline", {"kind": "event", "text": f'"{ident}"'}),
            "period": ("timeline", {"kind": "event", "since": ident, "until": ident}),
        }
        if kind in lists:
            path, asked = lists[kind]
            return self.link(path, **asked)
        where = {"actor": "actor", "document": "report"}.get(kind, "record")
        return self.link(f"{where}/{ident}")

    def here(self, **changed: Any) -> str:
        """This page with other filters; what is None is left out, and so is the number of the page."""
        kept = {key: value for key, value in self.asked.items() if key not in ("page", "id", AS_OF)}
        changes = {key.replace("_", "-"): value for key, value in changed.items()}
        return self.link(self.path.strip("/"), **{**kept, **changes})

    # Pages

    def page(self, template: str, *, status: int = 200, charts: Sequence[Any] = (), **more: Any) -> Response:
        """A page made of a template."""
        body = TEMPLATES.get_template(template).render(v=self, charts=charts, **more)
        return HTMLResponse(body, status)

    def elsewhere(self, path: str, **asked: Any) -> Response:
        """Lead to another page."""
        return RedirectResponse(self.link(path, **asked), 303)
