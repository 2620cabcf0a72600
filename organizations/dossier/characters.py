"""Which characters no text may hold, and what takes the place of those that were only meant otherwise."""

import re
import unicodedata

from organizations.dossier.messages import Message

_WINDOWS = {chr(code): bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_MEANT = {
    "\r\n": "\n",
    "\r": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "\v": " ",
    "\f": " ",
    "\ufeff": "",
    **_WINDOWS,
}
"""What else was meant: ends of lines and pages, marks of byte order, and Windows' quotes and dashes read as Latin-1."""

_MEANT_OTHERWISE = re.compile("\r\n|[\r\v\f\u2028\u2029\ufeff\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]")

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
    match = _REFUSED.search(text)
    return match.start() if match else None


NAMES = ("control-character", "lone-surrogate", "noncharacter")
"""The codes of the names of characters; each names the `number`."""


def name_of(character: str) -> Message:
    """How a character is called that cannot be shown: "control character U+0008"."""
    code = {"Cc": "control-character", "Cs": "lone-surrogate"}.get(unicodedata.category(character), "noncharacter")
    return Message(code, {"number": f"U+{ord(character):04X}"})


def mended(text: str) -> str:
    """The text as it can be kept: cleaned, and a mark (�) in the place of each character that no text may hold."""
    return _REFUSED.sub("�", cleaned(text))
