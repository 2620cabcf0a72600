"""What the admin tests share: a page's form, as a browser would send it back."""

from collections.abc import Callable, Hashable
from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from organizations.importing import carry_out, plan_import
from organizations.models import Organization
from organizations.store import dump_dossier
from tests.support.loaded import load
from tests.support.responses import body

SKIPPED = {"submit", "button", "image", "reset", "file"}
Form = dict[str, list[str]]


class FormReader(HTMLParser):
    """Reads the fields of the form with the given id: text areas with CRLF, boxes only where ticked."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self.form = form
        self.inside = False
        self.name = ""
        self.text: list[str] | None = None
        self.chosen: list[str] | None = None
        self.sent: Form = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form":
            self.inside = given.get("id") == self.form
        if not self.inside:
            return
        if tag == "input" and name and given.get("type") not in SKIPPED and "disabled" not in given:
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self.sent.setdefault(name, []).append(given.get("value") or "")
        elif tag == "textarea":
            self.name, self.text = name, []
        elif tag == "select":
            self.name, self.chosen = name, None if "disabled" in given else []
        elif tag == "option" and self.chosen is not None and "selected" in given:
            self.chosen.append(given.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "textarea" and self.text is not None:
            words = "".join(self.text).removeprefix("\r\n").removeprefix("\n")
            self.sent[self.name] = [words.replace("\r\n", "\n").replace("\n", "\r\n")]
            self.text = None
        elif tag == "select" and self.chosen is not None:
            self.sent[self.name] = self.chosen
            self.chosen = None


@pytest.fixture
def form_of() -> Callable[[str, str], Form]:
    """A function: page, id of its form -> what a browser sends when it is saved as it is."""

    def read(page: str, form: str) -> Form:
        reader = FormReader(form)
        reader.feed(page)
        return reader.sent

    return read


@pytest.fixture
def editor(as_member: Callable[[str], Client]) -> Client:
    return as_member("Editor")


@pytest.fixture
def url(iom: Organization) -> str:
    """The page of IOM in the admin."""
    return reverse("admin:organizations_organization_change", args=[iom.pk])


@pytest.fixture(scope="session")
def forms_read() -> dict[Hashable, Form]:
    """Forms by page and dossier: IOM says the same in most tests, and its page takes long to make."""
    return {}


@pytest.fixture
def form(
    editor: Client,
    iom: Organization,
    url: str,
    form_of: Callable[[str, str], Form],
    forms_read: dict[Hashable, Form],
) -> Form:
    """What a browser sends when IOM's page is saved as it is."""
    # A test may have changed the dossier before it asks for the form.
    shown = (url, repr(dump_dossier(iom)))
    if shown not in forms_read:
        forms_read[shown] = form_of(body(editor.get(url)), "organization_form")
    return {name: list(values) for name, values in forms_read[shown].items()}


@pytest.fixture
def twin(iom: Organization, iom_text: str) -> Organization:
    """A second dossier, which says the same as IOM's."""
    return carry_out(plan_import(iom_text.replace("(IOM)", "(TWIN)")))


@pytest.fixture
def viewer(client: Client) -> Client:
    """A member who may look at everything."""
    user = User.objects.create_user("viewer", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def two(member: Callable[[str], User]) -> tuple[Client, Client]:
    """Two browsers of one superuser, and IOM committed."""
    load("vocabulary", "iom")
    user, clients = member("admin"), (Client(), Client())
    for client in clients:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return clients
