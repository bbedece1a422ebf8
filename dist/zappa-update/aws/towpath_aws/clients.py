# The clients of AWS's services, made as Zappa makes its own.
import threading

import boto3
from botocore.config import Config

_lock = threading.Lock()
_session = None
_endpoints = {}
_clients = {}


def begin(region, profile, endpoints):
    """Says for which region, with which profile of the configuration, and at which addresses."""
    global _session
    _endpoints.update(endpoints or {})
    _session = boto3.Session(profile_name=profile or None, region_name=region or None)
    return {"region": _session.region_name}


def client(service, seconds=60, attempts=3):
    """A client whose requests take so many seconds at most, and are sent so many times at most."""
    with _lock:
        key = (service, seconds, attempts)
        if key not in _clients:
            config = Config(
                connect_timeout=10,
                read_timeout=seconds,
                retries={"mode": "standard", "total_max_attempts": attempts},
            )
            # Several clients share a session; making one is what is not safe in threads.
            _clients[key] = _session.client(service, endpoint_url=_endpoints.get(service), config=config)
        return _clients[key]


def functions():
    return client("lambda")
