"""``caveat score --jsonl``: comment objects in, result objects out, line by line.

May import ``limits``, ``problems``, ``results``, ``schemas`` and ``caveat``.
"""

import json
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, TextIO

from caveat.model import RiskModel
from caveat.score import Explain
from caveat_serving.limits import MAX_BODY_BYTES
from caveat_serving.problems import Fault
from caveat_serving.results import scored
from caveat_serving.schemas import CommentIn, InvalidComment, read_comment

_LINES_AT_ONCE = 64
_CODES = {UnicodeDecodeError: "invalid_utf8", RecursionError: "nested_too_deeply"}


def score_lines(model: RiskModel, source: BinaryIO, out: TextIO, explain: Explain) -> int:
    """Score each line of `source` and write one result object a line, in the same order.

    A line that is not a comment object becomes a result with status ``error`` and its line
    number; empty lines are passed over. Memory does not grow with the input.

    Returns
    -------
    int
        Number of lines that could be read as a comment.
    """
    readable = 0
    items = _items(source)
    while batch := list(islice(items, _LINES_AT_ONCE)):
        out.writelines(
            result.model_dump_json(exclude_none=True) + "\n"
            for result in scored(model, batch, explain)
        )
        out.flush()
        readable += sum(isinstance(item, CommentIn) for item in batch)
    return readable


def _items(source: BinaryIO) -> Iterator[CommentIn | InvalidComment]:
    for number, line in enumerate(_bounded_lines(source), start=1):
        if line.strip():
            yield _item(line, number)


def _item(line: bytes, number: int) -> CommentIn | InvalidComment:
    if len(line) > MAX_BODY_BYTES:
        return InvalidComment(
            id=None,
            faults=[
                Fault(
                    pointer=f"line {number}",
                    code="too_large",
                    limit=MAX_BODY_BYTES,
                    actual=len(line),
                )
            ],
        )
    try:
        item = read_comment(json.loads(line))
    except (ValueError, RecursionError) as error:
        code = _CODES.get(type(error), "malformed_json")
        return InvalidComment(id=None, faults=[Fault(pointer=f"line {number}", code=code)])
    if isinstance(item, InvalidComment):
        for fault in item.faults:
            fault.pointer = f"line {number}{fault.pointer}"
    return item


def _bounded_lines(source: BinaryIO) -> Iterator[bytes]:
    """Lines of `source`; of one beyond the limit only its beginning is kept."""
    while line := source.readline(MAX_BODY_BYTES + 1):
        rest = line
        while not rest.endswith(b"\n") and len(rest) > MAX_BODY_BYTES:
            rest = source.readline(MAX_BODY_BYTES + 1)
        yield line
