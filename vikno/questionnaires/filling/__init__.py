"""How another room shows a questionnaire: a form made of a document, of what stands, and of who fills it.

The server decides what is asked: an irrelevant question has no field, «Оновити» asks again without saving. Two people
at one response: what each changed is joined; only one question answered differently by both shows both versions.

    form = filling.form_for(response, posted(request), audience=Audience.APPLICANT)
    if form.is_bound and not form.wants_refresh and form.is_valid():
        saved = filling.save_form(form, response, actor=request.actor, at=clock.now())

and in the page's own `<form>`: `{% include "questionnaires/fields.html" %}`.
"""

from vikno.questionnaires.filling.blocks import Block, Offered
from vikno.questionnaires.filling.form import FillingForm, form_for, save_form
from vikno.questionnaires.filling.places import Standing, initial_answers, name_of

__all__ = ["Block", "FillingForm", "Offered", "Standing", "form_for", "initial_answers", "name_of", "save_form"]
