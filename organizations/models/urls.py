"""The urls of published records, which Django works out once for each kind of record, and not for each slug."""

from collections.abc import Iterable
from functools import lru_cache

from django.urls import get_script_prefix, reverse

# Has to pass for a slug, or `reverse` would refuse it, and to stand in no address of its own.
_PLACE = "-slug-"


def url_of(name: str, slug: str) -> str:
    """The url of that name, as "person_detail", whose one argument is a slug: it is not looked whether it is one."""
    # It is of the thread, and part of the key: what one request has under a prefix is no address of another.
    before, after = _around(name, get_script_prefix())
    return f"{before}{slug}{after}"


def urls_of(name: str, slugs: Iterable[str]) -> list[str]:
    """`url_of` each of many."""
    before, after = _around(name, get_script_prefix())
    return [f"{before}{slug}{after}" for slug in slugs]


@lru_cache(maxsize=100)
def _around(name: str, prefix: str) -> tuple[str, str]:
    before, _place, after = reverse(f"organizations:{name}", args=[_PLACE]).partition(_PLACE)
    return before, after
