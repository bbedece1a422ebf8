# The clients of AWS's services, with the settings and credentials that Zappa's boto3 finds. botocore alone is what boto3 is made of, and
# is loaded in half the time.
import threading

from botocore.config import Config
from botocore.session import Session

_lock = threading.Lock()
_session = None
_endpoints = {}
_clients = {}


def begin(region, profile, endpoints):
    """Says for which region, with which profile of the configuration, and at which addresses."""
    global _session
    _endpoints.update(endpoints or {})
    _session = Session(profile=profile or None)
    if region:
        _session.set_config_variable("region", region)
    return {"region": _session.get_config_variable("region")}


def configured(**options):
    """Networks forget a connection on which nothing is said for minutes, as while a migration runs. Before 1.27.84 botocore can't tell."""
    try:
        return Config(tcp_keepalive=True, **options)
    except TypeError:
        return Config(**options)


def client(service, seconds=60, attempts=3):
    """A client whose requests take so many seconds at most, and are sent so many times at most."""
    with _lock:
        key = (service, seconds, attempts)
        if key not in _clients:
            config = configured(
                connect_timeout=10,
                read_timeout=seconds,
                retries={"mode": "standard", "total_max_attempts": attempts},
            )
            # Several clients share a session; making one is what is not safe in threads.
            _clients[key] = _session.create_client(service, endpoint_url=_endpoints.get(service), config=config)
        return _clients[key]


def functions():
    return client("lambda")
