from django.apps import AppConfig


class ApplicantsConfig(AppConfig):
    name = "vikno.applicants"
    label = "applicants"
