"""``caveat-train mine``: how often ordinary talk is flagged, and which texts to read.

On text that is nearly all harmless, what is flagged is nearly all false alarm; reading the highest
scores tells what the corpus lacks. Texts are scored and forgotten: ids and scores come out. May
import ``metrics`` and ``caveat``.
"""

import gzip
import heapq
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from caveat.comment import Comment
from caveat.errors import CaveatError
from caveat.labels import Risk
from caveat.loading import load
from caveat.model import RiskModel
from caveat.score import Explain
from caveat_training.metrics import share

_AT_ONCE = 256
_PER = 10_000


@dataclass(frozen=True, slots=True)
class Mined:
    """What the model makes of one file.

    Parameters
    ----------
    flagged
        Per risk, the number of texts at or above the default threshold.
    highest
        Per risk, ``(score, id)`` from the highest down.
    """

    texts: int
    flagged: dict[Risk, int]
    highest: dict[Risk, list[tuple[float, str]]]


def run(files: Sequence[Path], model: str, top: int) -> int:
    """Print a line per file and risk, and the `top` ids; returns the exit code.

    Raises
    ------
    CaveatError
        A file or the model cannot be read.
    """
    scorer = load(model)
    for file in files:
        mined = mine(scorer, file, top)
        for risk, flagged in mined.flagged.items():
            hits = share(np.arange(mined.texts) < flagged)
            rate, low, high = (round(x * _PER) for x in (hits.value, hits.low, hits.high))
            print(
                f"{file.name}: {mined.texts} texts, {risk} flagged on {flagged}: "
                f"{rate} per {_PER:,} ({low}-{high})"
            )
            for score, id_ in mined.highest[risk]:
                print(f"  {score:.3f} {id_}")
    return 0


def mine(model: RiskModel, file: Path, top: int) -> Mined:
    """Score every text of `file`, JSON lines with ``id`` and ``text``, plain or gzip.

    Raises
    ------
    CaveatError
        The file cannot be read or a line is not of that form.
    """
    comments = read_texts(file)
    texts, flagged = 0, dict.fromkeys(Risk, 0)
    highest: dict[Risk, list[tuple[float, str]]] = {risk: [] for risk in Risk}
    while batch := list(islice(comments, _AT_ONCE)):
        texts += len(batch)
        for score in model.score(batch, Explain.NONE):
            for risk, of_risk in score.risks.items():
                flagged[risk] += model.policy.flags(risk, of_risk)
                highest[risk] = heapq.nlargest(top, [*highest[risk], (of_risk.score, score.id)])
    return Mined(texts, flagged, highest)


def read_texts(file: Path) -> Iterator[Comment]:
    """Every text of `file` as a comment without context.

    Raises
    ------
    CaveatError
        As ``mine``, when the fault is reached.
    """
    opener = gzip.open if file.suffix == ".gz" else open
    where = f"{file}"
    try:
        with opener(file, "rb") as lines:
            for number, line in enumerate(lines, start=1):
                where = f"{file}:{number}"
                row = json.loads(line)
                yield Comment(str(row["text"]), id=str(row["id"]))
    except (OSError, EOFError) as error:
        raise CaveatError(f"{file}: cannot be read ({type(error).__name__})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise CaveatError(
            f"{where}: is not a JSON object with 'id' and 'text' ({type(error).__name__})"
        ) from error
