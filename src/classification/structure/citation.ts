import type { Evidence } from '../model/evidence';

/** "Kahneman & Tversky 1979", "LeCun et al., 2015", "Cohen and Levy (2010)" at the front of a name. */
const CITATION =
  /^\s*[\p{Lu}\p{Lo}][\p{L}'’.-]+,? (?:(?:&|and|und|et|y) [\p{Lu}\p{Lo}][\p{L}'’.-]+|et al\.?),?[ (]+(?:19|20)\d\d/u;
const LONGEST = 120;

/** A name that is written like a citation is something to read. */
export function citationEvidence(name: string): Evidence[] {
  const match = CITATION.exec(name.slice(0, LONGEST));
  return match === null ? [] : [{ source: 'name', target: 'reading', weight: 3.5, shown: match[0].trim() }];
}
