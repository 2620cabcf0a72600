"""A dossier with a script in all its words, and a reader of pages that finds what of it would run."""

from html.parser import HTMLParser
from typing import Any

from django.contrib.auth.models import User

from organizations.dossier.text.parser import read
from organizations.models import Contribution, Era, Organization, Person, Relation, SearchRule, SourceCopy, Theme
from organizations.publishing import publish, publish_vocabulary
from organizations.store import load_dossier

MARK = "alert(7)"
SCRIPT = f"<script>{MARK}</script>"
IMAGE = f"<img src=x onerror={MARK}>"
QUOTE = f"\"'><svg/onload={MARK}>"
LINK = f"[link](javascript:{MARK})"
WORST = f"{SCRIPT} {IMAGE} {QUOTE} {LINK} </textarea></title></script>{{{{ 7|add:7 }}}}"
LABEL = f'1"><svg/onload={MARK}>'
"""The label of a source: what a mark may hold."""
HASH = "7" * 64
TEXT = f"""Body {WORST} (XSS) — Deep Dossier

XSS — Deep Dossier: {WORST}

Introduction {WORST}.


Snapshot

  • Headquarters: Geneva {WORST}, Country {WORST}
  • Label {SCRIPT} {IMAGE}: value {WORST}
  • Founded: 1951 {WORST}

Remark {WORST}.

Timeline

1951–1970s: Event {WORST}

Event text {WORST}.[{LABEL}][2: {SCRIPT}] [a page](https://example.org/[{LABEL}])

Reply of {SCRIPT}: No {WORST}. [2]

2016: Event {SCRIPT} [{LABEL}, p. 3 {IMAGE}] [assessment]

Key People

  • Ann{SCRIPT} Bee<img/src=x/onerror={MARK}>: Director {WORST}, 2018–2023 (Land {IMAGE})
  • Influence {WORST}: text {WORST}

Remark of people {WORST}.

Key Programs

1. Program {WORST}

Program text {WORST}.

Structural Pressure Points

1. Pressure {WORST}

Pressure text {WORST}.

Intersection with {SCRIPT} {IMAGE}

1. Intersection {WORST}

Intersection text {WORST}.

## What Else {WORST}

Unknown {WORST}.

  • bullet {WORST}

Sources

[{LABEL}] Source {WORST}. https://example.org/"onload={MARK}
    Quote: {WORST}
    Kept: {WORST} (sha256 {HASH})
[2] [{LABEL}], annex {SCRIPT}

Return to {WORST}
"""


class Hostile(HTMLParser):
    """The elements and attributes of a page that carry the mark, as a browser would run them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style") and "src" not in dict(attrs) and "json" not in (dict(attrs).get("type") or ""):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            runs = name.startswith("on") or (name in ("href", "src", "action") and "javascript:" in (value or ""))
            if runs or (tag == "svg" and name == "onload") or (tag == "img" and value == "x"):
                self.found.append(f"<{tag} {name}={value}>")


def publish_hostile(publisher: User) -> Organization:
    """A dossier with script in all its words, in an era and a theme of that kind, published with such a note."""
    era = Era(name=f"Era {WORST}", period="1950–1960", description=WORST, slug="era-x", position=90)
    era.full_clean()
    era.save()
    Theme.objects.create(name=f"Theme {WORST}", description=WORST, words="script", slug="theme-x", position=90)
    SearchRule.objects.create(name=f"Rule {WORST}", words=WORST, first=WORST, position=90)
    publish_vocabulary()
    organization = load_dossier(read(TEXT.encode()).dossier, slug="xss")
    theme = Theme.objects.get(slug="theme-x")
    claims: list[Any] = [*organization.timelineevents.all(), *organization.programs.all()]
    for claim in [*claims, *organization.pressurepoints.all()]:
        claim.themes.add(theme)
    text = dict.fromkeys(("filed_as", "born", "died", "biography", "picture_text", "picture_credit"), WORST)
    Person.objects.filter(roles__organization=organization).update(picture=f"{'a' * 32}.png", **text)
    publish(organization, by=publisher, note=WORST)
    other = Organization.objects.exclude(pk=organization.pk).first()
    if other:
        Relation.objects.create(organization=organization, kind="predecessor", other=other, note=WORST)
        publish_vocabulary()
    texts = dict.fromkeys(("claim_words", "words", "quote", "place", "name", "response"), WORST)
    about = {"claim_kind": "fact", "claim_key": "founded", "is_credited": True}
    SourceCopy.objects.create(sha256=HASH, type=SourceCopy.Type.PDF, size=9, name=WORST, rights=WORST, is_free=True)
    Contribution.objects.create(organization=organization, token="hostile", **about, **texts)
    return organization
