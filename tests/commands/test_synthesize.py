"""manage.py synthesize: made-up organizations, the same for the same seed, in batches that survive a stop."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count
from django.test import Client

from organizations import synthesis
from organizations.models import Organization, PublishedClaim, PublishedOrganization, PublishedPerson, Revision
from organizations.publishing import has_unpublished_changes, publish, rebuild_facets, rebuild_relations, rebuild_search
from organizations.synthesis.dossiers import dossier_of
from tests.support.responses import body


def synthesize(count: int, **options: Any) -> str:
    stream = io.StringIO()
    call_command("synthesize", str(count), stdout=stream, **options)
    return stream.getvalue()


def published() -> list[Any]:
    return list(Revision.objects.order_by("organization__slug").values_list("organization__slug", "data"))


def test_the_same_seed_gives_the_same_words() -> None:
    themes = ["aid", "borders", "returns"]
    assert dossier_of(7, 1, themes) == dossier_of(7, 1, themes)
    assert dossier_of(7, 1, themes) != dossier_of(7, 2, themes)
    assert dossier_of(7, 1, themes) != dossier_of(8, 1, themes)


@pytest.mark.slow
def test_two_calls_make_what_one_makes(db: None) -> None:
    assert "Published 3 organizations, from synth-00001 on." in synthesize(3)
    assert "from synth-00004 on" in synthesize(2)
    in_two_steps = published()
    PublishedOrganization.objects.all().delete()
    Organization.objects.all().delete()
    synthesize(5)
    assert published() == in_two_steps


@pytest.mark.slow
def test_each_is_as_large_as_the_iom_dossier(db: None) -> None:
    synthesize(40)
    counts = dict(PublishedClaim.objects.order_by().values_list("kind").annotate(Count("pk")))
    assert {kind: round(count / 40) for kind, count in counts.items()} == {
        "introduction": 1, "fact": 5, "event": 5, "role": 4, "program": 5, "pressure_point": 4, "intersection": 4,
    }  # fmt: skip
    assert PublishedClaim.objects.filter(kind="event", earliest__isnull=True).count() == 0
    assert PublishedPerson.objects.annotate(held=Count("claims")).filter(held__gt=1).exists()


def test_they_are_published_beside_what_is_there(iom: Organization, client: Client) -> None:
    before = Revision.objects.filter(organization=iom).count()
    synthesize(2)
    page = body(client.get("/"))
    assert all(f"/organizations/{slug}/" in page for slug in ("iom", "synth-00001", "synth-00002"))
    assert client.get("/organizations/synth-00002/").status_code == 200
    assert Revision.objects.filter(organization=iom).count() == before


@pytest.mark.parametrize("count", [0, -1])
def test_fewer_than_one_is_refused(db: None, count: int) -> None:
    with pytest.raises(CommandError, match="ask for 1 or more"):
        synthesize(count)
    assert not Organization.objects.exists()


@pytest.mark.slow
def test_what_was_published_before_a_stop_stays_and_it_goes_on(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped_at_the_third(number: int, *rest: Any) -> Any:
        if number == 3:
            raise KeyboardInterrupt
        return dossier_of(number, *rest)

    monkeypatch.setattr(synthesis, "BATCH", 1)
    monkeypatch.setattr(synthesis, "dossier_of", stopped_at_the_third)
    with pytest.raises(CommandError, match="Stopped: 2 are published; synthesize 3 makes"):
        synthesize(5)
    monkeypatch.setattr(synthesis, "dossier_of", dossier_of)
    synthesize(3)
    stopped = published()
    PublishedOrganization.objects.all().delete()
    Organization.objects.all().delete()
    synthesize(5)
    assert published() == stopped


@pytest.mark.slow
def test_what_is_more_is_copied_and_is_like_any_other(
    db: None, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    monkeypatch.setattr(synthesis, "WRITTEN", 3)
    assert "Published 10 organizations" in synthesize(10)
    slugs = list(Organization.objects.order_by("slug").values_list("slug", flat=True))
    assert slugs == [
        *("synth-00001", "synth-00002", "synth-00003", "synth-00004"),
        *(f"synth-{time}-0000{number}" for time in (1, 2) for number in (1, 2, 3)),
    ]
    assert nothing_is_wrong()
    assert not any(map(has_unpublished_changes, Organization.objects.all()))
    copy = Organization.objects.get(slug="synth-2-00003")
    copy.facts.filter(key="headquarters").update(value="Bern")
    publish(copy)
    assert nothing_is_wrong()
    assert "Bern" in body(client.get("/organizations/synth-2-00003/"))
    assert "Bern" not in body(client.get("/organizations/synth-00003/"))
    # Their people are others, each with a page of their own.
    role = PublishedClaim.objects.filter(organization__slug="synth-1-00001", kind="role").first()
    assert role and role.person and role.person.slug.startswith("synth-1-")
    page = body(client.get(f"/people/{role.person.slug}/"))
    assert "/organizations/synth-1-00001/" in page and "/organizations/synth-00001/" not in page


@pytest.mark.slow
def test_copies_go_on_after_those_that_are_there(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(synthesis, "WRITTEN", 2)
    synthesize(4)
    synthesize(5)
    slugs = set(Organization.objects.values_list("slug", flat=True))
    assert {"synth-00005", "synth-1-00001", "synth-2-00003", "synth-2-00004"} <= slugs and len(slugs) == 9
    assert nothing_is_wrong()


def nothing_is_wrong() -> bool:
    return not (rebuild_facets(check=True) or rebuild_search(check=True) or rebuild_relations(check=True))
