"""The site behind a real nginx with the configuration that is shipped."""

import gzip
import os
import re
import shutil
import socket
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.core.management import call_command

from tests.support.sealed import build
from tests.support.serving import environment, served, started, wait_for

pytestmark = pytest.mark.slow
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
STRANGER, EDITOR, COLLEAGUE = "127.0.0.5", "127.0.0.6", "127.0.0.7"
APPENDS = ("$remote_addr;", "$proxy_add_x_forwarded_for;")
MAIN = """
daemon off; {user} error_log stderr; pid nginx.pid;
events {{}}
http {{
    access_log off;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;
    {site}
}}
"""


def configured(port, upstream):
    """The shipped configuration on another port and without certificates: else to the letter."""
    shipped = Path("deploy/nginx.conf").read_text()
    shipped = re.sub(r"server \{\n    listen 80;.*?\n\}\n", "", shipped, flags=re.DOTALL)
    shipped = re.sub(r"    (listen \[|ssl_certificate).*\n", "", shipped)
    shipped = shipped.replace("listen 443 ssl http2", f"listen 127.0.0.1:{port}")
    assert "ssl" not in shipped and "80;" not in shipped
    return shipped.replace("127.0.0.1:8000", f"127.0.0.1:{upstream}")


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def listens(port):
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def nginx():
    if NGINX is None:
        if os.environ.get("REQUIRE_NGINX") == "1":
            pytest.fail("no nginx was found, and REQUIRE_NGINX=1: install nginx")
        pytest.skip("no nginx was found: install nginx to run its tests")
    return NGINX


@pytest.fixture(scope="module")
def behind(nginx, folder, tmp_path_factory):
    """A function: settings, the header that tells gunicorn who asks -> the port of an nginx before the site."""
    with ExitStack() as stack:

        def serve(header=APPENDS[0], **settings):
            here = tmp_path_factory.mktemp("nginx")
            site = stack.enter_context(served(environment(folder, BEHIND_PROXY="1", **settings), here))
            user = "user root;" if os.geteuid() == 0 else ""
            for _try in range(5):
                port = free_port()
                shipped = configured(port, site.port).replace(APPENDS[0], header)
                (here / "nginx.conf").write_text(MAIN.format(user=user, site=shipped))
                command = [nginx, "-p", here, "-c", here / "nginx.conf"]
                server = stack.enter_context(started(command, here / "nginx.log"))
                wait_for(lambda: server.poll() is not None or listens(port), "nginx listens")  # noqa: B023
                if server.poll() is None:
                    return port
            pytest.fail((here / "nginx.log").read_text())

        yield serve


@pytest.fixture(scope="module", params=APPENDS, ids=["the address alone", "behind what the visitor wrote"])
def port(behind, request):
    return behind(request.param)


@contextmanager
def serving(nginx, folder, server):
    """The port of an nginx with one server, as the documentation tells it, that listens on 80 there."""
    port = free_port()
    site = f"include /etc/nginx/mime.types; {server.replace('listen 80', f'listen 127.0.0.1:{port}')}"
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(MAIN.format(user=user, site=site))
    with started([nginx, "-p", folder, "-c", folder / "nginx.conf"], folder / "nginx.log"):
        wait_for(lambda: listens(port), "nginx listens")
        yield port


def told_in(path):
    """The first lines for nginx of a page of the documentation."""
    return Path(path).read_text().partition("```nginx\n")[2].partition("```")[0]


@pytest.fixture
def edition(nginx, iom, tmp_path):
    build(tmp_path / "edition")
    server = told_in("docs/sealed.md").replace("/srv/editions/dossiers", f"{tmp_path}/edition")
    with serving(nginx, tmp_path, server) as port:
        yield port


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/organizations/iom/", "text/html; charset=utf-8"),
        ("/organizations/iom.json", "application/json"),
        ("/organizations/iom.csv", "text/csv; charset=utf-8"),
        ("/organizations/iom.txt", "text/plain; charset=utf-8"),
        ("/explore/cells.js", "application/javascript"),
    ],
)
def test_an_edition_is_served_as_what_it_is_compressed_and_once(edition, address, kind):
    first = ask(edition, "GET", address, STRANGER, **{"Accept-Encoding": "gzip"})
    assert (first.status, first.headers["Content-Type"], first.headers["Content-Encoding"]) == (200, kind, "gzip")
    assert ask(edition, "GET", address, STRANGER, **{"If-None-Match": first.headers["ETag"]}).status == 304


