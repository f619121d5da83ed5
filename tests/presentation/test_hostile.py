"""Whatever an article holds, every renderer keeps every limit and nothing in it comes alive."""

import json
from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsroom.answer import Answer, ClaimMatch, QuestionKind, Reply
from newsroom.attribution import DateMention, SourcingChain
from newsroom.audit import AuditReport
from newsroom.desk import DeskState, Ingested
from newsroom.embargo import EmbargoCounts
from newsroom.version import History
from presentation import limits
from presentation.change_records import history_record
from presentation.changes import history_sheet
from presentation.embeds import (
    error_embed,
    history_pages,
    ingested_embed,
    reply_pages,
    state_embed,
)
from presentation.links import web_link
from presentation.records import ingested_record, reply_record
from presentation.terminal import render_ingested, render_reply, reply_renderable
from presentation.wording import reply_sheet, sheet_text
from tests.presentation.drawing import drawn
from tests.presentation.examples import CITATION, CLAIM, HERE, OFFICER, THIS, answer, question
from tests.presentation.hostile import HISTORIES, INGESTIONS, PIECES, REPLIES, TEXTS, check_embed

FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=100)


@FEW
@given(REPLIES)
def test_pages_keep_every_limit_and_nothing_in_them_is_live(reply: Reply) -> None:
    pages = reply_pages(reply)
    assert 1 <= len(pages) <= limits.PAGES_SHOWN
    for page in pages:
        check_embed(page)


@FEW
@given(REPLIES)
def test_terminal_and_text_show_no_control_character(reply: Reply) -> None:
    for shown in (drawn(render_reply(reply), 80), sheet_text(reply_sheet(reply))):
        assert not set(shown) & set("\x00\x1b\x07\r\u202e\u2066\u200b\ufeff\ud800")
    json.dumps(reply_record(reply, 1.0))


@FEW
@given(INGESTIONS)
def test_additions_keep_every_limit(ingested: Ingested) -> None:
    check_embed(ingested_embed(ingested))
    assert "\x1b" not in drawn(render_ingested(ingested), 80)
    json.dumps(ingested_record(ingested))


@FEW
@given(HISTORIES)
def test_histories_keep_every_limit(history: History) -> None:
    for page in history_pages(history):
        check_embed(page)
    shown = (
        sheet_text(history_sheet(history)),
        drawn(reply_renderable(history_sheet(history)), 80),
    )
    for text in shown:
        assert not set(text) & set("\x00\x1b\x07\r\u202e\u2066\u200b\ufeff\ud800")
    json.dumps(history_record(history))


@MANY
@given(TEXTS)
def test_errors_keep_every_limit(message: str) -> None:
    check_embed(error_embed(message))


@given(
    st.builds(DeskState),
    st.builds(AuditReport),
    st.builds(EmbargoCounts, next_at=st.none() | st.datetimes(timezones=st.just(UTC))),
)
def test_the_state_keeps_every_limit(
    state: DeskState, report: AuditReport, closed: EmbargoCounts
) -> None:
    check_embed(state_embed(state, report, closed))


@pytest.mark.parametrize(
    "piece", ["@everyone ", "<@1>", "a", "🚀", "\\", "[b](https://c.d) ", "\n> "]
)
def test_a_hundred_kilobytes_in_every_place_keep_every_limit(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    citation = replace(CITATION, title=text, outlet=text, url=f"https://x.example/{text}")
    source = replace(OFFICER, label=text, entity=text)
    claim = replace(
        CLAIM,
        citation=citation,
        text=text,
        sentence=text + "b",
        chain=SourcingChain((THIS, source)),
        hedges=(text,),
        dates=(DateMention(text, HERE, text),),
    )
    pages = reply_pages(
        Answer(question(QuestionKind.WHO, text), text, (text,), claims=(ClaimMatch(claim, 1.0),))
    )
    assert len(pages) > 1
    for page in pages:
        check_embed(page)


@pytest.mark.parametrize("piece", PIECES)
def test_every_piece_alone_is_harmless(piece: str) -> None:
    headline = f"“{piece}” was asked for."
    reply = Answer(question(QuestionKind.WHO, piece), headline, notes=(piece,))
    for page in reply_pages(reply):
        check_embed(page)


def test_markup_of_an_article_is_no_markup_on_a_terminal() -> None:
    reply = Answer(question(QuestionKind.WHO), "[bold red]a[/] [link=http://evil]b[/link]")
    assert "[bold red]a[/] [link=http://evil]b[/link]" in drawn(render_reply(reply), 80)


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https://user:word@evil.example/",
        "https://a.example/ b",
        "http://[::1",
        "/articles/1.txt",
        "https://a.example/" + "a" * 3000,
    ],
)
def test_what_is_no_web_page_is_no_link(url: str | None) -> None:
    assert web_link(url) is None


def test_an_address_cannot_end_its_own_link() -> None:
    link = web_link("https://a.example/x)[y](https://b.example)@everyone*_*`|")
    assert link is not None
    assert not set(link) & set(")([]@*`|<> ")
    assert link.startswith("https://a.example/x%29")


def test_the_link_to_an_article_is_ours() -> None:
    (page,) = reply_pages(answer(QuestionKind.SOURCES, CLAIM))
    assert "[Open the article](https://ledger.example/starlink)" in (page.description or "")
