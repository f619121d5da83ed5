"""The command line's own kinds of value."""

import click
import pytest

from commandline.options import DeskName, Shards, Share


@pytest.mark.parametrize(
    ("written", "share"),
    [
        ("0-3/16", Share((0, 1, 2, 3), 16)),
        ("0/1", Share((0,), 1)),
        ("12-15/16", Share((12, 13, 14, 15), 16)),
        ("7/16", Share((7,), 16)),
    ],
)
def test_a_share_of_the_shards(written: str, share: Share) -> None:
    assert Shards().convert(written, None, None) == share


@pytest.mark.parametrize("written", ["", "3", "0-3", "3-0/16", "0-16/16", "-1/4", "a/b", "0/0"])
def test_what_is_no_share_is_refused(written: str) -> None:
    with pytest.raises(click.BadParameter, match="no share of shards"):
        Shards().convert(written, None, None)


@pytest.mark.parametrize("name", ["local", "81384788765712384", "north-desk_2"])
def test_a_desk_name(name: str) -> None:
    assert DeskName().convert(name, None, None) == name


@pytest.mark.parametrize("name", ["", "..", "a/b", "../local", "-x", "a b", "x" * 65, "ü"])
def test_what_could_leave_the_folder_is_no_desk_name(name: str) -> None:
    with pytest.raises(click.BadParameter, match="no desk name"):
        DeskName().convert(name, None, None)
