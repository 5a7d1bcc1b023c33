"""The report is well-formed, whole, and shows what strangers wrote as text."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.evaluation.cases import Case
from bot.evaluation.compare import compare
from bot.evaluation.evaluation import Evaluation
from bot.evaluation.figures import measure
from bot.evaluation.observations import Observation
from bot.evaluation.report import marked, to_report, write_report
from embeddings.errors import UsageError
from tests.bot.evaluation.samples import MARKUP, make_observation, make_seen

VOID = {"meta", "link", "br", "hr", "img", "input"}
NONE = Case(f"id {MARKUP}", f"Who {MARKUP}?", answerable=False)
HOSTILE = Case(f"id {MARKUP}", f"Who {MARKUP}?", answers=(f"an {MARKUP}",), relevant={f"d {MARKUP}": f"label {MARKUP}"})


class Reader(HTMLParser):
    """Checks that tags nest, and gathers tags, attributes and text."""

    def __init__(self, report: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(report)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text.append(data)

    @property
    def said(self) -> str:
        return " ".join(" ".join(self.text).split())


def make_evaluation(*observations: Observation, settings: dict[str, object] | None = None) -> Evaluation:
    return Evaluation("20260101T0000Z-aaaaaa", settings or {"model": "hashing"}, observations, measure(observations))


@pytest.fixture
def hostile() -> Evaluation:
    shown = (make_seen(f"A passage {MARKUP}"), make_seen("Second.", rank=2, held=True, relevant=True))
    return make_evaluation(
        make_observation(f"Quote {MARKUP}", case=NONE, shown=shown),
        make_observation(case=HOSTILE, answered=False, shown=shown, overlooked=make_seen("Hidden.", rank=9, held=True)),
        make_observation(f"Quote {MARKUP}", case=HOSTILE, shown=shown, rank=None),
        make_observation("Nobody.", f"It was an {MARKUP}.", case=HOSTILE, shown=shown),
        make_observation(f"It was an {MARKUP}.", case=HOSTILE, rank=3),
        settings={"model": f"model {MARKUP}"},
    )


def test_what_strangers_wrote_is_text(hostile: Evaluation) -> None:
    other = make_evaluation(*[make_observation(case=seen.case, answered=False) for seen in hostile.observations])
    for comparison in (None, compare(hostile, other), compare(other, hostile)):
        report = to_report(hostile, comparison)
        reader = Reader(report)
        assert "script" not in {tag for tag, _ in reader.tags}
        assert 'Who <script>alert("x")</script> & \ufffdevil\ufffd?' in reader.said
        assert "\u202e" not in report
        assert "\x07" not in report


def test_it_opens_offline(hostile: Evaluation) -> None:
    tags = Reader(to_report(hostile, None)).tags
    assert not {tag for tag, _ in tags} & {"script", "link", "img", "iframe", "object", "base", "form"}
    names = {name for _, attributes in tags for name in attributes}
    assert not {name for name in names if name in ("src", "href", "style") or name.startswith("on")}
    assert ("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}) in tags
    policy = {"http-equiv": "Content-Security-Policy", "content": "default-src 'none'; style-src 'unsafe-inline'"}
    assert ("meta", policy) in tags


def test_every_miss_stands_in_its_group(hostile: Evaluation) -> None:
    reader = Reader(to_report(hostile, None))
    groups = [attributes["id"] for tag, attributes in reader.tags if tag == "details" and "id" in attributes]
    assert groups == ["false_answer", "refused", "no_quote", "later_quote", "document"]
    assert sum(tag == "article" for tag, _ in reader.tags) == 5
    assert (
        "Refused with a confidence of 0.50. The answer stands in shown passage 2, though nothing was quoted."
        in reader.said
    )
    assert (
        "passage rank dense keyword fused nearest 1 1 0.5 – 0.75 nearest 2 2 0.5 – 0.75 not shown 9 0.5 – 0.75"
        in reader.said
    )


def test_figures_come_with_their_intervals() -> None:
    said = Reader(to_report(make_evaluation(make_observation("It was Roe.", milliseconds=12.34)), None)).said
    assert "1 questions, 1 that the documents answer and 0 that they don’t. 1 were answered." in said
    assert "Answer in the first quote 100.0 % 100.0 to 100.0 % 1" in said
    assert "Median time 12.3 ms 12.3 to 12.3 ms 1" in said
    assert "AUROC of the confidence – 1" in said
    assert "None: every question was handled as it should be." in said


def test_what_changed_is_shown_side_by_side() -> None:
    before, after = make_evaluation(make_observation("Nobody.")), make_evaluation(make_observation("It was Roe."))
    said = Reader(to_report(before, compare(before, after))).said
    assert "Compared with 20260101T0000Z-aaaaaa The same settings." in said
    assert "Answer in the first quote 0.0 % 100.0 % +100.0 pp +100.0 to +100.0 pp" in said
    assert "Worse 0 Better 1 Who? c Roe Now Nobody. [1]" in said
    other = make_evaluation(make_observation("It was Roe."), settings={"model": "tiny"})
    assert "model tiny instead of hashing" in Reader(to_report(before, compare(before, other))).said


def test_answers_are_marked_where_they_stand() -> None:
    assert marked("Roe & ROE\n again, Roebuck", ["roe"]) == Markup(
        "<mark>Roe</mark> &amp; <mark>ROE</mark>\n again, <mark>Roe</mark>buck"
    )
    assert marked("Tilda\nRoe, Tilda", ["Tilda", "Tilda Roe"]) == "<mark>Tilda\nRoe</mark>, <mark>Tilda</mark>"
    assert marked("<b>", []) == "&lt;b&gt;"
    assert marked("a+b (c", ["+b (c"]) == "a<mark>+b (c</mark>"


@given(st.text(), st.lists(st.text(min_size=1)))
def test_any_text_can_be_marked(text: str, answers: list[str]) -> None:
    reader = Reader(marked(text, answers))
    assert {tag for tag, _ in reader.tags} <= {"mark"}


def test_a_report_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"The report can't be written to '.*': Is a directory\."):
        write_report(tmp_path, make_evaluation(make_observation("It was Roe.")), None)
