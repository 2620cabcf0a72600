"""Keys: the names that claims have in addresses, made once from their first wording."""

import hashlib
import re
import unicodedata

MAX_LENGTH = 60
_NOT_IN_SLUGS = re.compile(r"[^a-z0-9]+")


def slug_of(words: str) -> str:
    """Words as lower-case ASCII letters, digits and hyphens, at most 60, cut between words.

    Words without a Latin letter or a digit get a short digest, so that they are told apart all the same.
    """
    slug = _NOT_IN_SLUGS.sub("-", _ascii_of(words).lower()).strip("-")
    if not slug:
        return "x" + hashlib.sha256(words.encode()).hexdigest()[:8]
    return slug if len(slug) <= MAX_LENGTH else slug[: MAX_LENGTH + 1].rsplit("-", 1)[0][:MAX_LENGTH]


def _ascii_of(words: str) -> str:
    """Words without apostrophes and accents, a "?" for each other letter."""
    plain = words.replace("’", "").replace("'", "")
    if plain.isascii():
        return plain
    plain = unicodedata.normalize("NFKD", plain)
    return "".join(char for char in plain if not unicodedata.combining(char)).encode("ascii", "replace").decode()


def new_key(words: str, taken: set[str]) -> str:
    """A key from words that is not taken yet; it is added to `taken`."""
    base = slug_of(words)
    key = base if base not in taken else f"{base}-{_free_number(base, taken)}"
    taken.add(key)
    return key


def _free_number(base: str, taken: set[str]) -> int:
    """A number from 2 on that is free where the one below is taken; few steps even where thousands are."""
    low, high = 1, 2
    while f"{base}-{high}" in taken:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if f"{base}-{middle}" in taken else (low, middle)
    return high
