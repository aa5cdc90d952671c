"""What the server counts about itself, for Prometheus. Numbers only: no room, person or address is a label."""

from prometheus_client import Counter, Gauge, Histogram

STREAMS = Gauge("koffer_streams", "Open streams", multiprocess_mode="livesum")
ROOMS = Gauge("koffer_rooms", "Rooms with at least one open stream", multiprocess_mode="livesum")
ANNOUNCED = Counter("koffer_versions_announced", "Changes of a room that were announced in this process")
COALESCED = Counter("koffer_versions_coalesced", "Changes that went out together with an earlier one")
DELIVERED = Counter("koffer_states_delivered", "States that were put on a stream")
HAND_IN = Histogram(
    "koffer_hand_in_seconds",
    "From the last byte of a sheet to its place on disk",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
DATABASE_ERRORS = Counter("koffer_database_errors", "Answers that failed because the database could not be used")
REDIS_UP = Gauge("koffer_redis_up", "1 while notices between processes go through Redis", multiprocess_mode="livemin")
