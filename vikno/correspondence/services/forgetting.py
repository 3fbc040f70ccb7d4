"""What of letters is destroyed together with the case they were attached to."""

from datetime import datetime

from django.db import transaction

from vikno.cases.models import Case
from vikno.correspondence.models import Attachment, Letter
from vikno.documents import services as documents


@transaction.atomic
def forget_letters(*, case: Case, act_number: str, at: datetime) -> int:
    """Empty the letters of a case and destroy their files; how many. Call it where an approved act is carried out.

    Their place and hash stay: a letter that the server still has is not taken a second time.
    """
    letters = Letter.objects.select_for_update().filter(hromada_id=case.hromada_id, case=case).order_by("pk")
    keys = [letter.pk for letter in letters]
    gone = f"знищено за актом {act_number}"
    attached = Attachment.objects.filter(hromada_id=case.hromada_id, letter_id__in=keys)
    for one in attached.exclude(file=None).select_related("file").order_by("pk"):
        assert one.file is not None
        documents.destroy_file(file=one.file, act_number=act_number, at=at)
    attached.update(name=gone)
    attached.filter(file=None).update(refusal=gone)
    Letter.objects.filter(hromada_id=case.hromada_id, pk__in=keys).update(
        message_id="", sender="", sender_name="", subject=gone, text="", file_numbers=[]
    )
    return len(keys)
