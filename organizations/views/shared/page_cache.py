"""Pages that are remembered: in each process those that were asked for last, up to a number of bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache
from django.conf import settings

OVERHEAD = 1000
"""Bytes that a page takes beside its words, at most."""

MAX_SHARE = 8
"""A page that would take more than one part in so many of the room is not remembered."""


@dataclass(frozen=True, slots=True)
class Page:
    """An answer as it is sent: its headers, and its content in one coding; its ETag tells of which version it is."""

    etag: str
    headers: Mapping[str, str]
    content: bytes


class PageCache:
    """Pages by their key, the one longest not asked for the first to go. Safe to use from several threads."""

    def __init__(self, max_bytes: int) -> None:
        self._pages: LRUCache[str, tuple[Page, int]] = LRUCache(max_bytes, getsizeof=lambda sized: sized[1])
        self._lock = Lock()

    @property
    def bytes(self) -> int:
        """What the pages take."""
        return int(self._pages.currsize)

    def get(self, key: str) -> Page | None:
        """The page that was put there last, of whatever version; None where it is not remembered."""
        with self._lock:
            found = self._pages.get(key)
        return found[0] if found else None

    def put(self, key: str, page: Page) -> None:
        """Remember a page in place of the former of this key."""
        size = len(page.content) + len(key) + OVERHEAD
        if size * MAX_SHARE <= self._pages.maxsize:
            with self._lock:
                self._pages[key] = page, size

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._pages.clear()


pages = PageCache(settings.CACHED_PAGES_MB * 1_000_000)
