"""Who gets the tools of the claim lists, and who does not."""

import pytest
from django.urls import reverse

from tests.admin.tools import CLAIMS
from tests.support.responses import body


@pytest.mark.parametrize("name", CLAIMS)
def test_who_may_only_look_gets_no_tools(iom, viewer, name):
    record = iom._meta.apps.get_model("organizations", name).objects.first()
    page = body(viewer.get(reverse(f"admin:organizations_{name}_changelist")))
    assert "move_selected" not in page
    assert "theme_selected" not in page
    assert "?claim=" not in body(viewer.get(reverse(f"admin:organizations_{name}_change", args=[record.pk])))
    for tool in ("move", "themes"):
        to = reverse(f"admin:organizations_{name}_{tool}")
        assert viewer.get(to, {"claim": record.pk}).status_code == 403
        assert viewer.post(to, {"claim": record.pk, "apply": "1"}).status_code == 403
    assert iom.revisions.count() == 1


@pytest.mark.parametrize("name", CLAIMS)
@pytest.mark.parametrize("role", ["Editor", "Publisher"])
def test_editors_and_publishers_get_the_tools(iom, as_member, role, name):
    page = body(as_member(role).get(reverse(f"admin:organizations_{name}_changelist")))
    assert "move_selected" in page
    assert "theme_selected" in page
