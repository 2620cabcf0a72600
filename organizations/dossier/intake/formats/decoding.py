"""Bytes to text: UTF-8, UTF-16 with its mark, and what an older computer wrote where that can be told."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from organizations.dossier.text.errors import UnreadableText

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLDER = ("cp1252", "mac_roman")
"""Encodings of one byte a character that are guessed, the likelier first."""

ENCODINGS: Mapping[str, str] = {
    "windows-1252": "Western European (Windows-1252)",
    "mac-roman": "Western European (Mac Roman)",
    "windows-1250": "Central European (Windows-1250)",
    "windows-1251": "Cyrillic (Windows-1251)",
    "koi8-r": "Cyrillic (KOI8-R)",
    "cp866": "Cyrillic (DOS 866)",
    "windows-1253": "Greek (Windows-1253)",
    "windows-1254": "Turkish (Windows-1254)",
    "windows-1255": "Hebrew (Windows-1255)",
    "windows-1256": "Arabic (Windows-1256)",
    "gb18030": "Simplified Chinese (GBK, GB 18030)",
    "big5": "Traditional Chinese (Big5)",
    "shift_jis": "Japanese (Shift JIS)",
    "euc-kr": "Korean (EUC-KR)",
}
"""The encodings of older texts that a person may name, since bytes do not tell them apart for sure."""

_DECLARATION = re.compile(rb"""<(?:meta|\?xml)\b[^<>]*?(?:charset|encoding)\s*=\s*["']?([A-Za-z][\w.:-]{2,30})""", re.I)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_MAX_LOOKED_AT = 5_000
_LETTERS = frozenset("äöüßÄÖÜéèêëàâáãåæçíìîïñóòôõøúùûýÿœÉÀÁÅÆÇÍÑÓÔØÚŠšŽž")
_MARKS = frozenset("–—‘’“”„…•«»°§×€£©®™·½¿¡ ")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the encoding of its bytes where that was guessed."""

    text: str
    guessed: str = ""


def in_utf8(source: bytes, encoding: str) -> bytes:
    """The bytes of a text in an encoding of ENCODINGS, as UTF-8. Raises UnreadableText where they are not in it."""
    try:
        return source.decode(encoding).encode()
    except UnicodeDecodeError as error:
        before = source[: error.start]
        place = {"line": before.count(b"\n") + 1, "column": len(before) - before.rfind(b"\n")}
        raise UnreadableText("not-in-encoding", encoding=ENCODINGS[encoding], **place) from error


def decoded(source: bytes) -> Decoded:
    """The text that bytes say. Raises UnreadableText with line and column where that cannot be told."""
    for bom, encoding in _BOMS:
        if source.startswith(bom):
            return Decoded(_by_mark(source, encoding))
    try:
        return Decoded(source.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        guessed = _declared(source) or _guessed(source)
        if guessed:
            return guessed
        before = source[: error.start].decode("utf-8", "replace")
        place = {"line": before.count("\n") + 1, "column": len(before) - before.rfind("\n")}
        raise UnreadableText("not-utf8", **place) from error


def _by_mark(source: bytes, encoding: str) -> str:
    try:
        return source.decode(encoding)
    except UnicodeDecodeError as error:
        before = source[: error.start].decode(encoding, "replace")
        place = {"line": before.count("\n") + 1, "column": len(before) - before.rfind("\n")}
        raise UnreadableText("not-utf16", **place) from error


def _declared(source: bytes) -> Decoded | None:
    """The text by the encoding that a page of HTML, or an XML file, says it has."""
    declaration = _DECLARATION.search(source, 0, 2_048)
    try:
        return Decoded(source.decode(declaration[1].decode())) if declaration else None
    except (LookupError, UnicodeError):
        return None


def _guessed(source: bytes) -> Decoded | None:
    """The likeliest of the older encodings; None where the bytes are UTF-8 with a slip, or no such text."""
    if b"\0" in source or _has_utf8(source):
        return None
    texts = []
    for encoding in _OLDER:
        try:
            text = source.decode(encoding)
        except UnicodeDecodeError:
            continue
        texts.append((_likelihood(text), Decoded(text, encoding)))
    best = max(texts, key=lambda each: each[0], default=None)
    return best[1] if best and best[0] > 0 else None


def _has_utf8(source: bytes) -> bool:
    """Whether most of what is beyond ASCII is UTF-8 all the same."""
    valid = [char for char in source.decode("utf-8", "ignore") if ord(char) > 0x7F]
    beyond = sum(byte > 0x7F for byte in source)
    return len(valid) >= beyond - len("".join(valid).encode())


def _likelihood(text: str) -> int:
    """How much the characters beyond ASCII look as people write: letters within words, marks beside them."""
    places = islice(_NOT_ASCII.finditer(text), _MAX_LOOKED_AT)
    return sum(_points(text, match.start()) for match in places)


def _points(text: str, at: int) -> int:
    char, before, after = text[at], text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if char in _LETTERS:
        shouted = char.isupper() and (before.islower() or (before.isalpha() and after.islower()))
        crowded = before.isalpha() and not before.isascii()
        return -1 if crowded else -2 if shouted or not (before.isalpha() or after.isalpha()) else 2
    if char in _MARKS:
        return -1 if before.isalpha() and after.isalpha() and char not in "’–—·" else 2
    return -2
