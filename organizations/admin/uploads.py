"""Images that editors drop into a text: decided, re-encoded and named by the site, not by who sends them."""

import warnings
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST, require_safe
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 5_000_000
MAX_PIXELS = 25_000_000
MAX_SIDE = 1600
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
FOLDER = "pictures"


class UploadError(ValueError):
    """A file that is not taken; the message says why, for who sent it."""


@csrf_protect
@require_POST
def upload(request: HttpRequest) -> JsonResponse:
    """Keep the image in `image` and answer with the Markdown that shows it, as markdownx's script expects."""
    if not request.user.is_staff or not request.user.has_perm("organizations.change_organization"):
        return JsonResponse({"error": _("Log in as an editor to add images.")}, status=403)
    file = request.FILES.get("image")
    try:
        name = store_image(file)
    except UploadError as error:
        return JsonResponse({"error": str(error)}, status=400)
    return JsonResponse({"image_code": f"![]({default_storage.url(name)})"})


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    """An uploaded image, for everybody; what it is follows from its name, which only `upload` gives."""
    extension = name.rpartition(".")[2]
    if extension not in TYPES or not default_storage.exists(f"{FOLDER}/{name}"):
        raise Http404
    response = FileResponse(default_storage.open(f"{FOLDER}/{name}"), content_type=TYPES[extension])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def store_image(file: "UploadedFile[Any] | None") -> str:
    """The storage name of a clean copy of the image. Raises UploadError for anything but a JPEG, PNG or WebP."""
    if file is None or not file.size:
        raise UploadError(_("No image was sent."))
    if file.size > MAX_BYTES:
        raise UploadError(_("The image has more than 5 MB."))
    content, extension = clean_image(file.read())
    return default_storage.save(f"{FOLDER}/{uuid4().hex}.{extension}", ContentFile(content))


def clean_image(data: bytes) -> tuple[bytes, str]:
    """The picture drawn anew, without anything else that the file held, and its extension. Raises UploadError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _encoded(Image.open(BytesIO(data), formats=list(FORMATS)))
    except UnidentifiedImageError as error:
        raise UploadError(_("Only JPEG, PNG and WebP images can be added.")) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UploadError(_("The image has too many pixels.")) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise error if isinstance(error, UploadError) else UploadError(_("The image is damaged.")) from error


def _encoded(image: Image.Image) -> tuple[bytes, str]:
    # The size stands in the head of the file: nothing is unpacked before it was looked at.
    if image.width * image.height > MAX_PIXELS:
        raise UploadError(_("The image has too many pixels."))
    kind = str(image.format)
    drawn = ImageOps.exif_transpose(image).convert("RGB" if kind == "JPEG" else "RGBA")
    drawn.thumbnail((MAX_SIDE, MAX_SIDE))
    bare = Image.new(drawn.mode, drawn.size)
    bare.paste(drawn)
    out = BytesIO()
    bare.save(out, kind)
    return out.getvalue(), FORMATS[kind]
