"""Ends with 0 where the site in this container says that it is well: for HEALTHCHECK in the Dockerfile."""

import os
import sys
from http.client import HTTPConnection

# The site answers to its own names alone.
name = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
connection = HTTPConnection("127.0.0.1", int(os.environ.get("PORT") or 8000), timeout=5)
connection.request("GET", "/healthz", headers={"Host": "localhost" if name == "*" else name})
sys.exit(connection.getresponse().status != 200)
