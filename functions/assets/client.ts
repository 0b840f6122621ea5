// What scripts add to pages that work without them: focus on the error summary and the skip link's
// target, and a menu button on small screens.
import { createAll, ErrorSummary, ServiceNavigation, SkipLink } from "govuk-frontend";

for (const component of [ErrorSummary, ServiceNavigation, SkipLink]) createAll(component);
