"""``caveat``, run as a person or a program runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SELLER = "WhatsApp Dr Osei on +44 1632 960177, his herbs cured my MS totally in 21 days. Book now"
SEEKER = "Where can I get this please? SPMS since 2011"


def caveat(home: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("CAVEAT_")}
    return subprocess.run(
        [sys.executable, "-m", "caveat_serving.cli", *arguments],
        input=stdin,
        capture_output=True,
        env={**environment, "CAVEAT_HOME": str(home), "COLUMNS": "120"},
        check=False,
        timeout=120,
    )


def lines(*rows: Any) -> bytes:
    return b"\n".join(row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows)


def test_a_fresh_install_scores_at_once_and_writes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = caveat(home, "score", SELLER)
    assert done.returncode == 0, done.stderr
    said = done.stdout.decode()
    assert SELLER in said
    assert "clinic_promotion" in said
    assert "recommendation" in said
    assert not home.exists()


def test_json_gives_the_result_object(tmp_path: Path) -> None:
    result = json.loads(caveat(tmp_path, "score", "--json", SEEKER).stdout)
    assert result["status"] == "ok"
    assert result["recommendation"] == "allow"


def test_text_comes_from_standard_input_for_a_dash(tmp_path: Path) -> None:
    done = caveat(tmp_path, "score", "--json", "-", stdin=SEEKER.encode())
    assert json.loads(done.stdout)["input"]["chars"] == len(SEEKER)
    broken = caveat(tmp_path, "score", "--json", "-", stdin=b"caf\xe9 cures")
    assert broken.returncode == 1
    assert json.loads(broken.stdout)["status"] == "error"


def test_lines_keep_their_order_and_a_bad_one_its_place(tmp_path: Path) -> None:
    done = caveat(
        tmp_path,
        "score",
        "--jsonl",
        stdin=lines(
            {"id": "a", "text": SEEKER, "gold": {"ignored": True}},
            b"",
            b"{not json",
            [1, 2],
            {"id": "e"},
            b'{"id": "f", "text": "\xff"}',
            b"[" * 100_000,
            {"id": "h", "text": "x" * 20_481},
            {"id": "i", "text": SELLER, "context": {"page_title": "News", "parent_text": None}},
            {"id": "j", "text": "", "context": None},
        ),
    )
    assert done.returncode == 0, done.stderr
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r.get("id") for r in results] == ["a", None, None, "e", None, None, "h", "i", "j"]
    assert [r["status"] for r in results] == ["ok", *["error"] * 6, "ok", "abstained"]
    pointers = [r["error"]["errors"][0]["pointer"] for r in results if "error" in r]
    assert pointers == ["line 3", "line 4", "line 5/text", "line 6", "line 7", "line 8/text"]
    assert results[7]["spans"]


def test_a_line_without_end_is_bounded(tmp_path: Path) -> None:
    huge = b'{"id": "a", "text": "' + b"x" * 5_000_000 + b'"}'
    done = caveat(tmp_path, "score", "--jsonl", stdin=lines(huge, {"id": "b", "text": SEEKER}))
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert first["error"]["errors"][0]["code"] == "too_large"
    assert second["id"] == "b"


@pytest.mark.parametrize("stdin", [b"", b"\n\n", b"nonsense\n[]\n"])
def test_nothing_readable_exits_one(tmp_path: Path, stdin: bytes) -> None:
    assert caveat(tmp_path, "score", "--jsonl", stdin=stdin).returncode == 1


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m caveat_serving.cli score --jsonl | head -n 1"
    rows = lines(*[{"id": str(n), "text": SEEKER} for n in range(500)])
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        input=rows,
        capture_output=True,
        env={**os.environ, "CAVEAT_HOME": str(tmp_path)},
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("score",), b"give one TEXT, or --jsonl"),
        (("score", "--jsonl", "text"), b"give one TEXT, or --jsonl"),
        (("score", "--model", "challenger", SEEKER), b"no such model"),
        (("score", "--model", "77", SEEKER), b"no such model"),
        (("score", "--model", ".", SEEKER), b"manifest.json: cannot be read"),
        (("serve", "--host", "0.0.0.0"), b"no keys yet"),
        (("serve", "--port", "99999"), b"port"),
        (("serve", "--model", "challenger"), b"no such model"),
    ],
)
def test_a_wrong_call_says_what_to_do(
    tmp_path: Path, arguments: tuple[str, ...], words: bytes
) -> None:
    done = caveat(tmp_path / "home", *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert b"Traceback" not in done.stderr


def test_loading_needs_neither_torch_nor_a_registry() -> None:
    code = (
        "import sys, caveat; caveat.load(sys.argv[1]).score([caveat.Comment('hello there')]);"
        "print([m for m in ('torch', 'mlflow', 'transformers', 'fastapi') if m in sys.modules])"
    )
    shipped = Path(__file__).parents[2] / "models" / "caveat" / "champion"
    done = subprocess.run(
        [sys.executable, "-c", code, str(shipped)], capture_output=True, check=True
    )
    assert done.stdout.strip() == b"[]"
