"""Columns of many rows that are written at once."""

from datetime import date

from organizations.models import Organization, PublishedClaim
from organizations.models.rows import update_rows


def test_what_is_written_is_read_back_and_other_columns_and_rows_stay(iom: Organization) -> None:
    before = {claim.pk: claim for claim in PublishedClaim.objects.all()}
    one, other, *_rest = PublishedClaim.objects.exclude(person=None)
    one.earliest, one.evidence, one.person_id, one.title = date(1951, 3, 1), {"uses": [1, "ü"]}, None, "not written"
    other.earliest, other.evidence = None, {}

    update_rows([one, other], ["earliest", "evidence", "person_id"])

    after = {claim.pk: claim for claim in PublishedClaim.objects.all()}
    assert (after[one.pk].earliest, after[one.pk].evidence) == (date(1951, 3, 1), {"uses": [1, "ü"]})
    assert (after[one.pk].person_id, after[one.pk].title) == (None, before[one.pk].title)
    assert (after[other.pk].earliest, after[other.pk].person_id) == (None, before[other.pk].person_id)
    for pk in before.keys() - {one.pk, other.pk}:
        assert vars(after[pk]) | {"_state": None} == vars(before[pk]) | {"_state": None}
