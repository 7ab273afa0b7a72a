"""The command ``caveat``: serve, score.

Heavy imports wait until a command needs them. May import everything in this room.
"""

import argparse
import os
import sys
from collections.abc import Sequence

import caveat
from caveat.errors import CaveatError, MissingExtraError

EXIT_OK = 0
EXIT_NOTHING_READ = 1
EXIT_ERROR = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except CaveatError as error:
        print(f"caveat: {error}", file=sys.stderr)
        return EXIT_ERROR
    except BrokenPipeError:  # the reader has left, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK
    except KeyboardInterrupt:
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="caveat",
        description="Score comments for promotion of unproven clinics and for overclaiming.",
    )
    parser.add_argument("--version", action="version", version=f"caveat {caveat.__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="start the API and the moderator's page")
    serve.add_argument("--host", help="address to listen on (default 127.0.0.1)")
    serve.add_argument("--port", type=int, help="port to listen on (default 8000)")
    serve.add_argument("--model", help="alias, version or sha256:… to serve (default champion)")
    serve.set_defaults(run=_serve)

    score = commands.add_parser(
        "score",
        help="score one comment, or a stream of them",
        description=(
            "Score one comment given as TEXT, or with --jsonl one /v1/score comment object a "
            "line from standard input. Exit code 0, 1 where no line could be read, 2 where the "
            "command could not run."
        ),
    )
    score.add_argument("text", nargs="?", metavar="TEXT", help="the comment; '-' reads it all "
                       "from standard input")  # fmt: skip
    score.add_argument("--jsonl", action="store_true", help="comment objects from standard input")
    score.add_argument("--json", action="store_true", help="print the result object")
    score.add_argument("--page-title", default="", help="title of the page it stands on")
    score.add_argument("--parent", default="", help="the comment it replies to")
    score.add_argument(
        "--model", default="", metavar="ALIAS|VERSION|DIR", help="which model (default champion)"
    )
    score.add_argument(
        "--explain", choices=["none", "reasons", "spans"], default="spans", help="grounds to give"
    )
    score.set_defaults(run=_score)
    return parser


def _serve(arguments: argparse.Namespace) -> int:
    try:
        from caveat_serving.server import serve
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name or "fastapi", "serve") from error
    given = {"host": arguments.host, "port": arguments.port, "model": arguments.model}
    return serve({name: value for name, value in given.items() if value is not None})


def _score(arguments: argparse.Namespace) -> int:
    if arguments.jsonl == (arguments.text is not None):
        raise CaveatError("give one TEXT, or --jsonl and comment objects on standard input")
    try:
        from caveat_serving import score_command
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name or "pydantic", "serve") from error
    return score_command.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
