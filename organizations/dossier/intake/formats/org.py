"""Blocks of an Org file: its headings, dates, tables, links and lists as a text has them."""

import re
from collections.abc import Iterator

from organizations.dossier.intake.blocks import Contents
from organizations.dossier.intake.formats.plain import read_plain

_HEADING = re.compile(r"(?P<stars>\*+)\s+(?P<state>(?:TODO|DONE)\s+)?(?P<rank>\[#\w\]\s+)?(?P<words>\S.*)")
_TAGS = re.compile(r"\s+:[\w@#%:]+:\s*$")
_KEYWORD = re.compile(r"#\+(?P<key>\w+):\s*(?P<value>.*)", re.I)
_MARK = re.compile(r"#\+(?:begin|end)_\w+.*", re.I)
_DRAWER = re.compile(r":[A-Z_]+:")
_STAMP = re.compile(r"[<\[](\d{4}-\d\d-\d\d)(?: [^\W\d_]+\.?)?(?: \d{1,2}:\d\d(?:-\d{1,2}:\d\d)?)?[>\]](?:--)?")
_LINK = re.compile(r"\[\[([^][\s]{1,500})\](?:\[([^][]{1,300})\])?\]")
_BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,200}?)(?<=\S)\*(?![\w*])")
_TERM = re.compile(r"(\s*[-+]\s+\S.*?)\s+::\s+")


def read_org(text: str) -> Contents:
    """The blocks of an Org file; title and language as its keywords say them, drawers and marks left out."""
    values: dict[str, str] = {}
    left_out: list[str] = []
    body = "\n".join(_lines(text, values, left_out))
    return Contents(
        read_plain(body).blocks,
        title=values.pop("title", ""),
        language=values.pop("language", "").replace("_", "-"),
        left_out=" ".join([*values.values(), *left_out]),
    )


def _lines(text: str, values: dict[str, str], left_out: list[str]) -> Iterator[str]:
    """As many lines as there are, those that hold no words empty."""
    in_drawer = False
    for line in text.split("\n"):
        words = line.strip()
        if in_drawer or _DRAWER.fullmatch(words):
            in_drawer = words.upper() != ":END:"
            if not _DRAWER.fullmatch(words):
                left_out.append(words)
            yield ""
        elif keyword := _KEYWORD.fullmatch(words):
            values[keyword["key"].lower()] = keyword["value"].strip()
            yield ""
        else:
            yield "" if _MARK.fullmatch(words) else _line(line, left_out)


def _line(line: str, left_out: list[str]) -> str:
    if heading := _HEADING.fullmatch(line.rstrip()):
        left_out += filter(None, (heading["state"], heading["rank"]))
        text = _TAGS.sub("", heading["words"])
        return f"{'#' * min(len(heading['stars']), 6)} {_inline(text)}"
    if line.lstrip().startswith("|-"):
        return line.replace("+", "|")  # what parts the header of a table from its rows
    return _inline(_TERM.sub(r"\1: ", line))


def _inline(text: str) -> str:
    text = _LINK.sub(lambda link: f"[{link[2]}]({link[1]})" if link[2] else link[1], text)
    return _BOLD.sub(r"**\1**", _STAMP.sub(r"\1 ", text))
