"""Which addresses may be asked: every odd spelling and every private network is refused alike."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fetching.addresses import ANYWHERE, PUBLIC_ONLY, REFUSED, is_public, vet_url
from newsroom.errors import FetchError

NOT_OF_THE_WEB = (
    "ftp://tarnby.example/a",
    "file:///etc/passwd",
    "gopher://tarnby.example",
    "javascript:alert(1)",
    "data:text/html,hello",
    "//tarnby.example/a",
    "tarnby.example/a",
    "http:/tarnby.example",
    "http:tarnby.example",
    "http://",
    "http:///a",
    "https://?q",
    "",
    "http://reader@tarnby.example/",
    "http://reader:secret@tarnby.example/",
    "http://@tarnby.example/",
    "http://tarnby.example@10.0.0.1/",
    "http://tarnby.example:8080/",
    "http://tarnby.example:22/",
    "http://tarnby.example:0/",
    "http://tarnby.example:65616/",
    "http://tarnby.example:/",
    "http://tarnby.example:+80/",
    "http://tarnby.example:８０/",
    "https://" + "a" * 3000,
)
ODDLY_SPELT = (
    "http://2130706433/",
    "http://017700000001/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://8.8.8.010/",
    "http://8.8.8/",
    "http://8.8.8.8.8/",
    "http://1.1.1.256/",
    "http://tarnby.0x/",
    "http://tarnby.example./",
    "http://127.0.0.1./",
    "http://.tarnby.example/",
    "http://tarnby..example/",
    "http://tarnby%2eexample/",
    "http://%31%32%37.0.0.1/",
    "http://127。0。0。1/",
    "http://①②⑦.0.0.1/",
    "http://ｔａｒｎｂｙ.example/",
    "http://tarnby\u00ad.example/",
    "http://tarn\u200bby.example/",
    "http://tarnby\u2024example/",
    "http://tarnby.example\\@10.0.0.1/",
    "http://tarnby.example\\.evil.example/",
    "http://tarnby.example /",
    "http://tarnby.example\t/",
    "http://tarn\nby.example/",
    "http://tarnby.example/a b",
    "http://tarnby.example/\x00",
    "http://-tarnby.example/",
    "http://tarnby!.example/",
    "http://[::1/",
    "http://::1/",
    "http://[v1.a]/",
    "http://[fe80::1%25eth0]/",
    "http://[127.0.0.1]/",
    "http://[tarnby.example]/",
)
PRIVATE = (
    "0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.254 127.0.0.1 127.255.255.255"
    " 168.63.129.16 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.2.1 192.88.99.1"
    " 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255"
    " 240.0.0.1 255.255.255.255"
    " :: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1"
    " 64:ff9b::127.0.0.1 64:ff9b::10.1.2.3 64:ff9b::169.254.169.254 64:ff9b:1::1 100::1"
    " 2001::1 2001:0:7f00:1::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::1 2002:a00:1::1"
    " 2002:808:808::1 3fff::1 5f00::1 fc00::1 fd12:3456::1 fe80::1 fec0::1 ff02::1 ff0e::1"
).split()
PUBLIC = (
    "1.1.1.1 8.8.8.8 9.255.255.255 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.167.1.1"
    " 223.255.255.255 2606:4700::1111 2a00:1450:4001::1 2001:4860:4860::8888 64:ff9b::8.8.8.8"
).split()
NAT64 = ip_network("64:ff9b::/96")
GOOD = (
    ("https://tarnby.example", "https://tarnby.example"),
    (" https://tarnby.example/a?b=c#part ", "https://tarnby.example/a?b=c"),
    ("HTTPS://Tarnby.EXAMPLE/Ferry", "https://tarnby.example/Ferry"),
    ("http://tarnby.example:80/a", "http://tarnby.example/a"),
    ("https://tarnby.example:80/a", "https://tarnby.example:80/a"),
    ("http://my_paper.tarnby.example/", "http://my_paper.tarnby.example/"),
    ("https://fähre.example/", "https://xn--fhre-loa.example/"),
    ("https://xn--fhre-loa.example/", "https://xn--fhre-loa.example/"),
    ("https://паром.рф/новости", "https://xn--80ayfcg.xn--p1ai/%D0%BD"),
    ("https://8.8.8.8/a@b:c", "https://8.8.8.8/a@b:c"),
    ("https://[2606:4700::1111]/", "https://[2606:4700::1111]/"),
    ("https://7news.example/2031/03/04", "https://7news.example/2031/03/04"),
)


def refusal(url: str) -> str:
    """What is said of an address that must be refused."""
    with pytest.raises(FetchError) as caught:
        vet_url(url, PUBLIC_ONLY)
    return str(caught.value)


@pytest.mark.parametrize("url", [*NOT_OF_THE_WEB, *ODDLY_SPELT])
def test_what_does_not_say_plainly_where_it_leads_is_refused(url: str) -> None:
    assert refusal(url) == REFUSED


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_public_are_refused_in_every_spelling(address: str) -> None:
    numeric = ip_address(address)
    assert not is_public(numeric)
    hosts = [address] if isinstance(numeric, IPv4Address) else [
        f"[{address}]", f"[{numeric.exploded}]", f"[{numeric.exploded.upper()}]"
    ]  # fmt: skip
    for host in hosts:
        for scheme in ("http", "https"):
            assert refusal(f"{scheme}://{host}/") == REFUSED


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_let_through(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(("given_url", "asked"), GOOD)
def test_good_addresses_are_asked_without_their_fragment(given_url: str, asked: str) -> None:
    assert str(vet_url(given_url, PUBLIC_ONLY)).startswith(asked)
    assert "#" not in str(vet_url(given_url, PUBLIC_ONLY))


def test_private_addresses_and_other_ports_are_for_those_who_allow_them() -> None:
    for url in ("http://127.0.0.1:8080/a", "http://[::1]:3000/", "https://wiki.local:8443/"):
        assert str(vet_url(url, ANYWHERE)) == url
        assert refusal(url) == REFUSED
    for url in ("ftp://127.0.0.1/", "http://a:b@127.0.0.1/", "http://0x7f000001/"):
        with pytest.raises(FetchError):
            vet_url(url, ANYWHERE)


@given(st.integers(0, 2**32 - 1))
def test_no_ipv4_address_that_python_calls_private_is_public(number: int) -> None:
    address = IPv4Address(number)
    if not address.is_global or address.is_multicast or address.is_reserved:
        assert not is_public(address)
    if is_public(address):
        for wrapped in (
            IPv6Address(0xFFFF << 32 | number),
            IPv6Address(number),
            IPv6Address(0x2002 << 112 | number << 80),
        ):
            assert not is_public(wrapped)
    assert is_public(IPv6Address((0x64FF9B << 96) | number)) == is_public(address)


@given(st.integers(0, 2**128 - 1))
def test_no_ipv6_address_that_python_calls_private_is_public(number: int) -> None:
    address = IPv6Address(number)
    if not address.is_global or address.is_multicast or address.is_reserved:
        assert not is_public(address) or address in NAT64


@given(
    st.one_of(
        st.text(max_size=60),
        st.from_regex(r"https?://[a-z0-9.:@\[\]%\\/?# ]{0,40}", fullmatch=True),
        st.ip_addresses().map(lambda address: f"http://{address}/"),
    )
)
def test_anything_is_refused_or_leads_to_a_public_host(text: str) -> None:
    try:
        url = vet_url(text, PUBLIC_ONLY)
    except FetchError as error:
        assert str(error) == REFUSED
        return
    assert url.scheme in ("http", "https") and url.port in (80, 443) and url.user is None
    host = url.raw_host or ""
    if host.replace(".", "").isdigit() or ":" in host:
        assert is_public(ip_address(host))
