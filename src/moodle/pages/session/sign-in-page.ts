import { withDocument } from '../dom/document';
import { allOf, firstOf, lineOf, type Selectors } from '../dom/finding';

/** What a sign-in page, or what came in its place, offers. */
export interface SignInPage {
  readonly form: { readonly action: string | null; readonly hidden: Readonly<Record<string, string>> } | null;
  /** What the site complains of after a try; localised. */
  readonly complaint: string | null;
  /** The account waits for its e-mail to be answered. */
  readonly unconfirmed: boolean;
  /** Ways in at other sites. */
  readonly otherWays: boolean;
  readonly signedIn: boolean;
}

const FORM: Selectors = ['form#login', 'form.login-form', 'form[action*="/login/index.php"]'];
const COMPLAINT: Selectors = ['#loginerrormessage', '.loginerrors .error', '.loginerrors', '.alert-danger'];
const UNCONFIRMED: Selectors = ['input[name="resendconfirmemail"]'];
const OTHER_WAYS: Selectors = [
  '.login-identityprovider-btn',
  '.potentialidplist a',
  '.potentialidp a',
  'a[href*="/auth/saml2/"]',
  'a[href*="/auth/oauth2/"]',
  'a[href*="/auth/shibboleth/"]',
];
const SIGNED_IN: Selectors = ['form[action*="/login/logout.php"]', 'a[href*="/login/logout.php"]'];

export function readSignInPage(html: string): SignInPage {
  return withDocument(html, (document) => {
    const complaint = lineOf(firstOf(document, COMPLAINT));
    return {
      form: readForm(document),
      complaint: complaint === '' ? null : complaint,
      unconfirmed: firstOf(document, UNCONFIRMED) !== null,
      otherWays: firstOf(document, OTHER_WAYS) !== null,
      signedIn: firstOf(document, SIGNED_IN) !== null,
    };
  });
}

/** A form that asks for a password; a page may hold others that lead to the same address. */
function readForm(document: Document): SignInPage['form'] {
  const form = FORM.flatMap((selector) => allOf(document, [selector])).find((each) =>
    each.querySelector('input[name="password"]:not([type="hidden"])'),
  );
  if (!form) return null;
  const hidden = [...form.querySelectorAll('input[type="hidden"][name]')].map((input) => [
    input.getAttribute('name') ?? '',
    input.getAttribute('value') ?? '',
  ]);
  return {
    action: form.getAttribute('action'),
    hidden: Object.fromEntries(hidden) as Record<string, string>,
  };
}
