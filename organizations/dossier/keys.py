"""Keys: the names that parts have in addresses, made once from their first wording."""

import hashlib
import re
import unicodedata

MAX_LENGTH = 60


def slug_of(words: str) -> str:
    """Words as lower-case ASCII letters, digits and hyphens, at most 60, cut between words.

    Words without a Latin letter or a digit get a short digest, so that they are told apart all the same.
    """
    plain = unicodedata.normalize("NFKD", words.replace("’", "").replace("'", ""))
    ascii_only = "".join(char for char in plain if not unicodedata.combining(char)).encode("ascii", "replace")
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only.decode().lower()).strip("-")
    if not slug:
        return "x" + hashlib.sha256(words.encode()).hexdigest()[:8]
    return slug if len(slug) <= MAX_LENGTH else slug[: MAX_LENGTH + 1].rsplit("-", 1)[0][:MAX_LENGTH]


def new_key(words: str, taken: set[str]) -> str:
    """A key from words that is not taken yet; it is added to `taken`."""
    base = slug_of(words)
    key, count = base, 1
    while key in taken:
        count += 1
        key = f"{base}-{count}"
    taken.add(key)
    return key
