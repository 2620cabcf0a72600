"""Words for those who do not see a picture, and how much room words need."""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from unicodedata import east_asian_width

from organizations.drawing.span import Span
from organizations.speech import gettext, ngettext

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


def events(number: int) -> str:
    """ "2 events"."""
    return ngettext("%(number)s event", "%(number)s events", number) % {"number": number}


def terms_of_office(number: int) -> str:
    """ "2 terms of office"."""
    return ngettext("%(number)s term of office", "%(number)s terms of office", number) % {"number": number}


def reach(spans: Sequence[Span]) -> str:
    """ "1951 to present", "1951", or "up to 1970" where a start is open. There must be a span."""
    last = gettext("present") if any(span.open_end for span in spans) else str(max(span.latest.year for span in spans))
    if any(span.open_start for span in spans):
        return gettext("up to %(last)s") % {"last": last}
    first = str(min(span.earliest.year for span in spans))
    return first if first == last else gettext("%(first)s to %(last)s") % {"first": first, "last": last}
