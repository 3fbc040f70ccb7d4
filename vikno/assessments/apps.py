from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "vikno.assessments"
    label = "assessments"
