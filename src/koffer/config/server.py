"""Preparing the data folder and starting the server."""

import os
import sys
from pathlib import Path


def serve(*, demo: bool = False) -> int:
    """Migrate, compile what has to be compiled, say where to look, and serve until told to stop.

    With `demo`, in a data folder of its own, with a made-up library.
    """
    if demo:
        os.environ.setdefault("KOFFER_DATA", "data/demo")
    import django

    django.setup()
    prepare()
    from django.conf import settings

    if demo:
        from koffer.config.demo import fill

        addresses = fill()
    else:
        addresses = []
    _say(f"Koffer: http://{_shown_host(settings.HOST)}:{settings.PORT}")
    _say_network(settings.HOST, settings.PORT)
    for text, path in addresses:
        _say(f"  {text}: http://{_shown_host(settings.HOST)}:{settings.PORT}{path}")
    return _run(settings.HOST, settings.PORT)


def prepare() -> None:
    """Bring translations, static files and the database of the data folder up to date."""
    from django.conf import settings
    from django.core.management import call_command

    from koffer.web.translations import compile_catalogues

    settings.DATA.mkdir(parents=True, exist_ok=True)
    compile_catalogues()
    if _older(settings.STATIC_ROOT / "staticfiles.json", settings.PACKAGE):
        call_command("collectstatic", verbosity=0, interactive=False)
    call_command("migrate", verbosity=0, interactive=False)


def _older(manifest: Path, package: Path) -> bool:
    """Whether a static file of ours is newer than the manifest; collecting takes most of a start."""
    if not manifest.exists():
        return True
    made = manifest.stat().st_mtime
    return any(path.stat().st_mtime > made for path in package.glob("*/static/**/*"))


def _run(host: str, port: int) -> int:
    import uvicorn

    # No access log: addresses of ours may hold private links, and visitors' addresses are personal data.
    config = uvicorn.Config(
        "koffer.config.asgi:application",
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=2,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=os.environ.get("KOFFER_PROXY", "127.0.0.1"),
    )
    server = uvicorn.Server(config)
    server.run()
    return 0 if server.started else 1


def _shown_host(host: str) -> str:
    return "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104


def _say_network(host: str, port: int) -> None:
    if host != "0.0.0.0":  # noqa: S104
        _say("  Phones cannot reach this address yet: start with HOST=0.0.0.0 to let them in.")
        return
    from koffer.web.address import lan_address

    address = lan_address()
    _say(f"  On phones in the same network: http://{address}:{port}" if address else "  No network was found.")


def _say(text: str) -> None:
    print(text, file=sys.stdout, flush=True)
