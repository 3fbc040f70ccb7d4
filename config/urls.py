"""Every address of the site. A new one joins the role × tenant matrix in tests/rights, or the suite fails."""

from django.urls import URLPattern, URLResolver, include, path

handler400, handler404, handler500 = "config.api.not_readable", "config.api.not_found", "config.api.failure"

urlpatterns: list[URLPattern | URLResolver] = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("vikno.common.urls")),
    path("", include("vikno.portal.urls")),
    path("territories/", include("vikno.territories.urls")),
    path("points/", include("vikno.portal.network_urls")),
    path("network/", include("vikno.network.urls")),
    path("documents/", include("vikno.documents.urls")),
    path("catalogue/", include("vikno.catalogue.urls")),
    path("desk/", include("vikno.desk.urls")),
    path("cases/", include("vikno.cases.urls")),
    path("book/", include("vikno.appointments.public_urls")),
    path("appointments/", include("vikno.appointments.urls")),
    path("queue/", include("vikno.queue.urls")),
    path("papers/", include("vikno.consignments.urls")),
    path("queue/", include("vikno.queue.public_urls")),
    path("money/", include("vikno.payments.urls")),
    path("blanks/", include("vikno.blanks.urls")),
    path("mail/", include("vikno.correspondence.urls")),
    path("opendata/", include("vikno.opendata.urls")),
    path("indicators/", include("vikno.indicators.urls")),
    path("reporting/", include("vikno.reporting.urls")),
    path("questionnaires/", include("vikno.questionnaires.urls")),
    path("assessments/", include("vikno.assessments.urls")),
    path("programmes/", include("vikno.programmes.urls")),
    path("selection/", include("vikno.selection.urls")),
    path("support/", include("vikno.support.urls")),
    path("learning/", include("vikno.events.urls")),
    path("practices/", include("vikno.practices.urls")),
    path("interruptions/", include("vikno.continuity.urls")),
    path("news/", include("vikno.portal.news_urls")),
    path("announcements/", include("vikno.announcements.urls")),
    path("feedback/", include("vikno.feedback.urls")),
    path("accounts/", include("vikno.accounts.sign_in_urls")),
    path("accounts/", include("vikno.accounts.urls")),
    path("api/v1/", include("config.api_urls")),
]
