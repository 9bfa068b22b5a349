"""Letters that were sent before the invitation kept it are found by their key."""

from uuid import UUID

from django.db import migrations

PREFIX = "invitation-"


def join_letters(apps, _editor):
    Message = apps.get_model("people", "Message")
    Invitation = apps.get_model("people", "Invitation")
    invitations = {each.public_id: each for each in Invitation.objects.only("pk", "public_id")}
    letters = []
    for letter in Message.objects.filter(key__startswith=PREFIX).only("pk", "key", "sent_at"):
        invitation = invitations.get(_address_in(letter.key))
        if invitation:
            letter.invitation = invitation
            invitation.handed_over_at = letter.sent_at
            letters.append(letter)
    Message.objects.bulk_update(letters, ["invitation"], batch_size=500)
    Invitation.objects.bulk_update(
        [letter.invitation for letter in letters], ["handed_over_at"], batch_size=500
    )


def _address_in(key):
    try:
        return UUID(key.removeprefix(PREFIX))
    except ValueError:
        return None


class Migration(migrations.Migration):
    dependencies = [("people", "0004_letters_tell_what_became_of_them")]

    # Backwards there is nothing to do: the columns go with the migration before.
    operations = [migrations.RunPython(join_letters, migrations.RunPython.noop)]
