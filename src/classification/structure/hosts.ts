import type { Category } from '../category';

export interface Host {
  category: Category;
  weight: number;
  name: string;
}

const tool = (name: string, weight = 4): Host => ({ category: 'link_or_tool', weight, name });
const video = (name: string): Host => ({ category: 'recording', weight: 4.5, name });
const text = (name: string, weight = 3.5): Host => ({ category: 'reading', weight, name });

/** Matched on the host or any parent of it. */
const HOSTS: ReadonlyMap<string, Host> = new Map([
  ['zoom.us', tool('Zoom', 5)],
  ['teams.microsoft.com', tool('Teams', 5)],
  ['meet.google.com', tool('Google Meet', 5)],
  ['webex.com', tool('Webex', 5)],
  ['whatsapp.com', tool('WhatsApp', 6)],
  ['wa.me', tool('WhatsApp', 6)],
  ['t.me', tool('Telegram', 6)],
  ['discord.gg', tool('Discord', 6)],
  ['discord.com', tool('Discord', 6)],
  ['slack.com', tool('Slack', 6)],
  ['piazza.com', tool('Piazza', 6)],
  ['edstem.org', tool('Ed', 6)],
  ['gradescope.com', tool('Gradescope', 5)],
  ['forms.gle', tool('Google Forms', 5)],
  ['forms.office.com', tool('Microsoft Forms', 5)],
  ['doodle.com', tool('Doodle', 5)],
  ['kahoot.it', tool('Kahoot', 5)],
  ['kahoot.com', tool('Kahoot', 5)],
  ['menti.com', tool('Mentimeter', 5)],
  ['mentimeter.com', tool('Mentimeter', 5)],
  ['padlet.com', tool('Padlet', 5)],
  ['overleaf.com', tool('Overleaf')],
  ['geogebra.org', tool('GeoGebra')],
  ['desmos.com', tool('Desmos')],
  ['wolframalpha.com', tool('WolframAlpha')],
  ['drive.google.com', tool('Google Drive', 2)],
  ['dropbox.com', tool('Dropbox', 2)],
  ['onedrive.live.com', tool('OneDrive', 2)],
  ['sharepoint.com', tool('SharePoint', 1.5)],
  ['youtube.com', video('YouTube')],
  ['youtu.be', video('YouTube')],
  ['vimeo.com', video('Vimeo')],
  ['panopto.com', video('Panopto')],
  ['panopto.eu', video('Panopto')],
  ['kaltura.com', video('Kaltura')],
  ['mediasite.com', video('Mediasite')],
  ['echo360.org', video('Echo360')],
  ['loom.com', video('Loom')],
  ['arxiv.org', text('arXiv')],
  ['doi.org', text('DOI')],
  ['jstor.org', text('JSTOR')],
  ['sciencedirect.com', text('ScienceDirect')],
  ['link.springer.com', text('Springer')],
  ['ieeexplore.ieee.org', text('IEEE Xplore')],
  ['dl.acm.org', text('ACM')],
  ['researchgate.net', text('ResearchGate')],
  ['nature.com', text('Nature')],
  ['wikipedia.org', text('Wikipedia')],
  ['wikibooks.org', text('Wikibooks')],
  ['medium.com', text('Medium', 2.5)],
  ['stackoverflow.com', text('Stack Overflow', 2.5)],
  ['quizlet.com', { category: 'summary_or_formula_sheet', weight: 3, name: 'Quizlet' }],
  ['github.com', { category: 'code_or_data', weight: 1.8, name: 'GitHub' }],
  ['gist.github.com', { category: 'code_or_data', weight: 3, name: 'GitHub Gist' }],
  ['gitlab.com', { category: 'code_or_data', weight: 1.8, name: 'GitLab' }],
  ['kaggle.com', { category: 'code_or_data', weight: 3, name: 'Kaggle' }],
  ['colab.research.google.com', { category: 'code_or_data', weight: 3, name: 'Colab' }],
]);

const RECORDING_PATH = /^\/(rec|recording)\//;
const FORM_PATH = /^\/forms\//;
const HOST_OF_URL = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:]+)(?::\d+)?([^?#]*)/i;
const LONGEST_URL = 2000;

/** What the target of a link says by itself, or null. Never throws on a malformed URL. */
export function hostOfUrl(url: string): Host | null {
  const parts = HOST_OF_URL.exec(url.slice(0, LONGEST_URL));
  if (parts === null) return null;
  const path = parts[2] ?? '';
  const host = knownHost((parts[1] ?? '').toLowerCase());
  if (host?.name === 'Zoom' && RECORDING_PATH.test(path)) return video('Zoom');
  if (parts[1] === 'docs.google.com' && FORM_PATH.test(path)) return tool('Google Forms', 5);
  return host;
}

function knownHost(host: string): Host | null {
  for (let from = 0; from >= 0 && from < host.length; from = nextLabel(host, from)) {
    const found = HOSTS.get(host.slice(from));
    if (found !== undefined) return found;
  }
  return null;
}

function nextLabel(host: string, from: number): number {
  const dot = host.indexOf('.', from);
  return dot < 0 ? -1 : dot + 1;
}
