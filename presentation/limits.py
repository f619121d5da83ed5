"""Every number that Discord imposes, and our own that keep answers within them."""

# Embeds: https://discord.com/developers/docs/resources/message#embed-object-embed-limits
EMBED_TITLE, EMBED_DESCRIPTION, EMBED_FOOTER, EMBED_AUTHOR = 256, 4096, 2048, 256
EMBED_FIELDS, FIELD_NAME, FIELD_VALUE = 25, 256, 1024
EMBED_TOTAL, MESSAGE_EMBEDS, MESSAGE_CONTENT = 6000, 10, 2000
EMBED_URL, FILE_DESCRIPTION = 2048, 1024

# Components and commands
BUTTON_LABEL, CUSTOM_ID, SELECT_OPTIONS, SELECT_PLACEHOLDER = 80, 100, 25, 150
OPTION_LABEL, OPTION_DESCRIPTION, OPTION_VALUE = 100, 100, 100
CHOICES, CHOICE_NAME, CHOICE_VALUE = 25, 100, 100
COMMAND_NAME, COMMAND_DESCRIPTION = 32, 100
MODAL_TITLE, MODAL_LABEL, MODAL_COMPONENTS, TEXT_INPUT = 45, 45, 5, 4000
TEXT_INPUT_PLACEHOLDER = 100

# Time: an interaction must be acknowledged within three seconds; its token lives fifteen minutes.
ACKNOWLEDGE_SECONDS = 3.0

# Ours
LINE_SHOWN = 3400  # such a line, its label and its block's title fit one page
HEADLINE_SHOWN = 240
NOTE_SHOWN = 500
NOTES_SHOWN = 6
PAGE_TEXT = 4000  # a page's description; title and footer fit EMBED_TOTAL beside it
PAGE_BLOCKS = 6
PAGES_SHOWN = 40
BLOCK_TITLE = 400
FOOTER_SHOWN = 300
QUESTION_SHOWN = 150
CLAIMS_SHOWN = 25
RECORDS_SHOWN = 10
NAMES_SHOWN = 12
ARTICLES_SHOWN = 10
STORY_SOURCES_SHOWN = 12
STORY_RESPONSES_SHOWN = 3
STORY_FITTING_SHOWN = 6
UNCLAIMED_SHOWN = 5
DIGEST_PARTS = 5  # a digest is at most so many messages
DIGEST_LINES, DIGEST_LINES_LEAST = 40, 5  # shared by its stories; what each gets at least
DIGEST_CLAIM, DIGEST_TITLE = 280, 90
DIGEST_OWN_VOICE = 3  # so many claims of a story for which no source is given
ATTACHMENT_BYTES = 10 * 1024 * 1024
ACKNOWLEDGE_CHECK_SECONDS = 0.6  # how long a check may keep the first response waiting
READ_CHECK_SECONDS = 0.3  # the same for look-ups, which are acknowledged sooner
AUTOCOMPLETE_SECONDS = 2.0
PICTURE_SECONDS = 10.0  # how long an answer waits for its picture
ASK_HOURS = 24  # how long buttons and menus work
