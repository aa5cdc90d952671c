"""An organisation's own sign-in (OpenID Connect): who may come in through it, and as what."""

from django.db import models

from koffer.organisation.models.membership import Role
from koffer.organisation.models.organisation import Organisation
from koffer.organisation.models.user import User


class Provider(models.Model):
    """Belongs to an application of allauth, which holds address, client and secret."""

    app = models.OneToOneField("socialaccount.SocialApp", models.CASCADE, related_name="of")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="providers")
    # Whose addresses may come in, such as "bibliotheek.nl library.org"; empty: everybody whom the provider lets in.
    domains = models.CharField(max_length=400, blank=True)
    role = models.CharField(max_length=13, choices=Role.choices, default=Role.VIEWER)
    # Whether its name stands on the page where everybody signs in; otherwise only its own link leads there.
    listed = models.BooleanField(default=False)

    @classmethod
    def of_organisations_of(cls, user: User) -> "models.QuerySet[Provider]":
        """Those through which `user`, as part of their organisations, may sign in too."""
        return cls.objects.filter(organisation__memberships__user=user)

    def lets_in(self, email: str, *, unverified: bool = False) -> bool:
        """Whether somebody with this address may come in for the first time; `unverified`: the provider says so."""
        allowed = self.domains.lower().split()
        return not allowed or (not unverified and email.rpartition("@")[2].lower() in allowed)
