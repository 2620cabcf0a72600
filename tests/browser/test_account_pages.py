"""An account's own pages, the log-out and the refusals: nothing for axe to find, light or dark; they fit a phone."""

from collections.abc import Callable
from typing import Literal

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page

PHONE, DESK = {"width": 320, "height": 640}, {"width": 1440, "height": 900}


def enter(page: Page, user: User) -> None:
    """Log somebody in, through the page."""
    page.goto("/admin/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill("correct-horse-9")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("heading", name="Site administration").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_an_account_pass_axe_and_fit_a_phone(
    page: Page,
    member: Callable[[str], User],
    axe: Callable[[], list[str]],
    console_errors: list[str],
    scheme: Literal["light", "dark"],
) -> None:
    wrong: dict[str, list[str]] = {}

    def look(name: str) -> None:
        for size in (PHONE, DESK):
            page.set_viewport_size({"width": size["width"], "height": size["height"]})
            wide = page.evaluate("document.documentElement.scrollWidth")
            wrong[f"{name} {size['width']}"] = axe() + ([f"{wide} px wide"] if wide > size["width"] else [])

    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    enter(page, member("Editor"))
    page.get_by_role("link", name="Change password").click()
    page.get_by_label("Old password").wait_for()
    look("password")
    page.get_by_label("Old password").fill("wrong")
    for field in ("new_password1", "new_password2"):
        page.locator(f"[name={field}]").fill("short")
    page.get_by_role("button", name="Change my password").click()
    page.locator(".errorlist").first.wait_for()
    look("password refused")
    page.get_by_label("Old password").fill("correct-horse-9")
    for field in ("new_password1", "new_password2"):
        page.locator(f"[name={field}]").fill("battery-staple-7")
    page.get_by_role("button", name="Change my password").click()
    page.get_by_role("heading", name="Password change successful").wait_for()
    look("password changed")
    page.goto("/admin/organizations/theme/publish/")
    look("not allowed")
    page.goto("/admin/")
    look("empty desk")
    page.goto("/admin/organizations/organization/")
    look("empty list")
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("heading", name="Logged out").wait_for()
    look("logged out")
    nobody = User.objects.create_user("nobody", password="correct-horse-9", is_staff=True)
    enter(page, nobody)
    look("desk of nobody")
    assert {name: found for name, found in wrong.items() if found} == {}
    console_errors[:] = [each for each in console_errors if "status of 403" not in each]
