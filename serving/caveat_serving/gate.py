"""What happens to every request before a route sees it: a name, and a bound on its size.

Pure ASGI, so that a body is counted as it arrives and none is held beyond the limit. May import
``limits`` and ``problems``.
"""

import re
import uuid
from collections import deque

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from caveat_serving.limits import MAX_BODY_BYTES
from caveat_serving.problems import Fault, Problem, reply

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The moderator's page loads nothing from elsewhere and runs nothing that is not ours."""


class Gate:
    """Gives each request an id, bounds its body, and sets headers that every reply carries."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        answer = _with_headers(send, request_id, page=_is_page(scope["path"]))
        body = _Bounded(receive)
        problem = _refusal(scope, headers) or await body.read()
        if problem is None:
            await self.app(scope, body.replay, answer)
        else:
            await reply(problem, Request(scope))(scope, receive, answer)


class _Bounded:
    """A request's body, read up to the limit before anything else looks at it."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._messages: deque[Message] = deque()

    async def read(self) -> Problem | None:
        """Read it all; the problem is that it passed the limit."""
        size, more = 0, True
        while more:
            message = await self._receive()
            size += len(message.get("body", b""))
            if size > MAX_BODY_BYTES:
                return _too_large(None)
            self._messages.append(message)
            more = message["type"] == "http.request" and message.get("more_body", False)
        return None

    async def replay(self) -> Message:
        return self._messages.popleft() if self._messages else await self._receive()


def _is_page(path: str) -> bool:
    return path == "/" or path.startswith("/page/")


def _with_headers(send: Send, request_id: str, *, page: bool) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = request_id
            headers["X-Content-Type-Options"] = "nosniff"
            headers["Referrer-Policy"] = "no-referrer"
            if page:
                headers["Content-Security-Policy"] = PAGE_POLICY
        await send(message)

    return send_with_headers


def _refusal(scope: Scope, headers: Headers) -> Problem | None:
    """Why the request is refused on its headers alone, if it is."""
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) > MAX_BODY_BYTES:
        return _too_large(int(length))
    kind = headers.get("content-type", "").split(";")[0].strip().lower()
    has_body = scope["method"] == "POST"
    if has_body and kind != "application/json" and not kind.endswith("+json"):
        return Problem(
            415,
            "unsupported-media-type",
            "The body's media type is not JSON",
            "Send 'Content-Type: application/json'.",
        )
    return None


def _too_large(actual: int | None) -> Problem:
    return Problem(
        413,
        "body-too-large",
        "The body is over the limit",
        f"Send at most {MAX_BODY_BYTES} bytes a call; split the comments over several.",
        [Fault(pointer="", code="too_large", limit=MAX_BODY_BYTES, actual=actual)],
    )
