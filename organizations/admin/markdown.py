"""Markdown in the admin: the editor with its live preview, and the preview's answer."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST
from markdownx.widgets import AdminMarkdownxWidget

from organizations.markup import MAX_LENGTH, to_html


class MarkdownWidget(AdminMarkdownxWidget):
    """markdownx's editor. It wakes when it gets the focus, so that a page of fifty asks for no preview on load."""

    template_name = "django/forms/widgets/textarea.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        # Looked up once: a page copies the widget for each claim.
        self.script = static("markdownx/js/markdownx.min.js")
        self.own_attrs = {
            "data-markdownx-urls-path": reverse("markdown_preview"),
            "data-markdownx-upload-urls-path": reverse("markdown_upload"),
            "rows": 6,
        }

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The text area, and below it the place of the preview."""
        return format_html(
            '<div class="markdown-editor" data-markdownx-script="{}">{}<div class="markdownx-preview"></div></div>',
            self.script,
            super().render(name, value, attrs or {}, renderer),
        )

    def add_markdownx_attrs(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Attributes that markdownx reads; the addresses are the staff-only views of this package."""
        marked: dict[str, Any] = super().add_markdownx_attrs(attrs)
        return marked | self.own_attrs

    @property
    def media(self) -> forms.Media:
        """Its style and the script that wakes it; markdownx's own script is fetched then, and not before."""
        style = ("markdownx/admin/css/markdownx.min.css", "admin_site/markdown.css")
        return forms.Media(css={"all": style}, js=("admin_site/markdown.js",))


class TextField(forms.CharField):
    """Words as they were typed: browsers send CRLF for a line end, dossiers hold LF."""

    def __init__(self, **kwargs: Any) -> None:
        # What a claim says is kept to the space: a code block may begin with four.
        super().__init__(**{**kwargs, "strip": False})

    def to_python(self, value: Any) -> str:
        """The words; nothing where there are only spaces."""
        text = str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")
        return text if text.strip() else ""


@csrf_protect
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The safe HTML of the Markdown in `content`; members of staff only."""
    content = request.POST.get("content", "")
    if not request.user.is_active or not request.user.is_staff:
        return HttpResponse(escape(_("Log in to see the preview.")), status=403)
    if len(content) > MAX_LENGTH:
        return HttpResponse(escape(_("The text is too long for a preview.")), status=413)
    return HttpResponse(to_html(content))
