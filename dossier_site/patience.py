"""How long a request waits for a database that does not answer; where it was away a moment ago, not at all."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock

READING, WRITING = 12.0, 40.0
"""Seconds that one statement may take while a page is made, and while a form is taken."""

REPLICA = 4
"""Seconds that a statement may take on a replica: after them the primary is asked."""

# Below WRITING: the server says what it waited for, where a connection that is cut says nothing.
LOCK_WAIT, STATEMENT = 30, 35
"""Seconds after which the server itself gives up waiting for a lock, and a statement."""

CHECK = 3.0
"""Seconds in which a connection that was kept must show that it still works."""

AWAY = 5.0
"""Seconds after which a database that was not there is looked for again, by one request."""

_allowed: ContextVar[float | None] = ContextVar("allowed", default=None)


@contextmanager
def allowing(seconds: float) -> Iterator[None]:
    """While in it, no statement of this thread waits longer; commands, outside of it, wait for ever."""
    token = _allowed.set(seconds)
    try:
        yield
    finally:
        _allowed.reset(token)


def allowed() -> float | None:
    """Seconds that a statement may take now; None for any number."""
    return _allowed.get()


class Absence:
    """Whether the database was away when it was last looked for, so that not every request waits to find that out."""

    def __init__(self) -> None:
        self.until: float | None = None
        self._looking = Lock()

    def note(self) -> None:
        """It was away just now."""
        self.until = time.monotonic() + AWAY

    def is_known(self) -> bool:
        """Whether it was away a moment ago."""
        return self.until is not None and time.monotonic() < self.until

    @contextmanager
    def looking(self) -> Iterator[bool]:
        """Look for it, and keep what is found; False where it was just found away, or another looks already."""
        was_away = self.until is not None
        if self.is_known() or (was_away and not self._looking.acquire(blocking=False)):
            yield False
            return
        try:
            yield True
            self.until = None
        except Exception:
            self.note()
            raise
        finally:
            if was_away:
                self._looking.release()
