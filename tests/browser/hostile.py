"""A case of hostile reports: whatever in them looks like a program must stay words.

What comes in: a folder. What goes out: the path of a case built as a user's is, from files, whose texts,
titles, outlets, addresses, names and corrections hold what attackers put there.

Everything that runs would set `window.pwned` or raise a dialog, and everything that loads would ask
evil.example: `wrongs` finds both, and what should never have become an element, in a page's source.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import lxml.html

import regesta

RUN = "window.pwned=1"
ATTACKS = (
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f'"><svg onload={RUN}>',
    f"' onmouseover='{RUN}' x='",
    f"javascript:{RUN}",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    "<link rel=stylesheet href=//evil.example/x.css><base href=//evil.example/>",
    "<style>@import '//evil.example/x.css';</style>",
    f"<!--<script>{RUN}//-->",
    "]]><![CDATA[",
    "{{7777*191}} {% for x in y %} ${7777*191} #{7777*191} <%= 7777*191 %>",
    "datum.x; constructor.constructor('window.pwned=1')()",
    "\u202egnihton\u202c",
    "\u202eleft open",
    "'; DROP TABLE documents; --",
    "\u2028\u2029\ufeff",
    "nul\x00l",
    "A" * 3_000,
    "Z̸̢̛" * 200,
    "&lt;b&gt;&#x3c;script&#x3e;",
)
# What `{{7777*191}}` would give if a template ran it.
PRODUCT = "1485407"
ALLOWED = re.compile(r"(https?://|mailto:|#|/(?!/)|\?|$)")
# The pages' own elements that would be dangerous if a report could make one.
NEVER = ("iframe", "object", "embed", "base", "applet", "frame", "marquee", "math")


def rows() -> list[dict[str, str]]:
    """Reports as a newsroom's feed gives them, an attack in every field."""
    return [
        {
            "name": f"{attack}.txt",
            "outlet": f"The {attack} Post",
            "title": f"Minister {attack} resigns",
            "url": f"javascript:{RUN}//{attack}" if at % 2 else f"https://evil.example/{attack}",
            "authors": attack,
            "published": f"2022-05-{at + 1:02}",
            "language": "en",
            "text": (
                f"Norway’s transport minister, Kari {attack} Lund, met the Danish minister Per Holm in Aarhus "
                f"on {at + 1} May 2022.\n\n“We will pay for {at + 2} ferries {attack} by June if parliament "
                f"agrees,” Lund told reporters, according to Fjord News.\n\nDenmark {attack} has recognised the "
                f"Free {attack} Republic of Bornholm. {attack} Norway accused Denmark of {attack} spying. "
                f"Some {at + 3},000 people fled Oslo after the “{attack}” talks.\n"
            ),
        }
        for at, attack in enumerate(ATTACKS)
    ]


def hostile_case(folder: Path) -> Path:
    """Build the case and correct some of its records with hostile words."""
    feed = folder / "feed.jsonl"
    feed.write_text("\n".join(json.dumps(row) for row in rows()), encoding="utf-8")
    path = folder / f"{ATTACKS[2].replace('/', '')}.case"
    with regesta.open(path) as case:
        case.add(feed)
        for actor, attack in zip(case.actors(), ATTACKS, strict=False):
            name = f"Fish {attack}".replace("\x00", "")
            # Filed at once and linked when the case is next opened: one relinking is enough.
            case.judge(case.setting(actor.id, "name", name, by=ATTACKS[0], reason=ATTACKS[1]))
        case.judge(case.rejecting(case.figures()[0].id, by=ATTACKS[2], reason=ATTACKS[11]))
    return path


def wrongs(source: str) -> list[str]:
    """What in a page's source is an element or attribute of an attacker's making."""
    page = lxml.html.document_fromstring(source)
    found = [f"<{node.tag}>" for tag in NEVER for node in page.iter(tag)]
    for node in page.iter("script"):
        if node.get("type") == "application/json":
            json.loads(node.text or "null")
        elif RUN in (node.text or "") or "evil" in (node.get("src") or ""):
            found.append(f"script: {node.text!r}")
    for node in page.iter():
        if not isinstance(node.tag, str):
            continue
        for name, value in node.attrib.items():
            if name.lower().startswith("on") or name in ("style", "srcdoc"):
                found.append(f"{name}={value[:60]!r}")
            address = (
                value.strip().lower() if name in ("href", "src", "action", "formaction", "xlink:href") else ""
            )
            if not ALLOWED.match(address) and not address.startswith("data:image/"):
                found.append(f"{name}={value[:60]!r}")
    return found
