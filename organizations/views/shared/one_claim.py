"""What the pages of one claim share: the claim that their address names, how it is cited, and how it is embedded."""

from django.core.validators import slug_re
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from organizations.dossier.evidence.references import Reference
from organizations.dossier.kinds import named_by
from organizations.models import PublishedClaim

EMBED_WIDTH, EMBED_HEIGHT = 600, 260
"""Pixels of the card of a claim, where a page that embeds it has room; it scrolls where it is longer."""


def published_claim(slug: str, anchor: str) -> PublishedClaim:
    """The claim with its organization, edition and person; of the sources those alone that it cites. Raises Http404."""
    # A query may name it too, and hold what no database looks for.
    kind, key = (slug_re.match(anchor) and named_by(anchor)) or ("", "")
    found = PublishedClaim.objects.select_related("organization__revision", "person").defer(
        "organization__outline", "organization__revision__data", "organization__revision__imported"
    )
    claim = found.filter(organization__slug=slug, kind=kind, key=key).first()
    if claim is None:
        raise Http404(_("There is no such claim, or no longer: the history of the dossier tells what was taken out."))
    published = claim.organization
    used = {source for source, _role in claim.evidence.get("uses", ())}
    # The object is not saved: the page is only to draw cards of those.
    published.sources = [each for each in published.sources if each["key"] in used]
    return claim


def reference_to(request: HttpRequest, claim: PublishedClaim) -> Reference:
    """A claim as a part of its dossier, at the address of its edition, where it says what it says now for good."""
    published = claim.organization
    path = reverse("organizations:edition_detail", args=[published.slug, published.revision.number])
    title = ": ".join(filter(None, (claim.title, claim.detail)))
    day = localtime(published.published_at).date()
    edition = _("edition %(number)d") % {"number": published.revision.number}
    url = request.build_absolute_uri(f"{path}#{claim.anchor}")
    return Reference(
        words=f"“{title or published.name}”. {published.title}, {edition}, {day.isoformat()}. {url}",
        title=title or published.name,
        container=published.title,
        date=day.isoformat(),
        year=day.year,
        type="webpage",
        language=published.language,
        url=url,
    )


def embed_code(
    request: HttpRequest, claim: PublishedClaim, width: int = EMBED_WIDTH, height: int = EMBED_HEIGHT
) -> SafeString:
    """The frame that shows a claim on another site: no script runs in it, and its link leads the whole page here."""
    url = reverse("organizations:claim_embed", args=[claim.organization.slug, claim.anchor])
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" style="max-width: 100%"'
        ' sandbox="allow-popups allow-top-navigation-by-user-activation"></iframe>',
        request.build_absolute_uri(url),
        f"{claim} · {claim.organization}",
        width,
        height,
    )
