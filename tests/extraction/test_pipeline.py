"""The boundary: article text in, values out, every span true to the text."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extraction.pipeline import Reader
from extraction.reading import read_text
from newsroom.article import BlockKind, Span
from newsroom.attribution import Claim, Evidence, Identity, Number, ResponseKind
from newsroom.entity import MentionForm
from newsroom.errors import SettingError
from newsroom.extraction import Extraction

STORY = """Bridge repairs stopped over cracked beams
Tidewater Gazette | 3 March 2031

Work on the Ellery Bridge has stopped, the Northern Courier reports, citing two engineers. \
Allegedly, the beams were never inspected.
The newspaper notes that contractor Dale Huxtable is accused by city auditors of falsifying \
test results.
"Nobody looked at the beams," Mayor Rosa Lindqvist said. "That ends today."
Huxtable, the then-head of Huxtable Steel, has not responded to requests for comment. \
He is believed to have left the country.
A spokeswoman for the transport ministry declined to comment.
"""

WORDS = (
    '“ ” " said Rosa Lindqvist citing according to , . \n that He the mayor is said to denied — ('
    " 2024 Кириенко ünïted told Reuters \u200b 😀 who was accused by of because"
).split(" ")


@pytest.fixture(scope="module")
def story(reader: Reader) -> Extraction:
    return reader.read(read_text("bridge", STORY))


def spans(extraction: Extraction) -> Iterator[tuple[Span, str]]:
    for entity in extraction.entities:
        for mention in entity.mentions:
            yield mention.span, mention.text
        for role in entity.roles:
            yield role.span, role.text
    for claim in extraction.claims:
        for hedge in claim.hedges:
            yield hedge.span, hedge.text
        for date in claim.dates:
            yield date.span, date.text


def claim_with(extraction: Extraction, words: str) -> Claim:
    return next(claim for claim in extraction.claims if words in claim.text)


def test_every_span_holds_in_the_text(story: Extraction) -> None:
    assert all(span.of(STORY) == text for span, text in spans(story))


def test_citing_adds_a_link_to_the_chain(story: Extraction) -> None:
    claim = claim_with(story, "Work on the Ellery Bridge")
    labels = [(link.label, link.identity) for link in claim.chain.links]
    assert labels == [
        ("this article", Identity.NAMED),
        ("Northern Courier", Identity.NAMED),
        ("two engineers", Identity.UNNAMED),
    ]
    assert claim.chain.innermost.number is Number.SEVERAL


def test_an_accusation_is_nested_in_the_report_of_it(story: Extraction) -> None:
    claim = claim_with(story, "falsifying")
    assert [link.label for link in claim.chain.links[1:]] == ["Northern Courier", "city auditors"]


def test_a_hedge_at_the_start_stays_with_its_claim(story: Extraction) -> None:
    claim = claim_with(story, "never inspected")
    assert [hedge.text for hedge in claim.hedges] == ["Allegedly"]
    assert claim.chain.identity is Identity.NONE


def test_an_interrupted_quotation_is_one_claim(story: Extraction) -> None:
    claim = claim_with(story, "Nobody looked")
    assert claim.text == "Nobody looked at the beams … That ends today"
    assert [span.of(STORY) for span in claim.content] == [
        '"Nobody looked at the beams,"',
        '"That ends today."',
    ]
    assert claim.chain.innermost.label == "Rosa Lindqvist"


def test_silence_is_a_response_and_no_statement_by_its_party(story: Extraction) -> None:
    claim = claim_with(story, "has not responded")
    assert claim.response is not None
    assert claim.response.kind is ResponseKind.NO_COMMENT
    assert claim.response.party == "Dale Huxtable"
    assert claim.chain.identity is Identity.NONE


def test_a_refusal_is_told_from_silence(story: Extraction) -> None:
    claim = claim_with(story, "declined to comment")
    assert claim.response is not None
    assert claim.response.kind is ResponseKind.REFUSAL


def test_a_past_role_stays_past(story: Extraction) -> None:
    huxtable = next(e for e in story.entities if e.name == "Dale Huxtable")
    roles = {role.text: role.is_past for role in huxtable.roles}
    assert roles["then-head of Huxtable Steel"]
    assert "Huxtable" in huxtable.aliases


def test_a_pronoun_is_marked_as_inferred(story: Extraction) -> None:
    pronouns = [
        mention
        for entity in story.entities
        for mention in entity.mentions
        if mention.form is MentionForm.PRONOUN
    ]
    assert pronouns
    assert all(mention.is_inferred for mention in pronouns)


def test_no_sentence_is_lost(story: Extraction) -> None:
    covered = {i for s in story.sentences for i in range(s.span.start_char, s.span.end_char)}
    assert all(i in covered for i, char in enumerate(STORY) if not char.isspace())
    body = [s for s in story.sentences if s.kind is BlockKind.BODY]
    assert all(any(c.sentence.overlaps(s.span) for c in story.claims) for s in body)


def test_an_open_quotation_goes_on_in_the_next_paragraph(reader: Reader) -> None:
    text = (
        "Vote lost\n\n“We were tired,” said Captain Ola Brandt. “We were slow.\n\n"
        "“We will be back.”\n"
    )
    claims = reader.read(read_text("vote", text)).claims
    last = claims[-1]
    assert last.chain.innermost.label == "Ola Brandt"
    assert last.chain.evidence is Evidence.INFERRED


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
def test_any_words_in_any_order_are_read(reader: Reader, words: list[str]) -> None:
    text = "x " + " ".join(words)
    extraction = reader.read(read_text("any", text))
    assert all(span.of(text) == found for span, found in spans(extraction))
    for claim in extraction.claims:
        assert claim.content
        parts = (*claim.content, *claim.cue, *claim.source, claim.sentence)
        assert all(0 <= part.start_char < part.end_char <= len(text) for part in parts)


@pytest.mark.parametrize(
    "text",
    [
        "Санкции усилены\n\nМинистр заявил, что санкции будут усилены.",
        "地震速報\n\n気象庁は津波の心配はないと発表した。",
        "عنوان\n\nقال الوزير إن المفاوضات مستمرة.",
        "One line without any claim",
        "!!!\n???\n...",
    ],
)
def test_text_in_any_language_is_kept(reader: Reader, text: str) -> None:
    extraction = reader.read(read_text("foreign", text))
    assert extraction.sentences
    assert extraction.article.text == text


def test_an_unknown_pipeline_is_a_setting_error() -> None:
    with pytest.raises(SettingError, match="NLP_MODEL"):
        Reader.load("no_such_pipeline")


def test_a_transcript_names_its_speakers(reader: Reader) -> None:
    text = (
        "Interview\n\nLINDQVIST: The bridge stays shut.\n\nMayor Rosa Lindqvist spoke on Sunday.\n"
    )
    claims = reader.read(read_text("talk", text)).claims
    said = next(claim for claim in claims if "stays shut" in claim.text)
    assert said.chain.innermost.label == "Rosa Lindqvist"


def test_doubled_apostrophes_quote(reader: Reader) -> None:
    text = "Tunnel found\n\n''The clock is ticking,'' said Ola Brandt, a tunnel expert. He left.\n"
    extraction = reader.read(read_text("tunnel", text))
    said = next(claim for claim in extraction.claims if "clock" in claim.text)
    assert said.text == "The clock is ticking"
    assert said.chain.innermost.label == "Ola Brandt"
    assert [role.text for entity in extraction.entities for role in entity.roles] == [
        "tunnel expert"
    ]


def test_an_office_is_nobodys_without_a_word_for_it(reader: Reader) -> None:
    text = "Ada Finch sold the boat on Monday. The mayor declined to comment on the letter."
    claim = claim_with(reader.read(read_text("boat", text)), "declined")
    assert claim.text == "The mayor declined to comment on the letter"
    assert claim.response is not None
    assert claim.response.entity is None


def test_what_is_said_is_shown_without_its_conjunction(reader: Reader) -> None:
    text = "Ada Finch said that the boat had been sold."
    claim = claim_with(reader.read(read_text("boat", text)), "boat")
    assert claim.text == "the boat had been sold"
    assert [span.of(text) for span in claim.content] == ["that the boat had been sold"]
