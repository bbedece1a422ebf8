"""The database that an address names."""

from urllib.parse import unquote, urlsplit

SQLITE = "django.db.backends.sqlite3"


def database(argv, environ):
    """Django's settings of the database of DATABASE_URL. Tests never touch another one than sqlite, whatever it says.

    `postgres://user:password@host:5432/name`, with what is odd in the password as %23, or `sqlite:///file`.
    """
    if argv[1:2] == ["test"]:
        return {"ENGINE": SQLITE, "NAME": ":memory:"}
    url = urlsplit(environ["DATABASE_URL"])
    name = unquote(url.path.removeprefix("/"))
    if url.scheme == "sqlite":
        return {"ENGINE": SQLITE, "NAME": name}
    if url.scheme not in ("postgres", "postgresql"):
        # The address has a password in it: only its kind is told.
        raise ValueError(f"DATABASE_URL begins with {url.scheme!r} instead of postgres or sqlite")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": url.hostname or "",
        "PORT": url.port or "",
        "NAME": name,
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
    }
