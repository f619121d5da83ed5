"""What roles come to: each may do what those before it may; without a reader role all may read."""

from hypothesis import given
from hypothesis import strategies as st

from newsroom.desk import DeskRoles
from newsroom.rights import Right, held_right

ROLE_IDS = st.integers(1, 6)
ROLES = st.builds(DeskRoles, *[st.none() | ROLE_IDS] * 3)
HELD = st.frozensets(ROLE_IDS)


@given(ROLES, HELD, ROLE_IDS)
def test_no_role_takes_a_right_away(roles: DeskRoles, held: frozenset[int], more: int) -> None:
    before = held_right(roles, held, is_manager=False)
    assert held_right(roles, held | {more}, is_manager=False) >= before
    assert held_right(roles, held, is_manager=True) is Right.MANAGER


@given(ROLES, HELD)
def test_each_right_comes_from_a_role_that_gives_it(roles: DeskRoles, held: frozenset[int]) -> None:
    found = held_right(roles, held, is_manager=False)
    gives = {
        Right.EDITOR: {roles.editor},
        Right.CONTRIBUTOR: {roles.contributor},
        Right.READER: {roles.reader},
        Right.ANYBODY: set(),
    }
    assert found in gives and found is not Right.MANAGER
    is_open = found is Right.READER and roles.reader is None
    assert is_open or found is Right.ANYBODY or gives[found] & held
    if found is Right.ANYBODY:
        assert roles.reader is not None and not held & {roles.reader, roles.editor}
