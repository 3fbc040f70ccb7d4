"""Why accounts decline to act, and what to do instead."""

from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class PeopleNotManaged(Refusal):
    code = "accounts.people_not_managed"
    message = _("Людей і ролі змінює лише керівник ЦНАП своєї громади. Зверніться до нього.")


class OwnRightsAreNotOnesOwn(Refusal):
    """Separation of duties: nobody grants, ends or resets their own (ASVS 5.0 V2.3.5)."""

    code = "accounts.own_rights"
    message = _("Власні ролі й пароль тут не змінюють. Попросіть іншого керівника або розпорядника довідників.")


class RoleNotGrantable(Refusal):
    code = "accounts.role_not_grantable"
    message = _("Роль «{role}» надає не керівник громади. Зверніться до адміністратора системи.")


class OrganisationMissing(Refusal):
    code = "accounts.organisation_missing"
    message = _("Роль суб'єкта надання потребує організації. Оберіть її зі списку.")


class UsernameTaken(Refusal):
    code = "accounts.username_taken"
    message = _("Ім'я для входу «{username}» уже зайняте. Додайте ініціал або цифру.")


class PersonIsElsewhereToo(Refusal):
    """A head of one hromada must not take over an account that works for another."""

    code = "accounts.person_elsewhere"
    message = _("Ця людина працює також для іншої громади. Новий пароль видає адміністратор системи.")


class MembershipEnded(Refusal):
    code = "accounts.membership_ended"
    message = _("Цю роль уже припинено. Оновіть сторінку.")


class RoleNotHeld(Refusal):
    code = "accounts.role_not_held"
    message = _("Такої ролі у вас немає. Оберіть одну зі своїх ролей.")


class RoleHeldAlready(Refusal):
    code = "accounts.role_held"
    message = _("Людина вже має цю роль у громаді. Нової не потрібно.")


class ProgramHasNoPassword(Refusal):
    """The account of a program signs in by its key and has one role for life."""

    code = "accounts.program_account"
    message = _("Це обліковий запис програми, а не людини. Відкличте її ключ і видайте новий.")


class KeysNotIssued(Refusal):
    code = "accounts.keys_not_issued"
    message = _("Ключі для програм видає керівник ЦНАП або розпорядник довідників. Зверніться до нього.")


class ScopesBeyondRole(Refusal):
    code = "accounts.scopes_beyond_role"
    message = _("Роль «{role}» не дає права «{scope}». Зніміть його або оберіть іншу роль.")


class NoScopes(Refusal):
    code = "accounts.no_scopes"
    message = _("Ключ нічого не відчиняє. Позначте хоча б одне право.")


class KeyTermOutOfBounds(Refusal):
    code = "accounts.key_term"
    message = _("Ключ діє щонайбільше {most} днів і щонайменше до завтра. Виберіть іншу дату.")


class KeyRevoked(Refusal):
    code = "accounts.key_revoked"
    message = _("Цей ключ уже відкликано. Оновіть сторінку.")


class OperationReused(Refusal):
    """The same Idempotency-Key with another payload, or from somebody else: never a silent second effect."""

    code = "accounts.operation_reused"
    message = _("Дію з таким Idempotency-Key уже виконано з іншими даними. Для нової дії зробіть новий ключ.")


class ScopeMissing(Refusal):
    code = "accounts.scope_missing"
    message = _("Ключ не має права «{scope}». Попросіть керівника видати ключ із цим правом.")


class TooManyCalls(Refusal):
    code = "accounts.too_many_calls"
    message = _("Забагато звернень за хвилину. Зачекайте й повторіть з тим самим Idempotency-Key.")


class TooManyTries(Refusal):
    code = "accounts.too_many_tries"
    message = _("Забагато спроб. Зачекайте 10 хвилин або зателефонуйте до ЦНАП.")
