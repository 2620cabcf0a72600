"""Several at once: threads that start together, each with a database connection of its own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection

T = TypeVar("T")


def at_once(*works: Callable[[], T]) -> list[T]:
    """What each of them returned, in their order. Raises what one of them raised, once all have ended."""
    start = threading.Barrier(len(works))

    def run(work: Callable[[], T]) -> T:
        start.wait(30)
        try:
            return work()
        finally:
            # Of this thread: a database that somebody is connected to cannot be removed.
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        waiting = [pool.submit(run, work) for work in works]
    return [each.result() for each in waiting]
