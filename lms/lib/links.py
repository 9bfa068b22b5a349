"""Secret links: a token made from a row's own identity, of which only the hash is stored."""

import base64
import hashlib
import hmac
from uuid import UUID

from django.conf import settings


def _token(purpose: str, identity: UUID, key: str) -> str:
    code = hmac.digest(f"{purpose}:{key}".encode(), identity.bytes, hashlib.sha256)
    return base64.urlsafe_b64encode(code).decode().rstrip("=")


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def new_hash(purpose: str, identity: UUID) -> str:
    """Return what to store for the link of ``identity``."""
    return hash_of(_token(purpose, identity, settings.SECRET_KEY))


def token_of(purpose: str, identity: UUID, token_hash: str) -> str:
    """Return the secret part of a link whose hash is stored; a changed key keeps old links."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        token = _token(purpose, identity, key)
        if hmac.compare_digest(hash_of(token), token_hash):
            return token
    raise LookupError("The key with which this link was made is gone.")
