"""Where what leaves a desk may be written to: an ordinary file, and none of Byline's own."""

from pathlib import Path

from newsroom.errors import NewsroomError

NO_FILE = "{}: is no ordinary file; name one, or a new one."
FOLDER = "{}: is a folder; name a file."
OURS = "{}: lies where Byline keeps its desks; name a file elsewhere."


def find_target(named: Path, desks: Path, *, is_folder: bool = False) -> Path:
    """The file that a name means, a link followed; a NewsroomError for one that is not to be
    written over. `desks` is the folder of the desks."""
    target = named.resolve()
    if target.is_relative_to(desks.resolve()):
        raise NewsroomError(OURS.format(named))
    if target.is_dir() and not is_folder:
        raise NewsroomError(FOLDER.format(named))
    if target.exists() and not (target.is_file() or target.is_dir()):
        raise NewsroomError(NO_FILE.format(named))
    return target if named.is_symlink() else named
