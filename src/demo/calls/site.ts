import { none } from './parameters';
import { Call, define, is45 } from './call';
import { SiteState } from '../state/site';
import { Release } from '../model';

const RELEASES: Record<Release, { release: string; version: string }> = {
  '4.5': { release: '4.5.1 (Build: 20241209)', version: '2024100701' },
  '4.1': { release: '4.1.10 (Build: 20240422)', version: '2022112810' },
};

const FEATURES: Record<string, number> = {
  usecomments: 1,
  usetags: 1,
  enablenotes: 1,
  messaging: 1,
  enableblogs: 1,
  enablecompletion: 1,
  enablebadges: 1,
  messagingallusers: 0,
  enablecustomreports: 1,
  enableglobalsearch: 0,
  mnet_dispatcher_mode: 0,
  enablecompetencies: 1,
};

export const site = [
  define('core_webservice_get_site_info', {
    parameters: none,
    answer: (_, call) => ({
      sitename: call.site.name,
      ...person(call),
      siteurl: call.world.siteUrl,
      userpictureurl: `${call.world.siteUrl}/theme/image.php/boost/core/1/u/f1`,
      functions: [...call.functions.keys()]
        .sort()
        .map((name) => ({ name, version: RELEASES[call.world.release].version })),
      downloadfiles: 1,
      uploadfiles: 1,
      ...RELEASES[call.world.release],
      mobilecssurl: '',
      advancedfeatures: Object.entries(FEATURES).map(([name, value]) => ({ name, value })),
      usercanmanageownfiles: true,
      userquota: 104_857_600,
      usermaxuploadfilesize: 104_857_600,
      userhomepage: 1,
      userprivateaccesskey: call.tokens.privateKeyOf(call.student),
      siteid: 1,
      sitecalendartype: 'gregorian',
      usercalendartype: 'gregorian',
      userissiteadmin: false,
      theme: 'boost',
      limitconcurrentlogins: 0,
      ...(is45(call) ? { policyagreed: call.student.policyAgreed ? 1 : 0 } : {}),
    }),
  }),
  define('tool_mobile_get_public_config', {
    parameters: none,
    answer: (_, call) => publicConfig(call.site, call.world.siteUrl, call.world.release),
  }),
];

function person({ student }: Call): Record<string, unknown> {
  return {
    username: student.username,
    firstname: student.firstname,
    lastname: student.lastname,
    fullname: `${student.firstname} ${student.lastname}`,
    lang: 'he',
    userid: student.id,
  };
}

/** What a site says of itself before anybody signs in. */
export function publicConfig(state: SiteState, siteUrl: string, release: Release): Record<string, unknown> {
  return {
    wwwroot: siteUrl,
    httpswwwroot: siteUrl,
    sitename: state.name,
    guestlogin: 0,
    rememberusername: 2,
    authloginviaemail: 0,
    registerauth: '',
    forgottenpasswordurl: '',
    authinstructions: '',
    authnoneenabled: 0,
    enablewebservices: state.webServices ? 1 : 0,
    enablemobilewebservice: state.mobileWebServices ? 1 : 0,
    maintenanceenabled: state.maintenance === 'off' ? 0 : 1,
    maintenancemessage: state.maintenanceMessage,
    typeoflogin: state.typeOfLogin,
    launchurl: `${siteUrl}/admin/tool/mobile/launch.php`,
    mobilecssurl: '',
    tool_mobile_disabledfeatures: '',
    country: 'IL',
    agedigitalconsentverification: false,
    supportpage: '',
    supportavailability: 1,
    autolang: 0,
    lang: 'he',
    langmenu: 1,
    langlist: '',
    locale: '',
    tool_mobile_minimumversion: '',
    tool_mobile_iosappid: '633359593',
    tool_mobile_androidappid: 'com.moodle.moodlemobile',
    tool_mobile_setuplink: 'https://download.moodle.org/mobile',
    tool_mobile_qrcodetype: 1,
    warnings: [],
    ...(state.identityProviders.length > 0
      ? { identityproviders: state.identityProviders.map((name) => ({ name, iconurl: '', url: '' })) }
      : {}),
    ...(release === '4.5' ? { showloginform: state.loginForm ? 1 : 0 } : {}),
  };
}
