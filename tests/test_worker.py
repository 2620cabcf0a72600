"""When a request has arrived as a whole, as the worker sees it."""

from http import HTTPStatus

import pytest

from dossier_site.worker import MAX_BODY, MAX_HEAD, whole

PAGE = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
FORM = b"POST / HTTP/1.1\r\nHost: a\r\ncontent-LENGTH:  5 \r\n\r\na=b&c"


@pytest.mark.parametrize("request_", [PAGE, FORM])
def test_a_request_has_arrived_with_its_last_byte(request_):
    assert [whole(request_[:size]) for size in range(len(request_))] == [0] * len(request_)
    assert whole(request_) == len(request_)


@pytest.mark.parametrize("request_", [PAGE, FORM])
def test_what_follows_is_the_next_request(request_):
    assert whole(request_ + PAGE) == len(request_)


@pytest.mark.parametrize("length", [b"", b"-1", b"x", b"5, 5", b"+5", "²".encode()])
def test_a_length_that_is_no_number_is_left_to_the_parser_to_refuse(length):
    head = b"POST / HTTP/1.1\r\nContent-Length: " + length + b"\r\n\r\n"
    assert whole(head) == len(head)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"x" * MAX_HEAD, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE),
        (b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % (MAX_BODY + 1), HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
        (b"POST / HTTP/1.1\r\nTRANSFER-encoding: chunked\r\n\r\n", HTTPStatus.LENGTH_REQUIRED),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding : chunked\r\n\r\n", HTTPStatus.LENGTH_REQUIRED),
    ],
)
def test_what_is_too_large_or_has_no_length_is_refused(sent, status):
    assert whole(sent) is status


def test_the_largest_body_is_waited_for():
    assert whole(b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % MAX_BODY) == 0
