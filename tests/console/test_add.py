"""`add`: one line an article, the bad ones named and the good ones kept."""

import json
from pathlib import Path

import pytest

from tests.console.conftest import SAMPLES, Invoke
from tests.web_stand_in import pages
from tests.web_stand_in.pdf import pdf
from tests.web_stand_in.server import Answer, WebServer

FOREIGN = {
    "russian": "Кремль опроверг сообщение\n\nПредставитель Кремля заявил, что разговора не было.",
    "chinese": "台湾回应报道\n\n台湾官员表示，他们没有收到任何请求。",
    "arabic": "نفى المتحدث الخبر\n\nوقال المتحدث إن ذلك لم يحدث.",
    "emoji": "🚀🚀🚀\n\n👩‍🚀 said “🛰️” 😀",
}


def test_one_line_an_article(invoke: Invoke) -> None:
    result = invoke("add", *SAMPLES[:2])
    assert result.exit_code == 0
    assert result.stderr == ""
    first, second = result.stdout.splitlines()
    assert first.startswith("added: SpaceX") or "Capital Register" in first
    assert "The Harbour Ledger" in second
    assert "26 October 2024" in second
    assert " claims, " in second


def test_json_is_one_object_an_article(invoke: Invoke) -> None:
    result = invoke("add", *SAMPLES[:2], "--json")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(records) == 2
    assert all(isinstance(record, dict) for record in records)


def test_the_same_article_twice_changes_nothing_and_says_so(invoke: Invoke) -> None:
    invoke("add", SAMPLES[0])
    before = invoke("ask", "who is Elon Musk?", "--json").stdout
    again = invoke("add", SAMPLES[0], SAMPLES[0])
    assert again.exit_code == 0
    assert [line.split(":")[0] for line in again.stdout.splitlines()] == [
        "already on the desk, nothing changed"
    ] * 2
    after = invoke("ask", "who is Elon Musk?", "--json").stdout
    assert json.loads(before) | {"ms": 0} == json.loads(after) | {"ms": 0}


def test_each_bad_input_is_named_and_the_others_kept(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "blank.txt").write_text(" \n\t\n", encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "page.html").write_text("<p>Words</p>", encoding="utf-8")
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "large.txt").write_text("All the news. " * 380_000, encoding="utf-8")
    bad = [
        "empty.txt",
        "blank.txt",
        "binary.txt",
        "page.html",
        "paper.pdf",
        "large.txt",
        "gone.txt",
    ]
    result = invoke("add", *bad, "https://example.org/story", SAMPLES[1])
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    complaints = result.stderr.splitlines()
    assert len(complaints) == len(bad) + 1
    for name, line in zip([*bad, "https://example.org/story"], complaints, strict=True):
        assert line.startswith(f"{name.removesuffix('.txt')}"), line
    assert "Traceback" not in result.output


@pytest.mark.parametrize("language", FOREIGN)
def test_text_in_other_languages_is_kept(invoke: Invoke, tmp_path: Path, language: str) -> None:
    path = tmp_path / f"{language}.txt"
    path.write_text(FOREIGN[language], encoding="utf-8")
    result = invoke("add", path)
    assert result.exit_code == 0, result.output
    assert FOREIGN[language].splitlines()[0] in result.stdout


