"""Hostile texts, names and pages: nothing becomes markup or script, and nobody else is let in."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import serious_findings
from tests.browser.coding import Edited, focus_text, mark, open_text, saved
from tests.browser.conftest import Serve, copied

CASE = "congestion-charge"
MARKUP = '<img src=x onerror="window.struck=1"><script>window.struck=1</script>{@html 1}{{7*7}}'
LINK = "javascript:window.struck=1"
LONG = "Endless" * 36
STRIKES = [MARKUP, f"</textarea></svg><a href='{LINK}'>go</a>", LINK, LONG,
           "%3Cscript%3E &lt;b&gt; &#60;i&#62; \\u003cs\\u003e"]  # fmt: skip
"""each tries to set `struck` in the window, or to break the page"""
ATTACK = """
async (own) => {
  const tried = {}
  const ask = async (name, path, options) => {
    try { tried[name] = (await fetch(own + path, options)).type } catch { tried[name] = 'refused' }
  }
  const body = JSON.stringify({title: 'Foreign'})
  await ask('read', '/api/session', {credentials: 'include'})
  await ask('blind read', '/api/session', {mode: 'no-cors', credentials: 'include'})
  await ask('write', '/api/cases/congestion-charge/factors', {method: 'POST', body,
    credentials: 'include', headers: {'X-Contention': '1'}})
  await ask('blind write', '/api/cases/congestion-charge/factors', {method: 'POST', body,
    mode: 'no-cors', credentials: 'include'})
  const load = (kind, set) => new Promise((done) => {
    const made = document.createElement(kind)
    made.onload = () => done('loaded')
    made.onerror = () => done('refused')
    set(made)
    document.body.append(made)
  })
  tried.script = await load('script', (made) => (made.src = own + '/api/session'))
  tried.image = await load('img', (made) => (made.src = own + '/icon.svg'))
  await load('iframe', (made) => (made.src = own + '/'))
  return tried
}
"""


@contextmanager
def _foreign() -> Iterator[str]:
    """A page of somebody else on this machine."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(b"<title>foreign</title><body>")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def _hostile_case(home: Path) -> Path:
    """A case whose every title, name and sentence strikes."""
    folder = copied(home, (CASE,)) / CASE
    words = [json.dumps(each) for each in STRIKES]
    head, factors = Edited(folder / "case.yaml"), Edited(folder / "factors.yaml")
    text = folder / "texts" / "brief.txt"
    text.write_text("\n\n".join([text.read_text("utf-8"), *STRIKES]), "utf-8")
    head.replace(r"length: \d+", f"length: {len(text.read_text('utf-8'))}")
    head.replace(r"sha256: \w+", f"sha256: {hashlib.sha256(text.read_bytes()).hexdigest()}")
    head.replace("title: A congestion charge for Marlhaven", f"title: {words[0]}")
    head.replace("question: .*", f"question: {words[1]}")
    head.replace(r"published: \[.*\]", f"published: [{words[2]}]")
    head.replace("title: The Transport Office,", f"title: {words[3]},")
    head.replace("    title: The Transport Office\n", f"    title: {words[0]}\n")
    factors.replace("{title: Congestion,", f"{{title: {words[0]},")
    factors.replace("{title: Speed of the buses,", f"{{title: {words[3]},")
    factors.replace("title: A charge of five crowns", f"title: {words[1]}")
    factors.replace("note: How many run and how early", f"note: {words[4]}")
    claims = Edited(folder / "claims" / "brief.yaml")
    claims.replace("paraphrase: Where cars queue, buses stand in the queue.",
                   f"paraphrase: {words[0]}\n    note: {words[1]}\n    comments: "
                   f"[{{by: rk, at: 2025-01-01, text: {words[1]}}}]")  # fmt: skip
    contentions = Edited(folder / "contentions.yaml")
    contentions.replace(r"title: With the charge the buses[^\n]*", f"title: {words[0]}")
    return home


