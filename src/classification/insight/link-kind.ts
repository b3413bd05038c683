/** What a student finds behind a link. */
export type LinkKind =
  'meeting' | 'recording' | 'video' | 'drive' | 'form' | 'chat' | 'code' | 'document' | 'reading' | 'other';

interface KnownPlace {
  readonly kind: LinkKind;
  /** Hosts, each with all that are under it. */
  readonly hosts: string;
  /** Only paths that begin so. */
  readonly path?: RegExp;
}

/** In this order: a recording of a meeting before the meeting. */
export const PLACES: readonly KnownPlace[] = [
  { kind: 'recording', hosts: 'zoom.us', path: /^\/(?:rec|recording)\// },
  {
    kind: 'meeting',
    hosts: 'zoom.us teams.microsoft.com teams.live.com meet.google.com webex.com whereby.com meet.jit.si',
  },
  {
    kind: 'recording',
    hosts:
      'panopto.com panopto.eu kaltura.com mediasite.com echo360.org echo360.org.uk opencast.org yuja.com videolectures.net',
  },
  {
    kind: 'video',
    hosts: 'youtube.com youtu.be youtube-nocookie.com vimeo.com loom.com ted.com dailymotion.com',
  },
  { kind: 'form', hosts: 'docs.google.com', path: /^\/forms\// },
  {
    kind: 'form',
    hosts: 'forms.gle forms.office.com doodle.com surveymonkey.com qualtrics.com typeform.com calendly.com',
  },
  { kind: 'document', hosts: 'docs.google.com' },
  {
    kind: 'drive',
    hosts:
      'drive.google.com dropbox.com onedrive.live.com 1drv.ms sharepoint.com box.com mega.nz wetransfer.com',
  },
  {
    kind: 'chat',
    hosts: 'whatsapp.com wa.me t.me telegram.me discord.gg discord.com slack.com piazza.com edstem.org',
  },
  {
    kind: 'code',
    hosts:
      'github.com gitlab.com bitbucket.org kaggle.com colab.research.google.com replit.com codepen.io godbolt.org',
  },
  {
    kind: 'reading',
    hosts:
      'wikipedia.org arxiv.org doi.org jstor.org sciencedirect.com link.springer.com ieeexplore.ieee.org dl.acm.org nature.com researchgate.net gutenberg.org archive.org nevo.co.il',
  },
  { kind: 'document', hosts: 'overleaf.com notion.so notion.site padlet.com' },
];

const URL_PARTS = /^(?:[a-z][a-z0-9+.-]*:)?\/\/(?:[^/?#@]*@)?([^/?#:]+)(?::\d+)?([^?#]*)/i;
const LONGEST = 2000;

/** The kind of a link; `other` for what is not known. Never throws on a malformed address. */
export function linkKind(url: string): LinkKind {
  const parts = URL_PARTS.exec(url.trim().slice(0, LONGEST));
  if (parts === null) return 'other';
  const host = (parts[1] ?? '').toLowerCase();
  const path = parts[2] ?? '';
  const place = PLACES.find(
    (known) => isUnder(host, known.hosts) && (known.path === undefined || known.path.test(path)),
  );
  return place?.kind ?? 'other';
}

const isUnder = (host: string, hosts: string): boolean =>
  hosts.split(' ').some((known) => host === known || host.endsWith(`.${known}`));
