"""What differs, what conflicts, where words were found, and why they cannot be replaced."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.dossier.changes.compare import Change, Difference, FieldChange
from organizations.dossier.changes.evidence import Marked, Stated
from organizations.dossier.changes.merge import Conflict, FieldWords, Words
from organizations.dossier.changes.replacing import Place
from organizations.dossier.kinds import ROLE
from organizations.wording.counts import Count
from organizations.wording.evidence import evidence_change
from organizations.wording.names import field_name, kind_name

MAX_QUOTED = 60
"""Characters of a wording that a sentence quotes."""

MAX_IN_FULL = 3
"""Changes that a sentence tells one by one; the others are counted."""

SENTENCES = {
    "too-long-then": gettext_lazy("it would have more than %(max_length)s characters"),
    "nothing-left": gettext_lazy("nothing would be left of it"),
}

_OF_NAMED = {
    Change.ADDED: gettext_lazy("%(kind)s “%(words)s” added"),
    Change.REMOVED: gettext_lazy("%(kind)s “%(words)s” removed"),
    Change.CHANGED: gettext_lazy("%(kind)s “%(words)s” changed"),
    Change.MOVED: gettext_lazy("%(kind)s “%(words)s” moved"),
}
_OF_KIND = {
    Change.ADDED: gettext_lazy("%(kind)s added"),
    Change.REMOVED: gettext_lazy("%(kind)s removed"),
    Change.CHANGED: gettext_lazy("%(kind)s changed"),
    Change.MOVED: gettext_lazy("%(kind)s moved"),
}
_OF_MANY = {
    Change.ADDED: gettext_lazy("%(number)s %(kind)s added"),
    Change.REMOVED: gettext_lazy("%(number)s %(kind)s removed"),
    Change.CHANGED: gettext_lazy("%(number)s %(kind)s changed"),
    Change.MOVED: gettext_lazy("%(number)s %(kind)s moved"),
}


def difference(each: Difference) -> str:
    """What happened to a claim: "event “Founding” changed"."""
    template = (_OF_NAMED if each.text else _OF_KIND)[each.change]
    return str(template % {"kind": kind_name(each.kind), "words": each.text})


def conflict(each: Conflict) -> str:
    """What both sides changed: "event “Founding”, title"."""
    return f"{_claim(each.kind, each.text)}, {field_name(each.field)}"


def side(wording: Words) -> str:
    """What one side of a conflict says: the words of a field, of a whole claim a line for each."""
    if isinstance(wording, tuple):
        return "\n".join(f"{field_name(name)}: {_side_of_field(value)}" for name, value in wording)
    return _side_of_field(wording)


def _side_of_field(value: FieldWords) -> str:
    """Words as they are; marks by what they say, within running text in brackets."""
    if isinstance(value, Marked):
        return "".join(part if isinstance(part, str) else f"[{_stated(part)}]" for part in value.parts)
    return value if isinstance(value, str) else _stated(value)


def _stated(value: Stated) -> str:
    """What marks say, or the marks as they are written where they say nothing."""
    return "; ".join(map(evidence_change, value.messages)) or value.marks


def place(each: Place) -> str:
    """The claim in which words were found: "event “Founding”"."""
    return _claim(each.kind, each.claim)


def _claim(kind: str, name: str) -> str:
    return f"{kind_name(kind)} “{name}”" if name else kind_name(kind)


def summary(differences: Sequence[Difference]) -> str:
    """Differences in plain words: "End of Ann Lee’s term changed from 2017 to 2018; 1 program added"; may be empty."""
    sentences: list[str] = []
    counts: Counter[tuple[str, Change]] = Counter()
    for each in differences:
        if each.change == Change.MOVED:
            sentences.append(difference(each))
            continue
        found, room = _sentences_of(each), max(MAX_IN_FULL - len(sentences), 0)
        sentences += found[:room]
        if not found or len(found) > room or len(found) < len(each.evidence) + len(each.fields):
            counts[each.kind, each.change] += 1
    sentences += [
        str(_OF_MANY[change] % {"number": Count(number), "kind": kind_name(kind, number)})
        for (kind, change), number in counts.items()
    ]
    return "; ".join(sentences)


def _sentences_of(each: Difference) -> list[str]:
    """What changed in what a claim stands on, and in a field that says little."""
    found = [evidence_change(message) for message in each.evidence]
    short = each.fields[0] if each.change == Change.CHANGED and len(each.fields) == 1 else None
    if short and max(len(short.old), len(short.new)) <= MAX_QUOTED:
        found.append(_in_full(each, short))
    return found


def _in_full(each: Difference, field: FieldChange) -> str:
    name, old, new = _end_of_period(field)
    nothing = _("nothing")
    values = {
        "field": field_name(name).capitalize(),
        "words": each.text,
        "old": old.strip() or nothing,
        "new": new.strip() or nothing,
    }
    if each.kind == ROLE.words and name in ("period", "start", "end"):
        return _("%(field)s of %(words)s’s term changed from %(old)s to %(new)s") % values
    if name == "reply":
        return _("Reply of the organization to “%(words)s” changed from %(old)s to %(new)s") % values
    if each.text:
        return _("%(field)s of “%(words)s” changed from %(old)s to %(new)s") % values
    return _("%(field)s changed from %(old)s to %(new)s") % values


def _end_of_period(field: FieldChange) -> tuple[str, str, str]:
    """The name of a field and both wordings; of a period that changed at one end, of that end."""
    if field.name == "period":
        (start, dash, end), (first, line, last) = field.old.partition("–"), field.new.partition("–")
        if dash and line and start == first:
            return "end", end, last
        if dash and line and end == last:
            return "start", start, first
    return field.name, field.old, field.new
