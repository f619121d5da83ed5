"""What the command line says on standard error."""

import pytest

from commandline.output import complain


def test_a_complaint_is_one_line_and_commands_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    complain("a\x1b]0;owned\x07\nb\x1b[31m: the text is empty.\r\u202e")
    said = capsys.readouterr().err
    assert said == "a]0;owned b[31m: the text is empty.\n"
