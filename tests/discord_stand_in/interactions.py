"""The life of one interaction: its token, its first response and everything after."""

import asyncio
import secrets
from dataclasses import dataclass, field
from enum import Enum

from .clock import Clock
from .refusals import JsonObject, already_acknowledged, expired_token, unknown
from .world import Channel, Message, User

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
REPLY_KIND, SLASH_REPLY_KIND, MENU_REPLY_KIND = 19, 20, 23
FIRST_RESPONSE_S, TOKEN_S = 3.0, 15 * 60.0


class Callback(Enum):
    """The kinds of first response, by Discord's numbers."""

    MESSAGE = 4
    DEFERRED = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


ALLOWED: dict[int, tuple[Callback, ...]] = {
    COMMAND: (Callback.MESSAGE, Callback.DEFERRED, Callback.MODAL),
    COMPONENT: tuple(kind for kind in Callback if kind is not Callback.CHOICES),
    AUTOCOMPLETE: (Callback.CHOICES,),
    MODAL_SUBMIT: (
        Callback.MESSAGE, Callback.DEFERRED, Callback.DEFERRED_UPDATE, Callback.UPDATE,
    ),
}  # fmt: skip


@dataclass(eq=False, slots=True)
class Interaction:
    """What a user did, and how the bot has answered so far."""

    interaction_id: int
    kind: int
    user: User
    channel: Channel
    clock: Clock
    source: Message | None = None
    option_type: int = 3
    reply_kind: int = REPLY_KIND
    origin: JsonObject = field(default_factory=dict)
    token: str = field(default_factory=lambda: f"aW50ZXJhY3Rpb246{secrets.token_urlsafe(24)}")
    created_at: float = 0.0
    acknowledged_at: float | None = None
    response: Callback | None = None
    original: Message | None = None
    is_loading: bool = False
    modal: JsonObject | None = None
    choices: list[JsonObject] = field(default_factory=list)
    followups: list[Message] = field(default_factory=list)
    answers: list[Message | None] = field(default_factory=list)
    answered_at: float | None = None
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.created_at = self.clock.now()

    def acknowledge(self, callback: Callback) -> None:
        """Accept the first response, or refuse it as late or as one too many."""
        if self.response is not None:
            raise already_acknowledged()
        now = self.clock.now()
        if now - self.created_at > FIRST_RESPONSE_S:
            raise unknown("Interaction")
        self.acknowledged_at, self.response = now, callback

    def hold_token(self) -> None:
        """Refuse the token before the first response and after fifteen minutes."""
        if self.clock.now() - self.created_at > TOKEN_S:
            raise expired_token()
        if self.response is None:
            raise unknown("Webhook")

    def answered_with(self, message: Message | None) -> None:
        """Note a visible change and wake whoever waits for one."""
        if message not in self.answers:
            self.answers.append(message)
        self.answered_at = self.clock.now()
        self._changed.set()
        self._changed = asyncio.Event()

    async def next_change(self) -> None:
        """Return once something more has become visible."""
        await self._changed.wait()
