"""What a response says."""

from django.http import HttpResponseBase


def body(response: HttpResponseBase, status: int = 200) -> str:
    """The text of a response. Fails where its status is another: what an error page lacks proves nothing."""
    assert response.status_code == status, (response.status_code, response.headers.get("Location"))
    return b"".join(response).decode()
