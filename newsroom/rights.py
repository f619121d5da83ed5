"""Who may do what on a desk: four roles, each of which may do what those before it may."""

from collections.abc import Collection
from enum import IntEnum

from newsroom.desk import DeskRoles


class Right(IntEnum):
    """What somebody may do, in growing order; ANYBODY is whoever is on the server."""

    ANYBODY = 0
    READER = 1
    CONTRIBUTOR = 2
    EDITOR = 3
    MANAGER = 4

    @property
    def words(self) -> str:
        """The role's name."""
        return self.name.lower()


def held_right(roles: DeskRoles, role_ids: Collection[int], *, is_manager: bool) -> Right:
    """The most that somebody may do; without a reader role on the desk, everybody may read."""
    if is_manager:
        return Right.MANAGER
    if roles.editor is not None and roles.editor in role_ids:
        return Right.EDITOR
    if roles.contributor is not None and roles.contributor in role_ids:
        return Right.CONTRIBUTOR
    return Right.READER if roles.reader is None or roles.reader in role_ids else Right.ANYBODY
