"""Keys: the names that claims have in addresses, made once from their first wording."""

import hashlib
import re
import unicodedata

from anyascii import anyascii

MAX_LENGTH = 60
_NOT_IN_SLUGS = re.compile(r"[^a-z0-9]+")
_IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_VOWELS = str.maketrans(dict.fromkeys("اأإآٱع", "a"))
"""What the library leaves out of Arabic, or writes as a sign: without alef, "al" and many vowels would be gone."""


def slug_of(text: str) -> str:
    """Words as lower-case ASCII letters, digits and hyphens, at most 60, cut between words; in Latin letters.

    Words without a letter or a digit get a short digest, so that they are told apart all the same.
    """
    return _slug_from(_latin(text), text)


def former_slug_of(text: str) -> str:
    """The slug that words got before letters of other scripts were written in Latin ones."""
    plain = unicodedata.normalize("NFKD", _without_apostrophes(text))
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return _slug_from(letters.encode("ascii", "replace").decode(), text)


def digest_of(text: str) -> str:
    """Eight letters and digits that tell words from others."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _slug_from(letters: str, text: str) -> str:
    slug = _NOT_IN_SLUGS.sub("-", letters.lower()).strip("-")
    if not slug:
        return "x" + digest_of(text)
    # One more than fits is looked at, so that a word that ends just there stays; the second cut is for a word longer
    # than all.
    return slug if len(slug) <= MAX_LENGTH else slug[: MAX_LENGTH + 1].rsplit("-", 1)[0][:MAX_LENGTH]


def _latin(text: str) -> str:
    """Words in ASCII without apostrophes, an ideograph as a word of its own."""
    if text.isascii():
        return _without_apostrophes(text)
    # Composed first, so that a text gives one slug in either form: alef with its hamza is one sign of `_VOWELS` only
    # then.
    plain = unicodedata.normalize("NFKC", text).translate(_VOWELS)
    return _without_apostrophes(anyascii(_IDEOGRAPH.sub(r" \g<0> ", plain)).replace("`", ""))


def _without_apostrophes(text: str) -> str:
    return text.replace("’", "").replace("'", "")


def new_key(text: str, taken: set[str]) -> str:
    """A key from words that is not taken yet; it is added to `taken`."""
    base = slug_of(text)
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
