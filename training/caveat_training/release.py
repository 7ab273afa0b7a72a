"""``caveat-train release``: a bundle that keeps the policy's gates becomes a registered version.

May import ``corpus``, ``evaluate``, ``judged``, ``split`` and ``caveat``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from caveat.bundle import SHIPPED_DIR, open_bundle, reproduce_golden, write_bundle
from caveat.home import Home
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
    gates = list(false_alarm_gates(evaluate(model, judged, "the corpus's test split")))
    for gate in gates:
        print(f"{'kept' if gate.kept else 'NOT KEPT':<9} {gate.name}: {gate.found}")
    if not all(gate.kept for gate in gates):
        print("nothing was registered")
        return 1
    registered = Registry(Home.from_environment()).register(folder, alias)
    print(f"registered as version {registered.version}, alias '{alias}', {registered.digest}")
    if ship:
        write_bundle(SHIPPED_DIR, bundle.manifest, bundle.contents)
        print(f"shipped as {SHIPPED_DIR.name}/ inside the package")
    return 0


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