def test_an_article_without_a_claim_is_kept(invoke: Invoke, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("Tides\n\nHigh water: 04:12.", encoding="utf-8")
    result = invoke("add", path)
    assert result.exit_code == 0
    assert result.stdout.startswith("added: Tides")


def test_a_folder_json_lines_and_standard_input(invoke: Invoke, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text("One\n\nThe mayor said no.", encoding="utf-8")
    record = {"id": "r", "title": "Two", "text": "The mayor said yes.", "outlet": "The Wire"}
    lines = [json.dumps(record), json.dumps({"id": "bad"}), "{"]
    (folder / "b.jsonl").write_text("\n".join(lines), encoding="utf-8")
    result = invoke("add", folder, "-", stdin="Three\n\nThe mayor said maybe.")
    assert result.exit_code == 1
    one, two, three = result.stdout.splitlines()
    assert one.startswith("added: One ")
    assert two.startswith("added: Two (The Wire")
    assert three.startswith("added: Three ")
    missing, broken = result.stderr.splitlines()
    assert missing.startswith(f"{folder / 'b.jsonl'}, line 2: ")
    assert broken == f"{folder / 'b.jsonl'}, line 3: no valid JSON."


def test_desks_are_closed_to_each_other(invoke: Invoke, tmp_path: Path) -> None:
    invoke("add", SAMPLES[1], "--desk", "one", "--data-dir", "elsewhere")
    assert (tmp_path / "elsewhere" / "desks" / "one.db").exists()
    other = invoke("ask", "who is Elon Musk?", "--json", "--desk", "two", "--data-dir", "elsewhere")
    assert json.loads(other.stdout)["found"] is False


def test_control_characters_of_an_article_never_reach_the_terminal(
    invoke: Invoke, tmp_path: Path
) -> None:
    path = tmp_path / "evil.txt"
    path.write_text("Title \x1b[31mred\x1b[0m \u202e\n\nThe mayor said no.", encoding="utf-8")
    result = invoke("add", path)
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output


PRIVATE = {"ALLOW_PRIVATE_URLS": "true"}


def test_web_addresses_are_read_and_the_same_again_changes_nothing(
    invoke: Invoke, web: WebServer
) -> None:
    url = web.serve("/ferry", Answer(pages.GOOD.encode()))
    first = invoke("add", url, "--json", env=PRIVATE)
    assert first.exit_code == 0, first.output
    added = json.loads(first.stdout)
    assert (added["title"], added["url"]) == (pages.TITLE, url)
    again = invoke("add", f"{url}?utm_source=x", env=PRIVATE)
    assert again.stdout.startswith("already on the desk, nothing changed: Tarnby sells")
    assert web.paths() == ["/ferry", "/ferry"]  # asked again, in case it has changed


def test_addresses_that_cannot_be_read_are_named_and_the_others_kept(
    invoke: Invoke, web: WebServer
) -> None:
    good = web.serve("/ferry", Answer(pages.GOOD.encode()))
    paid = web.serve("/paid", Answer(pages.MARKED_PAYWALL.encode()))
    gone = web.url("/gone")
    result = invoke("add", paid, good, gone, "ftp://a.example/x", env=PRIVATE)
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    first, second, third = result.stderr.splitlines()
    assert first.startswith(f"{paid}: the page shows only the beginning")
    assert second == f"{gone}: there is no page at this address (status 404)."
    assert third.startswith("ftp://a.example/x: no page can be fetched from this address")


def test_private_addresses_need_the_setting(invoke: Invoke, web: WebServer) -> None:
    web.serve("/", Answer(pages.GOOD.encode()))
    hosts = (f"127.0.0.1:{web.port}", f"localhost:{web.port}", "127.0.0.1", "0x7f000001", "[::1]")
    result = invoke("add", *(f"http://{host}/" for host in hosts))
    assert result.exit_code == 1 and web.connections == 0
    reasons = {line.split("/: ")[1] for line in result.stderr.splitlines()}
    assert len(result.stderr.splitlines()) == 5 and len(reasons) == 1


def test_html_and_pdf_files_are_read_and_pages_are_read_without_storing(
    invoke: Invoke, web: WebServer, tmp_path: Path
) -> None:
    (tmp_path / "ferry.html").write_text(pages.GOOD, encoding="utf-8")
    lines = ["Ferry sold", "", *(text.replace("—", "-") for text in pages.PARAGRAPHS[2:4])]
    (tmp_path / "quay.pdf").write_bytes(pdf([lines]))
    result = invoke("add", tmp_path)
    assert result.exit_code == 0, result.output
    assert [line.split(" (")[0] for line in result.stdout.splitlines()] == [
        f"added: {pages.TITLE}",
        "added: Ferry sold",
    ]
    url = web.serve("/other", Answer(pages.page(title="Another").encode()))
    shown = invoke("extract", url, env=PRIVATE)
    record = json.loads(shown.stdout)
    assert (record["id"], record["outlet"]) == ("other", "The Tarnby Post")
    assert record["published_at"] == "2031-03-04T10:20:00+01:00"
