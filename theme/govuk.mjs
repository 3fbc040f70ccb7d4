// Only the parts of govuk-frontend that our pages use. Each page works without any of them.
import { Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, SkipLink } from "govuk-frontend";
import { createAll } from "govuk-frontend";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const component of [Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, SkipLink]) {
  createAll(component);
}
