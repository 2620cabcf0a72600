"""A line or a row of a snapshot: its label and its value, whatever parts them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from organizations.dossier.intake.lines.marks import left_out, without_dress
from organizations.dossier.words import fold, listed

MAX_LABEL = 60
MAX_LABEL_WORDS = 8
_COLON = re.compile(r"\s*[:：︰]\s*(?:\|\s+)?")
_DASH = re.compile(r"\s+[-–—]{1,2}\s+|\s*[—]\s*|\s+\|[\s|]+|\s*=\s+|\s*(?:→|⇒|➜|➔|=>|->)\s*")
_PICTURES = re.compile(r"^(?:[\u2190-\u2bff\U0001f000-\U0001faff][\ufe0f\u200d\U0001f3fb-\U0001f3ff]*\s*)+(?=\w)")
"""Emoji before a label."""
_BOLD_LABEL = re.compile(r"\s*(\*\*|__)(?=\S)([^*_:]{2,60})\1\s+([^\s*_].*)", re.S)
_LONGEST = 5
"""Words of the longest label that is known without a mark behind it."""


@dataclass(frozen=True, slots=True)
class FactReading:
    """A fact; `certain` where a colon, a table, a tab or a known label says which words are the label.

    `rest` is what the words were dressed in: where links lead, reference marks.
    """

    label: str
    value: str
    certain: bool
    rest: str = ""


def read_fact(text: str) -> FactReading | None:
    """The fact that a line says, or None where it has no label: "Founded: 1951", "Founded – 1951", "Founded 1951"."""
    bold = _BOLD_LABEL.match(text)
    if bold and is_known_label(bold[2].strip()):
        return FactReading(bold[2].strip(), without_dress(bold[3]).strip(), True, left_out(bold[3]))
    words = _PICTURES.sub("", without_dress(text.strip().replace("\t", " | ")))
    reading = _split(words)
    if reading is None or not reading[2]:
        reading = _bare(words) or reading  # "Seat Bern – Oslo"
    if not reading:
        return None
    label, value, certain = reading
    return FactReading(label.strip(" :"), value.strip(), certain, left_out(text))


def read_fact_row(cells: Sequence[str]) -> FactReading | None:
    """The fact of a row: the first cell that is not empty is its label, the others its value; None for one cell."""
    words = [bare for bare in map(without_dress, cells) if bare]
    words[:1] = [_PICTURES.sub("", word) for word in words[:1]]
    if len(words) < 2 or len(words[0]) > MAX_LABEL:
        return None
    rest = " ".join(part for part in map(left_out, cells) if part)
    return FactReading(words[0].rstrip(" :："), "; ".join(words[1:]), True, rest)


def is_known_label(label: str) -> bool:
    """Whether a label is one of the facts that dossiers state, in any of the languages."""
    return any(
        fold(label) in listed("facts", name) for name in ("founded", "headquarters", "mandate", "members", "others")
    )


def is_main_label(label: str) -> bool:
    """Whether a label is of what every organization has: when it was founded, where it sits, who belongs to it."""
    return any(fold(label) in listed("facts", name) for name in ("founded", "headquarters", "members"))


def _split(text: str) -> tuple[str, str, bool] | None:
    """Label and value separated by a colon, or by a dash behind what can be a label."""
    colon = _COLON.search(text)
    dash = _DASH.search(text)
    if colon and (not dash or colon.start() < dash.start()) and _is_label(text[: colon.start()]):
        behind = text[colon.end() :]
        is_clock = text[: colon.start()][-1:].isdigit() and behind[:1].isdigit()
        if behind and not is_clock and not behind.startswith("//"):
            return text[: colon.start()], behind, True
    if dash and _is_label(text[: dash.start()]) and text[dash.end() :]:
        is_sure = "|" in dash[0] or is_known_label(text[: dash.start()])
        return text[: dash.start()], text[dash.end() :], is_sure
    return None


def _is_label(text: str) -> bool:
    return 0 < len(text) <= MAX_LABEL and len(text.split()) <= MAX_LABEL_WORDS and any(map(str.isalpha, text))


def _bare(text: str) -> tuple[str, str, bool] | None:
    """A label that is known, and what follows it: "Founded 1951", "Members 27", "成立于1948年"."""
    parts = text.split()
    known = listed("facts", "founded") | listed("facts", "headquarters")
    for count in range(min(_LONGEST, len(parts) - 1), 0, -1):
        label = " ".join(parts[:count])
        counts = parts[count][0].isdecimal() and fold(label) in listed("facts", "members")
        leads = parts[count].startswith(("http://", "https://", "www.")) and is_known_label(label)
        if fold(label) in known or counts or leads:
            value = text[len(label) :].strip()
            return label, value, len(parts) <= 8 and not value.endswith(".")
    if len(parts) > 1 and parts[0].isdecimal() and fold(" ".join(parts[1:])) in listed("facts", "members"):
        return " ".join(parts[1:]), parts[0], True  # "22 members"
    if text[:1].isascii():
        return None
    unspaced = next((each for each in sorted(known, key=len, reverse=True) if text.startswith(each)), "")
    if unspaced and text[len(unspaced) :][:1].isdigit():
        return unspaced, text[len(unspaced) :], True
    return None
