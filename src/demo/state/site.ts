/** Switches of the whole site, as an administrator would turn them. */
export interface SiteState {
  name: string;
  /** `web`: the polite kind (errorcode sitemaintenance); `cli`: an upgrade, 503 on every address. */
  maintenance: 'off' | 'web' | 'cli';
  maintenanceMessage: string;
  webServices: boolean;
  restProtocol: boolean;
  /** `enablemobilewebservice`: only tells public_config, calls go on working. */
  mobileWebServices: boolean;
  /** The external service itself: off means no token and no call. */
  mobileService: boolean;
  /** 1 = password in the app, 2 = browser, 3 = embedded browser. */
  typeOfLogin: 1 | 2 | 3;
  /** Scheme that every app is handed its student back by, whatever it asked for; empty = the app's own. Moodle's default is its own app's. */
  forcedUrlScheme: string;
  /** The sign-in page has a form of its own (4.2 and later tell). */
  loginForm: boolean;
  /** Names of the further ways in that the sign-in page offers. */
  identityProviders: readonly string[];
}

export const initialSite = (): SiteState => ({
  name: 'אוניברסיטת הדגמה - Moodle',
  maintenance: 'off',
  maintenanceMessage: '',
  webServices: true,
  restProtocol: true,
  mobileWebServices: true,
  mobileService: true,
  typeOfLogin: 1,
  forcedUrlScheme: 'moodlemobile',
  loginForm: true,
  identityProviders: [],
});
