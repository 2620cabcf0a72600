"""What readers see of the sources of a dossier: of each claim what it stands on, and the list of sources."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b
from html import unescape
from typing import NotRequired, TypedDict, cast

from django.utils.html import escape

from organizations.dossier.document import AnyClaim, Dossier, Source
from organizations.dossier.evidence import standing
from organizations.dossier.evidence.labels import entries_of, label_of, labels_of, sources_of, text_of_entry
from organizations.dossier.evidence.marks import Labels, Mark, Use, UseRole, marks_in, tail_marks, without_marks
from organizations.dossier.evidence.references import identity_of, period_of, read_reference
from organizations.dossier.evidence.robust_links import Link, link_of
from organizations.dossier.kinds import SOURCE, anchor_of
from organizations.markup import Rendered, render
from organizations.models import FacetChunk

Facet = FacetChunk.Facet
# Of the private use area: Markdown, nh3 and `escape` leave them alone, and no font gives them a meaning.
_START, _END = "\ue000", "\ue001"
"""Stand around the number of a mark while the text around it becomes HTML; no text that holds them has marks."""
_PLACE = re.compile(f"{_START}(\\d+){_END}")
MAX_READABLE = 50
# A whole tag first, with a quoted ">" in it: a place within an attribute must not be taken for one between words.
_TAG_OR_PLACE = re.compile(f'<[^>"]*(?:"[^"]*"[^>"]*)*>|{_START}(\\d+){_END}')


class ShownEvidence(TypedDict, total=False):
    """What a published claim keeps of its evidence; a name is left out where there is nothing to say.

    `uses` are [source key, role], `marks` and `reply` safe HTML, `review_by` the period in words and its last day.
    All of it is as JSON gives it back: what has not changed is not written.
    """

    uses: list[list[str]]
    marks: str
    as_of: str
    review_by: list[str]
    register: str
    needs_citation: bool
    reply: str
    sourced: bool


def facets_in(evidence: ShownEvidence) -> Iterator[tuple[str, str]]:
    """What a claim is found by of its evidence: facets, each with a value."""
    if evidence.get("sourced"):
        yield Facet.SOURCED, ""
    if any(role == UseRole.DISPUTES for _source, role in evidence.get("uses", ())):
        yield Facet.DISPUTED, ""
    if review := evidence.get("review_by"):
        yield Facet.REVIEW, review[1]
    if register := evidence.get("register"):
        yield Facet.REGISTER, register


class ShownSource(TypedDict):
    """An entry of the list of sources as pages show it; `text` is as it is written, `html` safe.

    `slug` is that of the page of its source, which only what is published now has.
    """

    key: str
    label: str
    text: str
    html: str
    slug: NotRequired[str]


def shown_sources(dossier: Dossier, organization: int | None = None) -> list[ShownSource]:
    """The list of sources of a dossier, empty where it has none; with its organization's primary key also the slugs."""
    labels, entries = labels_of(dossier), entries_of(dossier)
    written = {source.key: text_of_entry(source) for source in sources_of(dossier)}
    shown = [
        ShownSource(
            key=source.key,
            label=label_of(source).removeprefix("^"),
            text=written[source.key],
            html=marked(written[source.key], labels, entries, _linked_of(written[source.key])),
        )
        for source in sources_of(dossier)
    ]
    if organization is not None:
        for source, each in zip(sources_of(dossier), shown, strict=True):
            target = labels.targets.get(label_of(source))
            key = target.source if target else source.key
            each["slug"] = slug_of(written[key], organization, key)
    return shown


def slug_of(text: str, organization: int, key: str) -> str:
    """The slug of the source that an entry is of: that of its work wherever it is listed, else of the dossier's own.

    `organization` is the primary key of the dossier's organization, `key` that of the entry in its list.
    """
    identity = identity_of(read_reference(text))
    readable = identity.removeprefix("url:") or key
    # Eight figures tell apart what reads alike once it is cut and folded. "replace": half a surrogate pair has no
    # UTF-8.
    digest = blake2b((identity or f"{organization}:{key}").encode("utf-8", "replace"), digest_size=4).hexdigest()
    return f"{re.sub('[^a-z0-9]+', '-', readable.lower())[:MAX_READABLE]}-{digest}".strip("-")


