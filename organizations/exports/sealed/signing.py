"""Signatures by Ed25519, for which requirements-signing.txt are installed in place of requirements.txt."""

import re
from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PUBLIC_KEY = re.compile(r"[A-Za-z0-9+/]{43}=")
"""A public key in Base64: 32 bytes."""


class KeyRefused(Exception):
    """A key that cannot be used; its words say why."""


def private_key(path: Path) -> "Ed25519PrivateKey":
    """The key in a file, in PEM without a password. Raises KeyRefused and OSError."""
    ed25519, serialization = _cryptography()
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), None)
    except (ValueError, TypeError) as error:
        raise KeyRefused(f"{path} holds no private key in PEM without a password.") from error
    if not isinstance(key, ed25519.Ed25519PrivateKey):
        raise KeyRefused(f"{path} holds a key of another kind: openssl genpkey -algorithm ed25519 makes one.")
    # Annotated: the module is loaded when it is needed, and what comes out of it is Any.
    found: Ed25519PrivateKey = key
    return found


def public_key(key: "Ed25519PrivateKey") -> str:
    """The public key that belongs to a private one, in Base64."""
    return b64encode(key.public_key().public_bytes_raw()).decode("ascii")


def read_public_key(text: str) -> str:
    """A public key as EDITION_KEY has it, from that form or from PEM. Raises KeyRefused."""
    if text.startswith("-----BEGIN"):
        ed25519, serialization = _cryptography()
        try:
            key = serialization.load_pem_public_key(text.encode())
        except ValueError as error:
            raise KeyRefused("This is no public key in PEM.") from error
        if isinstance(key, ed25519.Ed25519PublicKey):
            return b64encode(key.public_bytes_raw()).decode("ascii")
    elif PUBLIC_KEY.fullmatch(text.strip()):
        return text.strip()
    raise KeyRefused("This is no public key of Ed25519.")


def fingerprint(key: str) -> str:
    """The SHA-256 of a public key in Base64, in groups that people can compare."""
    digest = sha256(b64decode(key)).hexdigest()
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def is_signed(content: bytes, signature: bytes, key: str) -> bool:
    """Whether a signature is of this content and by the private key of a public one. Raises KeyRefused."""
    ed25519, _serialization = _cryptography()
    # Here, behind `_cryptography`, which says what to install where the package is missing.
    from cryptography.exceptions import InvalidSignature

    try:
        ed25519.Ed25519PublicKey.from_public_bytes(b64decode(key)).verify(signature, content)
    except InvalidSignature:
        return False
    return True


def _cryptography() -> tuple[Any, Any]:
    """The modules `ed25519` and `serialization`. Raises KeyRefused where they are not installed."""
    try:
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ImportError as error:
        raise KeyRefused("Signatures need requirements-signing.txt in place of requirements.txt.") from error
    return ed25519, serialization
