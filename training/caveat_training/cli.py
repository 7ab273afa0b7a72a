"""The command ``caveat-train``: check, fit, evaluate, mine, likeness, release.

Heavy imports wait until a command needs them. May import everything in this room.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import caveat
from caveat.errors import CaveatError

EXIT_OK = 0
EXIT_FAULTS = 1
EXIT_ERROR = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except CaveatError as error:
        print(f"caveat-train: {error}", file=sys.stderr)
        return EXIT_ERROR
    except KeyboardInterrupt:
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="caveat-train", description="From labelled comments to a registered model."
    )
    parser.add_argument("--version", action="version", version=f"caveat {caveat.__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="audit the corpus and count what it holds")
    check.add_argument("--corpus", type=Path, help="corpus file or folder (default: the project's)")
    check.add_argument("--json", action="store_true", help="findings and counts as JSON")
    check.set_defaults(run=_check)

    fit = commands.add_parser("fit", help="train a model and write it as a bundle")
    fit.add_argument("--recipe", default="linear", help="name in training/recipes, or a TOML file")
    fit.add_argument("--corpus", type=Path, help="corpus file or folder (default: the project's)")
    fit.add_argument("--output", type=Path, required=True, help="folder for the bundle")
    fit.set_defaults(run=_fit)

    evaluate = commands.add_parser("evaluate", help="figures of a model on labelled comments")
    evaluate.add_argument(
        "--data", type=Path, help="JSON lines of labelled comments (default: the test split)"
    )
    evaluate.add_argument("--corpus", type=Path, help="corpus whose test split to use")
    evaluate.add_argument(
        "--model", default="", metavar="ALIAS|VERSION|DIR", help="which model (default champion)"
    )
    evaluate.add_argument("--json", action="store_true", help="print the figures as JSON")
    evaluate.set_defaults(run=_evaluate)

    mine = commands.add_parser("mine", help="count what is flagged in ordinary talk, and find it")
    mine.add_argument("files", type=Path, nargs="+", help="JSON lines with id and text, or .gz")
    mine.add_argument("--top", type=int, default=0, help="also list the ids with highest scores")
    mine.add_argument(
        "--model", default="", metavar="ALIAS|VERSION|DIR", help="which model (default champion)"
    )
    mine.set_defaults(run=_mine)

    likeness = commands.add_parser("likeness", help="tell the corpus from real text, if you can")
    likeness.add_argument("files", type=Path, nargs="+", help="JSON lines with id and text, or .gz")
    likeness.add_argument("--corpus", type=Path, help="corpus file or folder")
    likeness.set_defaults(run=_likeness)

    release = commands.add_parser("release", help="register a bundle that passes the gates")
    release.add_argument("bundle", type=Path, help="folder that 'fit' wrote")
    release.add_argument("--alias", default="champion", help="alias to move (default champion)")
    release.add_argument(
        "--ship", action="store_true", help="also make it the bundle that the package ships"
    )
    release.set_defaults(run=_release)
    return parser


def _check(arguments: argparse.Namespace) -> int:
    from caveat_training import check_command

    return check_command.run(arguments.corpus, as_json=arguments.json)


def _fit(arguments: argparse.Namespace) -> int:
    from caveat.bundle import write_bundle
    from caveat_training.corpus import CORPUS_DIR, read_corpus
    from caveat_training.fit_linear import fit
    from caveat_training.recipe import read_recipe

    recipe = read_recipe(arguments.recipe)
    examples = read_corpus(arguments.corpus or CORPUS_DIR)
    print(f"fitting recipe '{recipe.name}' on {len(examples)} comments ...", flush=True)
    fitted = fit(examples, recipe)
    digest = write_bundle(arguments.output, fitted.manifest, fitted.contents)
    print(f"{arguments.output}: {digest}")
    for risk, points in fitted.manifest.operating_points.items():
        point = points["default"]
        print(
            f"  {risk}: default threshold {point.threshold:.3f}, precision {point.precision:.2f}, "
            f"recall {point.recall:.2f} ({point.data})"
        )
    return EXIT_OK


def _evaluate(arguments: argparse.Namespace) -> int:
    from caveat_training import evaluate_command

    return evaluate_command.run(
        arguments.data, arguments.corpus, arguments.model, as_json=arguments.json
    )


def _mine(arguments: argparse.Namespace) -> int:
    from caveat_training import mine

    return mine.run(arguments.files, arguments.model, arguments.top)


def _likeness(arguments: argparse.Namespace) -> int:
    from caveat_training import likeness

    return likeness.run(arguments.files, arguments.corpus)


def _release(arguments: argparse.Namespace) -> int:
    from caveat_training import release

    return release.run(arguments.bundle, arguments.alias, ship=arguments.ship)


if __name__ == "__main__":
    sys.exit(main())
