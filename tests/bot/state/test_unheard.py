"""What was asked too early is kept once for each, for a while, and for no more people than there is room for."""

from __future__ import annotations

from bot.state.unheard import KEPT, MOST, Unheard
from tests.bot.conftest import Opener


def test_the_last_question_is_kept_and_taken_once(open_database: Opener) -> None:
    database = open_database()
    unheard = Unheard(database)
    assert unheard.take(1) is None
    unheard.keep(1, {"update_id": 1})
    unheard.keep(1, {"update_id": 2})
    unheard.keep(-5, {"update_id": 3})
    assert Unheard(database).take(1) == {"update_id": 2}
    assert unheard.take(1) is None
    assert unheard.take(-5) == {"update_id": 3}
    database.close()


def test_old_ones_and_those_of_too_many_go(open_database: Opener) -> None:
    database, now = open_database(), [0.0]
    unheard = Unheard(database, lambda: now[0])
    unheard.keep(1, {})
    now[0] = KEPT + 1
    assert unheard.take(1) is None
    for number in range(MOST + 2):
        now[0] += 1
        unheard.keep(number, {"update_id": number})
    assert [unheard.take(number) is None for number in (0, 1, 2, MOST + 1)] == [True, True, False, False]
    database.close()
