"""``caveat-train check``: audit the corpus, count what it holds, say what falls short.

May import ``agreement``, ``audit``, ``corpus``, ``requirements`` and ``split``.
"""

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from caveat_training.agreement import Agreement, agreement, agreement_by_register
from caveat_training.audit import audit
from caveat_training.corpus import CORPUS_DIR, read_corpus
from caveat_training.requirements import counts
from caveat_training.split import Split, split_of


def run(corpus: Path | None, *, as_json: bool) -> int:
    """Print findings and counts; returns 1 where anything is to be mended, else 0.

    The required counts are those of the project's own corpus; another one is only audited.

    Raises
    ------
    CorpusError
        The corpus does not follow the form.
    """
    examples = read_corpus(corpus or CORPUS_DIR)
    findings = audit(examples)
    counted = counts(examples) if corpus is None else []
    splits = Counter(split_of(example) for example in examples)
    agreed = agreement(examples)
    good = not findings and all(count.met for count in counted)
    if as_json:
        plain = {
            "comments": len(examples),
            "splits": {split: splits[split] for split in Split},
            "counts": [asdict(count) | {"met": count.met} for count in counted],
            "agreement": None if agreed is None else asdict(agreed),
            "agreement_by_register": {
                register: asdict(of_register)
                for register, of_register in agreement_by_register(examples).items()
            },
            "findings": [asdict(finding) for finding in findings],
            "good": good,
        }
        print(json.dumps(plain, indent=1))
        return 0 if good else 1
    for finding in findings:
        print(finding)
    print(
        f"{len(examples)} comments ("
        + ", ".join(f"{splits[split]} {split}" for split in Split)
        + f"), {len(findings)} findings"
    )
    for count in counted:
        verdict = "" if count.met else "  FALLS SHORT"
        print(f"  {count.name:<28} {count.found:>6} of {count.least}{verdict}")
    if agreed is not None:
        print(_agreement_line(agreed))
    return 0 if good else 1


def _agreement_line(agreed: Agreement) -> str:
    promotion, overclaiming = (
        "none" if kappa is None else f"{kappa:.2f}"
        for kappa in (agreed.promotion_kappa, agreed.overclaiming_kappa)
    )
    return (
        f"second, blind reading of {agreed.comments} comments: quadratic-weighted kappa "
        f"{promotion} (promotion), {overclaiming} "
        f"(overclaiming); {agreed.straddling_share:.1%} stand on both sides of the action line"
    )
