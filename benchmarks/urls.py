"""Every address of the product, and the bare one that the others are measured by."""

from django.http import JsonResponse
from django.urls import path

from minutes import urls


def bare(request):
    """Session, user and, for a POST, the token: what each answer to somebody who is signed in costs at least."""
    return JsonResponse({"user": request.user.pk})


urlpatterns = [path("bare/", bare, name="bare"), *urls.urlpatterns]
