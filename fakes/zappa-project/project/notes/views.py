from django.http import HttpResponse

from .models import Note
from .release import RELEASE


def home(request):
    return HttpResponse(f"release {RELEASE}\n", content_type="text/plain")


def health(request):
    return HttpResponse(f"release {RELEASE} has {Note.objects.count()} notes\n", content_type="text/plain")
