"""Which web addresses may be asked at all, decided before any byte is sent."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import idna
from yarl import URL

from newsroom.errors import FetchError

IpAddress = IPv4Address | IPv6Address

REFUSED = (
    "No page can be fetched from this address: check how it is spelt; only public http and https"
    " pages on their usual ports are fetched."
)
"""The one line for every refusal, and for names that do not exist: it tells nobody what is inside
the network that Byline runs in."""

MAX_URL_CHARS = 2048
WEB_PORTS = frozenset({80, 443})

_AUTHORITY = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]+\]|[^\s/?#\[\]@:%\\]+)(?::(?P<port>[0-9]{1,5}))?"
    r"(?=[/?#]|$)",
    re.IGNORECASE,
)
_UNPRINTED = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")

# IANA's registries of special-purpose addresses; multicast and reserved blocks; Azure's own host.
_NOT_PUBLIC_V4 = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16"
        " 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24"
        " 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4"
        " 240.0.0.0/4"
    ).split()
)
_PUBLIC_V6 = ip_network("2000::/3")
_NAT64 = ip_network("64:ff9b::/96")
_NOT_PUBLIC_V6 = tuple(
    ip_network(block)
    for block in "2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20".split()
)


@dataclass(frozen=True, slots=True)
class Rules:
    """Which network addresses may be connected to, and on which ports; None for any."""

    permits: Callable[[IpAddress], bool]
    ports: frozenset[int] | None


def is_public(address: IpAddress) -> bool:
    """Whether an address belongs to the public internet.

    IPv6 that carries IPv4 inside (mapped, compatible, 6to4, Teredo) is never public: no web server
    lives there. NAT64, by which some networks reach all of IPv4, is what it carries.
    """
    if isinstance(address, IPv4Address):
        return not any(address in block for block in _NOT_PUBLIC_V4)
    if address.scope_id is not None:
        return False
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
    return address in _PUBLIC_V6 and not any(address in block for block in _NOT_PUBLIC_V6)


PUBLIC_ONLY = Rules(is_public, WEB_PORTS)
ANYWHERE = Rules(lambda address: True, None)


def refused() -> FetchError:
    """The error for every address that is not to be asked."""
    return FetchError(REFUSED)


def vet_address(address: str, rules: Rules) -> None:
    """Raise FetchError unless the rules permit connecting to a numeric address."""
    try:
        permitted = rules.permits(ip_address(address))
    except ValueError:
        permitted = False
    if not permitted:
        raise refused()


def vet_url(text: str, rules: Rules) -> URL:
    """The address without its fragment, if it says plainly where it leads and the rules permit it.

    Raises FetchError. A name is resolved, and vetted again, when it is connected to.
    """
    text = text.strip()
    found = _AUTHORITY.match(text)
    if found is None or len(text) > MAX_URL_CHARS or _UNPRINTED.search(text):
        raise refused()
    host = _plain_host(found["host"], rules)
    try:
        url = URL(text).with_fragment(None)
        is_as_read = url.raw_host == host and url.user is None and url.password is None
        port = url.port
    except ValueError:
        raise refused() from None
    stated = int(found["port"]) if found["port"] else {"http": 80, "https": 443}[url.scheme]
    if not is_as_read or port != stated or not 0 < port < 65536:
        raise refused()
    if rules.ports is not None and port not in rules.ports:
        raise refused()
    return url


def _plain_host(host: str, rules: Rules) -> str:
    """The host in the one spelling that every program reads alike; raises FetchError for others."""
    host = host.lower()
    if host.startswith("["):
        vet_address(host[1:-1], rules)
        return str(ip_address(host[1:-1]))
    if not host.isascii():
        host = _ascii_name(host)
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):  # whatever ends in a number is read as an IPv4 address
        vet_address(host, rules)
        return host
    if len(host) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise refused()
    return host


def _ascii_name(host: str) -> str:
    """A name in letters of any script as the DNS holds it; raises FetchError for odd forms."""
    if unicodedata.normalize("NFKC", host) != host:
        raise refused()
    try:
        return idna.encode(host).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise refused() from None
