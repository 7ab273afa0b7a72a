"""What the corpus must hold is counted as the file names it."""

from pathlib import Path

import pytest

from caveat.errors import CaveatError
from caveat_training.agreement import agreement, agreement_by_register
from caveat_training.corpus import parse
from caveat_training.example import Example
from caveat_training.requirements import COUNTED, REQUIREMENTS_FILE, counts

ENTRIES = """=== a
register: 0
language: en
labels: P0 O0
votes: P0 O0; P0 O0

hello
=== b
register: 1
language: es
condition: MS
intervention: stem cells
page: Reviews: a clinic
parent: where?
group: g
form: review
labels: P2 O1
votes: P2 O1; P1 O1

{steer|ve} {efficacy|ya}
=== c
register: 2
language: en
group: g
form: trick
labels: P0 O0 A
votes: P0 O0 A; P0 O0

c a l l m e
"""


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return list(parse(ENTRIES, "c.txt"))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("comments", 3),
        ("promotion_at_action_line", 1),
        ("overclaiming_at_action_line", 0),
        ("exactly_grade_1", 1),
        ("smallest_register", 0),
        ("ordinary", 1),
        ("long", 0),
        ("reviews_on_providers_pages", 1),
        ("not_about_stem_cells", 2),
        ("with_parent", 1),
        ("with_page", 1),
        ("not_english", 1),
        ("conditions", 1),
        ("interventions", 1),
        ("tricks", 1),
        ("tricks_by_the_innocent", 1),
        ("minimal_pair_groups", 1),
        ("read_twice", 3),
    ],
)
def test_each_count(examples: list[Example], name: str, found: int) -> None:
    assert COUNTED[name](examples) == found


def test_the_project_s_file_names_only_what_is_counted(examples: list[Example]) -> None:
    required = counts(examples, REQUIREMENTS_FILE)
    assert not all(count.met for count in required)
    assert {count.name for count in required} <= set(COUNTED)


def test_an_unknown_name_is_told(tmp_path: Path, examples: list[Example]) -> None:
    file = tmp_path / "r.toml"
    file.write_text("coments = 3\n")
    with pytest.raises(CaveatError, match="nothing counts 'coments'"):
        counts(examples, file)


def test_agreement_of_the_first_two_readings(examples: list[Example]) -> None:
    agreed = agreement(examples)
    assert agreed is not None
    assert agreed.comments == 3
    assert agreed.straddling_share == pytest.approx(1 / 3)
    assert agreed.promotion_kappa is not None
    assert agreed.promotion_kappa < 1
    by_register = agreement_by_register(examples)
    assert list(by_register) == [0, 1, 2]
    assert by_register[0].promotion_kappa is None
    assert by_register[1].straddling_share == 1
    assert agreement([]) is None
