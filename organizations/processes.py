"""Other processes that share the work of a command that nobody's request waits for."""

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from threading import Thread

import django


def processes() -> ProcessPoolExecutor:
    """As many processes as there are processors, each with Django set up; they start when they are given work.

    They are not forked, for then they would share the connections to the database.
    """
    return ProcessPoolExecutor(mp_context=get_context("spawn"), initializer=_start)


def _start() -> None:
    """Make a process ready; it ends with the one that it helps, even where that was killed.

    This module imports no models, for it is imported before Django is set up.
    """
    django.setup()
    end_with_parent()


def end_with_parent() -> None:
    """Let this process end with the one that it helps."""
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        # `sys.exit` would end this thread alone.
        os._exit(1)
