"""A real Chromium: the system's, or Playwright's own."""

import shutil
from pathlib import Path

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    # As root, as in a container, Chromium starts only so.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def launched(playwright: Playwright) -> Browser | None:
    """A browser that was started; None where there is none."""
    own = playwright.chromium.executable_path
    path = next((found for name in NAMES if (found := shutil.which(name))), own)
    return playwright.chromium.launch(executable_path=path, args=FLAGS) if Path(path).exists() else None
