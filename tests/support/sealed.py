"""Sealed editions as tests build them, read them and look for what in them leads nowhere."""

import posixpath
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.management import call_command
from selectolax.lexbor import LexborHTMLParser

from organizations.exports.sealed.manifest import MANIFEST

URL = "https://dossiers.example.org"


def build(out: Path, **options: Any) -> str:
    """Build an edition in this process; its manifest."""
    call_command("build_edition", str(out), **{"url": URL, "workers": 1, "verbosity": 0, **options})
    return (out / MANIFEST).read_text("utf-8")


def key_in(folder: Path, name: str = "key.pem") -> Path:
    """A new private key."""
    path = folder / name
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", path], check=True)
    return path


def page(out: Path, name: str) -> LexborHTMLParser:
    return LexborHTMLParser((out / name).read_bytes())


def dead_links(out: Path) -> list[str]:
    """What leads to no file of the edition, or to a place that its page does not have."""
    pages = {path.relative_to(out).as_posix(): LexborHTMLParser(path.read_bytes()) for path in out.rglob("*.html")}
    places = {name: {node.attrs["id"] for node in page.css("[id]")} for name, page in pages.items()}
    dead = []
    for name, page in pages.items():
        for selector in ("[href]", "[src]", "form[action]", "[data-hx-get]"):
            attribute = selector[1:-1].rpartition("[")[2]
            for node in page.css(selector):
                href = node.attrs[attribute] or ""
                url = urlsplit(href)
                if url.scheme in ("http", "https", "data"):
                    continue
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(url.path)))
                target = target if url.path else name
                gone = href.startswith("/") or not (out / target).is_file()
                if gone or (url.fragment and url.fragment not in places.get(target, ())):
                    dead.append(f"{name}: {href}")
    return dead
