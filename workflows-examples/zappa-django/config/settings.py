import os
import sys

from .database import database

DATABASES = {"default": database(sys.argv, os.environ)}
SECRET_KEY = "of the tests" if sys.argv[1:2] == ["test"] else os.environ["SECRET_KEY"]
GREETING = os.environ.get("GREETING", "Notes")

DEBUG = False
# The addresses that API Gateway gives, and those that you have for them.
ALLOWED_HOSTS = [".execute-api.eu-west-1.amazonaws.com", ".notes.example.org"]
INSTALLED_APPS = ["notes"]
ROOT_URLCONF = "config.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
# One language: the translations, half of the package, are left out of it by zappa_settings.json.
USE_I18N = False
