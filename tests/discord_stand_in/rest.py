"""The REST side: one path in for every request, where it is recorded, checked and answered."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from .clock import Clock
from .faults import Faults, json_answer
from .ledger import Ledger, Request
from .refusals import Refusal, not_modelled, unauthorised
from .schema import ApiSchema
from .world import Upload

API = "/api/v10"
# The token in these addresses is the permission; discord.py sends no other.
TOKEN_IN_PATH = ("/interactions/", "/webhooks/")


@dataclass(slots=True)
class Call:
    """One request, taken apart."""

    request: Request
    parameters: dict[str, str]
    uploads: list[Upload] = field(default_factory=list)

    @property
    def body(self) -> Any:
        """The JSON body, or that of `payload_json` beside uploads."""
        return self.request.body

    def number(self, name: str) -> int:
        """An identifier from the path."""
        value = self.parameters[name]
        return int(value) if value.isdecimal() else 0


Answer = Callable[[Call], Awaitable[Any]]


class Rest:
    """Routes with everything that goes around an answer."""

    def __init__(self, clock: Clock, ledger: Ledger, token: str, schema: ApiSchema | None) -> None:
        self.faults = Faults()
        self.schema = schema
        self._clock, self._ledger, self._token = clock, ledger, token

    def route(self, app: web.Application, method: str, template: str, answer: Answer) -> None:
        """Answer a method and a path; the template is the one in Discord's description."""

        async def handle(incoming: web.Request) -> web.StreamResponse:
            return await self._handle(incoming, template, answer)

        app.router.add_route(method, API + template, handle)

    async def refuse_unknown(self, incoming: web.Request) -> web.StreamResponse:
        """Answer whatever has no route."""

        async def answer(call: Call) -> None:
            raise not_modelled(call.request.method, call.request.path)

        return await self._handle(incoming, "", answer)

    async def _handle(
        self, incoming: web.Request, template: str, answer: Answer
    ) -> web.StreamResponse:
        call = await self._read(incoming)
        request = call.request
        self._ledger.requests.append(request)
        fault = self.faults.take(request.method, request.path)
        if fault is None or fault.slow is not None:
            self._clock.advance(fault.slow or 0.0 if fault else 0.0)
            response = await self._answer(incoming, template, call, answer)
            request.status = response.status
            return response
        real = await self._answer(incoming, template, call, answer) if fault.has_effect else None
        request.status = fault.status
        return await self.faults.answer(incoming, fault, real)

    async def _answer(
        self, incoming: web.Request, template: str, call: Call, answer: Answer
    ) -> web.Response:
        request = call.request
        try:
            self._authorise(incoming, request.path)
            result = await answer(call)
        except Refusal as refusal:
            self._ledger.refuse(request, refusal)
            return json_answer(refusal.body(), refusal.status)
        except Exception as error:
            # 501 is the one server error that discord.py does not try again.
            self._ledger.note(request.method, request.path, f"stand-in failed: {error!r}")
            return json_answer({"message": repr(error), "code": 0}, 501)
        if self.schema and request.body is not None:
            fault = self.schema.find_fault(request.method, template, request.body)
            if fault:
                self._ledger.note(request.method, request.path, f"schema: {fault}", request.body)
        return web.Response(status=204) if result is None else json_answer(result)

    def _authorise(self, incoming: web.Request, path: str) -> None:
        sent = incoming.headers.get("Authorization")
        if sent is None and path.startswith(TOKEN_IN_PATH):
            return
        if sent != f"Bot {self._token}":
            raise unauthorised()

    async def _read(self, incoming: web.Request) -> Call:
        body: Any = None
        uploads: list[Upload] = []
        if incoming.content_type.startswith("multipart/"):
            async for part in await incoming.multipart():
                assert isinstance(part, BodyPartReader)
                if part.name == "payload_json":
                    body = json.loads(await part.text())
                else:
                    content = bytes(await part.read(decode=True))
                    uploads.append(Upload(part.filename or "unknown", content))
        elif incoming.can_read_body:
            text = await incoming.text()
            body = json.loads(text) if text else None
        request = Request(
            incoming.method, incoming.path.removeprefix(API), dict(incoming.query), body,
            tuple(upload.filename for upload in uploads), self._clock.now(),
        )  # fmt: skip
        return Call(request, dict(incoming.match_info), uploads)
