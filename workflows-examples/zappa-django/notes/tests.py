from django.db import connection
from django.test import SimpleTestCase, TestCase

from config.database import database

from .models import Note

POSTGRES = {"DATABASE_URL": "postgres://notes:p%40ss%2Fword@db.example.org:5433/production"}


class DatabaseTest(TestCase):
    def test_is_sqlite_whatever_the_environment_says(self):
        self.assertEqual(connection.vendor, "sqlite")
        found = database(["manage.py", "test", "notes"], POSTGRES)
        self.assertEqual(found["ENGINE"], "django.db.backends.sqlite3")
        self.assertNotIn("HOST", found)


class AddressTest(SimpleTestCase):
    def test_of_postgres(self):
        found = database(["manage.py", "migrate"], POSTGRES)
        self.assertEqual(found["ENGINE"], "django.db.backends.postgresql")
        self.assertEqual([found["HOST"], found["PORT"], found["NAME"]], ["db.example.org", 5433, "production"])
        self.assertEqual([found["USER"], found["PASSWORD"]], ["notes", "p@ss/word"])

    def test_of_sqlite(self):
        found = database([], {"DATABASE_URL": "sqlite:////var/notes.sqlite3"})
        self.assertEqual(found["NAME"], "/var/notes.sqlite3")

    def test_of_nothing_known_or_nothing(self):
        with self.assertRaisesRegex(ValueError, "'mysql'"):
            database([], {"DATABASE_URL": "mysql://notes:secret@db.example.org/notes"})
        with self.assertRaises(KeyError):
            database([], {})


class PagesTest(TestCase):
    def test_show_the_notes(self):
        Note.objects.create(text="one")
        self.assertContains(self.client.get("/"), "Notes\none")
        self.assertContains(self.client.get("/healthz"), "with 1 notes")
