"""What a browser is told about each answer."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
import streamlit

from access.headers import MAP_POLICY, PAPER_POLICY, secured, streamlit_policy

INDEX = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")


def answer(headers, path="/"):
    return dict(secured(headers, path=path, policy="default-src 'self'", is_secure=False))


def directive(policy, name):
    return next(part.split()[1:] for part in policy.split("; ") if part.split()[0] == name)


def test_each_inline_script_of_streamlit_is_allowed_by_its_own_hash():
    inline = re.findall(r"<script>([^<]*)</script>", INDEX)
    hashes = ["'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'" for text in inline]
    assert inline
    assert [word for word in directive(streamlit_policy(INDEX), "script-src") if word.startswith("'sha256")] == hashes


def test_no_inline_script_and_no_foreign_host_is_allowed():
    policy = streamlit_policy(INDEX)
    assert "'unsafe-inline'" not in directive(policy, "script-src")
    assert "'unsafe-eval'" not in policy
    assert "*" not in policy
    assert "http" not in policy
    assert directive(policy, "frame-ancestors") == ["'self'"]


@pytest.mark.parametrize("policy", [MAP_POLICY, PAPER_POLICY])
def test_what_carries_data_is_sandboxed_without_our_origin(policy):
    assert policy.startswith("sandbox")
    assert "allow-same-origin" not in policy
    assert directive(policy, "default-src") == ["'none'"]


def test_a_route_keeps_its_own_policy():
    assert answer([(b"Content-Security-Policy", b"sandbox")])[b"Content-Security-Policy"] == b"sandbox"
    assert b"content-security-policy" not in answer([(b"Content-Security-Policy", b"sandbox")])


@pytest.mark.parametrize("path", ["/papers/1", "/coverage-map/1", "/media/x.bin", "/field"])
def test_private_answers_are_never_kept(path):
    kept = answer([(b"content-type", b"application/pdf"), (b"Cache-Control", b"public")], path)
    assert kept[b"cache-control"] == b"no-store"
    assert b"Cache-Control" not in kept


def test_html_is_never_kept_and_bundles_are():
    assert answer([(b"content-type", b"text/html; charset=utf-8")])[b"cache-control"] == b"no-store"
    bundle = answer([(b"content-type", b"text/javascript"), (b"cache-control", b"public")], "/static/js/a.js")
    assert bundle[b"cache-control"] == b"public"


def test_strict_transport_only_behind_tls():
    assert b"strict-transport-security" not in answer([])
    assert b"strict-transport-security" in dict(secured([], path="/", policy="", is_secure=True))
