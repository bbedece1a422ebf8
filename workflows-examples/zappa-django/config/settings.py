import os
import sys

from .database import database

DATABASES = {"default": database(sys.argv, os.environ)}
SECRET_KEY = "only-for-tests" if sys.argv[1:2] == ["test"] else os.environ["SECRET_KEY"]
GREETING = os.environ.get("GREETING", "Notes")

DEBUG = False
# API Gateway's host names, and your own.
ALLOWED_HOSTS = [".execute-api.eu-west-1.amazonaws.com", ".notes.example.org"]
INSTALLED_APPS = ["notes"]
ROOT_URLCONF = "config.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
# One language: zappa_settings.json excludes the translations, which are half of the package.
USE_I18N = False
