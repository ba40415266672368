"""URIs: spelled so that every validator takes them, and left alone where they already are."""

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.uri import absolute_uri, wire_urn

IS_URI = jsonschema_rs.validator_for({"type": "string", "format": "uri"}, validate_formats=True)
NEAR_URIS = st.text(st.sampled_from("aé:/?#[]@%20 .-عدن\n"), max_size=20).map("http:".__add__)


@pytest.mark.parametrize(
    "uri",
    [
        "urn:newsml:afp.com:20231126T203130Z:TX-PAR-EXO06",
        "tag:example.org,2025:item",
        "http://user@example.org:8080/a;b=c/d?e=f&g=%20#h/i?j",
        "medtop:04000000",
    ],
)
def test_a_good_uri_stays_as_it_is(uri):
    assert absolute_uri(uri) == uri


@pytest.mark.parametrize(
    "text",
    [
        "",
        "doc-344x4eg",
        "/relative/path",
        "20231126:doc",
        "urn:",
        "http://",
        "http://a@b@c/",
        "http://host:port/",
        "http://[::",
    ],
)
def test_what_has_no_scheme_no_path_or_no_host_is_no_uri(text):
    assert absolute_uri(text) is None


def test_a_stray_percent_sign_is_escaped():
    assert absolute_uri("urn:x:100%") == "urn:x:100%25"


@given(st.text() | NEAR_URIS)
def test_whatever_comes_out_is_a_uri_and_comes_out_the_same_again(text):
    uri = absolute_uri(text)
    if uri is not None:
        assert IS_URI.is_valid(uri)
        assert absolute_uri(uri) == uri


@given(st.lists(st.text(min_size=1), min_size=1, max_size=3))
def test_whatever_a_thing_is_called_its_urn_is_a_uri(parts):
    assert IS_URI.is_valid(wire_urn(*parts))
