"""What a page can be had as beside HTML, a row each: how its address ends, and its media type."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A form of data: what people call it, and its media type."""

    label: str
    media_type: str


FORMATS = {
    "json": Format("JSON", "application/json"),
    "csv": Format("CSV", "text/csv; charset=utf-8"),
    "txt": Format("Text", "text/plain; charset=utf-8"),
}
"""By what stands at the end of an address."""

PROBLEM = "application/problem+json"
"""What an error is written in: https://www.rfc-editor.org/rfc/rfc9457."""