def test_what_is_cited_leads_to_where_it_stands_in_an_edition(edition):
    for cited, place in [("claims/fact-headquarters/", "#fact-headquarters"), ("editions/1/", "")]:
        answer = ask(edition, "GET", f"/organizations/iom/{cited}", STRANGER)
        assert (answer.status, answer.headers["Location"].partition("/organizations/iom/")[2]) == (302, place)


def test_what_was_compressed_once_is_sent_as_it_is(edition, tmp_path):
    page = tmp_path / "edition/organizations/iom/index.html"
    page.with_name("index.html.gz").write_bytes(gzip.compress(page.read_bytes(), 9, mtime=0))
    answer = ask(edition, "GET", "/organizations/iom/", STRANGER, **{"Accept-Encoding": "gzip"})
    assert answer.body == page.with_name("index.html.gz").read_bytes()


def test_the_bulk_file_is_served_and_what_builds_leave_to_each_other_is_not(nginx, iom, tmp_path, settings):
    settings.DATA_ROOT = str(tmp_path / "data")
    call_command("build_bulk", url="https://example.org", verbosity=0)
    result = told_in("docs/data.md").replace("/srv/dossiers/data", settings.DATA_ROOT)
    with serving(nginx, tmp_path, f"server {{ listen 80; {result} }}") as port:
        found = {name: ask(port, "GET", f"/data/{name}", STRANGER).status for name in os.listdir(settings.DATA_ROOT)}
    assert found.pop(".kept.sqlite3") == 404
    assert len(found) == 2 and set(found.values()) == {200}


def ask(port, method, address, visitor, body=None, **headers):
    connection = HTTPConnection("127.0.0.1", port, timeout=120, source_address=(visitor, 0))
    connection.request(method, address, body, headers)
    answer = connection.getresponse()
    vars(answer)["body"] = answer.read()
    connection.close()
    return answer


def log_in(port, visitor, password, **headers):
    page = ask(port, "GET", "/admin/login/", visitor)
    token = page.headers["Set-Cookie"].partition("csrftoken=")[2].partition(";")[0]
    form = urlencode({"csrfmiddlewaretoken": token, "username": "editor", "password": password})
    headers |= {"Cookie": f"csrftoken={token}", "Content-Type": "application/x-www-form-urlencoded"}
    return ask(port, "POST", "/admin/login/", visitor, form, **headers).status


def test_a_stranger_who_forges_addresses_locks_out_only_itself(port):
    forged = dict.fromkeys(("X-Forwarded-For", "X-Real-IP", "X_Forwarded_For", "Forwarded"), EDITOR)
    tried = [log_in(port, STRANGER, "wrong", **forged) for _ in range(6)]
    assert tried[-1] == 429
    assert log_in(port, STRANGER, "correct-horse-9") == 429
    assert log_in(port, STRANGER, "correct-horse-9", **{"X-Forwarded-For": COLLEAGUE}) == 429
    assert log_in(port, EDITOR, "correct-horse-9") == 302


def test_readers_are_answered_beside_64_who_sent_half_a_request(port):
    head = f"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 99\r\n\r\nuser"
    with ExitStack() as stack:
        for _ in range(64):
            stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=120)).sendall(head.encode())
        assert [ask(port, "GET", "/organizations/iom/", EDITOR).status for _ in range(20)] == [200] * 20


def test_who_writes_that_https_was_used_is_led_to_https_all_the_same(behind):
    port = behind(HTTPS="1")
    answer = ask(port, "GET", "/about/", STRANGER, **{"X-Forwarded-Proto": "https"})
    assert (answer.status, answer.headers["Location"]) == (301, f"https://127.0.0.1:{port}/about/")
