"""Spans made of words, and the numbers in a picture."""

import re
from datetime import date
from functools import partial
from xml.etree import ElementTree

from organizations import drawing
from organizations.dossier.period import parse_period
from organizations.drawing import Axis, Era, Span, span_of
from organizations.drawing.span import Extent, extent, years
from organizations.wording import sentence

TODAY = date(2026, 7, 2)
ERAS = [
    Era("Cold War", date(1947, 1, 1), date(1991, 12, 31)),
    Era("Globalization", date(1991, 1, 1), date(2008, 12, 31)),
    Era("Pandemic", date(2020, 1, 1), None),
]

timeline = partial(drawing.timeline, say=sentence)
leadership = partial(drawing.leadership, say=sentence)
comparison = partial(drawing.comparison, say=sentence)
strip = partial(drawing.strip, say=sentence)


def span(words: str, label: str = "Founded", href: str = "#event-founded") -> Span:
    """The span of a claim whose period is written so."""
    period = parse_period(words)
    created = span_of(*period.reach, *period.core, href=href, label=label, period=words)
    assert created is not None
    return created


def spans(*words: str) -> list[Span]:
    return [span(each, f"Claim {at}", f"#event-{at}") for at, each in enumerate(words)]


def years_of(words: str) -> tuple[float, ...]:
    """The four years that a period is drawn from, on an axis that begins in 1900."""
    return tuple(round(year, 1) for year in extent(span(words), 1900, years(TODAY))[:4])


def tree(svg: str) -> ElementTree.Element:
    """A picture read as XML, which it must be."""
    return ElementTree.fromstring(svg)


def links(svg: str) -> list[ElementTree.Element]:
    return list(tree(svg).iter("a"))


def height(svg: str) -> float:
    """How high its highest column is, in px."""
    return max(float(found) for found in re.findall(r'width="100%" height="([\d.]+)" role', svg))


def rows(link: ElementTree.Element) -> tuple[float, float]:
    """The top and the bottom of the row of a mark, in px."""
    top = float(link.get("transform", "").removeprefix("translate(0 ").removesuffix(")"))
    return top, top + 24 + 16 * (len(link.findall("text")) - 1)


def words(link: ElementTree.Element) -> str:
    """What stands beside a mark."""
    return " ".join("".join(text.itertext()) for text in link.findall("text")).replace("\xa0", " ")


def drawn_on(axis: Axis, words: str) -> Extent:
    return axis.place(extent(span(words), axis.first, years(TODAY)))
