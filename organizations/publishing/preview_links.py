"""Secret links: who has one sees the working copy of one dossier, for seven days or until all are called back."""

import secrets

from django.core import signing
from django.urls import reverse

from organizations.editing import locked
from organizations.models import Organization, PreviewKey

DAYS = 7
# Keeps signatures of one use from being taken for another's: a signed cookie is no preview link.
SALT = "organizations.preview"


def secret_url(organization: Organization) -> str:
    """The address of a preview that needs no account."""
    # Signed, not encrypted: whoever has the link may read both, and can make no other of them.
    token = signing.dumps([organization.pk, _nonce(organization.pk)], salt=SALT)
    return reverse("organizations:secret_preview", args=[token])


def organization_of(token: str) -> int:
    """The key of the organization that a link is for.

    Raises signing.BadSignature where it is made up, expired or called back.
    """
    value = signing.loads(token, salt=SALT, max_age=DAYS * 86_400)
    key, nonce = value if isinstance(value, list) else (value, "")  # links of an older version have no nonce
    if nonce != _nonce(key):
        raise signing.BadSignature("called back")
    return int(key)


def call_back(organization: Organization) -> None:
    """Let no link that was made so far lead to the dossier's preview any more."""
    with locked([organization.pk]):
        nonce = secrets.token_urlsafe(9)
        PreviewKey.objects.update_or_create(organization=organization, defaults={"nonce": nonce})


def _nonce(organization: int) -> str:
    return PreviewKey.objects.filter(organization=organization).values_list("nonce", flat=True).first() or ""
