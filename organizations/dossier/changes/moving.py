"""A claim goes to another kind or another dossier, with all that it says."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from organizations.dossier.changes.compare import field_text
from organizations.dossier.changes.restore import with_items
from organizations.dossier.document import AnyClaim, Dossier, Event, Section, SectionKind, Themed
from organizations.dossier.fields import fields_of
from organizations.dossier.keys import new_key
from organizations.dossier.kinds import CLAIMS_OF, MOVED
from organizations.dossier.order import Start, in_place, start_of
from organizations.dossier.period import Period, PeriodError, parse_period
from organizations.dossier.text.grammar import DEFAULT_HEADINGS

# The last brackets, with a pair of others in them at most: "1951 (mid)". The branches exclude each other, so that it is
# read in one way.
_DATED_TITLE = re.compile(r"(?s)(?P<title>.*\S) \((?P<period>(?:[^()]|\([^()]*\))+)\)")


def wording_as(item: Themed, to: SectionKind) -> tuple[str, str]:
    """The title and the words of the period that a claim would have as one of another kind.

    An event's period goes into the title, "Title (1951–1970s)", and comes out of it again; empty where none is known.
    """
    if isinstance(item, Event):
        text = item.period.words
        return (item.title, text) if to == SectionKind.TIMELINE else (f"{item.title} ({text})".strip(), "")
    match = _DATED_TITLE.fullmatch(item.title)
    if to != SectionKind.TIMELINE or not match or not _is_period(match["period"]):
        return item.title, ""
    return match["title"], match["period"]


def _is_period(text: str) -> bool:
    try:
        parse_period(text)
    except PeriodError:
        return False
    return True


def recast(item: AnyClaim, to: SectionKind, *, title: str = "", period: Period | None = None) -> AnyClaim:
    """The item as one of another kind: same key, same fields; title and period as `wording_as`, if none is given.

    What that kind has no field for closes the body, a paragraph for each.
    Raises ValueError where that kind cannot hold it: PeriodError where an event would have no period.
    """
    if isinstance(item, CLAIMS_OF[to]):
        return item
    if not isinstance(item, Themed) or to not in MOVED:
        raise ValueError(f"a {to} section cannot hold a {type(item).__name__}")
    words, when = wording_as(item, to)
    (kind,) = CLAIMS_OF[to]
    known = {name: getattr(item, name) for name in fields_of(type(item)) if name != "period"}
    kept = {name: value for name, value in known.items() if name in fields_of(kind)}
    if to == SectionKind.TIMELINE:
        kept["period"] = period or parse_period(when)
    kept["title"] = title or words
    homeless = (field_text(value) for name, value in known.items() if name not in kept)
    kept["body"] = "\n\n".join(filter(None, (item.body, *homeless)))
    return kind(key=item.key, lines=item.lines, **kept)


def taken_out(dossier: Dossier, kind: SectionKind, key: str) -> tuple[Dossier, AnyClaim]:
    """The dossier without one of its items, and the item. Raises KeyError where there is none."""
    section = dossier.of_kind(kind)
    found = next((item for item in section.items if item.key == key), None) if section else None
    if section is None or found is None:
        raise KeyError(f"{kind} {key}")
    return _with_section(dossier, with_items(section, [item for item in section.items if item is not found])), found


def put_in(dossier: Dossier, kind: SectionKind, item: AnyClaim) -> tuple[Dossier, AnyClaim]:
    """The dossier with one more item, and the item as it stands there: last, an event by its date.

    Its key stays where no other of its kind has it.
    """
    section = dossier.of_kind(kind) or _new_section(dossier, kind)
    taken = {each.key for each in section.items}
    if item.key in taken:
        item = replace(item, key=new_key(item.key, taken))
    held = _in_place([*section.items, item], {item.key})
    return _with_section(dossier, replace(section, items=tuple(held))), item


def settled(before: Dossier, after: Dossier) -> Dossier:
    """`after` with each event that is dated otherwise than `before` where its date belongs."""
    was = {item.key: item.period for _section, item in before.items() if isinstance(item, Event)}
    dated = {
        item.key for _section, item in after.items() if isinstance(item, Event) and was.get(item.key) != item.period
    }
    timeline = after.of_kind(SectionKind.TIMELINE)
    if timeline is None or not dated:
        return after
    return _with_section(after, replace(timeline, items=tuple(_in_place(timeline.items, dated))))


def _in_place(items: Sequence[AnyClaim], dated: Collection[str]) -> list[AnyClaim]:
    """The items of a section, those events with the given keys where their dates belong."""
    loose = {at for at, item in enumerate(items) if isinstance(item, Event) and item.key in dated}
    return in_place(items, loose, _start)


def _start(item: AnyClaim) -> Start:
    assert isinstance(item, Event), "only a timeline holds events, and nothing else"
    return start_of(item.period)


def _new_section(dossier: Dossier, kind: SectionKind) -> Section:
    taken = {section.key for section in dossier.sections}
    key = new_key(kind.value, taken) if kind.value in taken else kind.value
    return Section(key=key, kind=kind, heading=DEFAULT_HEADINGS[kind])


def _with_section(dossier: Dossier, section: Section) -> Dossier:
    """The dossier with a section in place of its one of that kind; behind the others where it has none."""
    if dossier.of_kind(section.kind) is None:
        return replace(dossier, sections=(*dossier.sections, section))
    sections = (section if each.kind == section.kind else each for each in dossier.sections)
    return replace(dossier, sections=tuple(sections))


def follow_moves(base: Dossier, side: Dossier, other: Dossier) -> tuple[Dossier, Dossier]:
    """`base` and `other` with the claims that `side` has moved to another kind since base put there too.

    So a text that still tells a program as the event it was tells of the same claim. One that is in `other` no
    longer, or is there already, stays as it is.
    """
    before, now, there = (_claims(each) for each in (base, side, other))
    for (kind, key), claim in now.items():
        former = next((each for each in MOVED if (each, key) in before and (each, key) not in now), None)
        if former and (former, key) in there and (kind, key) not in before.keys() | there.keys():
            del before[former, key]
            base, other = (_put_as(each, former, kind, claim) for each in (base, other))
    return base, other


def _claims(dossier: Dossier) -> dict[tuple[SectionKind, str], Themed]:
    return {(section.kind, item.key): item for section, item in dossier.items() if isinstance(item, Themed)}


def _put_as(dossier: Dossier, former: SectionKind, kind: SectionKind, claim: Themed) -> Dossier:
    """The dossier with the claim of that key where `claim` stands; where it says no period, that of `claim`."""
    rest, item = taken_out(dossier, former, claim.key)
    assert isinstance(item, Themed)
    is_dated = bool(wording_as(item, kind)[1])
    period = claim.period if isinstance(claim, Event) and not is_dated else None
    return put_in(rest, kind, recast(item, kind, period=period))[0]
