"""How much room words need, and how they stand in a picture."""

import re
from functools import lru_cache
from html import escape
from unicodedata import east_asian_width

CHARACTER = 6.7  # px: a character of the 13 px type, on average and a little more
LONGEST_LABEL = 40  # characters
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def safe(text: str) -> str:
    """Words as they may stand in the text or in an attribute of XML and HTML."""
    return escape(text if text.isprintable() else _ILLEGAL.sub("\ufffd", text))


def shortened(text: str, max_length: int = LONGEST_LABEL) -> str:
    """Words of at most so many characters."""
    return text if len(text) <= max_length else text[: max_length - 1].rstrip() + "…"


def room(text: str) -> float:
    """About how wide words are, in px."""
    if text.isascii():
        return len(text) * CHARACTER
    return (len(text) + sum(east_asian_width(char) in "WF" for char in text)) * CHARACTER


@lru_cache(maxsize=4096)
def measured(text: str) -> tuple[str, float]:
    """A label as it is shown, and how wide that is in px; remembered, for the same labels are drawn again and again."""
    short = shortened(text)
    return short, room(short)
