"""The facet index: which claims, and which organizations, have a value of a facet. Rows that publishing writes."""

from django.db import models

# A roaring bitmap keeps such a stretch of keys in a container of its own: a chunk is one of these, and is replaced
# whole. Changing it makes every stored row wrong.
CHUNK_BITS = 16


def keys_in(chunk: int) -> range:
    """The primary keys that a chunk is about."""
    return range(chunk << CHUNK_BITS, (chunk + 1) << CHUNK_BITS)


class FacetChunk(models.Model):
    """The claims (or organizations) with one value of a facet: a roaring bitmap of those keys that share `key >> 16`.

    Keys are 32 bits wide, as the portable form of a roaring bitmap has them. `version` is that of the site when the row
    was last written, so that a process reads only what is newer than it holds. A row that holds nothing any more stays,
    empty: a process that holds an older one would never learn of its deletion.
    """

    class Facet(models.TextChoices):
        KIND = "kind"
        CERTAIN = "certain"  # claims that certainly carry an era or theme: the value is that one's primary key
        POSSIBLE = "possible"  # the same, only possibly
        UNDATED = "undated"
        STARTS = "starts"  # the year of the earliest day a claim can begin on
        ENDS = "ends"  # the year of the latest day it can end on
        SOURCED = "sourced"  # claims that a source supports
        DISPUTED = "disputed"  # claims that a source disputes
        REVIEW = "review"  # the last day by which a claim is to be reviewed, in ISO 8601
        REGISTER = "register"  # how a claim is said, as its text has it
        PUBLISHED = "published"  # all organizations; this and the two below hold organizations, not claims
        HOLDING = "holding"  # organizations with a claim that carries an era or theme
        COUNTRY = "country"

    facet = models.CharField(max_length=10, choices=Facet.choices)
    value = models.CharField(blank=True)
    chunk = models.PositiveIntegerField()
    version = models.PositiveBigIntegerField()
    data = models.BinaryField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["facet", "value", "chunk"], name="facetchunk_once")]
        indexes = [models.Index(fields=["version"], name="facetchunk_by_version")]

    def __str__(self) -> str:
        return f"{self.facet} {self.value} {self.chunk}"
