"""Copies of sources: a file is kept once, whoever sends it, and goes only where no source names it."""

from contextlib import suppress
from hashlib import sha256
from io import BytesIO

from django.contrib.auth.models import User

from organizations import media
from organizations.editing.locks import locked
from organizations.models import PublishedCopy, SourceCopy
from organizations.models.copies import FOLDER


class CopyInUse(Exception):
    """A copy that a source names, which is therefore not deleted."""


def keep_copy(content: bytes, *, media_type: SourceCopy.Type, name: str, rights: str, by: User) -> SourceCopy:
    """The copy of these bytes: the one there is, with its own name and rights, or a new one. Raises OSError.

    Within a lock of the dossier whose source will name it: the file is there before anybody can look for it.
    """
    digest = sha256(content).hexdigest()
    about = {"type": media_type, "size": len(content), "name": name, "rights": rights, "kept_by": by}
    copy = SourceCopy.objects.filter(sha256=digest).first() or SourceCopy(sha256=digest, **about)
    with suppress(FileExistsError):  # what it is called is what it holds
        media.write(copy.file, BytesIO(content))
    # Two who send the same bytes at once hold locks of different dossiers: the second finds the row of the first.
    return copy if copy.pk else SourceCopy.objects.get_or_create(sha256=digest, defaults=about)[0]


def delete_copy(copy: SourceCopy) -> None:
    """Delete a copy with its file. Raises CopyInUse where a source names it, working copy or published; OSError."""
    with locked():
        if is_named(copy):
            raise CopyInUse
        copy.delete()
        # Last, and while nobody can keep the same bytes again. With it goes what a process that was killed left.
        known = {each.file for each in SourceCopy.objects.all()}
        for name in media.names():
            if name.startswith(f"{FOLDER}/") and name not in known:
                media.remove(name)


def is_named(copy: SourceCopy) -> bool:
    """Whether a source of a working copy, or a published one, names it."""
    return copy.naming_sources().exists() or PublishedCopy.objects.filter(sha256=copy.sha256).exists()
