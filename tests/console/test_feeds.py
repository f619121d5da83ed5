"""`feeds`: follow, list, try, read and remove in a terminal."""

import json

from tests.console.conftest import Invoke
from tests.web_stand_in import pages
from tests.web_stand_in.feeds import item, rss
from tests.web_stand_in.server import Answer, WebServer

PRIVATE = {"ALLOW_PRIVATE_URLS": "true"}


def published(web: WebServer) -> str:
    """A feed of a story that can be read and one that cannot."""
    ferry = web.serve("/ferry", Answer(pages.GOOD.encode()))
    paid = web.serve("/paid", Answer(pages.MARKED_PAYWALL.encode()))
    items = (item("Ferry \x1b[31msold".replace("\x1b", ""), ferry), item("Pier to be paid", paid))
    return web.serve("/feed", Answer(rss(items).encode(), "application/rss+xml"))


def test_a_feed_from_its_adding_to_its_removal(invoke: Invoke, web: WebServer) -> None:
    url = published(web)
    assert invoke("feeds", "list").stdout == "This desk follows no feeds.\n"
    added = invoke("feeds", "add", url, "--filter", "ferry or pier not sport", env=PRIVATE)
    assert added.exit_code == 0, added.output
    assert added.stdout == (
        "Following #1 The Tarnby Post; items that meet: (ferry OR pier) AND NOT sport\n"
    )
    tried = invoke("feeds", "check", env=PRIVATE)
    assert tried.stdout.splitlines()[0] == "The Tarnby Post: 2 would be read."
    assert "Would be read: has pier in the title — Pier to be paid" in tried.stdout
    assert "/ferry" not in web.paths()
    read = invoke("feeds", "read", env=PRIVATE)
    assert read.exit_code == 0
    assert read.stdout.splitlines()[0] == "The Tarnby Post: 1 added, 1 not read."
    assert "Not read: The page shows only the beginning" in read.stdout
    assert invoke("feeds", "read", env=PRIVATE).stdout == "No feed is due.\n"
    again = invoke("feeds", "read", "--all", env=PRIVATE)
    assert again.stdout == "The Tarnby Post: no items.\n"
    assert web.paths().count("/paid") == 1
    seen = invoke("feeds", "check", "#1", env=PRIVATE)
    assert seen.stdout.splitlines()[0] == "The Tarnby Post: 2 seen before."
    (listed,) = invoke("feeds", "list", "--json").stdout.splitlines()
    record = json.loads(listed)
    assert (record["id"], record["url"], record["failures"]) == (1, url, 0)
    assert (record["paused"], record["filter"]) == (False, "(ferry OR pier) AND NOT sport")
    assert "No longer following #1" in invoke("feeds", "remove", url).stdout
    assert invoke("feeds", "list", "--json").stdout == ""


def test_another_filter_can_be_tried_on_a_feed_that_is_not_followed(
    invoke: Invoke, web: WebServer
) -> None:
    url = published(web)
    result = invoke("feeds", "check", url, "--filter", "eel", "--json", env=PRIVATE)
    report = json.loads(result.stdout)
    assert [each["outcome"] for each in report["items"]] == ["left out", "left out"]
    assert {each["reason"] for each in report["items"]} == {"has not eel"}
    assert invoke("feeds", "list").stdout == "This desk follows no feeds.\n"


def test_faults_are_one_line_and_an_exit_code(invoke: Invoke, web: WebServer) -> None:
    url = published(web)
    for arguments, words in (
        (("add", url), "only public http and https pages"),
        (("add", url, "--filter", "a OR"), "ends where a word is missing"),
        (("remove", "7"), "follows no such feed"),
        (("check", "7"), "follows no such feed"),
    ):
        result = invoke("feeds", *arguments)
        assert result.exit_code == 1 and words in result.stderr
        assert len(result.stderr.splitlines()) == 1
    assert web.connections == 0
    assert invoke("feeds", "add", url, env=PRIVATE).exit_code == 0
    web.serve("/feed", Answer(status=503))
    result = invoke("feeds", "read", "--all", env=PRIVATE)
    assert result.exit_code == 1 and "status 503" in result.stderr
    good = published(web).replace("/feed", "/other")
    web.serve("/other", web.routes["/feed"])
    web.serve("/feed", Answer(status=503))
    both = invoke("feeds", "check", "#1", good, env=PRIVATE)
    assert both.exit_code == 1 and "2 would be read" in both.stdout
    assert both.stderr.startswith("#1: the server does not give the page (status 503)")
    listed = invoke("feeds", "list").stdout
    assert "failed 1 time in a row" in listed and "next try" in listed
    assert invoke("feeds", "nonsense").exit_code == 2
