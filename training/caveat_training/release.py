"""``caveat-train release``: a bundle that keeps the policy's gates becomes a registered version.

May import ``corpus``, ``evaluate``, ``judged``, ``split`` and ``caveat``.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from caveat.bundle import (
    LAYOUT,
    SHIPPED_DIR,
    Bundle,
    file_facts,
    open_bundle,
    reproduce_golden,
    write_bundle,
)
from caveat.home import Home
from caveat.manifest import Manifest
from caveat.registry import Registry
from caveat_training.corpus import read_corpus
from caveat_training.evaluate import Evaluation, evaluate
from caveat_training.judged import of_examples
from caveat_training.split import Split, only

MAX_FALSE_ALARMS = 0.01
"""Policy, section 6: at most 1 in 100 seekers and 1 in 100 warners reach the action line."""

GATED_GROUPS = ("seekers", "warners")


@dataclass(frozen=True, slots=True)
class Gate:
    """One condition of a release, and what was found."""

    name: str
    kept: bool
    found: str


def run(folder: Path, alias: str, *, ship: bool) -> int:
    """Judge the bundle in `folder`; register it and move `alias` to it if every gate is kept.

    Returns
    -------
    int
        0, or 1 where a gate is not kept and nothing was registered.

    Raises
    ------
    CaveatError
        The bundle is not intact, the corpus cannot be read, or the registry does not answer.
    """
    bundle = open_bundle(folder)
    model = bundle.load()
    reproduce_golden(model, bundle.golden)
    judged = of_examples(only(read_corpus(), Split.TEST))
    evaluation = evaluate(model, judged, "the corpus's test split")
    gates = list(false_alarm_gates(evaluation))
    for gate in gates:
        print(f"{'kept' if gate.kept else 'NOT KEPT':<9} {gate.name}: {gate.found}")
    if not all(gate.kept for gate in gates):
        print("nothing was registered")
        return 1
    manifest, contents = with_figures(bundle, evaluation)
    with TemporaryDirectory() as draft:
        write_bundle(Path(draft) / "bundle", manifest, contents)
        registered = Registry(Home.from_environment()).register(Path(draft) / "bundle", alias)
    print(f"registered as version {registered.version}, alias '{alias}', {registered.digest}")
    if ship:
        write_bundle(SHIPPED_DIR, manifest, contents)
        print(f"shipped as {SHIPPED_DIR.name}/ inside the package")
    return 0


def with_figures(bundle: Bundle, evaluation: Evaluation) -> tuple[Manifest, Mapping[str, bytes]]:
    """The bundle's manifest and files, its card completed with what the evaluation found."""
    figures = evaluation.plain()
    del figures["model"]  # the card belongs to a bundle whose digest it cannot hold
    card = {**bundle.card, "evaluation": figures}
    data = (json.dumps(card, indent=1) + "\n").encode()
    files = {**bundle.manifest.files, LAYOUT.card: file_facts(data)}
    return replace(bundle.manifest, files=files), {**bundle.contents, LAYOUT.card: data}


def false_alarm_gates(evaluation: Evaluation) -> Iterator[Gate]:
    """The policy's release gate, per risk and group, on the evaluation's comments."""
    for risk, figures in evaluation.risks.items():
        for group in GATED_GROUPS:
            alarms = figures.false_alarms[group]
            yield Gate(
                name=f"{risk}: false alarms on {group}",
                kept=alarms.comments > 0 and alarms.share.value <= MAX_FALSE_ALARMS,
                found=(
                    f"{alarms.flagged} of {alarms.comments}, 95 % sure of at most "
                    f"{alarms.upper:.1%}; allowed {MAX_FALSE_ALARMS:.0%}"
                ),
            )
