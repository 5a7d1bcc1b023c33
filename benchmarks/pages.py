"""How well pages are read: thirty templates of our own, ten ways to state the facts in each of three layouts.

    python -m benchmarks.pages              markitdown, where it is installed, stands beside us

Of each page: is the title, the author, the date and the site what the page states; how many of the article's words are
read (recall), and how many of the words that are read are the article's (precision).
"""

from __future__ import annotations

import html
import io
import json
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from embeddings.errors import DocumentError
from embeddings.readers.folder import read_content

FACTS = ("title", "author", "date", "publisher")
WORDS = (
    "bridge ferry council mayor river harbour school county winter summer repair budget vote meeting engineer report "
    "closed opened delayed approved rejected water road market square train station bus line plan public money"
).split()
NAMES = "Ruth Ines Amara Jonas Petra Samuel".split()
SURNAMES = "Okafor Falk Lindqvist Moreau Tanaka Weber".split()
NOISE = {
    "nav": ["Start", "Politics", "Business", "Sport", "Weather", "Subscribe to our newsletter"],
    "cookies": ["We use cookies to improve your visit.", "Accept all", "Manage my choices"],
    "related": ["Five walks for a rainy weekend", "The best soup in town", "Photos of the autumn fair"],
    "share": ["Share on Facebook", "Share by e-mail", "Print this page"],
    "comments": ["Kim wrote: I never liked it anyway.", "Lou wrote: Finally somebody says it."],
    "footer": ["About us", "Imprint", "All rights reserved."],
}


@dataclass(frozen=True, slots=True)
class Article:
    title: str
    author: str
    date: str
    publisher: str
    paragraphs: tuple[str, ...]


Facts = Callable[[Article], tuple[str, str]]  # what stands in the head, and what above the text
Layout = Callable[[Article, str, str], str]
Found = dict[str, str | None]


def main() -> None:
    pages = [(article(number), head, layout) for number, (head, layout) in enumerate(templates())]
    rendered = [(one, layout(one, *head(one))) for one, head, layout in pages]
    readers: dict[str, Callable[[str], Found]] = {"onrecord": ours}
    try:
        from markitdown import MarkItDown
    except ImportError:
        print("markitdown is not installed: pip install markitdown")
    else:
        converter = MarkItDown()
        readers["markitdown"] = lambda page: theirs(converter, page)
    for name, read in readers.items():
        started = time.perf_counter()
        found = [(one, read(page)) for one, page in rendered]
        seconds = (time.perf_counter() - started) / len(found)
        right = (f"{fact} {sum(got[fact] == getattr(one, fact) for one, got in found)}" for fact in FACTS)
        recall, precision = (sum(part) / len(found) for part in zip(*(overlap(*pair) for pair in found), strict=True))
        named = sum(one.title in (got["title"] or "") for one, got in found)
        print(
            f"{name}: of {len(found)} pages {', '.join(right)} (title, with the site or without, {named}); "
            f"text: recall {recall:.3f}, precision {precision:.3f}; {seconds * 1000:.0f} ms a page"
        )


def templates() -> list[tuple[Facts, Layout]]:
    return [(head, layout) for layout in (semantic, divs, tables) for head in HEADS]


def article(number: int) -> Article:
    rng = random.Random(number)  # noqa: S311  the same pages each time
    paragraphs = tuple(
        " ".join(
            f"The {' '.join(rng.choices(WORDS, k=rng.randint(8, 16)))} was told on day {rng.randint(1, 28)}."
            for _ in range(rng.randint(2, 4))
        )
        for _ in range(8)
    )
    title = f"The {' '.join(rng.sample(WORDS, 4))} & the others"
    return Article(
        title,
        f"{rng.choice(NAMES)} {rng.choice(SURNAMES)}",
        f"2019-0{rng.randint(1, 9)}-1{number % 10}",
        "Tarn News",
        paragraphs,
    )


def ours(page: str) -> Found:
    (read,) = read_content(page.encode(), "page.html", {})
    if isinstance(read, DocumentError):
        return dict.fromkeys((*FACTS, "text"))
    return {
        "title": read.title, "author": read.author, "date": read.date, "publisher": read.publisher,
        "text": read.text[read.body_start :],
    }  # fmt: skip


def theirs(converter: object, page: str) -> Found:
    found = converter.convert_stream(io.BytesIO(page.encode()), file_extension=".html")  # type: ignore[attr-defined]
    return {"title": found.title, "author": None, "date": None, "publisher": None, "text": found.markdown}


def overlap(one: Article, found: Found) -> tuple[float, float]:
    wanted, got = Counter(" ".join(one.paragraphs).split()), Counter((found["text"] or "").split())
    common = (wanted & got).total()
    return common / wanted.total(), common / max(1, got.total())


def open_graph(one: Article) -> tuple[str, str]:
    head = meta("property", {"og:title": one.title, "og:site_name": one.publisher, "og:type": "article"})
    return head + meta(
        "property", {"article:published_time": f"{one.date}T08:00:00Z", "article:author": one.author}
    ), ""


