"""A result as a person reads it in a terminal: figures, grounds, and the words marked.

May import ``schemas``, ``caveat`` and rich.
"""

from rich.console import Console
from rich.text import Text

from caveat.labels import KIND_DEFINITIONS, Risk
from caveat.policy import Recommendation
from caveat_serving.schemas import ResultOut

_COLOURS = {
    Risk.CLINIC_PROMOTION: "black on bright_yellow",
    Risk.OVERCLAIMING: "black on bright_cyan",
}
_MEANINGS = {
    Recommendation.ALLOW: "nothing to do",
    Recommendation.CONTEXT_NOTE: "leave up with a context note",
    Recommendation.REVIEW: "a person should look",
    Recommendation.HOLD: "hold until a person has looked",
}
_BAR_CELLS = 20


def show(result: ResultOut, text: str, console: Console) -> None:
    """Print `result` of the comment `text`; marks are named in words too, not by colour alone."""
    console.print(_marked(result, text))
    console.print()
    if result.abstained is not None:
        console.print(f"no opinion: {result.abstained.code}")
        return
    if result.error is not None:
        faults = ", ".join(f"{f.pointer} {f.code}" for f in result.error.errors)
        console.print(f"{result.error.title}: {faults}", markup=False)
        return
    for risk, of_risk in (result.scores or {}).items():
        cells = round(of_risk.score * _BAR_CELLS)
        bar = "█" * cells + "░" * (_BAR_CELLS - cells)
        verdict = "flagged" if of_risk.flagged else "not flagged"
        console.print(
            f"{risk:<17} {bar} {of_risk.score:.2f}  severity {of_risk.severity:.1f}  "
            f"{verdict} (threshold {of_risk.threshold:.2f})",
            highlight=False,
        )
    for span in result.spans or []:
        console.print(
            f"  {span.kind}: “{span.text}” ({KIND_DEFINITIONS[span.kind]})",
            highlight=False,
            markup=False,
        )
    if result.recommendation is not None:
        meaning = _MEANINGS[result.recommendation]
        console.print(f"recommendation    {result.recommendation}: {meaning}", highlight=False)


def _marked(result: ResultOut, text: str) -> Text:
    marked = Text(text)
    for span in result.spans or []:
        marked.stylize(_COLOURS[span.label], span.start, span.end)
    return marked
