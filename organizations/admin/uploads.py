"""Images that editors drop into a text: decided, re-encoded and named by the site, not by who sends them."""

from io import BytesIO
from threading import Lock
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST, require_safe
from PIL import Image, ImageOps, UnidentifiedImageError

from organizations import media

MAX_BYTES = 5_000_000
MAX_SIDE = 1600
MAX_PIXELS = {"JPEG": 25_000_000, "PNG": 25_000_000, "WEBP": 12_000_000}
"""How many pixels a picture of each format may have: libwebp takes 16 bytes for each, the others 4."""

MAX_DEFLATED = 1032
"""How many bytes one byte of a PNG can stand for at most: with fewer than that its pixels are not all there."""

FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
FOLDER = "pictures"
RETRY_AFTER = "30"
"""Seconds after which a picture whose storage does not answer is asked for again."""

# A picture takes a hundred megabytes while it is drawn: several at once are drawn one after the other.
_drawing = Lock()


class UploadError(ValueError):
    """A file that is not taken; the message says why, for who sent it, and `status` whose fault it is."""

    status = 400


class NotKept(UploadError):
    """A picture that is well, but could not be written down."""

    status = 507


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
        return JsonResponse({"error": str(error)}, status=error.status)
    return JsonResponse({"image_code": f"![]({reverse('picture', args=[name])})"})


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """An uploaded image, for everybody; what it is follows from its name, which only `upload` gives.

    It comes from this site wherever it is stored: the address in a published text outlives any bucket, and browsers
    are told to show pictures of this site alone.
    """
    extension = name.rpartition(".")[2]
    if extension not in TYPES:
        raise Http404
    try:
        file = media.opened(f"{FOLDER}/{name}")
    except FileNotFoundError as error:
        raise Http404 from error
    except OSError:
        return HttpResponse(status=503, headers={"Retry-After": RETRY_AFTER, "Cache-Control": "no-store"})
    response = FileResponse(file, content_type=TYPES[extension])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def store_image(file: "UploadedFile[bytes] | None") -> str:
    """The name of a clean copy of the image. Raises UploadError for anything but a JPEG, PNG or WebP."""
    if file is None or not file.size:
        raise UploadError(_("No image was sent."))
    if file.size > MAX_BYTES:
        raise UploadError(_("The image has more than 5 MB."))
    content, extension = clean_image(file.read())
    # Random: the address of a picture tells nothing of the others, and is never given again, as browsers keep it for a
    # year.
    name = f"{uuid4().hex}.{extension}"
    try:
        media.write(f"{FOLDER}/{name}", BytesIO(content))
    except OSError as error:
        raise NotKept(_("The picture could not be kept: %(reason)s.") % {"reason": error.strerror or error}) from error
    return name


def clean_image(data: bytes) -> tuple[bytes, str]:
    """The picture drawn anew, without anything else that the file held, and its extension. Raises UploadError."""
    try:
        # Nothing is unpacked yet: this reads the head of the file, which says the format and the size.
        image = Image.open(BytesIO(data), formats=list(FORMATS))
        refuse_size(image, len(data))
        with _drawing:
            return _encoded(image)
    except UploadError:
        raise
    except UnidentifiedImageError as error:
        raise UploadError(_("Only JPEG, PNG and WebP images can be added.")) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UploadError(_("The image has too many pixels.")) from error
    except Exception as error:  # decoders raise what they like: struct.error, SyntaxError, OverflowError, IndexError …
        raise UploadError(_("The image is damaged.")) from error


def refuse_size(image: Image.Image, size: int) -> None:
    """Raises UploadError where the picture has too many pixels, or a PNG too few bytes for those it promises."""
    pixels = image.width * image.height
    # Before anything is unpacked: one file of 5 MB may stand for gigabytes of pixels.
    if pixels > MAX_PIXELS[str(image.format)]:
        raise UploadError(_("The image has too many pixels."))
    if image.format == "PNG" and pixels // 8 > size * MAX_DEFLATED:
        raise UploadError(_("The image is damaged."))


def _encoded(image: Image.Image) -> tuple[bytes, str]:
    kind = str(image.format)
    mode = "RGB" if kind == "JPEG" else "RGBA"
    image.draft(mode, (MAX_SIDE, MAX_SIDE))  # a JPEG is unpacked at a half, a quarter or an eighth of its size
    # What is turned and converted is small: each step makes a copy.
    drawn: Image.Image = image if image.mode in ("RGB", "RGBA", "L", "CMYK") else image.convert(mode)
    drawn.thumbnail((MAX_SIDE, MAX_SIDE))
    drawn = ImageOps.exif_transpose(drawn).convert(mode)
    # A new picture with the pixels alone in it: of what the old one's `info` holds, as comments, Pillow writes some out
    # again.
    bare = Image.new(mode, drawn.size)
    bare.paste(drawn)
    out = BytesIO()
    bare.save(out, kind)
    return out.getvalue(), FORMATS[kind]
