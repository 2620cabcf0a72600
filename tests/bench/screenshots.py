"""Renews the pictures of the README, and the one shown where a page is shared: python -m tests.bench.screenshots.

A first start, a server, a real browser.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.support.browsers import launched

ROOT = Path(__file__).resolve().parent.parent.parent
PICTURES = {
    "dossier": "/organizations/unhcr/#section-timeline",
    "explore": "/explore/?q=refugees",
    "matrix": "/matrix/",
    "compare": "/compare/?org=ilo&org=iom&org=un&org=unhcr",
}
SIZE = {"width": 1280, "height": 800}
COLOURS = 128
SHARED = "/organizations/iom/"
SHARED_SIZE = {"width": 960, "height": 504}  # drawn 1.25 times as large: 1200 by 630
TO_SHARE = """() => {
  const [name, lead, main] = ["h1", "p", "main"].map((each) => document.createElement(each));
  name.textContent = "Dossiers";
  lead.textContent = "Structured dossiers about international organizations";
  lead.className = "lead";
  const picture = document.querySelector(".drawing");
  picture.classList.add("wide");
  main.append(name, lead, picture);
  document.body.replaceChildren(main);
}"""


def main() -> int:
    """Write each picture as PNG into static/img; 1 where there is no browser."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launched(playwright)
        if browser is None:
            print("no browser was found: install chromium", file=sys.stderr)
            return 1
        environment = os.environ | {"DEBUG": "1", "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3"}
        subprocess.run([sys.executable, "manage.py", "first_start"], cwd=ROOT, env=environment, check=True)
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            url = f"127.0.0.1:{found.getsockname()[1]}"
        server = subprocess.Popen(
            [sys.executable, "manage.py", "runserver", url, "--noreload"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(url)
            page = browser.new_page(viewport=SIZE, reduced_motion="reduce")
            for name, path in PICTURES.items():
                page.goto(f"http://{url}{path}")
                save(page, f"screenshot-{name}")
            page = browser.new_page(viewport=SHARED_SIZE, device_scale_factor=1.25)
            page.goto(f"http://{url}{SHARED}")
            page.evaluate(TO_SHARE)
            save(page, "share")
        finally:
            server.terminate()
            server.wait()
    return 0


def save(page: Page, name: str) -> None:
    picture = Image.open(BytesIO(page.screenshot())).quantize(COLOURS)
    picture.save(ROOT / "static" / "img" / f"{name}.png", optimize=True)


def wait_for(url: str) -> None:
    host, port = url.split(":")
    for _ in range(100):
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("the server did not answer within 10 seconds")


if __name__ == "__main__":
    sys.exit(main())
