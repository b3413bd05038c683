import { decodeForm } from './php-form';

const plain = (text: string): unknown => JSON.parse(JSON.stringify(decodeForm(text)));

describe('decodeForm', () => {
  it.each([
    ['a=1&b=two+words', { a: '1', b: 'two words' }],
    ['ids[]=5&ids[]=7', { ids: { 0: '5', 1: '7' } }],
    ['options[0][name]=x&options[0][value]=1', { options: { 0: { name: 'x', value: '1' } } }],
    ['a=1&a=2', { a: '2' }],
    ['a.b=1', { a_b: '1' }],
    ['p=Pa%2Bss%20%26w%25r%3Dd%22%D7%A9', { p: 'Pa+ss &w%r=d"ש' }],
    ['bad=%E0%A4%A', { bad: '\u00e0\u00a4%A' }],
    ['', {}],
  ])('%s', (text, expected) => {
    expect(plain(text)).toEqual(expected);
  });

  it('keeps a key called __proto__ harmless', () => {
    const decoded = decodeForm('__proto__[polluted]=yes');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.keys(decoded)).toEqual(['__proto__']);
  });

  it('drops what comes after 5,000 variables', () => {
    const decoded = decodeForm(Array.from({ length: 5002 }, (_, index) => `k${index}=1`).join('&'));
    expect(Object.keys(decoded)).toHaveLength(5000);
  });
});
