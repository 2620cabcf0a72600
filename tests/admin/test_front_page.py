"""The admin's lists stand in the order that editors look for them."""

import re

from django.urls import reverse

from tests.support.responses import body


def test_dossiers_come_first_and_their_claims_behind_them(as_member):
    page = body(as_member("admin").get(reverse("admin:index")))
    names = re.findall(r'class="model-(\w+)', page)
    assert names[:3] == ["organization", "timelineevent", "program"]
    assert names.index("revision") < names.index("user")


def test_each_kind_of_parts_says_how_many_there_are(editor, url, iom):
    page = body(editor.get(url))
    assert "Timeline events (5)" in page
    assert f"Roles ({iom.roles.count()})" in page
