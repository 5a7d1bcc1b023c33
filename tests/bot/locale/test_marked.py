from __future__ import annotations

import ast
import io

from bot.locale.marked import extract, marked

SOURCE = """
say(_("One"), f"{_('Two')}: {ngettext('{count} third', '{count} thirds', 3)}", _("Four {x}", x=_("Five")))
raise QuestionError("Six {most}", most=6)
_(unknown); other("Seven"); N_("Eight")
"""


def test_marked_words_are_found_in_f_strings_and_in_each_other() -> None:
    words = [words for _call, words in marked(ast.parse(SOURCE))]
    assert set(words) == {"One", "Two", ("{count} third", "{count} thirds"), "Four {x}", "Five", "Six {most}", "Eight"}
    assert len(words) == 7


def test_babel_is_given_lines_and_words() -> None:
    file = io.BytesIO(b'N_("One")\n\nngettext("a", "b", 1)\n')
    assert [*extract(file, (), (), {})] == [(1, None, "One", []), (3, "ngettext", ("a", "b"), [])]
