export { fingerprintOf } from './fingerprint';
