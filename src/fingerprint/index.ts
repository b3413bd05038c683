export { fingerprintInOrder, fingerprintOf, fingerprintOfText } from './fingerprint';
