from allauth.account.adapter import DefaultAccountAdapter


class ClosedSignup(DefaultAccountAdapter):
    """Accounts come from invitations; nobody signs up."""

    def is_open_for_signup(self, request):
        return False
