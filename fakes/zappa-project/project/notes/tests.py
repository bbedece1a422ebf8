from django.test import TestCase

from .models import Note


class HealthTest(TestCase):
    def test_counts(self):
        Note.objects.create(text="one")
        self.assertContains(self.client.get("/healthz"), "has 1 notes")
