"""Addresses that other devices can open."""

import socket

from django.conf import settings
from django.http import HttpRequest

LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}


def lan_address() -> str | None:
    """This machine's address on its network; None when there is none. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # A datagram socket that connects only chooses a route. 192.0.2.1 is reserved for examples (RFC 5737).
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        address: str = probe.getsockname()[0]
        return None if address.startswith("127.") else address


def public_url(request: HttpRequest, path: str) -> str:
    """`path` as an address for another device.

    The host's own KOFFER_URL if it is set; on a loopback address of a server that listens to its network,
    that network's address; otherwise the address by which this page was opened.
    """
    if settings.PUBLIC_URL:
        return f"{settings.PUBLIC_URL}{path}"
    host, _, port = request.get_host().rpartition(":") if ":" in request.get_host() else (request.get_host(), "", "")
    if host in LOOPBACK and settings.HOST == "0.0.0.0" and (address := lan_address()):  # noqa: S104
        return f"http://{address}:{port or settings.PORT}{path}"
    return f"{request.scheme}://{request.get_host()}{path}"


def local_url(path: str) -> str:
    """`path` as it is opened in a browser on this machine, or at the address that the host gave.

    By name: a passkey belongs to a name, never to a number such as 127.0.0.1.
    """
    host = "localhost" if settings.HOST in ("127.0.0.1", "0.0.0.0") else settings.HOST  # noqa: S104
    return f"{settings.PUBLIC_URL or f'http://{host}:{settings.PORT}'}{path}"


def only_here(request: HttpRequest) -> bool:
    """Whether phones cannot open the address of this page: it is this machine's own loopback."""
    address = public_url(request, "/").split("//")[1]
    return any(address.startswith(name) for name in LOOPBACK)
