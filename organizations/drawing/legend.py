"""What the shapes of a picture mean: those that occur in it, or all of them."""

from collections.abc import Container

from organizations.drawing.labels import safe
from organizations.drawing.names import Say, named

SHAPES = {
    "point": '<circle class="p" cx="7" cy="9" r="5"/>',
    "bar": '<rect class="b" x="3" y="2" width="8" height="14"/>',
    "term": '<rect class="b of" x="3" y="2" width="8" height="14"/>',
    "uncertain": '<rect class="u" x="3" y="2" width="8" height="14"/>',
    "goes-on": '<rect class="b" x="3" y="2" width="8" height="8"/><path class="b" d="M1 10h12l-6 6z"/>',
    "earlier": '<rect class="b" x="3" y="8" width="8" height="8"/><path class="b" d="M1 8h12l-6-6z"/>',
    "gap": '<rect class="v" x="3" y="2" width="8" height="14"/>',
}
"""A sample of each shape, in 14 by 18 px, by what names.py calls it."""


def legend_of(shapes: Container[str], say: Say) -> str:
    """What those of the shapes mean that occur in a picture; empty without any."""
    listed = "".join(
        f'<li><svg width="14" height="18" aria-hidden="true">{sample}</svg> {safe(say(named(f"means-{name}")))}</li>'
        for name, sample in SHAPES.items()
        if name in shapes
    )
    return listed and f'<ul class="key">{listed}</ul>'


def legend(say: Say) -> str:
    """All shapes and what they mean."""
    return f'<div class="drawing">{legend_of(SHAPES, say)}</div>'
