"""The database settings for DATABASE_URL."""

from urllib.parse import unquote, urlsplit

SQLITE = "django.db.backends.sqlite3"


def database(argv, environ):
    """Returns Django's database settings for DATABASE_URL. Tests always run on sqlite, whatever its value.

    `postgres://user:password@host:5432/name`, with special characters of the password percent-encoded (%23), or `sqlite:///file`.
    """
    if argv[1:2] == ["test"]:
        return {"ENGINE": SQLITE, "NAME": ":memory:"}
    url = urlsplit(environ["DATABASE_URL"])
    name = unquote(url.path.removeprefix("/"))
    if url.scheme == "sqlite":
        return {"ENGINE": SQLITE, "NAME": name}
    if url.scheme not in ("postgres", "postgresql"):
        # The URL contains a password, so the message has only its scheme.
        raise ValueError(f"DATABASE_URL begins with {url.scheme!r} instead of postgres or sqlite")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": url.hostname or "",
        "PORT": url.port or "",
        "NAME": name,
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
    }
