"""Copies of sources as they are uploaded: what a file is, its content tells, not its name or who sends it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image

from organizations.admin.uploads import UploadError, refuse_size
from organizations.dossier.bounds import MAX_NOTE
from organizations.editing.copies import keep_copy
from organizations.models import SourceCopy
from organizations.models.fields import Line

MAX_BYTES = 10_000_000
"""Less than a web server before this site lets through (`deploy/nginx.conf`)."""
MAX_STEM = 80
PICTURES = {"PNG": SourceCopy.Type.PNG, "JPEG": SourceCopy.Type.JPEG, "WEBP": SourceCopy.Type.WEBP}
ACCEPT = ",".join([*SourceCopy.Type.values, *(f".{each}" for each in SourceCopy.EXTENSIONS.values())])
# At the very first byte: programs that look further in take files for PDFs that are something else as well.
_PDF = re.compile(rb"%PDF-[12]\.\d")
_BRACKETS = str.maketrans("[]", "()")
_END = 1024
"""Bytes at the end of a PDF within which it says that it ends."""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file that may be kept: what it holds, what it is, and a plain name for it."""

    content: bytes
    media_type: SourceCopy.Type
    name: str


class CopyForm(forms.Form):
    """A file to be kept as a copy of a source, and whose it is."""

    copy = forms.FileField(
        label=gettext_lazy("Copy to keep"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=gettext_lazy(
            "A PDF, PNG, JPEG or WebP of up to 10 MB, chosen or dropped here. It is kept as it is, with all that is in "
            "it, and only editors see it until it is marked as free."
        ),
    )
    rights = Line(
        label=gettext_lazy("Rights in the copy"),
        required=False,
        max_length=MAX_NOTE,
        help_text=gettext_lazy("As in “© IOM”, “CC BY 4.0”, “official document”."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def clean_copy(self) -> Uploaded | None:
        """The file, read. Raises ValidationError for what is not kept."""
        file: UploadedFile[Any] | None = self.cleaned_data.get("copy")
        if not file:
            return None
        if file.size is None or file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file has more than 10 MB."))
        content = file.read()
        try:
            media_type = type_of(content)
        except UploadError as error:
            raise forms.ValidationError(str(error)) from error
        return Uploaded(content, media_type, plain_name(file.name or "", media_type))


def kept_from(data: Mapping[str, Any], user: User) -> SourceCopy | None:
    """The copy that was uploaded with a form of valid data, kept; None without one. Raises OSError."""
    file: Uploaded | None = data.get("copy")
    if file is None:
        return None
    return keep_copy(file.content, media_type=file.media_type, name=file.name, rights=data["rights"], by=user)


def not_kept(error: OSError) -> str:
    """What is said where a file could not be written."""
    return _("The copy could not be kept: %(reason)s.") % {"reason": error.strerror or error}


def type_of(data: bytes) -> SourceCopy.Type:
    """What a file is. Raises UploadError for anything but a whole PDF, or a PNG, JPEG or WebP of few enough pixels."""
    # Its end too: a download that broke off has its beginning alone.
    if _PDF.match(data) and b"%%EOF" in data[-_END:]:
        return SourceCopy.Type.PDF
    try:
        # Nothing is unpacked: this reads the head, which says format and size, and the checksums of a PNG.
        image = Image.open(BytesIO(data), formats=list(PICTURES))
        refuse_size(image, len(data))
        image.verify()
    except UploadError:
        raise
    except Exception as error:  # decoders raise what they like
        raise UploadError(_("Only PDF, PNG, JPEG and WebP files are kept: this is none, or damaged.")) from error
    return PICTURES[str(image.format)]


def plain_name(name: str, media_type: SourceCopy.Type) -> str:
    """The name of a file without what a mark, a link or a shell would read; its end says what it is.

    "Minutes [1].PDF" is "Minutes (1).pdf".
    """
    extension = SourceCopy.EXTENSIONS[media_type]
    # NFKC before the signs are looked at: a wide bracket or slash is one afterwards.
    text = re.sub(r"[^\w .()-]", "-", unicodedata.normalize("NFKC", name).translate(_BRACKETS))
    stem = re.sub(rf"\.(?:{extension}|jpeg)\Z", "", text, flags=re.IGNORECASE)[:MAX_STEM].strip(" .-")
    return f"{stem or 'copy'}.{extension}"
