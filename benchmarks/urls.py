"""Every address of the product, and the bare one that the others are measured by."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.urls import path

from minutes import urls
from minutes.models import PublishedVersion


def bare(request):
    """Session, user and, for a POST, the token: what each answer to somebody who is signed in costs at least."""
    return JsonResponse({"user": request.user.pk})


@login_not_required
def bytes_after_looking(request, looks, size):
    """So many rows looked up by their primary keys, and so many bytes: what each answer from the database costs."""
    for _look in range(looks):
        PublishedVersion.objects.without_files().get(pk=1)
    return HttpResponse(b"x" * size)


urlpatterns = [
    path("bare/", bare, name="bare"),
    path("bare/<int:looks>/<int:size>/", bytes_after_looking, name="bare-bytes"),
    *urls.urlpatterns,
]
