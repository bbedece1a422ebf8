# The clients of AWS services, with the settings and credentials that Zappa's boto3 uses. botocore, on which boto3 is built, loads in half
# the time.
import threading

from botocore.config import Config
from botocore.session import Session

_lock = threading.Lock()
_session = None
_endpoints = {}
_clients = {}


def configure(region, profile, endpoints):
    """Sets the region, the profile and the addresses of services. Returns the region in effect."""
    global _session
    _endpoints.update(endpoints or {})
    _session = Session(profile=profile or None)
    if region:
        _session.set_config_variable("region", region)
    return {"region": _session.get_config_variable("region")}


def keepalive_config(**options):
    """Networks drop a connection that is idle for minutes, for example during a migration. botocore has this option since 1.27.84."""
    try:
        return Config(tcp_keepalive=True, **options)
    except TypeError:
        return Config(**options)


def client(service, seconds=60, attempts=3):
    """Returns a client that waits up to `seconds` for an answer and sends a request at most `attempts` times."""
    with _lock:
        key = (service, seconds, attempts)
        if key not in _clients:
            config = keepalive_config(
                connect_timeout=10,
                read_timeout=seconds,
                retries={"mode": "standard", "total_max_attempts": attempts},
            )
            # Clients may share a session, but creating one is not thread-safe.
            _clients[key] = _session.create_client(service, endpoint_url=_endpoints.get(service), config=config)
        return _clients[key]


def functions():
    return client("lambda")
