"""Identifiers in words: DOI, ISBN, and symbols of documents of the United Nations."""

import re
from urllib.parse import unquote

from organizations.dossier.evidence.urls import trimmed

MAX_DOI = 500
"""Characters of a DOI; a longer one is words."""

# Without "doi" or its host before it, "10.1234/…" may stand in a path, a file name or a number: then nothing may touch
# it on the left. Possessive, so that a long run is read once.
DOI = re.compile(
    r"(?P<host>(?:https?://)?(?:dx\.|www\.)?doi\.org/(?:doi:)?|\bdoi(?:\.org)?:\s?)?"
    r"(?(host)|(?<![\w./%=-]))(?P<doi>10\.\d{4,9}(?:\.\d{1,9}){0,4}(?:/|%2F)[^\s\x00-\x1f“”«»]++)",
    re.IGNORECASE,
)

_HYPHEN = r"[ \u00a0‐‑‒–-]?"
# No figure, dot, hyphen or slash on the left, no comma with figures on the right: a telephone number or an amount is
# none. Whether it is one the check digit tells.
ISBN = re.compile(
    rf"(?P<label>\bISBN(?:{_HYPHEN}1[03])?(?!\d)\s?:?\s?)?"
    rf"(?<![\d./-])(?P<isbn>(?:97[89]{_HYPHEN})?(?:\d{_HYPHEN}){{9}}[\dX])(?![\w/-]|[.,]\d)",
    re.IGNORECASE,
)

# The first part of a symbol is the body; of the short ones only what stands behind them tells a symbol from a fraction.
_LONG_BODIES = (
    r"ACC|APLC|BWC|CAC|CAT|CCPR|CCW|CED|CEDAW|CEB|CERD|CESCR|CMW|CRC|CRPD|CTOC|DP|EB|ECE|ESCAP|FCCC|HRI|HSP|ICCD"
    r"|IDB|ISBA|LOS|NPT|PCNICC|SPLOS|ST|TD|TIAR|TRADE|UNCTAD|UNEP|UNFF|UNHCR|UNITAR|UNODC|UNW|WFP"
)
_OF_SHORT = (
    r"RES|DEC|PV|PRST|INF|AGENDA|BUR|HRC|CONF|CN|AC|WG|NGO|ICEF|SR|C\.\d{1,2}|C\.[A-Z]|CN\.\d{1,2}|AC\.\d{1,3}|CONF\.\d{1,3}"
    r"|ES-\d{1,2}|S-\d{1,2}|ESA|ECA|ECE|ECLAC|ESCAP|ESCWA|CEPAL|PV\.\d{1,5}|L\.\d{1,4}|BUR|SPC|\d{4}|\d{2,3}(?=/)|\d{3}"
)
_PART = r"/[A-Za-z0-9](?:[A-Za-z0-9.-]{0,30}[A-Za-z0-9])?"
_SESSION = r"(?: ?[A-C])? ?\((?:(?:19|20)\d\d|[IVXL]{1,8}|[A-Z]-[IVXL]{1,8})\)"
# Not behind a letter, slash, dot or hyphen, nor before more of a word: "ECE/" within an address or a path is none.
SYMBOL = re.compile(
    rf"(?<![\w./:=&?#%@\\-])(?:(?:{_LONG_BODIES})(?={_PART})|[ASET]/(?:{_OF_SHORT})(?![A-Za-z0-9-]|\.\d))"
    rf"(?:{_PART}){{0,9}}(?:{_SESSION})?(?![\w/])"
)
_SYMBOL_HOSTS = re.compile(
    r"(?:www\.)?(?:undocs\.org|docs\.un\.org)(?:/(?:ar|en|es|fr|ru|zh))?/(?:S?symbol=)?([^?#]+)", re.I
)


def doi_of(match: re.Match[str]) -> str:
    """The DOI that `DOI` found, in lower case as DOIs are compared; empty where nothing is left of it."""
    found = match["doi"]
    # In an address a query or a fragment is none of the DOI; written as "doi:…" it may hold both signs.
    if (match["host"] or "").lower().endswith(".org/"):
        found = re.split(r"[?#]", found, maxsplit=1)[0]
    found = unquote(found) if "%2" in found or "%3" in found else found
    found = trimmed(found.rstrip('"<>')).rstrip("/")
    is_one = len(found) <= MAX_DOI and re.fullmatch(r"10\.[\d.]+/\S+", found)
    return found.lower() if is_one else ""


def isbn_of(text: str) -> str:
    """The thirteen digits of an ISBN, of ten digits too. Empty where its check digit is wrong."""
    digits = re.sub(r"[^\dXx]", "", text).upper()
    if re.fullmatch(r"\d{9}[\dX]", digits):
        total = sum((10 - at) * (10 if digit == "X" else int(digit)) for at, digit in enumerate(digits))
        return "" if total % 11 else _with_check_digit(f"978{digits[:9]}")
    if re.fullmatch(r"97[89]\d{10}", digits) and _with_check_digit(digits[:12]) == digits:
        return digits
    return ""


def _with_check_digit(first_twelve: str) -> str:
    total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(first_twelve))
    return f"{first_twelve}{-total % 10}"


def symbol_of(text: str) -> str:
    """A symbol as it is written, its session or year behind one space; empty where words are none.

    A part of it must hold a figure: `A/RES/71/1`, not `A/C`.
    """
    text = " ".join(text.split())
    if not SYMBOL.fullmatch(text) or not any(char.isdecimal() for char in text):
        return ""
    return re.sub(r" ?\(", " (", text, count=1)


def symbol_in_url(behind_scheme: str) -> str:
    """The symbol that an address of the United Nations' own document service names; else empty."""
    found = _SYMBOL_HOSTS.fullmatch(behind_scheme)
    return symbol_of(unquote(found[1]).strip("/")) if found else ""


def same_symbol(symbol: str) -> str:
    """What a symbol is compared by: capitals, no spaces; resolutions of the Security Council without their year."""
    plain = symbol.upper().replace(" ", "")
    # The Security Council numbers its resolutions through; of other bodies the year or session tells two of one number
    # apart.
    return re.sub(r"^(S/RES/\d+)\(\d{4}\)$", r"\1", plain)
