"""What one person, one room, one connection, one address and the whole process may use.

docs/self-hosting.md lists the same. Each is far above what a workshop needs, and keeps whoever tries from stopping the
others. Only the standard library: `live/` reads it too.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limit:
    """`burst` at once from one address, then one more every `every` seconds: who comes too often waits, and gets in.

    A whole library sits behind one address, so nobody is shut out; `what` names it where it is counted.
    """

    what: str
    burst: int
    every: float


# For one address
CODES = Limit("code", 30, 20)  # wrong codes: thirty tries in ten minutes
STARTS = Limit("start", 60, 10)  # workshops and conversations of two
IMPORTS = Limit("import", 20, 15)  # archives that are brought: a second of a core each
JOINS = Limit("join", 150, 0.2)  # seats in one room: sixty people join within a minute
INVITATIONS = Limit("invitation", 60, 20)  # by mail
REMINDERS = Limit("reminder", 60, 20)
REACTIONS = Limit("reaction", 300, 0.5)  # of visitors to a presentation
PAPERS = Limit("papers", 400, 1)  # and previews: a team of forty, each ten times

# Waiting for one's turn: in the event loop, where it holds no thread
LONGEST_WAIT = 40.0  # seconds; who would wait longer reads so
WAITING = 300  # requests

# One connection
CONNECTIONS = 20_000
HEAD_SECONDS = 10.0  # until the head of a request is whole
HEAD_BYTES = 32_768
BODY_SECONDS = 15.0  # until a body is whole, and one more for each of
BODY_RATE = 40_000  # bytes that it is said to have
STALLED_SECONDS = 30.0  # somebody who does not read the answer

# Bodies, all together
LARGEST_BODY = 2_020_000  # bytes: a file of 2 MB and the form around it; anything larger is not read
LARGEST_FORM = 160 * 1024  # without its files: a story of 10,000 emoji in a form without scripts takes 120 kB
MOST_FIELDS = 2000  # a stack of a hundred sheets of fourteen categories
SMALL_BODY = 16_384  # always read
BODY_BYTES = 32_000_000  # held at the same moment; beyond this only small ones are read

# Pictures
# Points before it is made smaller. A JPEG is read at an eighth of its size where that is enough; of the others each
# point is four bytes of memory, however few bytes were sent.
MOST_POINTS = {"JPEG": 30_000_000, "PNG": 8_000_000, "WEBP": 8_000_000}

# Threads: forms take none of those that answer pages, and files take neither
PAGE_THREADS, FORM_THREADS, FILE_THREADS, HEALTH_THREADS = 6, 4, 2, 1

# Streams
STREAMS_OF_ONE = 8  # open pages of one seat, link or screen in a process; another one asks by itself
STREAMS_OF_A_ROOM = 4000
MESSAGE_BYTES = 64_000  # of a room: lists and texts on the wall and the phones are cut to fit

# Words of one person in a workshop
STORIES_OF_ONE = 12
SIGNS_OF_ONE = 20_000  # of all these stories together
