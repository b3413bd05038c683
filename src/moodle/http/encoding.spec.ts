import { acceptEncoding } from './encoding';

describe('acceptEncoding', () => {
  it.each([
    ['http://127.0.0.1:8081/moodle', 'identity'],
    ['http://127.4.5.6', 'identity'],
    ['http://localhost:3000', 'identity'],
    ['http://[::1]:80/a', 'identity'],
    ['https://moodle.example', 'gzip, deflate, br'],
    ['https://127.0.0.1.example', 'gzip, deflate, br'],
    ['https://10.0.0.1', 'gzip, deflate, br'],
    ['https://localhost.example', 'gzip, deflate, br'],
  ])('of %s is %s', (url, encoding) => expect(acceptEncoding(new URL(url))).toBe(encoding));
});
