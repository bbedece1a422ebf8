from django.conf import settings
from django.http import HttpResponse

from .models import Note


def home(request):
    lines = [settings.GREETING, *Note.objects.values_list("text", flat=True)]
    return HttpResponse("\n".join(lines), content_type="text/plain")


def health(request):
    """Answers when the database does."""
    return HttpResponse(f"ok, with {Note.objects.count()} notes", content_type="text/plain")