def json_ld(one: Article) -> tuple[str, str]:
    return f'<script type="application/ld+json">{json.dumps(news_article(one))}</script>', ""


def json_ld_graph(one: Article) -> tuple[str, str]:
    graph = {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, news_article(one)]}
    return f'<script type="application/ld+json">{json.dumps(graph)}</script>', ""


def microdata(one: Article) -> tuple[str, str]:
    return meta("property", {"og:site_name": one.publisher}), (
        f'<p><span itemprop="author">{one.author}</span>'
        f' <time itemprop="datePublished" datetime="{one.date}">then</time></p>'
    )


def dublin_core(one: Article) -> tuple[str, str]:
    names = {"DC.title": one.title, "DC.creator": one.author, "DC.date": one.date, "DC.publisher": one.publisher}
    return meta("name", names), ""


def plain_meta(one: Article) -> tuple[str, str]:
    return meta("name", {"author": one.author, "date": one.date, "application-name": one.publisher}), ""


def byline(one: Article) -> tuple[str, str]:
    above = (
        f'<p class="byline">By <a rel="author" href="/r">{one.author}</a> <time datetime="{one.date}">then</time></p>'
    )
    return meta("property", {"og:site_name": one.publisher}), above


def microformat(one: Article) -> tuple[str, str]:
    above = f'<div class="p-author author">{one.author}</div><time class="dt-published" datetime="{one.date}">x</time>'
    return meta("property", {"og:site_name": one.publisher}), above


def title_alone(one: Article) -> tuple[str, str]:
    above = (
        f'<div class="author">{one.author}</div><div class="date"><time pubdate datetime="{one.date}">x</time></div>'
    )
    return "", above


def highwire(one: Article) -> tuple[str, str]:
    names = {"citation_title": one.title, "citation_author": one.author, "citation_publication_date": one.date}
    return meta("name", names | {"citation_journal_title": one.publisher}), ""


HEADS: tuple[Facts, ...] = (
    open_graph, json_ld, json_ld_graph, microdata, dublin_core, plain_meta, byline, microformat, title_alone, highwire,
)  # fmt: skip


def semantic(one: Article, head: str, above: str) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in one.paragraphs)
    return whole(
        one, head,
        f"<div class='cookie-banner'>{listed('cookies')}</div><header><nav>{listed('nav')}</nav></header><main>"
        "<article>"
        f"<h1>{html.escape(one.title)}</h1>{above}{text}<div class='share'>{listed('share')}</div></article>"
        f"<section id='comments'>{listed('comments')}</section></main><aside>{listed('related')}</aside>"
        f"<footer>{listed('footer')}</footer>",
    )  # fmt: skip


def divs(one: Article, head: str, above: str) -> str:
    text = "".join(f"<div class='paragraph'><p>{paragraph}</p></div>" for paragraph in one.paragraphs)
    return whole(
        one, head,
        f"<div id='top'><div class='menu'>{listed('nav')}</div></div><div id='wrap'><div class='sidebar'>"
        f"{listed('related')}</div><div class='post'><h1 class='headline'>{html.escape(one.title)}</h1>{above}"
        f"<div class='entry-content'>{text}</div><div class='social-share'>{listed('share')}</div></div>"
        f"<div class='comments-area' id='comments'>{listed('comments')}</div></div>"
        f"<div class='footer' id='footer'>{listed('footer')}</div>",
    )  # fmt: skip


def tables(one: Article, head: str, above: str) -> str:
    text = "<br><br>\n".join(one.paragraphs)
    return whole(
        one, head,
        f"<table width='100%'><tr><td colspan='2'>{listed('nav')}</td></tr><tr><td width='20%'>{listed('related')}</td>"
        f"<td><h2>{html.escape(one.title)}</h2>{above}<div>{text}</div></td></tr>"
        f"<tr><td colspan='2'><small>{listed('footer')}</small></td></tr></table>",
    )  # fmt: skip


def whole(one: Article, head: str, body: str) -> str:
    title = f"<title>{html.escape(f'{one.title} | {one.publisher}')}</title>"
    return f"<!doctype html><html lang='en'><head><meta charset='utf-8'>{title}{head}</head><body>{body}</body></html>"


def listed(part: str) -> str:
    return f"<ul>{''.join(f'<li><a href=/x>{line}</a></li>' for line in NOISE[part])}</ul>"


def meta(key: str, values: dict[str, str]) -> str:
    return "".join(f'<meta {key}="{name}" content="{html.escape(value)}">' for name, value in values.items())


def news_article(one: Article) -> dict[str, object]:
    return {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": one.title, "datePublished": one.date,
        "author": {"@type": "Person", "name": one.author},
        "publisher": {"@type": "Organization", "name": one.publisher},
    }  # fmt: skip


if __name__ == "__main__":
    main()
