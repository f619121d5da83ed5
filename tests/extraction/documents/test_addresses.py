"""One address for one page, however it was reached."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.documents.addresses import canonical_address, clean_address

CASES = (
    ("https://a.example/x?utm_source=b&utm_Medium=c#part", "https://a.example/x"),
    ("https://a.example/x?id=7&fbclid=zz&page=2", "https://a.example/x?id=7&page=2"),
    ("https://a.example/x?a=%20b&c", "https://a.example/x?a=%20b&c"),
    ("HTTPS://A.Example:443", "https://a.example/"),
    ("http://a.example:80/x", "http://a.example/x"),
    ("http://a.example:8080/x?", "http://a.example:8080/x"),
    ("https://[2001:DB8::1]/x", "https://[2001:db8::1]/x"),
    ("https://a.example/x?ref=12&cid=9", "https://a.example/x?ref=12&cid=9"),
)


@pytest.mark.parametrize(("url", "kept"), CASES)
def test_what_only_tracks_readers_goes(url: str, kept: str) -> None:
    assert clean_address(url) == kept
    assert clean_address(kept) == kept


@pytest.mark.parametrize(
    ("url", "stated", "kept"),
    [
        ("https://www.a.example/x", "https://a.example/y", "https://a.example/y"),
        ("https://amp.a.example/x", "https://www.a.example/y", "https://www.a.example/y"),
        ("https://a.example/x", "http://a.example/y", "https://a.example/y"),
        ("https://a.example/x", "https://b.example/y", "https://a.example/x"),
        ("https://a.example/x", "https://a.example.evil.example/y", "https://a.example/x"),
        ("https://a.example/x", "https://a.example:8443/y", "https://a.example/x"),
        ("https://a.example/x", "https://u:p@a.example/y", "https://a.example/y"),
        ("https://a.example/x", "//a.example/y", "https://a.example/y"),
        ("https://m.example/x", "https://example/y", "https://m.example/x"),
        ("https://a.example/", "https://a.example/", "https://a.example/"),
    ],
)
def test_a_page_names_its_own_address_on_its_own_site_only(
    url: str, stated: str, kept: str
) -> None:
    assert canonical_address(url, stated) == kept


@given(st.text(max_size=80))
def test_no_stated_address_breaks_anything_or_leaves_the_site(stated: str) -> None:
    found = canonical_address("https://a.example/x", stated)
    assert found.startswith("https://") and "a.example/" in found


@given(
    st.lists(
        st.tuples(st.sampled_from(["id", "utm_x", "q", "gclid"]), st.text("abc &=", max_size=4))
    )
)
def test_cleaning_twice_changes_nothing_more(pairs: list[tuple[str, str]]) -> None:
    query = "&".join(f"{name}={value}" for name, value in pairs).replace(" ", "+")
    once = clean_address(f"https://a.example/x?{query}")
    assert clean_address(once) == once
    assert "utm_x" not in once and "gclid" not in once
