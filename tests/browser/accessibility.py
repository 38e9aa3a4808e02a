"""What axe-core finds wrong with a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SERIOUS = ("serious", "critical")


def serious_findings(page: Page) -> list[str]:
    """Findings that keep somebody from using the page: rule, and the elements."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {each['help']} — {[node['target'] for node in each['nodes']]}"
        for each in found
        if each["impact"] in SERIOUS
    ]
