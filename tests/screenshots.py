"""Renews the pictures of the README: python -m tests.screenshots. A first start, a server, a real browser."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browsers import launched

ROOT = Path(__file__).resolve().parent.parent
PICTURES = {
    "dossier": "/organizations/unhcr/#section-timeline",
    "explore": "/explore/?q=refugees",
    "matrix": "/matrix/",
    "compare": "/compare/?org=ilo&org=iom&org=un&org=unhcr",
}
SIZE = {"width": 1280, "height": 800}
COLOURS = 64


def main() -> int:
    """Write a PNG for each picture into static/img; 1 where there is no browser."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launched(playwright)
        if browser is None:
            print("no browser was found: install chromium", file=sys.stderr)
            return 1
        environment = os.environ | {"DEBUG": "1", "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3"}
        subprocess.run([sys.executable, "manage.py", "first_start"], cwd=ROOT, env=environment, check=True)
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{found.getsockname()[1]}"
        server = subprocess.Popen(
            [sys.executable, "manage.py", "runserver", address, "--noreload"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(address)
            page = browser.new_page(viewport=SIZE, reduced_motion="reduce")  # type: ignore[arg-type]
            for name, path in PICTURES.items():
                page.goto(f"http://{address}{path}")
                picture = Image.open(BytesIO(page.screenshot())).quantize(COLOURS)
                picture.save(ROOT / "static" / "img" / f"screenshot-{name}.png", optimize=True)
        finally:
            server.terminate()
            server.wait()
    return 0


def wait_for(address: str) -> None:
    host, port = address.split(":")
    for _ in range(100):
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("the server did not answer within 10 seconds")


if __name__ == "__main__":
    sys.exit(main())
