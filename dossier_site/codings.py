"""Which coding a reader wants, for all that answer: WhiteNoise looks for a name alone, and sent "br;q=0" Brotli."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from organizations.views.shared.codings import best_coding


class CodingMiddleware:
    """Leaves in Accept-Encoding the one coding that is sent, by its name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Before WhiteNoise in MIDDLEWARE; pages read the same header behind it.
        request.META["HTTP_ACCEPT_ENCODING"] = best_coding(request.META.get("HTTP_ACCEPT_ENCODING", "")) or "identity"
        return self.get_response(request)
