"""What all requests have in common."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests

from articles.network import session_for


@pytest.mark.parametrize(
    ("asked", "target", "followed"),
    [
        ("http://a.org/m", "https://a.org/m?q=x", True),
        ("https://a.org/m", "/n?q=x", True),
        ("https://a.org/m", "https://A.org/n", True),
        ("https://a.org/m", "http://a.org/n", False),
        ("http://a.org/m", "/n", False),
        ("https://a.org/m", "https://b.org/m", False),
        ("https://a.org/m", "//b.org/m", False),
        ("https://a.org/m", "https://a.org@b.org/m", False),
        ("https://a.org/m", "https://sub.a.org/m", False),
    ],
)
def test_redirection_is_followed_only_over_https_to_the_same_host(asked: str, target: str, followed: bool) -> None:
    response = requests.Response()
    response.url, response.status_code, response.headers["Location"] = asked, 302, target

    assert session_for(asked, elsewhere=False).get_redirect_target(response) == (target if followed else None)


def test_what_is_kept_for_other_programs_is_sent_to_no_host_after_a_redirection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine b.invalid login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    response = requests.Response()
    response.request = requests.Request("GET", "https://a.invalid/", headers={"Authorization": "mine"}).prepare()
    there = requests.Request("GET", "https://b.invalid/", headers={"Authorization": "mine"}).prepare()

    session_for("https://a.invalid/").rebuild_auth(there, response)  # type: ignore[no-untyped-call]

    assert "Authorization" not in there.headers
