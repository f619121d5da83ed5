"""Asks outlive a restart and a desk keeps its roles."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from sqlite_utils import Database

from newsroom.desk import Ask, AskId, DeskRoles
from storage.asks import find_ask, record_ask, remove_asks_before
from storage.desk_settings import get_roles, set_roles

NOON = datetime(2025, 3, 1, 12, 0, 0, 250_000, tzinfo=UTC)
ASK = Ask("quote", (("words", '"ß\n'), ("speaker", "")), 2**62, NOON)


def test_an_ask_comes_back_as_it_was(db: Database) -> None:
    first = record_ask(db, ASK)
    second = record_ask(db, replace(ASK, options=()))
    assert find_ask(db, first) == ASK
    assert find_ask(db, second) == replace(ASK, options=())
    assert find_ask(db, AskId(99)) is None


def test_old_asks_go_and_their_numbers_with_them(db: Database) -> None:
    old = record_ask(db, ASK)
    zone = timezone(timedelta(hours=-8))
    remove_asks_before(db, NOON.astimezone(zone))
    assert find_ask(db, old) == ASK
    remove_asks_before(db, NOON + timedelta(microseconds=1))
    assert find_ask(db, old) is None
    assert record_ask(db, ASK) > old


def test_roles_are_none_until_set_and_can_be_unset(db: Database) -> None:
    assert get_roles(db) == DeskRoles()
    for roles in (DeskRoles(2**62, 5), DeskRoles(None, 6), DeskRoles(7, None), DeskRoles()):
        set_roles(db, roles)
        assert get_roles(db) == roles
