"""What the README, .env.example and the requirements promise is what the code has."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import discord
import pytest

from bot import cli
from newsroom.release import VERSION
from settings import Settings

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PINNED = re.compile(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.]* +# \S.*")

LEAST_PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
)


def test_every_setting_is_in_the_readme_and_the_example() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    for field in (field.name for field in fields(Settings)):
        setting = field.upper()
        assert f"`{setting}`" in README, f"README.md does not explain {setting}"
        assert re.search(rf"^{setting}=", example, re.MULTILINE), f".env.example lacks {setting}"


def test_the_example_names_no_unknown_setting() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    known = {field.upper() for field in (field.name for field in fields(Settings))}
    assert set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)) == known


def _commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with the words that call it, those of a group too."""
    for name, command in cli.commands.items():
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", each) for inner, each in command.commands.items())


def test_every_command_and_option_is_in_the_readme() -> None:
    for name, command in _commands():
        assert f"bot.py {name}" in README, f"README.md shows no `bot.py {name}`"
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not parameter.hidden:
                assert re.search(rf"[`\s]{parameter.opts[0]}\b", README), (
                    f"README.md lacks {parameter.opts[0]}"
                )


def test_every_command_and_option_says_what_it_does() -> None:
    for name, command in _commands():
        assert command.help, f"{name} has no help"
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{name} {parameter.opts[0]} has no help"


def test_every_requirement_is_pinned_exactly_with_its_reason() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r ")):
                assert PINNED.fullmatch(line), f"{name}: {line!r} lacks an exact pin or a reason"


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"\bmake ([a-z]+)\b", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"Makefile has no {target}"


def test_every_path_of_the_readme_exists() -> None:
    for path in re.findall(r"\]\((?!https?:)([^)#\s]+)", README):
        assert (ROOT / path).exists(), f"README.md points to {path}, which is not there"


def test_every_picture_of_the_readme_is_there_small_and_has_words() -> None:
    pictures = re.findall(r'<img src="([^"]+)"[^>]* alt="([^"]+)">', README)
    pictures += [(path, words) for words, path in re.findall(r"!\[([^]]+)\]\(([^)]+)\)", README)]
    assert len(pictures) == len(re.findall(r"<img|!\[", README)) == 2
    for path, words in pictures:
        assert (ROOT / path).stat().st_size < 60_000, f"{path} is too large"
        assert len(words) > 20, f"{path} needs words for those who do not see it"


def test_the_invitation_asks_for_least_permissions() -> None:
    number = str(LEAST_PERMISSIONS.value)
    assert f"permissions={number}" in README, f"the invitation in README.md must ask for {number}"
    assert "scope=bot+applications.commands" in README
    assert re.findall(r"permissions=(\d+)", README) == [number]


@pytest.mark.parametrize("page", ["security.md", "reliability.md"])
def test_every_test_that_a_page_names_exists(page: str) -> None:
    words = (ROOT / "docs" / page).read_text(encoding="utf-8")
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    known = set(re.findall(r"^ *(?:async )?def (test_\w+)", code, re.MULTILINE))
    named = set(re.findall(r"`(test_\w+)`", words))
    assert len(named) > 30 and named - known == set()


def test_the_version_is_the_project_s() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{VERSION}"' in project
