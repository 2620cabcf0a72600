"""How a contribution is taken into a dossier by itself: a source behind its claim, a reply below it."""

from collections.abc import Callable
from datetime import date

from django.utils.dateformat import format as date_format
from django.utils.translation import override

from organizations.dossier.document import Dossier
from organizations.dossier.evidence.changing import with_reply, with_source
from organizations.dossier.evidence.marks import UseRole
from organizations.dossier.evidence.pasted import read_pasted
from organizations.dossier.kinds import CLAIMS
from organizations.models import Contribution

Change = Callable[[Dossier], Dossier]


def is_taken_in(contribution: Contribution) -> bool:
    """Whether `accept` can take it in: a source or a reply about an item; of anything else the claim is changed."""
    is_item = contribution.claim_kind in {kind.name for kind in CLAIMS}
    return is_item and contribution.type != Contribution.Type.CORRECTION


def source_text(contribution: Contribution) -> str:
    """The source as a dossier would say it, from what its sender wrote."""
    words, url = " ".join(contribution.words.split()), contribution.url
    # Its sender may have written the address into the words as well.
    if url and url not in words:
        words = f"{words.rstrip('.')}, {url}" if words else url
    pasted = read_pasted(words)
    # Two sources in one field are left as they are typed: which is meant is the editor's to say.
    return pasted[0].text if len(pasted) == 1 and pasted[0].text else words


def source_added(contribution: Contribution, *, text: str, place: str, role: UseRole, quote: str) -> Change:
    """What adds a source, or a use of one that the dossier has, to the claim. Its change raises KeyError without it."""
    kind, key = contribution.claim_kind, contribution.claim_key
    return lambda dossier: with_source(dossier, kind, key, text=text, locator=place, role=role, quote=quote)


def reply_added(contribution: Contribution, *, text: str, of: str, on: date) -> Change:
    """What puts the organization's reply below the claim. Its change raises KeyError without it."""
    kind, key = contribution.claim_kind, contribution.claim_key
    with override("en"):  # as the word "Reply", which opens it in a text of any language
        day = date_format(on, "j F Y")
    return lambda dossier: with_reply(dossier, kind, key, words=text, of=of, on=day)
