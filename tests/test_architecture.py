"""The floors of the house: every import is read, and the first that breaks a rule is named."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

DOMAIN = frozenset({"extraction", "matching", "answers", "digests"})
TOOLS = frozenset({"training", "evaluation", "docs", "benchmarks"})

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Room:
    """A package or root module: its floor, and which other rooms it may import."""

    floor: int
    may_import: frozenset[str]


def _room(floor: int, *may_import: str) -> Room:
    return Room(floor, frozenset(may_import))


ROOMS = {
    "newsroom": _room(0),
    "settings": _room(0),
    "extraction": _room(1, "newsroom"),
    "matching": _room(1, "newsroom"),
    "answers": _room(1, "newsroom"),
    "digests": _room(1, "newsroom"),
    "feeds": _room(1, "newsroom"),
    "storage": _room(2, "newsroom"),
    "fetching": _room(2, "newsroom"),
    "presentation": _room(2, "newsroom"),
    "lookup": _room(3, "newsroom", "matching", "storage"),
    "embedding": _room(3, "extraction", "storage"),
    "paraphrases": _room(3, "newsroom", "matching", "answers", "storage"),
    "claim_search": _room(3, "newsroom", "matching", "storage"),
    "responding": _room(3, "newsroom", "matching", "answers", "storage"),
    "news": _room(3, "newsroom", "answers", "storage"),
    "answering": _room(3, "newsroom", *DOMAIN, "storage"),
    "correcting": _room(3, "newsroom", "answers", "storage"),
    "versioning": _room(3, "newsroom", "extraction", "storage"),
    "keeping": _room(3, "newsroom", "matching", "storage"),
    "gathering": _room(3, "newsroom", "extraction", "matching", "storage", "fetching"),
    "following": _room(3, "newsroom", "extraction", "feeds", "storage", "fetching"),
    "storytelling": _room(3, "newsroom", *DOMAIN, "storage"),
    "story_desk": _room(3, "newsroom", "storage"),
    "ask_desk": _room(3, "newsroom", "storage"),
    "auditing": _room(3, "newsroom", "storage"),
    "leaving": _room(3, "newsroom", "storage"),
    "importing": _room(3, "newsroom", "storage"),
    "forgetting": _room(3, "newsroom", "storage"),
    "carrying": _room(3, "newsroom", "matching", "storage"),
    "carrying_names": _room(3, "newsroom", "matching", "storage"),
    "embargo_moves": _room(3, "newsroom", "extraction", "storage"),
    "embargo_life": _room(3, "newsroom", "storage"),
    "embargoes": _room(3, "newsroom", "storage"),
    "curation": _room(3, "newsroom", "matching", "storage"),
    "reviewing": _room(3, "newsroom", "matching", "storage"),
    "claim_curation": _room(3, "newsroom", "matching", "storage"),
    "claim_desk": _room(3, "newsroom", "storage"),
    "mending": _room(3, "newsroom", "digests", "storage"),
    "curation_desk": _room(3, "newsroom", "extraction", "storage"),
    "editions": _room(3, "newsroom", *DOMAIN, "storage"),
    "delivering": _room(3, "newsroom", "digests", "storage"),
    "digest_desk": _room(3, "newsroom", "digests", "storage"),
    "watching": _room(3, "newsroom", *DOMAIN, "storage"),
    "watch_desk": _room(3, "newsroom", "matching", "storage"),
    "exporting": _room(3, "newsroom", "storage", "presentation"),
    "replaying": _room(3, "newsroom", "matching", "storage"),
    "restoring": _room(3, "newsroom", "feeds", "storage"),
    "services": _room(3, "newsroom", *DOMAIN, "storage", "fetching"),
    "cogs": _room(4, "newsroom", "services", "presentation"),
    "commandline": _room(5, "newsroom", "settings", *DOMAIN, "services", "presentation", "cogs"),
    "console": _room(5, "newsroom", "presentation"),
    "bot": _room(5, "newsroom", "settings", "services"),
}

EXCEPTIONS = {
    ("settings", "newsroom"): "SettingError belongs to the one error tree",
    ("services", "answering"): "answering is the half of services that answers questions",
    ("services", "ask_desk"): "the questions behind buttons are use cases too",
    ("services", "gathering"): "gathering is the half of services that reads from the web",
    ("services", "following"): "following is the part of services that reads feeds",
    ("services", "versioning"): "what changed in an article is a use case of its own",
    ("answering", "correcting"): "an answer says what its articles have corrected, or lost",
    ("services", "keeping"): "a text that was read is kept, as an article or as a version of one",
    ("gathering", "keeping"): "a page's article is kept as any other, or as another version",
    ("keeping", "storytelling"): "a new article joins a story, a changed one is weighed anew",
    ("following", "gathering"): "an item of a feed is read as any other page is",
    ("claim_search", "lookup"): "a claim may be about whoever a question names",
    ("responding", "claim_search"): "who answered is told of what is on the topic",
    ("responding", "lookup"): "who answered is found by name first",
    ("answering", "claim_search"): "answers are composed of the claims that a question finds",
    ("answering", "responding"): "the answer to a question may be who has replied",
    ("answering", "lookup"): "answers begin with the names that a question means",
    ("storytelling", "lookup"): "a story is also looked for by whom it names",
    ("answering", "storytelling"): "the answer to a question may be a story",
    ("answering", "news"): "the answer to a question may be what is new",
    ("news", "editions"): "what is new is an edition, as a digest is",
    ("story_desk", "answering"): "a story is told as any other question is answered",
    ("story_desk", "storytelling"): "the use cases of stories, each one call of the store",
    ("services", "story_desk"): "stories are use cases too, in a module of their own",
    ("curation", "lookup"): "who is not found by name is told the nearest",
    ("reviewing", "curation"): "what a review says is a judgement like any other",
    ("curation_desk", "curation"): "the use cases of curation, each one call of the store",
    ("curation_desk", "reviewing"): "reviews are among them",
    ("services", "curation_desk"): "curation is a use case too, in modules of its own",
    ("claim_curation", "curation"): "who a source is, is found as everybody else is",
    ("claim_curation", "lookup"): "whom the words of a note name is found as in a question",
    ("claim_desk", "claim_curation"): "the use cases of correcting claims, each one call",
    ("claim_desk", "answering"): "whoever names no claim is told the nearest",
    ("services", "mending"): "mending what stands in channels is a use case too",
    ("services", "claim_desk"): "correcting claims is a use case too",
    ("keeping", "curation"): "a new version follows what was judged of who is who",
    ("delivering", "editions"): "what is delivered is an edition, composed when it goes out",
    ("editions", "storytelling"): "who is unheard in a story is told alike in both",
    ("digest_desk", "editions"): "a digest may be looked at without being delivered",
    ("digest_desk", "delivering"): "the use cases of digests, each one call of the store",
    ("services", "digest_desk"): "digests are use cases too, in a module of their own",
    ("watch_desk", "lookup"): "a watch is set on the entity that a name means",
    ("watch_desk", "watching"): "the use cases of watches, each one call of the store",
    ("services", "watch_desk"): "watches are use cases too, in a module of their own",
    ("services", "exporting"): "what leaves a desk is a use case, in a module of its own",
    ("services", "restoring"): "backups and what comes back to a desk, in a module of its own",
    ("restoring", "replaying"): "what was judged in an export is judged again where it comes to",
    ("restoring", "storytelling"): "the words that tell of a restored article are taken anew",
    ("services", "importing"): "names known beforehand come a batch at a time",
    ("services", "lookup"): "completing a name is one of the use cases",
    ("services", "embedding"): "what an article says is embedded when it has been kept",
    ("answering", "paraphrases"): "what no words find is sought by what it means",
    ("paraphrases", "lookup"): "names are the same in any words",
    ("services", "auditing"): "what was refused, and whether the audit holds, are use cases too",
    ("services", "leaving"): "sealing and purging the desks of servers that left",
    ("restoring", "embargoes"): "a backup holds what is under embargo too, apart from the desk",
    ("services", "embargoes"): "what is closed until a time",
    ("embargoes", "embargo_life"): "people set, change and end what goes through its steps there",
    ("embargoes", "embargo_moves"): "an embargo that holds nothing any more ends",
    ("embargo_life", "embargo_moves"): "articles go under an embargo and come out of it whole",
    ("forgetting", "curation"): "what was judged of whoever is gone holds of nobody else",
    ("embargoes", "forgetting"): "what is under embargo is forgotten as anything else is",
    ("embargoes", "keeping"): "another version of an embargoed article stays under its embargo",
    ("embargoes", "storytelling"): "a story is closed by the articles that it has",
    ("embargo_moves", "keeping"): "what an embargo held is kept as if it had just been added",
    ("embargo_moves", "carrying"): "what was judged of an article's claims goes along with it",
    ("embargo_moves", "carrying_names"): "and what was judged of whom it speaks of",
    ("carrying_names", "curation"): "what is judged holds where it is carried to",
    ("carrying_names", "keeping"): "who is known is read so, whoever else they look like",
    ("restoring", "carrying"): "what an export says was judged of claims is judged once it is read",
    ("embargo_moves", "forgetting"): "what goes under an embargo leaves no byte on the desk",
    ("services", "forgetting"): "articles and persons forgotten because somebody asks for it",
    ("console", "commandline"): "the desk of a session, and how the command line speaks",
    ("bot", "commandline"): "the commands, and `run`'s connection to Discord, imported late",
    ("bot", "console"): "bot.py holds `ask` and the session, which it hands to the console",
}
"""Imports that the table forbids, each with the reason why it is allowed all the same."""

OWNERS = {
    "spacy": {"extraction", "training", "evaluation"},
    "thinc": {"training"},
    "srsly": {"training"},
    "numpy": {
        "benchmarks",
        "evaluation",
        "extraction",
        "presentation.pictures.drawing",
        "storage.meanings",
        "training",
    },
    "matplotlib": {
        "presentation.pictures.artists",
        "presentation.pictures.drawing",
        "presentation.pictures.typeface",
    },
    "PIL": {"presentation.pictures.drawing"},
    "onnxruntime": {"extraction.graphs", "training.graphs"},
    "onnx": {"training.graphs"},
    "torch": {"training.encoder", "training.graphs", "training.meaning"},
    "safetensors": {"training.encoder"},
    "rapidfuzz": {"matching", "benchmarks.names"},
    "anyascii": {"matching"},
    "sqlite_utils": {"storage"},
    "sqlite3": {"storage", "benchmarks.claims", "benchmarks.names", "benchmarks.questions"},
    "discord": {
        "benchmarks.load_bot",
        "benchmarks.load_newsroom",
        "cogs",
        "commandline.gateway",
        "docs.commands",
        "presentation",
    },
    "aiohttp": {"cogs.faults", "cogs.restraint", "commandline.gateway", "fetching"},
    "rich": {"presentation.terminal", "commandline.output", "docs"},
    "click": {"bot", "commandline"},
    "dotenv": {"settings"},
    "trafilatura": {"extraction.documents"},
    "lxml": {"extraction.documents"},
    "pypdf": {"extraction.documents"},
    "yarl": {"benchmarks.load_bot", "fetching"},
    "idna": {"fetching"},
    "tests": {"benchmarks"},
}
"""Which rooms or modules may import third-party code, and SQLite; the rest may import none."""

PEERS = ("benchmarks.claims", "benchmarks.names", "benchmarks.questions")
"""Benchmarks that build another full-text index to be compared with, in a file of its own."""

_SQL = re.compile(
    r"\bselect\b[\w\s.,*()]+\bfrom\s+\w+|\binsert\s+(or\s+\w+\s+)?into\s+\w+|\bdelete\s+from\s+\w+"
    r"|\bupdate\s+\w+\s+set\s|\bcreate\s+(unique\s+|virtual\s+)?(table|index|trigger)\s"
    r"|\bdrop\s+table\s|^\s*pragma\s",
    re.IGNORECASE,
)


def _files() -> Iterator[Path]:
    """Every Python file of the house, tests and builds left out."""
    for name in sorted({*ROOMS, *TOOLS}):
        if (ROOT / name).is_dir():
            yield from sorted((ROOT / name).rglob("*.py"))
        elif (ROOT / f"{name}.py").exists():
            yield ROOT / f"{name}.py"


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def _imports(path: Path) -> Iterator[tuple[str, str]]:
    """Each imported module of a file, with the place where it stands."""
    for node in ast.walk(_tree(path)):
        place = f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Import):
            yield from ((alias.name, place) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{place}: relative import; write the full path of the module"
            yield node.module or "", place


def _own_imports() -> Iterator[tuple[str, str, str]]:
    for path in _files():
        room = _module(path).partition(".")[0]
        for imported, place in _imports(path):
            target = imported.partition(".")[0]
            if target != room and target in {*ROOMS, *TOOLS}:
                yield room, target, place


def test_imports_go_down_and_never_sideways() -> None:
    for room, target, place in _own_imports():
        if room in TOOLS or (room, target) in EXCEPTIONS:
            continue
        assert target not in TOOLS, f"{place}: {room} imports the tool {target}"
        assert target in ROOMS[room].may_import, (
            f"{place}: {room} (floor {ROOMS[room].floor}) may not import {target}"
            f" (floor {ROOMS[target].floor})"
        )


def test_the_table_itself_goes_down() -> None:
    for name, room in ROOMS.items():
        for target in room.may_import:
            assert ROOMS[target].floor < room.floor, f"the table lets {name} import {target}"


def test_every_exception_is_in_use() -> None:
    used = {(room, target) for room, target, _ in _own_imports()}
    unused = set(EXCEPTIONS) - used
    assert not unused, f"exceptions that nothing needs any more: {sorted(unused)}"


def test_every_package_and_root_module_has_a_room() -> None:
    known = {*ROOMS, *TOOLS, "tests"}
    for path in sorted([*ROOT.glob("*/__init__.py"), *ROOT.glob("*.py")]):
        top = path.relative_to(ROOT).with_suffix("").parts[0]
        assert top in known, f"{path.relative_to(ROOT)}: give {top} a floor in ROOMS"


def test_third_party_code_has_one_home() -> None:
    ours = {*ROOMS, *TOOLS}
    for path in _files():
        module = _module(path)
        for imported, place in _imports(path):
            top = imported.partition(".")[0]
            is_standard = top in sys.stdlib_module_names and top not in OWNERS
            if top in ours or is_standard:
                continue
            homes = OWNERS.get(top, set())
            at_home = any(module == home or module.startswith(f"{home}.") for home in homes)
            assert at_home, (
                f"{place}: {module} may not import {top};"
                f" it belongs to {', '.join(sorted(homes)) or 'nobody: add it to OWNERS'}"
            )


def test_init_files_hold_a_docstring_only() -> None:
    for path in _files():
        if path.name == "__init__.py":
            body = _tree(path).body
            is_docstring = len(body) == 1 and ast.get_docstring(_tree(path)) is not None
            assert is_docstring, f"{path.relative_to(ROOT)}: must hold one docstring and no more"


def test_sql_stands_in_storage_only() -> None:
    for path in _files():
        if _module(path).startswith("storage.") or _module(path) in PEERS:
            continue
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found = _SQL.search(node.value)
                place = f"{path.relative_to(ROOT)}:{node.lineno}"
                assert not found, f"{place}: SQL outside storage: {found and found[0]!r}"


def test_every_parameter_and_return_is_annotated() -> None:
    for path in _files():
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                place = f"{path.relative_to(ROOT)}:{node.lineno}: {node.name}"
                assert node.returns is not None, f"{place} has no return annotation"
                bare = _bare_parameters(node)
                assert not bare, f"{place} has parameters without annotation: {', '.join(bare)}"


def _bare_parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    arguments = node.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    rest = [each for each in (arguments.vararg, arguments.kwarg) if each is not None]
    if named and named[0].arg in ("self", "cls"):
        named = named[1:]
    return [each.arg for each in (*named, *rest) if each.annotation is None]


def test_every_module_and_public_function_says_what_it_promises() -> None:
    for path in _files():
        tree = _tree(path)
        where = path.relative_to(ROOT)
        assert ast.get_docstring(tree), f"{where}: the module has no docstring"
        for node in _public_definitions(tree.body):
            assert ast.get_docstring(node), f"{where}:{node.lineno}: {node.name} has no docstring"


def _public_definitions(body: Iterable[ast.stmt]) -> Iterator[Definition]:
    for node in body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public_definitions(node.body)


def test_nothing_dynamic_reaches_around_the_floors() -> None:
    for path in _files():
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Name) and node.id == "__import__":
                raise AssertionError(f"{path.relative_to(ROOT)}:{node.lineno}: __import__")
