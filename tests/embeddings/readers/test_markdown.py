"""Markdown: what a person sees of it, and nothing of its signs."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.readers.folder import read_documents
from embeddings.types import Document
from tests.samples import write_files


def read(folder: Path, content: str, name: str = "a.md") -> Document:
    (document,), errors = read_documents(write_files(folder, {name: content}))
    assert errors == []
    return document


def parts(document: Document) -> list[tuple[str, int, int, str]]:
    return [(part.kind, part.level, part.group, document.text[part.start : part.end]) for part in document.parts]


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("It is *old*, **very** old and `x = 1`.", "It is old, very old and x = 1."),
        ("See [the plan](https://x.org/a_(b) 'T'), <tel:1>, [it][1].\n\n[1]: /u", "See the plan, tel:1, it."),
        ("See [[Gates]], [[Gates#North|the north gate]] and [[Gates#South]].", "See Gates, the north gate and Gates."),
        ("One\ntwo  \nthree<br>four", "One\ntwo\nthree\nfour"),
        ("Salt &amp; \\*pepper\\* &copy;", "Salt & *pepper* ©"),
        ("==Never== open it. ^note-1", "Never open it."),
        ("H<sub>2</sub>O <span>is</span> wet", "H2O is wet"),
        ("Boats & barges <waited> below it.", "Boats & barges <waited> below it."),
        ("Send <your-token a='*b*'> to <NAME/>.", "Send <your-token a='*b*'> to <NAME/>."),
        ("Run <command> <your_file>, **</Name>** or <break>", "Run <command> <your_file>, </Name> or <break>"),
        ("See <?now?> <!SOON x> <![CDATA[y]]>", "See <?now?> <!SOON x> <![CDATA[y]]>"),
        ("<your-token>\n*is* secret.", "<your-token>\nis secret."),
        ("One\n\n<waited>\n\nTwo", "One\n\n<waited>\n\nTwo"),
        ("<?php\n\nIt is *old*.", "<?php\n\nIt is old."),
        ("<DIV>Boats <waited> &amp; <b>rest</b> <x y=\"1\"></DIV>", 'Boats <waited> & rest <x y="1">'),
        ("<!DOCTYPE html>\n<p>Salt</p>", "Salt"),
        ("- <salt>\n- <i>oil</i>\n\n| <a-b> |\n|---|\n| <c-d> |", "<salt>\n\noil\n\n<a-b>\n<c-d>"),
        ("# The <bridge>\n\nIt <!-- <was> --> <I>is</I> <Picture>old</Picture>.", "The <bridge>\n\nIt is old."),
        ("<https://x.org/a> <a@b.org> <mailto:a@b.org>", "https://x.org/a a@b.org mailto:a@b.org"),
        ("2 * 3 * 4 = 24, a_b_c, x == y == z", "2 * 3 * 4 = 24, a_b_c, x == y == z"),
        ("- [ ] Buy salt\n- [x] Sell it", "☐ Buy salt\n\n☑ Sell it"),
        ("# Goals {#goals .x}\n\n## Means {-}\n\n### Ends {.x a=b}\n\nIt {is}", "Goals\n\nMeans\n\nEnds\n\nIt {is}"),
        ("Salt\n:   What is dug at Tarn", "Salt\nWhat is dug at Tarn"),
        ("> It is **old**.\n> > Is it?", "It is old.\n\nIs it?"),
        ("> [!warning] Mind the *gap*\n> It is wide.", "Mind the gap\n\nIt is wide."),
        ("> [!note]\n> It is wide.", "Note\n\nIt is wide."),
        ("One\n\n---\n\nTwo", "One\n\nTwo"),
        ("One\n***\nTwo", "One\n\nTwo"),
        ("<details>\n<summary>Prices</summary>\n\nSalt: **two**.\n\n</details>", "Prices\n\nSalt: two."),
        ("<table><tr><td>Salt</td></tr></table>", "Salt"),
        ("One[^1] two.\n\nThree.\n\n[^1]: The *note*.", "One two.\n\nThe note.\n\nThree."),
        ("One^[The note.] two.", "One two.\n\nThe note."),
    ],
)  # fmt: skip
def test_what_is_seen(tmp_path: Path, written: str, seen: str) -> None:
    assert read(tmp_path, written).text == seen


def test_headings_stand_alone(tmp_path: Path) -> None:
    document = read(
        tmp_path, "# The *mill* ##\nIt burned.\n## 4.3 Cleaning {#clean}\nIt is clean.\nNorth gate\n---\nShut.\n"
    )
    assert parts(document) == [
        ("heading", 1, 0, "The mill"),
        ("heading", 2, 0, "4.3 Cleaning"),
        ("heading", 2, 0, "It is clean.\nNorth gate"),
    ]
    assert (document.title, document.text[document.body_start :].split("\n\n")[1]) == ("The mill", "It burned.")


def test_what_is_all_in_bold_type_is_a_heading(tmp_path: Path) -> None:
    written = "**Opening hours**\n\n**Never open it.**\n\n**Ann Lee:**\n\n*In May*\n\n_Is it old?_\n\n**It** is."
    assert parts(read(tmp_path, written)) == [("heading", 7, 0, "Opening hours"), ("heading", 7, 0, "Is it old?")]


def test_an_interview_in_bold_type_has_turns(tmp_path: Path) -> None:
    asked = "**How long?**\n\nEighty years.\n\n**Who may read them?**\n\nAnyone may."
    document = read(tmp_path, f"# Interview with Hanna Vik, head of the archive\n\n{asked}\n")
    told = [(turn.asks, turn.writer and document.text[slice(*turn.writer)]) for turn in document.turns]
    assert told == [(True, None), (False, "Hanna Vik"), (True, None), (False, "Hanna Vik")]


def test_lists_keep_their_items(tmp_path: Path) -> None:
    document = read(
        tmp_path, "Bring:\n\n- salt\n- oil\n\n  of olives\n  1. green\n  2. black\n- bread\n\nThen:\n\n3) go\n4) rest"
    )
    assert parts(document) == [
        ("item", 1, 1, "salt"),
        ("item", 1, 1, "oil\nof olives"),
        ("item", 2, 1, "1. green"),
        ("item", 2, 1, "2. black"),
        ("item", 1, 1, "bread"),
        ("item", 1, 2, "3) go"),
        ("item", 1, 2, "4) rest"),
    ]


def test_items_have_the_numbers_that_are_seen(tmp_path: Path) -> None:
    assert read(tmp_path, "4. one\n4. two\n1. three").text == "4. one\n\n5. two\n\n6. three"


def test_code_stays_code(tmp_path: Path) -> None:
    document = read(tmp_path, "Run:\n\n```sh\n# all *of* it\n\nmake  all\n```\n\nOr:\n\n    a_b = 1\n")
    assert parts(document) == [("code", 0, 0, "# all *of* it\n\nmake  all"), ("code", 0, 0, "a_b = 1")]


def test_a_table_is_told_row_by_row(tmp_path: Path) -> None:
    table = "| Alarm | Action |\n|---|:-:|\n| A1 | Call **Ines** |\n| A2 | Run `x \\| y` |\n"
    assert parts(read(tmp_path, table)) == [
        ("row", 0, 1, "Alarm | Action\nA1 | Call Ines"),
        ("row", 0, 1, "Alarm | Action\nA2 | Run x | y"),
    ]


def test_a_table_without_names_says_its_rows(tmp_path: Path) -> None:
    assert read(tmp_path, "| | |\n|---|---|\n| Name | Ann |\n| Age | 40 |\n").text == "Name | Ann\n\nAge | 40"


def test_what_is_not_told_is_counted(tmp_path: Path) -> None:
    document = read(
        tmp_path, "On ~~Monday~~ Tuesday. <!-- not yet --> %%or never%%\n\n![map](m.png) ![[n.png]]\n\n<!-- x -->"
    )
    assert document.text == "On Tuesday."
    assert sorted(document.left_out) == ["1 deletion", "2 pictures", "3 comments"]


@pytest.mark.parametrize(
    ("content", "title", "origin", "body"),
    [
        ("# The mill\n\nIt burned.", "The mill", "extracted", "It burned."),
        ("![x](x.png)\n\n## The mill\n\nIt burned.", "The mill", "extracted", "It burned."),
        ("It burned.\n\n# The mill\n\nIt is gone.", "The mill", "extracted", "It burned.\n\nThe mill\n\nIt is gone."),
        ("It burned.\n\n## Costs\n\nNone.", "Shop notes", "file name", "It burned.\n\nCosts\n\nNone."),
        ("The code is changed on Mondays.", "Shop notes", "file name", "The code is changed on Mondays."),
        ("# Only a heading", "Only a heading", "extracted", "Only a heading"),
        ("---\ntitle: The mill\n---\n# The mill\n\nIt burned.", "The mill", "front matter", "It burned."),
        ("---\ntitle: Mills\n---\n# The mill\n\nIt burned.", "Mills", "front matter", "The mill\n\nIt burned."),
    ],
)
def test_a_note_has_a_title(tmp_path: Path, content: str, title: str, origin: str, body: str) -> None:
    document = read(tmp_path, content, "Shop notes.md")
    assert (document.title, dict(document.origins)["title"]) == (title, origin)
    assert document.text[document.body_start :].strip() == body


def test_front_matter_is_no_text(tmp_path: Path) -> None:
    document = read(tmp_path, "---\ntitle: The mill\ntags: [a]\nid: 7\nurl: https://x.org\n---\nIt burned.")
    assert (document.id, document.url, document.text) == ("7", "https://x.org", "It burned.")


def test_a_table_of_html_is_one(tmp_path: Path) -> None:
    rows = "<tr><th>Pool</th><th>Monday</th></tr>\n<tr><td>South</td><td>closed</td></tr>"
    document = read(tmp_path, f"The hours:\n\n<table>\n{rows}\n</table>\n\n> Ann: no.")
    assert document.text == "The hours:\n\nPool | Monday\nSouth | closed\n\nAnn: no."
    assert [part[0] for part in parts(document)] == ["row"]


def test_keys_that_name_no_fact_are_told(tmp_path: Path) -> None:
    document = read(tmp_path, "---\nTitle: The mill\nautor: Ann Lee\ntags: [a]\ncssclass:\nid: 7\n---\nIt burned.")
    told = [f"the key '{key}' of the front matter, which names no fact" for key in ("autor", "tags")]
    assert [*document.left_out] == told
    assert read(tmp_path, "+++\nweight = 3\n+++\nIt burned.").left_out == (told[0].replace("autor", "weight"),)
    many = "".join(f"key{number}: x\n" for number in range(99))
    assert len(read(tmp_path, f"---\n{many}---\nIt burned.").left_out) == 10


def test_facts_in_an_object_of_json_are_no_text(tmp_path: Path) -> None:
    document = read(
        tmp_path, '{\n  "Title": "The mill",\n  "date": "2026-03-03",\n  "menu": {"at": 2}\n}\n\nIt burned.'
    )
    assert (document.title, document.date, document.text) == ("The mill", "2026-03-03", "It burned.")
    assert document.left_out == ("the key 'menu' of the front matter, which names no fact",)
    for own in (
        '{\n  "width": 3\n}\n\nIt burned.',
        "{\n  title: x\n}\n\nIt burned.",
        '{"title": "x"} is what it says.',
    ):
        assert read(tmp_path, own).text.startswith("{")


def test_facts_behind_percent_signs_are_no_text(tmp_path: Path) -> None:
    document = read(tmp_path, "% The mill\n% Ann Lee\n% 3 March 2026\n\nIt burned.")
    assert (document.title, document.author, document.date) == ("The mill", "Ann Lee", "2026-03-03")
    assert document.text == "It burned."
    assert read(tmp_path, "% The mill\n\nIt burned.").title == "The mill"
    assert read(tmp_path, "% of the mills\nburned.").text == "% of the mills\nburned."


def test_a_note_is_of_the_day_that_it_was_published_or_created(tmp_path: Path) -> None:
    created = "---\ncreated: 2024-03-05T10:00\n{}---\nIt burned."
    assert read(tmp_path, created.format("")).date == "2024-03-05"
    assert read(tmp_path, created.format("published: 2024-03-07\n")).date == "2024-03-07"
    assert read(tmp_path, created.format("date: 2024-03-01\n")).date == "2024-03-01"


def test_dashes_later_in_a_text_are_no_front_matter(tmp_path: Path) -> None:
    assert read(tmp_path, "# T\n\n---\ntitle: no\n---\n").title == "T"


@pytest.mark.parametrize("mark", ["**", "*", "***"])
def test_a_question_may_be_in_bold_type_in_the_line_above_its_answer(tmp_path: Path, mark: str) -> None:
    asked = f"{mark}How long?{mark}\nEighty years.\n\n{mark}Who may read them?{mark}  \nAnyone may."
    document = read(tmp_path, f"# Interview with Hanna Vik, head of the archive\n\n{asked}\n")
    assert [document.text[slice(*turn.words[0])] for turn in document.turns if turn.writer] == [
        "Eighty years.",
        "Anyone may.",
    ]
    assert parts(read(tmp_path, "**Really?** he said.\n\n**It** is\nold?")) == []
