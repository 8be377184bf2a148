"""What I administer: organisations with their bodies and people."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Prefetch, Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from minutes import permissions
from minutes.models import Body, Organisation


@require_safe
def show(request):
    user = request.user
    if not permissions.can_administer_anything(user) and not permissions.can_add_organisation(user):
        raise PermissionDenied
    today = timezone.localdate()
    seated = Q(memberships__starts__lte=today, memberships__person__isnull=False) & (
        Q(memberships__ends=None) | Q(memberships__ends__gte=today)
    )
    number = Count("memberships__person", filter=seated, distinct=True)
    bodies = Body.objects.annotate(seated=number).order_by("name", "pk")
    organisations = (
        Organisation.objects.administered_by(user)
        .annotate(registered=Count("people", distinct=True))
        .prefetch_related(Prefetch("bodies", bodies), "administrators__person")
        .order_by("name", "pk")
    )
    context = {"organisations": organisations, "may_add": permissions.can_add_organisation(user)}
    return render(request, "administration/show.html", context)
