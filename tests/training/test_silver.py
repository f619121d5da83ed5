"""Labels of many corpora become ours, and a vote does what it promises."""

from training.labels import group_names, normalise
from training.silver import vote
from training.texts import Sentence, Text, Word


def entities(text: Text) -> list[list[str | None]]:
    return [[word.entity for word in sentence.words] for sentence in text.sentences]


def silver(*sentences: str) -> Text:
    """A text of `word/TAG/entity` sentences."""
    return Text(
        "silver",
        tuple(
            Sentence(
                tuple(
                    Word(form, xpos=tag, entity=entity)
                    for form, tag, entity in (item.split("/") for item in sentence.split())
                )
            )
            for sentence in sentences
        ),
    )


def test_titles_and_vague_times_are_no_part_of_a_name() -> None:
    text = silver("President/NNP/B-per Ada/NNP/I-per Quill/NNP/I-per now/RB/B-tim Monday/NNP/B-tim")
    (tags,) = entities(normalise(text, frozenset(), is_gold=False))
    assert tags == ["O", "B-PERSON", "I-PERSON", None, "B-DATE"]


def test_peoples_are_told_from_their_countries() -> None:
    text = silver(*["Varnian/JJ/B-gpe Varnia/NNP/B-gpe"] * 3)
    groups = group_names([text])
    assert "varnian" in groups and "varnia" not in groups
    assert entities(normalise(text, groups, is_gold=False))[0] == ["B-NORP", "B-GPE"]


def test_a_vote_gives_each_form_the_label_of_its_majority() -> None:
    text = silver(
        "Ada/NNP/B-PERSON Quill/NNP/I-PERSON spoke/VBD/O",
        "Quill/NNP/B-ORG left/VBD/O",
        "then/RB/O Quill/NNP/B-PERSON slept/VBD/O",
    )
    assert entities(vote(text))[1] == ["B-PERSON", "O"]


def test_a_form_tagged_once_is_tagged_everywhere_it_stands_alone() -> None:
    text = silver(
        "Quill/NNP/B-PERSON spoke/VBD/O",
        "near/IN/O Quill/NNP/O fell/VBD/O",
        "near/IN/O Quill/NNP/O Tower/NNP/O",
    )
    assert entities(vote(text))[1:] == [["O", "B-PERSON", "O"], ["O", "O", "O"]]
