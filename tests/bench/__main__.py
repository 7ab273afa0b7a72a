"""``make bench``: what scoring costs beside the bare weighing of words, in one run.

Prints medians, and exits 1 where a ratio is over its budget in ``budgets.toml``.
"""

import sys
import time
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from caveat.bundle import SHIPPED_DIR
from caveat.comment import Comment
from caveat.loading import load
from caveat.model import RiskModel
from caveat.reading import read
from caveat.score import Explain
from caveat_training.corpus import read_corpus

COMMENTS = 640
BATCH = 64
ROUNDS = 5
BUDGETS = tomllib.loads((Path(__file__).parent / "budgets.toml").read_text(encoding="utf-8"))


def main() -> int:
    """Measure, print and compare; returns the exit code."""
    model = load(str(SHIPPED_DIR))
    examples = read_corpus()
    comments = [e.comment for e in examples[:: max(1, len(examples) // COMMENTS)]][:COMMENTS]
    ways = _ways(model, comments)
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):  # in turn, so that the machine's drift hits all alike
        for name, way in ways.items():
            began = time.perf_counter()
            way()
            seconds[name].append(time.perf_counter() - began)
    return _compare({name: median(values) / len(comments) for name, values in seconds.items()})


def _ways(model: RiskModel, comments: Sequence[Comment]) -> dict[str, Callable[[], None]]:
    readings = [read(comment) for comment in comments]

    def bare() -> None:
        for reading in readings:
            model.family.logits([reading])

    def bare_batches() -> None:
        for start in range(0, len(readings), BATCH):
            model.family.logits(readings[start : start + BATCH])

    def one(explain: Explain) -> Callable[[], None]:
        def way() -> None:
            for comment in comments:
                model.score([comment], explain)

        return way

    def batches() -> None:
        for start in range(0, len(comments), BATCH):
            model.score(comments[start : start + BATCH], Explain.NONE)

    return {
        "bare, one comment": bare,
        "bare, batches": bare_batches,
        "one_comment_without_grounds": one(Explain.NONE),
        "one_comment_with_spans": one(Explain.SPANS),
        "batch_without_grounds": batches,
    }


def _compare(seconds: dict[str, float]) -> int:
    over = 0
    for name, value in seconds.items():
        line = f"{name:<30} {value * 1000:7.3f} ms a comment"
        if name in BUDGETS:
            base = "bare, batches" if name.startswith("batch") else "bare, one comment"
            ratio = value / seconds[base]
            over += ratio > BUDGETS[name]
            line += f", {ratio:5.2f} times bare (budget {BUDGETS[name]:g})"
            line += "  OVER" if ratio > BUDGETS[name] else ""
        print(line)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
