"""How present each entity is to the reader at some point of the text."""

from dataclasses import dataclass

WINDOW_SENTENCES = 4
FAMILIAR = 12


@dataclass(slots=True)
class Standing:
    """What was last read of one entity, or of somebody whom the article does not name."""

    mentions: int = 0
    last_sentence: int = -100
    was_subject: bool = False
    was_speaker: bool = False
    in_headline: bool = False
    female: bool | None = None

    def note(
        self, sentence: int, *, is_subject: bool, speaks: bool = False, is_name: bool = True
    ) -> None:
        """Take in a further mention; a guess at a pronoun adds no weight of its own."""
        if sentence != self.last_sentence:
            self.was_subject = self.was_speaker = False
        self.mentions += is_name
        self.was_subject = self.was_subject or is_subject
        self.was_speaker = self.was_speaker or speaks
        self.last_sentence = sentence

    def is_near(self, sentence: int) -> bool:
        """Whether a pronoun can still refer back to it."""
        return sentence - self.last_sentence <= WINDOW_SENTENCES

    def score(self, sentence: int) -> float:
        """Larger is more present; nothing beyond the window counts but the headline's topic."""
        distance = sentence - self.last_sentence
        recency = max(0.0, 3.0 - 1.2 * distance) if distance <= WINDOW_SENTENCES else -2.0
        topic = 0.7 if self.in_headline else 0.0
        subject = 1.6 if self.was_subject else 0.0
        subject += 0.5 if self.was_speaker else 0.0
        return recency + topic + subject + min(self.mentions, FAMILIAR) * 0.25
