"""Secret links: who has one sees the working copy of one dossier, for seven days."""

from django.core import signing
from django.urls import reverse

from organizations.models import Organization

DAYS = 7
SALT = "organizations.preview"


def secret_address(organization: Organization) -> str:
    """The address of a preview that needs no account."""
    return reverse("organizations:secret_preview", args=[signing.dumps(organization.pk, salt=SALT)])


def organization_of(token: str) -> int:
    """The key of the organization that a link is for. Raises signing.BadSignature where it is made up or expired."""
    return int(signing.loads(token, salt=SALT, max_age=DAYS * 86_400))
