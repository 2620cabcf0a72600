"""The marks that dress words in a source: emphasis, links, references, bullets, flags; and words without them."""

import re

_IMAGE_OR_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
_ADDRESS = re.compile(r"(?<!!)\[[^\[\]]*\]\(((?:[^()\s]|\([^()\s]*\))*)")
"""Where a link leads; the file of a picture says nothing."""
_LINK = re.compile(r"(?<!!)\[([^\[\]]*)\]\((https?://(?:[^()\s]|\([^()\s]*\))*)(?:\s+\"[^\"]*\")?\)")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_REFERENCE = re.compile(
    r"\s*\[(?:\^[^\[\]\s]{1,30}|\d{1,3}|[a-z]|edit|note \d{1,3}|citation needed)\]|[⁰¹²³⁴-⁹†‡]+|\s*[🇦-🇿]{2}"
)
_EMPHASIS = re.compile(r"(?<!\\)(\*{1,3}|_{2,3}|~~|`+)|(?<![\w\\])_(?=\S)|(?<=\S)_(?!\w)")
_BREAK = re.compile(r"<(?:br|p|li|div)\b[^<>]{0,200}>", re.I)
_TAG = re.compile(r"</?[a-z][^<>]{0,200}>", re.I)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_DRESS = re.compile(r"[\[\]*_~`<\\†‡⁰¹²³⁴-⁹🇦-🇿]")
"""Without one of these, no more than a bullet is to be taken off."""
_BULLET = re.compile(r"^\s*(?:[•‣▪◦·●○■□–—*+-]\s+|\[[ xX]\]\s+|#{1,6}\s+|>\s+)+")


def without_dress(text: str) -> str:
    """The words of one line: links as their words, without emphasis, reference marks, bullets and `#` before them."""
    words = _BULLET.sub("", " ".join(text.split()))
    if not _DRESS.search(words):
        return words
    words = _IMAGE_OR_LINK.sub(r"\1", _WIKI_LINK.sub(r"\1", words))
    words = _EMPHASIS.sub("", _TAG.sub("", _BREAK.sub(" ", _REFERENCE.sub("", words))))
    words = _REFERENCE.sub("", words)
    return " ".join(_ESCAPED.sub(r"\1", words).split())


def as_plain(text: str) -> str:
    """The words of a citation as they are shown: links as their words and address, no emphasis, no backslashes."""
    linked = _LINK.sub(lambda link: link[2] if link[1] in ("", link[2]) else f"{link[1]} ({link[2]})", text)
    parts = re.split(r"(https?://\S+)", linked)
    return "".join(part if at % 2 else _ESCAPED.sub(r"\1", _EMPHASIS.sub("", part)) for at, part in enumerate(parts))


def left_out(text: str) -> str:
    """What `without_dress` takes away that a reader may want: where links lead, and reference marks."""
    if not _DRESS.search(text):
        return ""
    links = _ADDRESS.findall(text)
    marks = [mark.strip() for mark in _REFERENCE.findall(_IMAGE_OR_LINK.sub("", " ".join(text.split())))]
    return " ".join(part for part in (*links, *marks) if part)
