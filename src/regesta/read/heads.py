"""What a page's head says of its report: JSON-LD, OpenGraph and other meta elements, <time>, <title>.

What comes in: the parsed page.
What goes out: a `Head`: the facts, and the report's body where JSON-LD carries it.

>>> root = etree.fromstring('<html><meta property="og:title" content="Port reopens | The Gull"/></html>')
>>> titled(head_of(root).facts, "Port reopens").title
'Port reopens'
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
from lxml import etree

from regesta.errors import ReadError
from regesta.lexicons import load
from regesta.lexicons.entries import RowField
from regesta.read.dates import parse_date
from regesta.read.given import Given
from regesta.read.metadata import holder_of, names_of, without_outlet
from regesta.records import When

ARTICLE = re.compile(r"(?:.*Article|.*Posting|Report)$")
SUFFIX = re.compile(r"\s+[|–—·•»-]+\s+[^|–—·•»]{2,40}$")
MOST_NODES = 2000


class Head(NamedTuple):
    """The facts in a page's head, and the report's text if the head carries it."""

    facts: Given
    body: str | None


def head_of(root: etree._Element) -> Head:
    """The metadata of a page; JSON-LD wins over meta elements, those over <time>."""
    data = next(_articles(root), {})
    linked = _linked(data)
    body = data.get("articleBody")
    facts = linked.over(_metas(root)).over(
        Given(published=_time(root), title=_title(root), outlet=_holder(root))
    )
    return Head(facts, body if isinstance(body, str) else None)


def titled(facts: Given, heading: str | None) -> Given:
    """The facts with the heading the page shows as title, or the head's title without its suffix."""
    if heading:
        return msgspec.structs.replace(facts, title=heading)
    if facts.title is None:
        return facts
    title = without_outlet(facts.title, facts.outlet)
    if title == facts.title and len(SUFFIX.sub("", title).split()) >= 4:
        title = SUFFIX.sub("", title)
    return msgspec.structs.replace(facts, title=title or None)


def _given(**fields: Any) -> Given:
    """A Given of what is well formed; a page's faulty metadata is no reason to refuse its report."""
    kept: dict[str, Any] = {}
    for key, value in fields.items():
        try:
            kept[key] = getattr(Given.of(**{key: value}), key)
        except ReadError:
            continue
    return Given(**{key: value for key, value in kept.items() if value})


# -- JSON-LD --------------------------------------------------------------------------------------


def _articles(root: etree._Element) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects that describe a report."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text:
            continue
        try:
            data = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            kinds = node.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(name, str) and ARTICLE.match(name) for name in names):
                yield node


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    queue = [data]
    for node in queue[:MOST_NODES]:
        queue_part = node if isinstance(node, list) else [node]
        for one in queue_part:
            if isinstance(one, dict):
                yield one
                graph = one.get("@graph")
                yield from (
                    (item for item in graph if isinstance(item, dict)) if isinstance(graph, list) else ()
                )


def _linked(data: dict[str, Any]) -> Given:
    published = data.get("datePublished")
    place = data.get("dateline")
    return _given(
        title=_named(data.get("headline")),
        outlet=_named(data.get("publisher")),
        url=_named(data.get("url")) or _page(data.get("mainEntityOfPage")),
        dateline=_named(place),
        authors=_people(data.get("author")),
        published=parse_date(published) if isinstance(published, str) else None,
    )


def _named(value: Any) -> str | None:
    if isinstance(value, list):
        value = next(iter(value), None)
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else None


def _page(value: Any) -> str | None:
    found = value.get("@id") if isinstance(value, dict) else value
    return found if isinstance(found, str) and found.startswith("http") else None


def _people(value: Any) -> list[str]:
    """The people (not the organisations) a JSON-LD author field names."""
    found: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        name = _named(one)
        if name and not (isinstance(one, dict) and one.get("@type") == "Organization"):
            found += names_of(name)
    return list(dict.fromkeys(found))


# -- meta elements, <time>, <title> --------------------------------------------------------------


@functools.cache
def _meta_names() -> dict[str, tuple[str, int]]:
    """The field each meta name stands for, and how good a name it is (0 is best)."""
    return {
        name: (entry.field, rank)
        for entry in load(RowField)
        if entry.place == "meta"
        for rank, name in enumerate(entry.names)
    }


def _metas(root: etree._Element) -> Given:
    best: dict[str, tuple[int, list[str]]] = {}
    for meta in root.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = (meta.get("content") or "").strip()
        field, rank = _meta_names().get(key.strip().lower(), ("", 0))
        if not field or not content:
            continue
        if field not in best or rank < best[field][0]:
            best[field] = (rank, [content])
        elif rank == best[field][0]:
            best[field][1].append(content)
    value = {field: contents for field, (_, contents) in best.items()}
    canonical = next((link.get("href") for link in root.iter("link") if link.get("rel") == "canonical"), None)
    published = next((when for text in value.get("published", ()) if (when := parse_date(text))), None)
    return _given(
        title=next(iter(value.get("title", ())), None),
        outlet=next(iter(value.get("outlet", ())), None),
        url=canonical
        if canonical and canonical.startswith("http")
        else next(iter(value.get("url", ())), None),
        authors=[name for text in value.get("authors", ()) for name in names_of(text)],
        published=published,
    )


def _time(root: etree._Element) -> When | None:
    """The day of a <time> that says it is the publication, or of the page's only one."""
    times = [time for time in root.iter("time") if time.get("datetime")]
    marked = [t for t in times if t.get("itemprop") == "datePublished" or t.get("pubdate") is not None]
    chosen = marked[0] if marked else times[0] if len(times) == 1 else None
    return parse_date(chosen.get("datetime") or "") if chosen is not None else None


def _holder(root: etree._Element) -> str | None:
    """The outlet by the page's copyright notice."""
    notices = (" ".join(text.split()) for text in root.itertext() if "©" in text or "opyright" in text)
    return next(filter(None, map(holder_of, notices)), None)


def _title(root: etree._Element) -> str | None:
    title = next(root.iter("title"), None)
    return " ".join((title.text or "").split()) or None if title is not None else None
