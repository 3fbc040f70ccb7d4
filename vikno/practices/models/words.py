"""Words in their forms, as the dictionary told them when a text was taken in."""

from django.db import models


class WordForm(models.Model):
    """A folded form and a dictionary form it may be of. Questions are answered from here, not from the dictionary."""

    form = models.CharField(max_length=100)
    lemma = models.CharField(max_length=100)

    class Meta:
        ordering = ["form", "lemma"]
        constraints = [models.UniqueConstraint("form", "lemma", name="word_form_once")]

    def __str__(self) -> str:
        return f"{self.form} → {self.lemma}"
