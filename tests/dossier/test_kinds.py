"""The table of kinds: what else names a kind, names one of its rows."""

import pytest
from django.test import Client

from organizations.dossier.document import SectionKind
from organizations.dossier.kinds import CLAIMS, CLAIMS_OF, KINDS, PUBLISHED, SECTIONS, Kind, kind_of
from organizations.models import Organization, PublishedClaim, Section
from organizations.store import CLAIM_RECORDS, dump_dossier
from organizations.wording import kind_name
from tests.support.responses import body


def test_what_is_published_is_of_a_kind_or_a_text_between_them() -> None:
    choices = dict(PublishedClaim._meta.get_field("kind").flatchoices)
    assert choices == {kind.name: kind.label for kind in PUBLISHED} and set(CLAIMS) < set(PUBLISHED)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_has_one_name_in_words(kind: Kind) -> None:
    model = CLAIM_RECORDS[kind.section]
    assert kind.label == kind_name(kind.words) == kind.words
    assert model.__name__ == kind.model


def test_every_section_but_the_unknown_holds_items() -> None:
    assert [section for section in SectionKind if not CLAIMS_OF[section]] == [SectionKind.OTHER]
    assert dict(Section._meta.get_field("kind").flatchoices) == {kind: known.label for kind, known in SECTIONS.items()}
    assert list(SECTIONS) == list(SectionKind)


def test_a_claim_of_the_page_has_the_prefix_of_its_kind(iom: Organization, client: Client) -> None:
    page = body(client.get("/organizations/iom/"))
    for section, claim in dump_dossier(iom).items():
        assert f'id="{kind_of(claim, section.kind).prefix}-{claim.key}"' in page
    assert 'data-moved="event program pressure-point intersection"' in page
