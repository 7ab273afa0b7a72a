"""``caveat score``: one comment for a person, or a stream of them for a program.

May import ``lines``, ``results``, ``schemas``, ``terminal`` and ``caveat``.
"""

import argparse
import sys

from rich.console import Console

from caveat.loading import load
from caveat.score import Explain
from caveat_serving.lines import score_lines
from caveat_serving.results import scored
from caveat_serving.schemas import read_comment
from caveat_serving.terminal import show


def run(arguments: argparse.Namespace) -> int:
    """Run the command; returns its exit code: 0, or 1 where nothing could be read.

    Raises
    ------
    CaveatError
        The model cannot be loaded.
    """
    explain = Explain(arguments.explain)
    model = load(arguments.model)
    if arguments.jsonl:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        return 0 if score_lines(model, sys.stdin.buffer, sys.stdout, explain) else 1
    text = _standard_input() if arguments.text == "-" else arguments.text
    context = {"page_title": arguments.page_title, "parent_text": arguments.parent}
    [result] = scored(model, [read_comment({"text": text, "context": context})], explain)
    if arguments.json:
        print(result.model_dump_json(exclude_none=True))
    else:
        show(result, text, Console())
    return 0 if result.error is None else 1


def _standard_input() -> str:
    """All of standard input; bytes that are not UTF-8 stay visible as such to the validation."""
    return sys.stdin.buffer.read().decode("utf-8", errors="surrogateescape")
