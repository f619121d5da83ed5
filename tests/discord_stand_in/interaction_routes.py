"""First responses to interactions, and what their tokens allow afterwards."""

from .command_rules import check_choices
from .component_rules import check_modal
from .events import Events
from .form import Form
from .interactions import ALLOWED, REPLY_KIND, Callback, Interaction
from .ledger import Ledger
from .messages import EPHEMERAL, LOADING, Draft, erase, post, write
from .refusals import JsonObject, expired_token, unknown
from .rest import Answer, Call
from .wire import message_json
from .world import Message, World

CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
ORIGINAL = f"{WEBHOOK}/messages/@original"
FOLLOWUP = f"{WEBHOOK}/messages/{{message_id}}"


class InteractionRoutes:
    """Holds every interaction to Discord's clock and order of responses."""

    def __init__(self, world: World, events: Events, ledger: Ledger) -> None:
        self.by_token: dict[str, Interaction] = {}
        self._world, self._events, self._ledger = world, events, ledger

    def routes(self) -> list[tuple[str, str, Answer]]:
        """Method, path and answer of each route; `@original` goes before any other message."""
        return [
            ("POST", CALLBACK, self._respond),
            ("POST", WEBHOOK, self._follow_up),
            ("GET", ORIGINAL, self._get_message),
            ("PATCH", ORIGINAL, self._edit_message),
            ("DELETE", ORIGINAL, self._delete_message),
            ("GET", FOLLOWUP, self._get_message),
            ("PATCH", FOLLOWUP, self._edit_message),
            ("DELETE", FOLLOWUP, self._delete_message),
        ]

    async def _respond(self, call: Call) -> JsonObject | None:
        interaction = self.by_token.get(call.parameters["interaction_token"])
        if interaction is None or interaction.interaction_id != call.number("interaction_id"):
            raise unknown("Interaction")
        callback = self._callback(call, interaction)
        draft = Draft(call.body.get("data") or {}, call.uploads, ("data",))
        undo = interaction.response, interaction.acknowledged_at
        interaction.acknowledge(callback)
        try:
            self._carry_out(interaction, callback, draft)
        except Exception:
            # A response that was refused does not use up the interaction.
            interaction.response, interaction.acknowledged_at = undo
            raise
        if callback in (Callback.MESSAGE, Callback.UPDATE):
            is_new = callback is Callback.MESSAGE
            self._ledger.watch_mentions(call.request, draft.body, is_new=is_new)
        return _result(interaction, callback) if "with_response" in call.request.query else None

    def _callback(self, call: Call, interaction: Interaction) -> Callback:
        allowed = [kind for kind in ALLOWED[interaction.kind]
                   if interaction.source or kind not in
                   (Callback.UPDATE, Callback.DEFERRED_UPDATE)]  # fmt: skip
        numbers = [kind.value for kind in allowed]
        form = Form()
        if call.body.get("type") not in numbers:
            message = f"Value must be one of {{{', '.join(map(str, numbers))}}}."
            form.reject(("type",), "BASE_TYPE_CHOICES", message)
        form.raise_if_rejected()
        return Callback(call.body["type"])

    def _carry_out(self, interaction: Interaction, callback: Callback, draft: Draft) -> None:
        form = Form()
        match callback:
            case Callback.MESSAGE:
                interaction.original = self._reply(interaction, draft)
                self._created(interaction, interaction.original)
            case Callback.DEFERRED:
                interaction.original = self._placeholder(interaction, draft)
                interaction.is_loading = True
                self._events.created(interaction.original)
            case Callback.DEFERRED_UPDATE:
                interaction.original = interaction.source
            case Callback.UPDATE:
                assert interaction.source is not None
                self._edit(interaction, interaction.source, draft)
                interaction.original = interaction.source
            case Callback.CHOICES:
                choices = draft.body.get("choices") or []
                check_choices(form, ("data", "choices"), choices, interaction.option_type)
                form.raise_if_rejected()
                interaction.choices = choices
                interaction.answered_with(None)
            case Callback.MODAL:
                check_modal(form, ("data",), draft.body)
                form.raise_if_rejected()
                interaction.modal = draft.body
                interaction.answered_with(None)

    async def _follow_up(self, call: Call) -> JsonObject:
        interaction = self._hold(call)
        draft = Draft(call.body or {}, call.uploads)
        if interaction.is_loading and interaction.original:
            # The first follow-up takes the place of "thinking" and stays as private as that was.
            message = interaction.original
            self._edit(interaction, message, draft)
        else:
            message = self._reply(interaction, draft)
            message.replies_to, message.kind = interaction.original, REPLY_KIND
            interaction.followups.append(message)
            self._created(interaction, message)
        self._ledger.watch_mentions(call.request, draft.body, is_new=True)
        return message_json(message)

    async def _get_message(self, call: Call) -> JsonObject:
        return message_json(self._find(call, self._hold(call)))

    async def _edit_message(self, call: Call) -> JsonObject:
        interaction = self._hold(call)
        message = self._find(call, interaction)
        self._edit(interaction, message, Draft(call.body or {}, call.uploads))
        self._ledger.watch_mentions(call.request, call.body or {}, is_new=False)
        return message_json(message)

    async def _delete_message(self, call: Call) -> None:
        interaction = self._hold(call)
        message = self._find(call, interaction)
        erase(message)
        interaction.is_loading = interaction.is_loading and message is not interaction.original
        interaction.answered_with(message)
        self._events.deleted(message)

    def _hold(self, call: Call) -> Interaction:
        interaction = self.by_token.get(call.parameters["webhook_token"])
        if interaction is None:
            raise expired_token()
        if call.number("webhook_id") != self._world.application_id:
            raise unknown("Webhook")
        interaction.hold_token()
        return interaction

    def _find(self, call: Call, interaction: Interaction) -> Message:
        known = [interaction.original] if "message_id" not in call.parameters else [
            message for message in (interaction.original, interaction.source,
                                    *interaction.followups)
            if message and message.message_id == call.number("message_id")
        ]  # fmt: skip
        if not known or known[0] is None or known[0].is_deleted:
            raise unknown("Message")
        return known[0]

    def _reply(self, interaction: Interaction, draft: Draft) -> Message:
        message = post(self._world, interaction.channel, self._world.bot, draft)
        return self._mark(interaction, message)

    def _placeholder(self, interaction: Interaction, draft: Draft) -> Message:
        moment = self._world.clock.moment()
        message = Message(self._world.ids.next(), interaction.channel, self._world.bot, moment)
        message.flags = LOADING | (draft.body.get("flags") or 0) & EPHEMERAL
        message.channel.messages[message.message_id] = message
        return self._mark(interaction, message)

    def _mark(self, interaction: Interaction, message: Message) -> Message:
        message.interaction = interaction.origin
        message.kind = interaction.reply_kind
        message.seen_only_by = interaction.user if message.flags & EPHEMERAL else None
        return message

    def _edit(self, interaction: Interaction, message: Message, draft: Draft) -> None:
        if message is interaction.original and interaction.is_loading:
            body = {**draft.body, "flags": (draft.body.get("flags") or 0) & ~EPHEMERAL}
            draft = Draft(body, draft.uploads, draft.at)
        write(self._world, message, draft)
        if message is not interaction.original or not interaction.is_loading:
            message.edited_at = self._world.clock.moment()
        interaction.is_loading = interaction.is_loading and message is not interaction.original
        interaction.answered_with(message)
        self._events.edited(message)

    def _created(self, interaction: Interaction, message: Message) -> None:
        interaction.answered_with(message)
        self._events.created(message)


def _result(interaction: Interaction, callback: Callback) -> JsonObject:
    message = interaction.original
    body: JsonObject = {"id": str(interaction.interaction_id), "type": interaction.kind}
    resource: JsonObject = {"type": callback.value}
    if message is not None:
        body |= {
            "response_message_id": str(message.message_id),
            "response_message_loading": interaction.is_loading,
            "response_message_ephemeral": bool(message.flags & EPHEMERAL),
        }
        if callback in (Callback.MESSAGE, Callback.UPDATE):
            resource["message"] = message_json(message)
    return {"interaction": body, "resource": resource}
