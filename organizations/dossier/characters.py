"""Which characters no text may hold, and what takes the place of those that were only meant otherwise."""

import re
import unicodedata

from organizations.dossier.messages import Message

# Five codes mean nothing in Windows-1252 either: they are left out below and so refused.
_WINDOWS = {chr(code): bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_MEANT = {
    "\r\n": "\n",
    "\r": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "\v": " ",
    "\f": " ",
    **dict.fromkeys("\ufeff\u200b\u2060\u00ad\u180e", ""),
    **_WINDOWS,
}
"""What else was meant: ends of lines and pages, Windows' quotes and dashes read as Latin-1, and nothing, where a mark
of byte order, a soft hyphen or a space without width stands. Joiners stay: Persian and emoji are written with them."""

_MEANT_OTHERWISE = re.compile(
    "\r\n|[\r\v\f\u2028\u2029\ufeff\u200b\u2060\u00ad\u180e\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]"
)

_REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
"""Controls but tab and line end, halves of characters, and what is no character: XML, or a database, takes none."""


def cleaned(text: str) -> str:
    """The text with each character that was meant otherwise as it was meant; a line stays the same line."""
    return _MEANT_OTHERWISE.sub(lambda match: _MEANT[match[0]], text)


def refused(text: str) -> int | None:
    """Where the first character stands that no text may hold, counted from 0; None where all are well."""
    if text.isprintable():  # asked of every line, and several times as fast: what is refused is never printable
        return None
    match = _REFUSED.search(text)
    return match.start() if match else None


def all_refused(text: str) -> list[int]:
    """Where all the characters stand that no text may hold."""
    if text.replace("\n", "").isprintable():  # as above, in a tenth of the time
        return []
    return [match.start() for match in _REFUSED.finditer(text)]


# A mark that nobody sees, beside a figure, would keep every pattern of dates from the date.
_BESIDE_NUMBERS = re.compile(
    r"^[\u200e\u200f\u061c]+|[\u200e\u200f\u061c]+$|(?<=\d)[\u200e\u200f\u061c]+|[\u200e\u200f\u061c]+(?=\d)", re.M
)
_AROUND_NUMBERS = re.compile(r"[\u202a-\u202e\u2066-\u2068]([\d/.–-]{1,40})[\u202c\u2069]")


def without_direction(text: str) -> str:
    """The text without the marks of direction that stand beside a number, or at an end of a line.

    Between letters they stay, as an Arabic sentence with a Latin name in brackets is read with them.
    """
    if not _DIRECTION.search(text):
        return text
    return _AROUND_NUMBERS.sub(r"\1", _BESIDE_NUMBERS.sub("", text))


_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")

NAMES = ("control-character", "lone-surrogate", "noncharacter")
"""The codes of the names of characters; each names the `number`."""


def name_of(character: str) -> Message:
    """How a character is called that cannot be shown: "control character U+0008"."""
    code = {"Cc": "control-character", "Cs": "lone-surrogate"}.get(unicodedata.category(character), "noncharacter")
    return Message(code, {"number": f"U+{ord(character):04X}"})


def mended(text: str) -> str:
    """The text as it can be kept: cleaned, and a mark (�) in the place of each character that no text may hold."""
    return _REFUSED.sub("�", cleaned(text))
