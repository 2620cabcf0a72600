"""As much of S3 as the storage of uploads asks of it: a server in this process that holds it in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)


class Bucket(BaseHTTPRequestHandler):
    """Answers for the one bucket of the server, by path: /bucket/name."""

    protocol_version = "HTTP/1.1"
    server: "BucketServer"

    def do_PUT(self) -> None:
        self.server.files[self._name()] = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(200)

    def do_GET(self) -> None:
        if name := self._name():
            content = self.server.files.get(name)
            self._answer(404 if content is None else 200, content or b"")
        else:
            self._answer(200, self._listed().encode())

    do_HEAD = do_GET

    def do_DELETE(self) -> None:
        self.server.files.pop(self._name(), None)
        self._answer(204)

    def _name(self) -> str:
        return unquote(urlsplit(self.path).path).partition("/")[2].partition("/")[2]

    def _listed(self) -> str:
        asked = parse_qs(urlsplit(self.path).query)
        prefix = asked.get("prefix", [""])[0]
        rest = sorted(name.removeprefix(prefix) for name in self.server.files if name.startswith(prefix))
        files = [f"<Contents><Key>{escape(prefix + name)}</Key></Contents>" for name in rest if "/" not in name]
        folders = sorted({f"{prefix}{name.partition('/')[0]}/" for name in rest if "/" in name})
        common = [f"<CommonPrefixes><Prefix>{escape(each)}</Prefix></CommonPrefixes>" for each in folders]
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{''.join(files + common)}</ListBucketResult>"

    def _answer(self, status: int, content: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("ETag", f'"{md5(content).hexdigest()}"')
        self.send_header("Last-Modified", format_datetime(WRITTEN, usegmt=True))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


class BucketServer(ThreadingHTTPServer):
    """A server of one bucket."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Bucket)
        self.files: dict[str, bytes] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def bucket_server() -> Iterator[BucketServer]:
    """A server that is stopped at the end."""
    with BucketServer() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
