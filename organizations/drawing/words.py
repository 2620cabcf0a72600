"""How much room words need, and how they stand in a picture."""

import re
from functools import lru_cache
from html import escape
from unicodedata import east_asian_width

CHARACTER = 6.7  # px: a character of the 13 px type, on average and a little more
LONGEST_LABEL = 40  # characters
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def safe(words: str) -> str:
    """Words as they may stand in the text or in an attribute of XML and HTML."""
    return escape(words if words.isprintable() else _ILLEGAL.sub("\ufffd", words))


def shortened(words: str, most: int = LONGEST_LABEL) -> str:
    """Words of at most so many characters."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def room(words: str) -> float:
    """About how wide words are, in px."""
    if words.isascii():
        return len(words) * CHARACTER
    return (len(words) + sum(east_asian_width(char) in "WF" for char in words)) * CHARACTER


@lru_cache(maxsize=4096)
def measured(words: str) -> tuple[str, float]:
    """A label as it is shown, and how wide that is in px; remembered, for the same labels are drawn again and again."""
    short = shortened(words)
    return short, room(short)
