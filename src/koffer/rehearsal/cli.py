"""`koffer rehearse`: plays a whole workshop over HTTP against a running server and checks every screen.

One process is the facilitator, the projector, an observer and N members, each with a live stream. It knows
the server only as a browser does: by its pages and streams. With `--journey` and without `--url` the server is its own,
and is started again on later days.
"""

import argparse
import asyncio
import json
import ssl
from collections import Counter
from collections.abc import Sequence

import httpx

from koffer.rehearsal.own_server import OwnServer, own_server
from koffer.rehearsal.people import Wrong
from koffer.rehearsal.play import Play, Rehearsal
from koffer.rehearsal.two import TwoPlay
from koffer.serving.open_files import let_everybody_connect

MOST_SHOWN = 40  # failures printed
RUNNING = "http://127.0.0.1:8000"
MONTHS = "road, presentation, the work of half a year (sheets erased, mail), a review on its day, a second filling"
A_MOMENT = (
    "road, presentation, and at once a review and a second filling.\n"
    "  Not the work of half a year (sheets erased, mail): no running server is moved to another day.\n"
    "  Without --url the rehearsal starts one that is."
)


def main(arguments: Sequence[str]) -> int:
    """Play one workshop and print what was measured and what went wrong; 1 if anything did."""
    options = _options(arguments)
    let_everybody_connect()
    if options.journey and not (options.url or options.one_to_one):
        with own_server() as own:
            return _rehearse(options, own.url, own)
    return _rehearse(options, (options.url or RUNNING).rstrip("/"), None)


def _rehearse(options: argparse.Namespace, url: str, own: OwnServer | None) -> int:
    plan = Rehearsal(url, options.members, options.privacy, options.seed, options.journey, own)
    if options.one_to_one:
        two = TwoPlay(plan)
        asyncio.run(_run(two, options.seconds or 120))
        print(f"a conversation of two, at {plan.url}")
        _tell(two.failures)
        if options.json:
            print(json.dumps({"failures": two.failures}, ensure_ascii=False))
        return 1 if two.failures else 0
    play = Play(plan)
    asyncio.run(_run(play, options.seconds or max(120, 3 * options.members)))
    _report(play, as_json=options.json)
    return 1 if play.failures else 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="koffer rehearse", description="play a whole workshop against a server")
    parser.add_argument("--url", help=f"the running server ({RUNNING}; with --journey one of its own)")
    parser.add_argument("--members", type=_members, default=12, help="how many fill a sheet (1 to 5000)")
    parser.add_argument("--privacy", choices=["open", "discreet", "anonymous"], default="discreet")
    parser.add_argument("--seed", type=int, default=1, help="for the sheets")
    parser.add_argument("--seconds", type=float, help="give up after so long (120, for large teams 3 per member)")
    parser.add_argument(
        "--journey",
        action="store_true",
        help="also what comes after: road, presentation, review; without --url on a server of its own, months later",
    )
    parser.add_argument("--one-to-one", action="store_true", help="a conversation of two, in the place of a workshop")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")
    return parser.parse_args(arguments)


def _members(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 5000:
        raise argparse.ArgumentTypeError("1 to 5000 members")
    return number


async def _run(play: Play | TwoPlay, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await play.run()
    except TimeoutError:
        play.fail(f"not ready after {seconds:g} seconds, while: {play.doing}")
    except Wrong as wrong:
        play.fail(f"the rehearsal stopped, while: {play.doing}: {wrong}")
    except (httpx.ConnectError, ssl.SSLError):
        play.fail(f"no Koffer answers at {play.plan.url}")
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        play.fail(f"the connection failed, while: {play.doing}: {type(error).__name__} {error}")


def _report(play: Play, *, as_json: bool) -> None:
    plan, p50, p99 = play.plan, play.percentile(50), play.percentile(99)
    print(f"{plan.members} members, {plan.privacy}, at {plan.url}")
    print(f"  joined, on every screen:      {_seconds(play.joined_s)}")
    print(f"  handed in, on every screen:   {_seconds(play.handed_in_s)}")
    print(f"  hand-in to everyone's screen: p50 {_ms(p50)}, p99 {_ms(p99)} ({len(play.delays)} measured)")
    if plan.journey:
        print(f"  then the journey: {MONTHS if plan.own else A_MOMENT}")
    failures = _tell(play.failures)
    if as_json:
        figures = {
            "failures": failures,
            "members": plan.members,
            "privacy": plan.privacy,
            "joined_s": play.joined_s,
            "handed_in_s": play.handed_in_s,
            "hand_in_to_screen_ms": {"p50": p50, "p99": p99},
            "measured": len(play.delays),
        }
        print(json.dumps(figures, ensure_ascii=False))


def _tell(failures: Sequence[str]) -> list[str]:
    """Print what went wrong, each kind once; returns the kinds."""
    kinds = [text if n == 1 else f"{text} ({n} times)" for text, n in Counter(failures).items()]
    print("  nothing went wrong" if not kinds else f"  {len(kinds)} kinds of failure:")
    for text in kinds[:MOST_SHOWN]:
        print(f"    {text}")
    return kinds


def _seconds(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f} s"


def _ms(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f} ms"
