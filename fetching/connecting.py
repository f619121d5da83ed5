"""Connections to vetted addresses and no others, whatever a name resolves to a moment later."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from aiohttp import TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult

from fetching.addresses import Rules, refused, vet_address

Lookup = Callable[[str, int], Awaitable[Sequence[str]]]
"""The numeric addresses of a name; raises OSError where there are none."""


async def look_up(host: str, port: int) -> tuple[str, ...]:
    """What the system's resolver says."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[4][0]) for address in found))


class VettedResolver(AbstractResolver):
    """Gives out a name's addresses as numbers, once all of them have been vetted."""

    def __init__(self, rules: Rules, lookup: Lookup) -> None:
        self._rules, self._lookup = rules, lookup

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses to connect to; one that is not permitted refuses the name."""
        try:
            addresses = await self._lookup(host, port)
        except (OSError, UnicodeError):
            raise refused() from None
        if not addresses:
            raise refused()
        for address in addresses:
            vet_address(address, self._rules)
        return [_resolved(host, address, port) for address in addresses]

    async def close(self) -> None:
        """Nothing is held open."""


def _resolved(host: str, address: str, port: int) -> ResolveResult:
    return ResolveResult(
        hostname=host,
        host=address,
        port=port,
        family=socket.AF_INET6 if ":" in address else socket.AF_INET,
        proto=socket.IPPROTO_TCP,
        flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
    )


def vetted_connector(rules: Rules, lookup: Lookup) -> TCPConnector:
    """A connector that keeps no names and no connections, and vets every socket it opens."""

    def open_socket(address: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, target = address
        vet_address(str(target[0]), rules)
        return socket.socket(family, kind, protocol)

    return TCPConnector(
        resolver=VettedResolver(rules, lookup),
        use_dns_cache=False,
        force_close=True,
        socket_factory=open_socket,
    )
