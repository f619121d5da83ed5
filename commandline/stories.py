"""The stories of a desk in a terminal: listed, and put right."""

from commandline.entities import AT_THE_COMMAND_LINE
from commandline.opening import Desk
from commandline.output import json_line, say
from newsroom.article import ArticleId
from presentation.story_blocks import head_words
from presentation.story_records import head_record
from presentation.text import inline


def list_stories(desk: Desk, as_json: bool) -> int:
    """The newest stories with the numbers of their articles, a story a line of JSON or a block."""
    for head, articles in desk.wait(desk.services.stories.list(desk.name)):
        if as_json:
            own = [{"article_id": each.article_id, "title": each.title} for each in articles]
            say(json_line(head_record(head) | {"articles": own}))
            continue
        say(f"story {head.story_id}: {head_words(head)}")
        for each in articles:
            outlet = inline(each.outlet or "outlet not stated")
            say(f"  article {each.article_id}: {inline(each.title)} ({outlet})")
    return 0


def move_article(desk: Desk, article: int, story: str) -> int:
    """Put an article into another story, for good."""
    stories = desk.services.stories
    move = desk.wait(stories.move(desk.name, ArticleId(article), story, AT_THE_COMMAND_LINE))
    undo = f"; to undo it: story move {article} {move.from_id}" if move.from_id else ""
    say(f"article {move.article_id} is in story {move.to_id} now{undo}")
    return 0
