"""A page gives its report, the roles its markup tells, and the metadata in its head."""

from datetime import date

import pytest

from regesta.errors import ReadError
from regesta.read.given import NOTHING, Given
from regesta.read.html import document
from regesta.records import Document

FIRST = "The ferry union said on Friday that its members would go back to work after nine days of strike."
SECOND = "The transport ministry said that the rise in pay would be paid from the first of next month."
THIRD = "Ships will sail again on Monday, and the islands will get the mail that has piled up in the port."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def read(page: str, given: Given = NOTHING) -> Document:
    return document(page, given, key="k", name="page.html")


def roles(doc: Document) -> list[tuple[str, str]]:
    return [(block.role, doc.text[block.start : block.end]) for block in doc.blocks]


@pytest.mark.parametrize(
    "page",
    [
        f"<html><body><article>{BODY}</article></body></html>",
        f"<div><div itemprop=articleBody>{BODY}</div></div>",
        f"<main>{BODY}</main>",
        f"<div id=c1><div class='col has-sidebar'>{BODY}</div></div>",
        BODY,
        f"<table><tr><td>{FIRST}<br><br>{SECOND}<br/><br/>{THIRD}</td></tr></table>",
        f"<div>{FIRST}</div><div>{SECOND}</div><div>{THIRD}</div>",
        f"<body class='article-with-comments related-on'><section>{BODY}</section></body>",
        f"<article><p>A card that leads elsewhere.</p></article><article>{BODY}</article>",
        f"<nav><ul><li>Home<li>World news and views of it</ul></nav><div>{BODY}</div><footer><p>{SECOND}</p></footer>",
        f"<div>{BODY}</div><script>var x = '{FIRST}';</script><style>p {{}}</style><noscript>{FIRST}</noscript>",
    ],
)
def test_the_report_is_cut_out_of_its_page(page: str) -> None:
    assert roles(read(page)) == [("body", FIRST), ("body", SECOND), ("body", THIRD)]


def test_inline_markup_does_not_break_a_sentence() -> None:
    page = (
        "<article><p>The union <b>of</b> <a href='x'>ferry crews</a> said on <time datetime='2023-03-03'>Friday</time>"
        f" that it<!-- note --> would<script>x()</script> stop its <span class='caption'>strike</span>.</p>"
        f"{BODY}</article>"
    )
    assert read(page).text.split("\n\n")[0] == (
        "The union of ferry crews said on Friday that it would stop its strike."
    )


PARTS = [
    ("<h1>Ferry strike ends</h1>", "title"),
    ("<h2>What has changed</h2>", "section"),
    ("<p><strong>What has changed</strong></p>", "section"),
    ("<figure><img src=a><figcaption>Boats at anchor in the bay.</figcaption></figure>", "caption"),
    ("<div class='wp-caption-text'>Boats at anchor in the bay.</div>", "caption"),
    ("<p>Boats at anchor in the bay. AFP via Getty Images</p>", "caption"),
    ("<span class='article__byline'>Jane Roe</span>", "byline"),
    ("<a rel=author href=x>Jane Roe</a>", "byline"),
    ("<div class='publish-date'>4 March 2023</div>", "byline"),
    ("<aside>Dockers weigh a walkout of their own</aside>", "teaser"),
    ("<div class='RelatedStories'>Dockers weigh a walkout of their own.</div>", "teaser"),
    ("<p><a href=x>Dockers weigh a walkout of their own</a></p>", "teaser"),
    ("<div class='newsletter-box'>All the news of the coast each day.</div>", "boilerplate"),
    ("<div id='comments'>What a mess this was from the start.</div>", "boilerplate"),
    ("<p>Sign up for our newsletter.</p>", "boilerplate"),
    ("<ul><li>The rise is four percent in all grades</li></ul>", "body"),
    ("<blockquote>We got what we asked for.</blockquote>", "body"),
    ("<p>It is an author's duty to be related to his readers.</p>", "body"),
]


@pytest.mark.parametrize(("part", "role"), PARTS)
def test_markup_tells_the_role(part: str, role: str) -> None:
    found = roles(read(f"<article><p>{FIRST}</p>{part}<p>{SECOND}</p><p>{THIRD}</p></article>"))
    assert [one for one, text in found if text not in (FIRST, SECOND, THIRD)] == [role]


@pytest.mark.parametrize(
    "part",
    [
        "<p hidden>Hidden words are here.</p>",
        "<p style='display: none'>Hidden words are here.</p>",
        "<p aria-hidden=true>Hidden words are here.</p>",
        "<nav>Hidden words are here.</nav>",
        "<button>Hidden words are here.</button>",
        "<div class='site-footer'>Hidden words are here.</div>",
        "<!-- Hidden words are here. -->",
        "<template><p>Hidden words are here.</p></template>",
    ],
)
def test_what_a_browser_does_not_show_stays_out(part: str) -> None:
    assert "Hidden" not in read(f"<article><p>{FIRST}</p>{part}<p>{SECOND}</p></article>").text


