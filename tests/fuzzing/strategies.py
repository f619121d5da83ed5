"""What hostile files, texts and questions are made of."""

from hypothesis import strategies as st

from tests.presentation.hostile import PIECES

NEWS = (
    "said", "told reporters", "according to", "a source close to", "Ada Lunt", "Lunt", "He", "who",
    "the mayor", "Mayor Rosa Lindqvist", "Reuters", "U.S.", "Dr.", "O'Brien", "al-Assad", "ferry",
    "“", "”", "\"", "'", "’s", "‘", "—", "–", "-", "(", ")", "[", "]", ",", ".", ";", ":", "?",
    "!", "…", "and", "or", "not", "that", "which", "is", "was", "has not responded", "denied",
    "declined to comment", "Correction:", "An earlier version", "26 October 2024", "on Monday",
    "last week", "2024-10-26T08:30:00+14:00", "31 February", "\n", "\n\n", "\n \n", "\t", " ",
    "Кириенко", "台灣", "ünïted", "e\u0301", "\u00ad", "\ufeff", "\u200b", "\x85", "\x0b", "\x0c",
)  # fmt: skip
ASKING = (
    "who is", "who", "what", "what sources back", "quote", "has", "commented", "and", "what about",
    "who says so?", "timeline of", "story with", "since", "about", "according to", "NEAR", "NEAR(",
    "AND", "OR", "NOT", "*", "^", "-", "+", ":", "{", "}", "\"", "\"\"", "'", "`", "\0", "\ud800",
    "text:", "claims_fts", "--", ";", "drop table claims", "%", "_", "\\", "#1",
    "#²", "#٣", "#" + "9" * 5_000,
)  # fmt: skip
MARKUP = (
    "<p>", "</p>", "<div>", "</div>", "<article>", "<h1>", "</h1>", "<script>", "</script>",
    "<style>", "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE html [<!ENTITY a 'b'>]>", "&a;",
    "&amp;", "&#0;", "&#x110000;", "&#xD800;", "<base href='//x.example'>", "<svg onload=a>",
    "<time datetime='9999-99-99'>", "<meta property='og:title' content='", "'>", "<br", "<",
    "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":[{}]}</script>",
    "<link rel='canonical' href='javascript:alert(1)'>", "<table><tr><td>", "<noscript>",
    "# ", "## ", "- ", "1. ", "> ", "```", "~~~", "***", "---", "|", "[a](b)", "![", "](", "<br>",
)  # fmt: skip


def _mixed(*kinds: tuple[str, ...], most: int) -> st.SearchStrategy[str]:
    pieces = [st.sampled_from(kind) for kind in kinds]
    return st.lists(st.one_of(*pieces, st.text(max_size=6)), max_size=most).map(" ".join)


def _run(text: str) -> st.SearchStrategy[str]:
    return st.integers(1, 300).map(lambda times: text * times)


PROSE = _mixed(NEWS, NEWS, PIECES, most=40)
"""Like news, and hostile all the same."""
QUESTIONS = _mixed(ASKING, ASKING, NEWS, PIECES, most=12)
RUNS = st.sampled_from((*NEWS, *PIECES, *ASKING)).filter(bool).flatmap(_run)
"""One piece again and again."""
PAGES = _mixed(MARKUP, MARKUP, NEWS, PIECES, most=40)
BYTES = st.binary(max_size=300)
LINES = st.one_of(PROSE, QUESTIONS, RUNS, PAGES, st.text(max_size=80))


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """A sound file with parts of it cut out, doubled, overwritten or filled in."""
    content = bytearray(whole)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 60)))
        what = draw(st.sampled_from(("cut", "double", "fill", "end")))
        if what == "cut":
            del content[start:end]
        elif what == "double":
            content[start:start] = content[start:end] * draw(st.integers(1, 20))
        elif what == "fill":
            content[start:end] = draw(st.binary(max_size=60))
        else:
            del content[start:]
    return bytes(content)
