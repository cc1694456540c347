"""Whether servers answer, asked without sending them anything of the reader's."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.loopback import Loopback, Reply

from articles.translation.engines.registry import Access, engine_addresses
from articles.translation.reachable import reachable


@pytest.fixture
def proxied(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> Loopback:
    """Return a server that is everybody's proxy."""
    monkeypatch.setenv("http_proxy", server.url)
    monkeypatch.setenv("no_proxy", "")
    server.reply = lambda asked: Reply()
    return server


def test_password_file_of_other_programs_is_not_sent(
    proxied: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("default login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))

    assert reachable({"own": "http://translate.invalid/"})["own"].startswith("answers")
    assert [asked.method for asked in proxied.asked] == ["HEAD"]
    assert "Authorization" not in proxied.asked[0].headers


def test_server_on_this_machine_is_asked_without_the_proxy(proxied: Loopback, refused: str) -> None:
    assert reachable({"own": refused})["own"].startswith("cannot be reached")
    assert proxied.asked == []


@pytest.mark.parametrize("address", ["http://[::1/", "https://me:secret@exa℀mple.org/", "ftp://a.org/", " "])
def test_server_whose_address_cannot_be_right_has_none_to_be_asked_at(address: str) -> None:
    assert "libretranslate" not in engine_addresses(Access(server=address))


def test_login_in_an_address_is_left_out_of_it() -> None:
    addresses = engine_addresses(Access(server="https://me:secret@translate.example.org:8080/lt"))

    assert addresses["libretranslate"] == "https://translate.example.org:8080/"
