export { fingerprintInOrder, fingerprintOf } from './fingerprint';