LINKED = """<script type="application/ld+json">{"@context": "x", "@graph": [{"@type": "WebPage", "name": "n"},
 {"@type": ["NewsArticle"], "headline": "Ferry strike ends", "datePublished": "2023-03-04T22:30:00+02:00",
 "author": [{"@type": "Person", "name": "Jane Roe"}, {"@type": "Organization", "name": "Gull Desk"}],
 "publisher": {"@type": "Organization", "name": "The Gull"}, "url": "https://gull.example/1"}]}</script>"""
GRAPH = """<meta property="og:title" content="Ferry strike ends | The Gull">
<meta property="og:site_name" content="The Gull">
<meta property="article:published_time" content="2023-03-04"><meta name="author" content="By Jane Roe">
<link rel="canonical" href="https://gull.example/1">"""


@pytest.mark.parametrize("head", [LINKED, GRAPH])
def test_the_head_gives_the_metadata(head: str) -> None:
    doc = read(
        f"<html><head><title>Ferry strike ends - The Gull</title>{head}</head><body>{BODY}</body></html>"
    )
    assert (doc.title, doc.outlet, doc.authors) == ("Ferry strike ends", "The Gull", ("Jane Roe",))
    assert doc.url == "https://gull.example/1"
    assert doc.published is not None
    assert (doc.published.start, doc.published.basis) == (date(2023, 3, 4), "explicit")
    assert roles(doc)[0] == ("title", "Ferry strike ends")


def test_the_heading_on_the_page_is_the_title_and_stands_in_the_text_once() -> None:
    doc = read(f"<head>{GRAPH}</head><h1>Ferry strike <i>ends</i> at last</h1><article>{BODY}</article>")
    assert doc.title == "Ferry strike ends at last"
    assert doc.text.count("Ferry strike") == 1


def test_the_name_of_the_site_is_no_title() -> None:
    page = (
        "<title>Ferry strike ends - The Gull</title><h1 class=logo>The Gull</h1>"
        f"<div class=story><h2>Ferry strike ends</h2>{BODY}</div><div id=foot>&copy; 2023 The Gull Ltd.</div>"
    )
    doc = read(page)
    assert (doc.title, doc.outlet) == ("Ferry strike ends", "The Gull")
    assert [role for role, _ in roles(doc)] == ["title", "body", "body", "body"]


@pytest.mark.parametrize("notice", ["&copy; Jane Roe", "&copy; 2023 AFP", "Photo &copy; 2023 Getty Images"])
def test_a_picture_s_copyright_names_no_outlet(notice: str) -> None:
    assert read(f"<article>{BODY}<p>{notice}</p></article>").outlet is None


def test_a_person_s_metadata_wins() -> None:
    doc = read(f"<head>{LINKED}</head>{BODY}", Given.of(outlet="The Tern", published="2023-03-05"))
    assert (doc.outlet, doc.published and doc.published.start) == ("The Tern", date(2023, 3, 5))


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": 7, "author": 3}</script>',
        '<script type="application/ld+json">{not json</script>',
        '<meta name="date" content="soon"><meta name="author" content="https://gull.example/jane">',
        '<meta property="og:site_name" content="">',
        '<script type="application/ld+json">{"@type": "Event", "name": "x", "datePublished": "2020-01-01"}</script>',
    ],
)
def test_faulty_metadata_leaves_the_report_and_stays_unknown(head: str) -> None:
    doc = read(f"<head>{head}</head>{BODY}")
    assert (doc.published, doc.authors, doc.outlet) == (None, (), None)


@pytest.mark.parametrize(
    ("times", "day"),
    [
        (
            "<time itemprop=datePublished datetime='2023-03-04'></time><time datetime='2020-01-01'></time>",
            date(2023, 3, 4),
        ),
        ("<time datetime='2023-03-04'>4 March</time>", date(2023, 3, 4)),
        ("<time datetime='2023-03-04'>a</time><time datetime='2023-03-09'>b</time>", None),
    ],
)
def test_a_time_element_dates_the_page_only_when_it_is_certain(times: str, day: date | None) -> None:
    published = read(f"<article>{times}{BODY}</article>").published
    assert (published.start if published else None) == day


def test_a_page_drawn_by_script_is_read_from_its_json() -> None:
    script = f'{{"@type": "NewsArticle", "articleBody": "{FIRST}\\n{SECOND}"}}'
    doc = read(f'<script type="application/ld+json">{script}</script><div id=root></div>')
    assert roles(doc) == [("body", FIRST), ("body", SECOND)]


@pytest.mark.parametrize(
    "page", ["", "   ", "<html></html>", "<!DOCTYPE html>", "<p></p>", "<script>x</script>"]
)
def test_a_page_without_text_is_refused(page: str) -> None:
    with pytest.raises(ReadError):
        read(page)


def test_hostile_words_are_only_words() -> None:
    doc = read(
        f"<article><p>&lt;script&gt;alert(1)&lt;/script&gt; was the text of the leaflet.</p>{BODY}</article>"
    )
    assert doc.text.startswith("<script>alert(1)</script> was the text of the leaflet.")
