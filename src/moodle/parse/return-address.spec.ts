import { parseReturnAddress } from './return-address';

const SIGNATURE = '0123456789abcdef0123456789abcdef';
const TOKEN = 'c0ffee00c0ffee00c0ffee00c0ffee00';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const encoded = base64(`${SIGNATURE}:::${TOKEN}`);
const expected = { signature: SIGNATURE, token: TOKEN };

describe('parseReturnAddress', () => {
  it.each([
    ['as Moodle sends it', `moodlemobile://token=${encoded}`],
    ['of our own scheme', `web+spike://token=${encoded}`],
    ['of an app', `spike://token=${encoded}`],
    ['without slashes', `web+spike:token=${encoded}`],
    ['with three slashes', `web+spike:///token=${encoded}`],
    ['with a slash at its end', `web+spike://token=${encoded}/`],
    ['with a fragment at its end', `web+spike://token=${encoded}#`],
    ['encoded by a browser', encodeURIComponent(`web+spike://token=${encoded}`)],
    ['encoded twice', encodeURIComponent(encodeURIComponent(`web+spike://token=${encoded}`))],
    [
      'on the page it opened',
      `https://spike.example/sign-in/return#${encodeURIComponent(`web+spike://token=${encoded}`)}`,
    ],
    ['with blanks around it', ` \n web+spike://token=${encoded} \t`],
    ['broken into lines', `web+spike://token=${encoded.slice(0, 30)}\r\n  ${encoded.slice(30)}`],
    ['in quotes', `"web+spike://token=${encoded}"`],
    ['without padding', `web+spike://token=${encoded.replace(/=+$/, '')}`],
    ['in capitals', `WEB+SPIKE://TOKEN=${encoded}`],
    ['without a scheme', `token=${encoded}`],
    ['with a private token', `moodlemobile://token=${base64(`${SIGNATURE}:::${TOKEN}:::${'x'.repeat(64)}`)}`],
    [
      'with a signature in capitals',
      `moodlemobile://token=${base64(`${SIGNATURE.toUpperCase()}:::${TOKEN}`)}`,
    ],
  ])('reads one %s', (_, address) => expect(parseReturnAddress(address)).toEqual(expected));

  it.each([
    ['nothing', ''],
    ['blanks', '   '],
    ['a page', 'https://moodle.example.test/my/'],
    ['another parameter', `web+spike://mytoken=${encoded}`],
    ['no base64', 'web+spike://token=%%%'],
    ['half an encoding', `web+spike://token=${encoded}%E0%A4%A`],
    ['half of it', `web+spike://token=${encoded.slice(0, 40)}`],
    ['all but its end', `web+spike://token=${encoded.slice(0, -4)}`],
    ['base64 of something else', `web+spike://token=${base64('hello')}`],
    ['no signature', `web+spike://token=${base64(`:::${TOKEN}`)}`],
    ['no token', `web+spike://token=${base64(`${SIGNATURE}:::`)}`],
    ['a token that is none', `web+spike://token=${base64(`${SIGNATURE}:::<script>alert(1)</script>`)}`],
    ['too many parts', `web+spike://token=${base64(`${SIGNATURE}:::${TOKEN}:::a:::b`)}`],
    ['text around it', `please open web+spike://token=${encoded} now`],
  ])('takes %s for none', (_, address) => expect(parseReturnAddress(address)).toBeNull());

  it.each(['/token=', 'token=/', 'a', '/', '%25', 'token=a>'])('gives up on many %j at once', (text) => {
    const began = performance.now();
    expect(parseReturnAddress(`${text.repeat(4000)}%`)).toBeNull();
    expect(performance.now() - began).toBeLessThan(200);
  });
});
