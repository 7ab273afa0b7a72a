"""``python -m caveat_serving.openapi`` prints the OpenAPI document that is committed.

May import ``app``.
"""

import json

from caveat_serving.app import openapi_document


def rendered() -> str:
    """The document as the committed file holds it."""
    return json.dumps(openapi_document(), indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    print(rendered(), end="")
