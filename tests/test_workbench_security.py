"""Who is let in to the workbench, and what is refused at the door."""

from pathlib import Path

import pytest

from contention.workbench.server.bodies import MOST_BYTES
from contention.workbench.server.security import Keys
from tests.workbench_client import CASE, CHARGE, PORT, Browser, browser_on, copied_case

OWN = f"http://127.0.0.1:{PORT}"


@pytest.fixture
def stranger() -> Browser:
    return Browser([CHARGE], CHARGE.parent)


@pytest.fixture
def browser() -> Browser:
    return browser_on(CHARGE)


def test_nothing_is_shown_without_the_cookie(stranger: Browser) -> None:
    for path in ("/", "/api/session", CASE, "/api/openapi.json", "/index.html", "/assets/x.js"):
        answer = stranger.client.get(path)
        assert answer.status_code == 403
        assert "Marlhaven" not in answer.text
        assert "contention serve" in answer.text


def test_the_token_works_once(stranger: Browser) -> None:
    assert stranger.client.get("/?token=" + "x" * 43).status_code == 403
    assert stranger.client.get("/?token=ü").status_code == 403
    assert "set-cookie" not in stranger.client.get("/?token=").headers
    let_in = stranger.client.get(f"/?token={stranger.keys.token}")
    cookie = let_in.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert stranger.client.get("/api/session").status_code == 200
    stranger.client.cookies.clear()
    again = stranger.client.get(f"/?token={stranger.keys.token}")
    assert again.status_code == 403
    assert "opened before" in again.text


def test_the_same_browser_may_open_the_address_again(browser: Browser) -> None:
    assert browser.client.get(f"/?token={browser.keys.token}").status_code == 200


def test_the_cookie_of_another_server_is_not_enough(browser: Browser) -> None:
    browser.client.cookies.clear()
    cookie = f"{browser.keys.cookie}={Keys(PORT).secret}"
    answer = browser.client.get("/api/session", headers={"cookie": cookie})
    assert answer.status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", f"127.0.0.1:{PORT}.evil.example",
                                  "localhost:1", "", f"[::1]:{PORT}"])  # fmt: skip
def test_a_foreign_host_is_refused(browser: Browser, host: str) -> None:
    answer = browser.client.get("/api/session", headers={"host": host})
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "foreign_host"


def test_localhost_is_this_machine_too(browser: Browser) -> None:
    headers = {"host": f"localhost:{PORT}"}
    cookie = f"{browser.keys.cookie}={browser.keys.secret}"
    answer = browser.client.get("/api/session", headers={**headers, "cookie": cookie})
    assert answer.status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", f"https://127.0.0.1:{PORT}",
                                    f"http://localhost:{PORT}", ""])  # fmt: skip
def test_a_foreign_origin_is_refused_for_reading_and_writing(browser: Browser, origin: str) -> None:
    for method in ("GET", "POST"):
        headers = {"origin": origin, "x-contention": "1"}
        answer = browser.client.request(method, f"{CASE}/claims", headers=headers)
        assert answer.status_code == 403
        assert answer.json()["error"]["code"] == "foreign_origin"


def test_a_change_needs_origin_and_header(browser: Browser) -> None:
    for headers in ({"origin": OWN}, {"x-contention": "1"}, {"origin": OWN, "x-contention": "2"}):
        answer = browser.client.post(f"{CASE}/claims", headers=headers)
        assert answer.status_code == 403


def test_a_page_of_another_site_may_not_ask(browser: Browser) -> None:
    for site in ("cross-site", "same-site"):
        answer = browser.client.get("/api/session", headers={"sec-fetch-site": site})
        assert answer.status_code == 403


def test_every_reply_has_a_strict_policy(browser: Browser) -> None:
    for path in ("/", "/api/session", "/api/nothing"):
        headers = browser.client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/../pyproject.toml", "/%2e%2e/%2e%2e/server/app.py",
                                  "/assets/..%2f..%2fserver%2fapp.py", "/..\\server\\app.py",
                                  "//etc/passwd", "/static/../server/app.py", "/%00"])  # fmt: skip
def test_no_path_leads_out_of_the_front_end(browser: Browser, path: str) -> None:
    answer = browser.client.get(path)
    assert answer.status_code == 404
    assert "import" not in answer.text


@pytest.mark.parametrize("case", ["..", "%2e%2e", "nobody", "congestion-charge%00", "a" * 3000])
def test_a_case_that_is_not_open_is_not_found(browser: Browser, case: str) -> None:
    assert browser.client.get(f"/api/cases/{case}").status_code == 404


@pytest.mark.parametrize(("body", "status"), [
    (b"{", 400), (b"[" * 100_000, 400), (b'{"a":' * 40 + b"1" + b"}" * 40, 400),
    (b'{"a": NaN}', 400), (b'{"a": 1, "a": 2}', 400), (b"\xff\xfe", 400),
    (b'{"a": "\\ud800"}', 400), (b"9" * 10_000, 400), (b"[]", 422), (b"null", 422),
    (b"x" * (MOST_BYTES + 1), 413),
])  # fmt: skip
def test_a_body_that_is_not_fit_is_refused(tmp_path: Path, body: bytes, status: int) -> None:
    browser = browser_on(copied_case(tmp_path))
    answer = browser.send("POST", f"{CASE}/claims", content=body)
    assert answer.status_code == status
    assert answer.json()["error"]["message"]


def test_a_body_without_a_length_is_cut_off_too(tmp_path: Path) -> None:
    browser = browser_on(copied_case(tmp_path))
    parts = (b"x" * 1_000_000 for _ in range(7))
    answer = browser.send("POST", f"{CASE}/claims", content=parts)
    assert answer.status_code == 413
