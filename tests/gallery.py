"""The product's addresses with the component page, which is there only while DEBUG is on, and tests run without it."""

from django.urls import path

from minutes.urls import urlpatterns as of_product
from minutes.views import components

urlpatterns = [*of_product, path("components/", components.gallery, name="components-gallery")]
