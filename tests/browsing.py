"""Opening a page of the book as a reader does."""

from __future__ import annotations

from playwright.sync_api import Page


def visit(page: Page, address: str) -> None:
    """Opens a page of the book and waits until its equations are set."""
    page.goto(address, wait_until="load")
    page.wait_for_function("!window.MathJax?.startup?.promise || window.MathJax.startup.promise.then(() => true)")
    page.wait_for_load_state("networkidle")
