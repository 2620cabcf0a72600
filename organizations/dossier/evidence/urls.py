"""Addresses in words: where each ends, which are of an archive, and when two are the same."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

MAX_URL = 2_000
"""Characters of an address; a longer one is words."""

# A zero-width or a replaced character (\x1f, see `references`) ends an address as a space does.
_END = r"\s\x00-\x1f<>\"“”«»„`\u200b\ufeff"
# A bare "www." needs a dot behind the next word, and no "@", dot or slash before it: "a@www.x" is an e-mail address.
URL = re.compile(rf"(?:https?://|(?<![\w@./-])www\.(?=[\w-]{{1,63}}\.))[^{_END}]++", re.IGNORECASE)
"""An address and the punctuation behind it. Possessive: a text of nothing but `https://` is read in one pass."""

_PAIRS = {")": "(", "]": "[", "}": "{"}
# What ends sentences, and what Markdown puts around words; an address may hold each of them, but does not end in one.
_TRAILING = ".,;:!?'’‘*_…。，；、）】」"

_STAMPED = re.compile(
    r"(?:(?:web|wayback)\.archive\.org/web|archive\.(?:today|ph|is|li|vn|md|fo)"
    r"|arquivo\.pt/(?:wayback|noFrame/replay)|webarchive\.nationalarchives\.gov\.uk(?:/ukgwa)?"
    r"|wayback\.archive-it\.org/\d+|webarchive\.loc\.gov/[a-z]+)"
    # A stamp is a year up to a second; letters behind it, as "id_", ask the archive for the page without its frame.
    r"/(\d{4,14})(?:[a-z]{2}_|\*)?/(\S+)",
    re.IGNORECASE,
)
_ARCHIVES = re.compile(
    r"(?:web\.archive\.org/web|archive\.(?:today|ph|is|li|vn|md|fo)|perma\.cc|(?:www\.)?webcitation\.org"
    r"|ghostarchive\.org/archive|megalodon\.jp|arquivo\.pt/wayback|webarchive\.nationalarchives\.gov\.uk)/.",
    re.IGNORECASE,
)

_TRACKING = re.compile(
    r"(?:utm_\w+|pk_\w+|mtm_\w+|hsa_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|twclid|mc_[ce]id"
    r"|_ga|_gl|_hsenc|_hsmi|mkt_tok|oly_\w+_id|vero_id|wickedid|s_cid|ref_src|ref_url)",
    re.IGNORECASE,
)
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Archived:
    """An address of an archive: what it keeps, and the day it was captured, where the address says so."""

    original: str = ""
    captured_on: date | None = None


def trimmed(found: str) -> str:
    """An address without the punctuation of the sentence around it: `https://x/a_(b)).` is `https://x/a_(b)`."""
    # Counted once: a bracket closes the sentence's only where the address has not opened it.
    counts = Counter(char for char in found if char in "()[]{}")
    end = len(found)
    while end:
        last = found[end - 1]
        if last in _PAIRS and counts[last] > counts[_PAIRS[last]]:
            counts[last] -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return found[:end]


def whole(url: str) -> str:
    """The address with its scheme; empty where it is none, as `http://[` is, or too long."""
    if len(url) > MAX_URL:
        return ""
    url = url if re.match(r"https?://", url, re.IGNORECASE) else f"https://{url}"
    try:
        parts = urlsplit(url)
        # Both raise ValueError where they are looked at: a broken IPv6 address, and a port that is no number.
        has_host = bool(parts.hostname and parts.hostname.strip("."))
        _ = parts.port
    except ValueError:
        return ""
    return url if has_host else ""


def without_scheme(url: str) -> str:
    """An address behind its `https://`."""
    return url.partition("://")[2]


def archived(url: str) -> Archived | None:
    """What an address of a web archive keeps; None where it is of no archive that is known."""
    behind = without_scheme(url)
    stamped = _STAMPED.match(behind)
    if stamped:
        original = stamped[2]
        if not re.match(r"https?:/", original, re.IGNORECASE):
            original = f"http://{original}"
        # Some tools make one slash of two.
        original = re.sub(r"^(https?):/(?!/)", r"\1://", original, flags=re.IGNORECASE)
        return Archived(original=whole(original), captured_on=_day_of(stamped[1]))
    return Archived() if _ARCHIVES.match(behind) else None


def _day_of(stamp: str) -> date | None:
    try:
        return date(int(stamp[:4]), int(stamp[4:6]), int(stamp[6:8]))
    except ValueError:
        return None


def cleaned(url: str) -> str:
    """What two addresses of the same page have in common, as `iom.int/member-states?lang=fr`.

    Left away: scheme, `www.`, default port, user, fragment, what only follows readers about (`utm_source`, `fbclid`),
    slashes at the end. Host in lower case, a query in the order of its names, percent signs only where they must be.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
    except ValueError:
        return url
    host = host.removeprefix("www.")
    if port and port != _PORTS.get(parts.scheme):
        host = f"{host}:{port}"
    # There and back, so that "%7E" and "~" are one; bytes that are no UTF-8 come back as they were.
    path = quote(unquote(parts.path, errors="surrogateescape"), safe="/:@!$&'()*+,;=~", errors="surrogateescape")
    asked = f"?{urlencode(sorted(query), errors='surrogateescape')}" if query else ""
    return f"{host}{path.rstrip('/')}{asked}"
