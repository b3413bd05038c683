import { blank, type TitleText } from './title-text';

const UNIVERSITY_WORD =
  '(?:university|universit[éàä]t?|universidad|universitatea|universität|universitat|college|institute of technology|polytechnic|école|hochschule|faculty of|אוניברסיט|הטכניון|טכניון|מכלל|המכללה|университет|институт|جامعة|كلية)';
const KNOWN =
  '(?:UCSB|UCLA|UCSD|UCB|UC Berkeley|UCI|MIT|NYU|CMU|ETH(?: Zürich)?|EPFL|TUM|KIT|TAU|BGU|HUJI|BIU|UNED|UBA|UPB|Technion|Stanford|Harvard|Cornell|Princeton|Berkeley)';
const GROUP =
  "(?:קבוצה|קבוצת|קב'?|groupe?|grp|grupo|gruppe|grupa|группа|المجموعة|section|sec\\.?)(?:\\s*(?:מס'?\\s*)?\\d{1,3}|\\s+[A-H])";

/** Parts of a title that are neither its name, code nor period. */
const ASIDES: readonly RegExp[] = [
  new RegExp(`^\\s*${KNOWN}(?=[-_ ]*\\uE000)`, 'u'),
  new RegExp(`(?<=[(,]\\s*)[^(),]*${UNIVERSITY_WORD}[^(),]*(?=\\s*[),]|\\s*$)`, 'iu'),
  new RegExp(`(?<=[(,]\\s*)${KNOWN}(?=\\s*[),]|\\s*$)`, 'u'),
  new RegExp(`(?<=(?:^|[-(,|]|\\s)\\s*)${GROUP}(?=\\s*(?:$|[-),|]|\\uE000))`, 'iu'),
];

/** Blanks out the university's name and the number of the group. */
export function dropAsides(text: TitleText): void {
  for (const pattern of ASIDES) {
    const match = pattern.exec(text.plain);
    if (match !== null) blank(text, match.index, match.index + match[0].length);
  }
}
