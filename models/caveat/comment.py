"""What goes in: one reader comment with the little context that may decide it.

There is no field about the author, here or anywhere: a score is about the words. May
import nothing of the project.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment to score.

    Parameters
    ----------
    text
        The comment as its writer sent it. Span offsets count its code points.
    id
        The caller's name for it; echoed, never interpreted.
    page_title
        Title of the page the comment stands on (a news story, a clinic's review page), or "".
    parent_text
        The comment it replies to, or "".
    language
        The caller's guess at the language as an ISO 639-1 code, or "". Language is detected
        all the same.
    """

    text: str
    id: str = ""
    page_title: str = ""
    parent_text: str = ""
    language: str = ""

    @property
    def has_context(self) -> bool:
        return bool(self.page_title.strip() or self.parent_text.strip())