class Publisher:
    """Renders the claims of one dossier with their marks, and says what each stands on."""

    def __init__(self, dossier: Dossier) -> None:
        self.labels = labels_of(dossier)
        self.entries = entries_of(dossier)
        self.works = standing.sourced_keys(dossier)

    def rendered(self, text: str) -> Rendered:
        """A text as HTML with its marks, and as the plain words that are searched, without them."""
        marks = marks_in(text, self.labels)
        # With the private characters in it, a place could not be told from what was typed.
        if not marks or _START in text:
            return render(text)
        html = marked(text, self.labels, self.entries, lambda typed: render(typed).html)
        return Rendered(html, render(without_marks(text, self.labels)).text)

    def uses_in(self, text: str) -> tuple[Use, ...]:
        """The uses of the marks of a text that is no claim, as the introduction."""
        return tuple(use for mark in marks_in(text, self.labels) for use in mark.uses) if self.labels else ()

    def shown_uses(self, uses: Iterable[Use]) -> list[list[str]]:
        """Uses as what is published keeps them: the entry that each names, and what for."""
        return [list(use) for use in dict.fromkeys((self.entries[use.label].key, use.role.value) for use in uses)]

    def evidence_of(self, claim: AnyClaim) -> standing.Evidence:
        """What a claim stands on; nothing where its dossier has no list of sources."""
        return standing.evidence_of(claim, self.labels) if self.labels else standing.Evidence()

    def shown(self, claim: AnyClaim, evidence: standing.Evidence) -> ShownEvidence:
        """What a claim stands on, as what is published keeps it; empty where nothing is said."""
        if not self.labels or isinstance(claim, Source):
            return {}
        tail = tail_marks(claim.marks, self.labels)
        found = ShownEvidence(
            uses=self.shown_uses(evidence.uses),
            marks="".join(mark_html(replace(mark, statements=()), self.entries) for mark in tail if mark.uses),
            as_of=evidence.as_of,
            review_by=_with_last_day(evidence.review_by),
            register=evidence.register,
            needs_citation=evidence.needs_citation,
            reply=self.rendered(evidence.reply).html if evidence.reply else "",
            sourced=standing.is_sourced(evidence, self.works),
        )
        return cast(ShownEvidence, {name: value for name, value in found.items() if value})


def _with_last_day(text: str) -> list[str]:
    """A period in words with its last day in ISO 8601; empty where it has none."""
    period = period_of(text)
    return [text, period.reach[1].isoformat()] if period else []


def marked(text: str, labels: Labels, entries: Mapping[str, Source], to_html: Callable[[str], str]) -> str:
    """Text as HTML, by what makes safe HTML of it, with a button in place of each mark."""
    marks = [] if _START in text else marks_in(text, labels)
    parts, end = [], 0
    for number, mark in enumerate(marks):
        parts += [text[end : mark.start], f"{_START}{number}{_END}"]
        end = mark.end
    html = to_html("".join([*parts, text[end:]]))

    def put(match: re.Match[str]) -> str:
        if match[1] is not None:
            return mark_html(marks[int(match[1])], entries)
        # Within a tag, as in the address of a link, a mark is what was typed.
        return _PLACE.sub(lambda place: escape(text[marks[int(place[1])].start : marks[int(place[1])].end]), match[0])

    return _TAG_OR_PLACE.sub(put, html)


def mark_html(mark: Mark, entries: Mapping[str, Source]) -> str:
    """A mark: for each of its uses a button that opens the card of that source, without script; what it states."""
    uses = (replace(mark, uses=(use,), statements=()) for use in mark.uses)
    cited = ("," if mark.raised else "").join(_button(each, entries) for each in uses)
    return cited + (escape(str(replace(mark, uses=()))) if mark.statements else "")


def _button(mark: Mark, entries: Mapping[str, Source]) -> str:
    # Made of a kind and a key, which are slugs: nothing in it needs an escape.
    anchor = anchor_of(SOURCE.name, entries[mark.uses[0].label].key)
    return f'<button class="mark" popovertarget="{anchor}">{escape(str(mark).replace("[^", "["))}</button>'


_MARK = re.compile(r'<button class="mark"[^>]*>\[[^,<]*, ([^<]*)\]</button>')


def places_in(html: str) -> list[str]:
    """The places in sources that the marks of published HTML name: "Art. 27"."""
    return [unescape(place) for place in _MARK.findall(html)]


# The last character is no punctuation: the full stop or bracket behind an address belongs to the sentence.
_URL = re.compile(r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]]")


def _linked_of(entry: str) -> Callable[[str], str]:
    """What makes HTML of an entry: its addresses are links, and that of its source says what Robust Links say of it."""
    link = link_of(read_reference(entry))

    def linked(text: str) -> str:
        parts, end = [], 0
        for match in _URL.finditer(text):
            url = escape(match[0])
            robust = _robust(link) if link and link.url == match[0] else ""
            parts += [
                escape(text[end : match.start()]),
                f'<a href="{url}" rel="noopener nofollow"{robust}>{url}</a>',
            ]
            end = match.end()
        return "".join([*parts, escape(text[end:])]).replace("\n", "<br>")

    return linked


def _robust(link: Link) -> str:
    """The attributes; without a copy and a day there are none: the address alone says nothing more."""
    found = {"versionurl": link.version_url if link.version_url != link.url else "", "versiondate": link.version_date}
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in found.items() if value)
    return attributes and f' data-originalurl="{escape(link.url)}"{attributes}'
