import os
import sys
from urllib.parse import urlsplit

SECRET_KEY = os.environ.get("SECRET_KEY", "only-for-tests")
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "config.urls"
INSTALLED_APPS = ["notes"]
USE_I18N = False
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SQLITE = {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ.get("DATABASE_PATH", "db.sqlite3")}


def database():
    """Tests never touch another database than sqlite, whatever the environment says."""
    url = urlsplit(os.environ.get("DATABASE_URL", ""))
    if "test" in sys.argv or not url.scheme:
        return SQLITE
    return {
        "ENGINE": f"django.db.backends.{url.scheme}",
        "HOST": url.hostname,
        "NAME": url.path.lstrip("/"),
        "USER": url.username,
        "PASSWORD": url.password,
    }


DATABASES = {"default": database()}
