"""Counts as sentences say them."""

from django.utils.formats import number_format


class Count(int):
    """A number whose thousands are grouped, in sentences and in templates."""

    def __str__(self) -> str:
        if -1000 < self < 1000:
            # `str` would come back here.
            return int.__repr__(self)
        return number_format(int(self), force_grouping=True)
