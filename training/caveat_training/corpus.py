r"""The corpus form: labelled comments in files that a person reads and edits.

An entry is a heading, some fields, an empty line, and the comment, its evidence marked::

    === c-0042
    register: 20
    language: en
    condition: multiple sclerosis
    intervention: fat-derived stem cells
    page: Fat cells tested in progressive MS
    labels: P2 O0

    Don't mess about, {target|Dr Aydan at Bosfor Cell} {steer|is the one. Google him}

``\n`` in a field is a line break; a line of a comment that begins with ``=`` is written
``\u003d``. May import ``caveat``.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from caveat.comment import Comment
from caveat.errors import CaveatError
from caveat_training.example import FORMS, LAST_REGISTER, Example, Labels
from caveat_training.marks import escape, parse_marked, unescape, write_marked

CORPUS_DIR = Path(__file__).resolve().parent.parent / "corpus"
"""The corpus of this repository, beside the package in a checkout."""

FIELDS = (
    "register",
    "language",
    "condition",
    "intervention",
    "page",
    "parent",
    "group",
    "form",
    "labels",
    "votes",
    "note",
)
REQUIRED_FIELDS = ("register", "language", "labels")

_HEADING = re.compile(r"=== (?P<id>[a-z0-9][a-z0-9-]*)")
_FIELD = re.compile(r"(?P<name>[a-z]+):(?: (?P<value>.*))?")
_T = TypeVar("_T")


class CorpusError(CaveatError):
    """A corpus file does not follow the form; the message names file, line and remedy."""


def read_corpus(path: Path = CORPUS_DIR) -> list[Example]:
    """Read one corpus file, or every ``*.txt`` of a folder in the order of their names.

    Raises
    ------
    CorpusError
        The path is missing or empty, a file is not UTF-8, an entry breaks the form, or an id
        stands twice.
    """
    files = sorted(path.glob("*.txt")) if path.is_dir() else [path]
    if not files:
        raise CorpusError(f"{path}: no *.txt file in this folder; name a corpus file or folder")
    examples = [example for file in files for example in parse(_read_text(file), file.name)]
    if not examples:
        raise CorpusError(f"{path}: holds no entry; an entry starts with '=== id'")
    seen: dict[str, str] = {}
    for example in examples:
        if example.id in seen:
            raise CorpusError(
                f"{example.where}: the id {example.id} stands already at {seen[example.id]}; "
                "give this entry an id of its own"
            )
        seen[example.id] = example.where
    return examples


def parse(text: str, name: str) -> Iterator[Example]:
    """Parse the text of one corpus file; `name` is what messages call it.

    Raises
    ------
    CorpusError
        With ``name:line`` at the first line that breaks the form.
    """
    first_line, block = 0, list[str]()
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith("="):
            if block:
                yield _parse_entry(block, name, first_line)
            first_line, block = number, [line]
        elif block:
            block.append(line)
        elif line.strip():
            raise CorpusError(f"{name}:{number}: text before the first '=== id' heading")
    if block:
        yield _parse_entry(block, name, first_line)


def serialise(examples: Iterable[Example]) -> str:
    """Write examples in the corpus form; ``parse`` reads back equal ones.

    Raises
    ------
    ValueError
        An example's evidence crosses or overruns its text.
    """
    return "\n".join(_write_entry(example) for example in examples)


def _read_text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except OSError as error:
        raise CorpusError(f"{file}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise CorpusError(f"{file}: byte {error.start} is not UTF-8; save it as UTF-8") from error


def _parse_entry(block: list[str], name: str, line: int) -> Example:
    heading = _HEADING.fullmatch(block[0])
    if heading is None:
        raise CorpusError(
            f"{name}:{line}: a heading is '=== ' and an id of a-z, 0-9 and '-'; a comment's own "
            "line that begins with '=' is written \\u003d"
        )
    values, body_at = _parse_fields(block, name, line)
    body = "\n".join(block[body_at:]).rstrip("\n")
    text, evidence = _checked(parse_marked, body, f"{name}:{line + body_at}")
    if not text.strip():
        raise CorpusError(f"{name}:{line + body_at}: the comment is empty; write its words here")
    return Example(
        comment=Comment(
            text=text,
            id=heading["id"],
            page_title=values.get("page", ""),
            parent_text=values.get("parent", ""),
            language=values["language"],
        ),
        labels=_checked(Labels.parse, values["labels"], f"{name}:{line}: labels"),
        register=_checked(_parse_register, values["register"], f"{name}:{line}: register"),
        evidence=evidence,
        condition=values.get("condition", ""),
        intervention=values.get("intervention", ""),
        group=values.get("group", ""),
        form=_checked(_parse_form, values.get("form", ""), f"{name}:{line}: form"),
        votes=_checked(_parse_votes, values.get("votes", ""), f"{name}:{line}: votes"),
        note=values.get("note", ""),
        where=f"{name}:{line}",
    )


def _parse_fields(block: list[str], name: str, line: int) -> tuple[dict[str, str], int]:
    """Read the fields; the second value is the index in `block` at which the comment starts."""
    values: dict[str, str] = {}
    for offset, text in enumerate(block[1:], start=1):
        if not text:
            missing = [required for required in REQUIRED_FIELDS if not values.get(required)]
            if missing:
                raise CorpusError(f"{name}:{line}: the field '{missing[0]}' is missing")
            return values, offset + 1
        where = f"{name}:{line + offset}"
        match = _FIELD.fullmatch(text)
        if match is None or match["name"] not in FIELDS:
            raise CorpusError(
                f"{where}: a field is 'name: value' with a name of {', '.join(FIELDS)}; an empty "
                "line parts the fields from the comment"
            )
        if match["name"] in values:
            raise CorpusError(f"{where}: the field '{match['name']}' stands twice")
        values[match["name"]] = _checked(unescape, (match["value"] or "").strip(), where)
    raise CorpusError(f"{name}:{line}: no empty line and no comment after the fields")


def _checked(reader: Callable[[str], _T], value: str, where: str) -> _T:
    try:
        return reader(value)
    except ValueError as error:
        raise CorpusError(f"{where}: {error}") from error


def _parse_register(value: str) -> int:
    if not (value.isdecimal() and int(value) <= LAST_REGISTER):
        raise ValueError(f"{value!r} is not a register number from 0 to {LAST_REGISTER}")
    return int(value)


def _parse_form(value: str) -> str:
    if value not in FORMS:
        raise ValueError(f"{value!r} is not one of {', '.join(FORMS[1:])}")
    return value


def _parse_votes(value: str) -> tuple[Labels, ...]:
    return tuple(Labels.parse(vote.strip()) for vote in value.split(";") if vote.strip())


def _write_entry(example: Example) -> str:
    comment = example.comment
    values = {
        "register": str(example.register),
        "language": comment.language,
        "condition": example.condition,
        "intervention": example.intervention,
        "page": comment.page_title,
        "parent": comment.parent_text,
        "group": example.group,
        "form": example.form,
        "labels": str(example.labels),
        "votes": "; ".join(str(vote) for vote in example.votes),
        "note": example.note,
    }
    lines = [f"=== {example.id}"]
    lines += [
        f"{name}: " + escape(values[name]).replace("\n", "\\n") for name in FIELDS if values[name]
    ]
    body = write_marked(comment.text, example.evidence)
    words = body.rstrip("\n")
    body = words + "\\n" * (len(body) - len(words))  # or they would be lost among empty lines
    lines += ["", re.sub(r"(?m)^=", r"\\u003d", body), ""]
    return "\n".join(lines)
