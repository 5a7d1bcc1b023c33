"""What is kept about somebody is gone when they say so: from every table, and from the bytes of every file."""

from __future__ import annotations

from pathlib import Path

from bot.keeping.forgetting import expire, forget
from bot.linked import telegram_reader
from bot.settings import Settings
from bot.state.access import Access
from bot.state.audit import FORGOTTEN, Audit
from bot.state.conversations import Conversations
from bot.state.database import Database
from bot.state.feedback import Feedback
from bot.state.inbox import Inbox
from bot.state.languages import Languages
from bot.state.moving import TABLES, prepare_all
from bot.state.notices import Notices
from bot.state.shown import Shown
from bot.state.standing import News, StandingStore
from bot.state.unheard import Unheard

MINA, OLGA, GROUP = 7_000_001, 8_000_002, -5_000_003
DAY = 86_400.0


def fill(database: Database, person: int, word: str, at: float = 1e12) -> None:
    """Keep of somebody all that there is to keep."""
    shown, feedback = Shown(database, lambda: at), Feedback(database, lambda: at)
    for chat in (person, GROUP):
        key = shown.add(chat, 1, question=f"{word} asked?", answer=f"{word} told", snapshot="s", asker=person)
        kept = shown.get(key, chat)
        assert kept is not None
        feedback.vote(kept, person, "good")
        feedback.remark(kept, f"{word} remark", person)
    standing = StandingStore(database)
    for chat in (person, GROUP):
        one = standing.add(chat, person, None, f"{word} watched?")
        assert one is not None
        standing.look("s", [], [News(one.id, f"{word} digest", "", f"{word} news")])
    inbox = Inbox(database, 1)
    update = {"update_id": person, "message": {"from": {"id": person}, "chat": {"id": GROUP}, "text": f"{word} sent"}}
    inbox.record([update])
    inbox.set_aside(person, "it can't be handled")
    Notices(database).due("refused", person, every=1)
    Languages(database).choose(person, "de")
    Conversations(database, lambda: at).keep(GROUP, person, f"{word} turn")
    Unheard(database, lambda: at).keep(person, {"text": f"{word} too early"})
    Audit(database, 30, lambda: at).note(telegram_reader(person), f"{word} audited", "answered", ["doc"])
    Access(database).allow(person, f"{word} by name")


def values(database: Database) -> dict[str, set[object]]:
    prepare_all(database)
    rows = {name: database.execute(f"SELECT * FROM {name}") for name in TABLES}  # noqa: S608  names of its own
    return {name: {one for row in found for one in row} for name, found in rows.items()}


def bytes_of(database: Database, data: Path) -> bytes:
    """Return what the files hold that the state is kept in: of a server, those of its tables."""
    if not database.is_shared:
        return b"".join(path.read_bytes() for path in data.iterdir())
    database.execute("CHECKPOINT")
    ((root,),) = database.execute("SELECT current_setting('data_directory')")
    named = database.execute(
        "SELECT pg_relation_filepath(oid) FROM pg_class WHERE relnamespace = current_schema()::regnamespace "
        "AND pg_relation_filepath(oid) IS NOT NULL"
    )
    return b"".join((Path(root) / name).read_bytes() for (name,) in named)


def test_nothing_is_left_of_somebody_and_all_of_the_others(database: Database, tmp_path: Path) -> None:
    fill(database, MINA, "quillfeather")
    before = {name: len(held) for name, held in values(database).items() if held}
    fill(database, OLGA, "brackwater")
    assert set(before) >= {"shown", "rated", "votes", "remarks", "standing", "news", "inbox", "notices", "audit"}
    forget(database, MINA)
    held = bytes_of(database, tmp_path)
    assert b"quillfeather" not in held
    assert held.count(b"brackwater") >= 10
    ids = {name for name, found in values(database).items() if found & {MINA, str(MINA), telegram_reader(MINA)}}
    assert ids == {"inbox"}  # the number of an update, by which it is known again; here it is the same
    assert [one.who for one in Audit(database, 30).since(0)] == [FORGOTTEN, telegram_reader(OLGA)]
    assert len(Feedback(database).everything()) == 2


def test_of_an_answer_that_others_judged_one_vote_is_gone(database: Database) -> None:
    shown, feedback = Shown(database), Feedback(database)
    kept = shown.get(shown.add(GROUP, 1, question="Who?", answer="{}", snapshot="s", asker=OLGA), GROUP)
    assert kept is not None
    feedback.vote(kept, MINA, "bad")
    feedback.vote(kept, OLGA, "good")
    forget(database, MINA)
    assert [(one.good, one.bad) for one in feedback.everything()] == [(1, 0)]
    assert shown.get(kept.key, GROUP) is not None
    forget(database, OLGA)
    assert feedback.everything() == []
    assert shown.get(kept.key, GROUP) is None


def test_a_denial_stays_and_so_does_the_owner(database: Database) -> None:
    access = Access(database)
    access.pair(OLGA, "Olga", access.new_code())
    access.deny(MINA, "Mina")
    for person in (MINA, OLGA):
        forget(database, person)
    assert (access.standing(MINA), access.standing(OLGA)) == ("denied", "owner")


def test_a_damaged_update_that_was_set_aside_goes_with_anybody(database: Database) -> None:
    inbox = Inbox(database, 1)
    inbox.record([{"update_id": 1}, {"update_id": 2}])
    database.execute("UPDATE inbox SET payload = '{\"message' WHERE update_id = 1")
    for number in (1, 2):
        inbox.set_aside(number, "damaged")
    forget(database, MINA)
    kept = dict(database.execute("SELECT update_id, payload FROM inbox"))
    assert kept == {1: None, 2: '{"update_id": 2}'}


def test_what_is_old_enough_is_deleted_feedback_too(database: Database) -> None:
    fill(database, MINA, "quillfeather", at=1.0)
    expire(database, Settings(keep_days=7))
    left = {name for name, held in values(database).items() if any("quillfeather" in str(one) for one in held)}
    assert left == {"standing", "news", "inbox", "access", "unheard"}
    assert not Audit(database, 7).since(0)


def test_the_docs_name_every_table(database: Database) -> None:
    fill(database, MINA, "quillfeather")
    told = (Path(__file__).parents[3] / "docs" / "people.md").read_text(encoding="utf-8")
    assert [name for name in values(database) if f"`{name}`" not in told] == []


def test_what_is_recent_stays(database: Database) -> None:
    fill(database, MINA, "quillfeather")
    expire(database, Settings())
    assert len(Audit(database, 30).since(0)) == 1
    assert len(Feedback(database).everything()) == 2