def _unstruck(page: Page) -> None:
    """Nothing of the case has become an element, a link or a script."""
    for frame in page.frames:
        assert frame.evaluate("window.struck") is None
        assert frame.locator("[onerror], [href^='javascript'], img[src=x]").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_hostile_case_is_words_in_every_view(serve: Serve, page: Page, tmp_path: Path) -> None:
    served = serve(CASE, folder=_hostile_case(tmp_path / "home"))
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    open_text(page, served.address)
    expect(page.get_by_role("heading", name=MARKUP).first).to_be_visible()
    expect(page.get_by_test_id("text")).to_contain_text(MARKUP)
    focus_text(page)
    page.keyboard.press("j")
    expect(page.get_by_role("article", name="Claim")).to_contain_text(STRIKES[1])
    _unstruck(page)
    page.get_by_role("button", name="List").click()
    _unstruck(page)
    page.get_by_role("button", name="Drawing").click()
    page.keyboard.press("p")
    page.get_by_role("combobox", name="File").select_option("case.yaml")
    expect(page.get_by_role("textbox", name="case.yaml")).to_be_visible()
    _unstruck(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="All cases").click()
    expect(page.get_by_role("button", name=MARKUP)).to_be_visible()
    _unstruck(page)


def test_a_hostile_name_that_is_typed_stays_a_name(serve: Serve, page: Page) -> None:
    served = serve(CASE, coder="<b>nv</b>")
    open_text(page, served.address)
    mark(page, "a bus needs")
    form = page.get_by_role("form", name="New claim")
    for name, words in (("Cause", MARKUP), ("Effect", STRIKES[1])):
        form.get_by_role("combobox", name=name).fill(words)
        page.get_by_role("listbox").get_by_role("option", name="New factor").click()
    form.get_by_role("radio", name="raises").click()
    form.get_by_role("button", name="Make claim").click()
    saved(page, "Claim made")
    expect(page.get_by_role("article", name="Claim")).to_contain_text(MARKUP)
    _unstruck(page)


def test_a_name_that_turns_text_around_is_refused(serve: Serve, page: Page) -> None:
    served = serve(CASE)
    factors = served.home / CASE / "factors.yaml"
    before = factors.read_bytes()
    open_text(page, served.address)
    mark(page, "a bus needs")
    form = page.get_by_role("form", name="New claim")
    form.get_by_role("combobox", name="Cause").fill("abc\u202edef")
    page.get_by_role("listbox").get_by_role("option", name="New factor").click()
    form.get_by_role("radio", name="raises").click()
    form.get_by_role("combobox", name="Effect").fill("Congestion")
    page.get_by_role("listbox").get_by_role("option", name="Congestion").first.click()
    form.get_by_role("button", name="Make claim").click()
    expect(page.get_by_text("U+202E").first).to_be_visible()
    expect(form).to_be_visible()
    assert factors.read_bytes() == before


def test_a_wrong_token_and_a_foreign_host_are_told_plainly(serve: Serve, page: Page) -> None:
    address = serve(CASE).address
    for wrong, said in (
        (address.split("?")[0], "open the address that `contention serve` printed"),
        (address[:-3] + "xyz", "is not the one that was printed"),
        (address.replace("127.0.0.1", "foreign.example"), "answers to 127.0.0.1:"),
    ):
        answer = page.goto(wrong)
        assert answer is not None
        assert answer.status == 403
        expect(page.get_by_text(said)).to_be_visible()
        assert serious_findings(page) == []
    assert page.context.cookies() == []
    open_text(page, address)  # a wrong token does not use up the right one


def test_a_foreign_page_can_neither_see_nor_change_anything(serve: Serve, page: Page) -> None:
    served = serve(CASE)
    before = (served.home / CASE / "factors.yaml").read_bytes()
    own = served.address.split("/?")[0]
    open_text(page, served.address)
    with _foreign() as host:
        for origin in (f"http://{host}", f"http://{host.replace('127.0.0.1', 'foreign.example')}"):
            other = page.context.new_page()
            other.goto(origin)
            tried = other.evaluate(ATTACK, own)
            assert set(tried.values()) <= {"refused", "opaque"}, tried
            assert tried["read"] == tried["write"] == "refused"
            assert [frame.url[:12] for frame in other.frames[1:]] == ["chrome-error"]
            other.close()
    assert (served.home / CASE / "factors.yaml").read_bytes() == before
