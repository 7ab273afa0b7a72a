"""``caveat-train evaluate``: the figures of one model on one set, for people or programs.

May import ``corpus``, ``evaluate``, ``judged``, ``split`` and ``caveat``.
"""

import json
from pathlib import Path

from rich.console import Console
from rich.table import Table

from caveat.loading import load
from caveat_training.corpus import CORPUS_DIR, read_corpus
from caveat_training.evaluate import Evaluation, FalseAlarms, RiskFigures, evaluate
from caveat_training.judged import Judged, of_examples, read_judged
from caveat_training.metrics import Estimate
from caveat_training.split import Split, only

_ROWS = {
    "average precision": "average_precision",
    "ROC AUC": "roc_auc",
    "precision at the threshold": "precision",
    "recall at the threshold": "recall",
    "F1 at the threshold": "f1",
    "quadratic-weighted kappa of the grade": "weighted_kappa",
    "expected calibration error": "calibration_error",
}


def run(data: Path | None, corpus: Path | None, model: str, *, as_json: bool) -> int:
    """Print the figures; returns the exit code.

    Raises
    ------
    CaveatError
        The data or the model cannot be read.
    """
    name, judged = _data(data, corpus)
    evaluation = evaluate(load(model), judged, name)
    if as_json:
        print(json.dumps(evaluation.plain(), indent=1))
    else:
        show(evaluation, Console(width=110))
    return 0


def show(evaluation: Evaluation, console: Console) -> None:
    """Print a table of figures, each with its 95 % interval."""
    console.print(
        f"{evaluation.comments} comments of {evaluation.data}; model {evaluation.model}; "
        f"{evaluation.abstained} abstained; 95 % intervals by bootstrap",
        highlight=False,
    )
    table = Table(show_edge=False)
    table.add_column("")
    for risk in evaluation.risks:
        table.add_column(str(risk), justify="right")
    figures = list(evaluation.risks.values())
    table.add_row("comments (grade 2 or more)", *map(_counts, figures))
    table.add_row("threshold", *(f"{f.threshold:.3f}" for f in figures))
    for title, field in _ROWS.items():
        table.add_row(title, *(_estimate(getattr(f, field)) for f in figures))
    for group in figures[0].false_alarms:
        table.add_row(
            f"false alarms: {group}", *(_false_alarms(f.false_alarms[group]) for f in figures)
        )
    console.print(table)


def _data(data: Path | None, corpus: Path | None) -> tuple[str, list[Judged]]:
    if data is not None:
        return data.name, read_judged(data)
    examples = only(read_corpus(corpus or CORPUS_DIR), Split.TEST)
    return "the corpus's test split", of_examples(examples)


def _counts(figures: RiskFigures) -> str:
    return f"{figures.comments} ({figures.positives})"


def _estimate(estimate: Estimate) -> str:
    if estimate.value != estimate.value:  # NaN: the data cannot give this figure
        return "not to be had"
    return f"{estimate.value:.3f} ({estimate.low:.3f}-{estimate.high:.3f})"


def _false_alarms(group: FalseAlarms) -> str:
    return f"{group.flagged} of {group.comments} (95 % sure: at most {group.upper:.1%})"
