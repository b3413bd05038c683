import { readPageConfig } from './page-config';

it('reads M.cfg of newer sites', () => {
  const html =
    '<html lang="he"><script>M.cfg = {"wwwroot":"https:\\/\\/m.example\\/","sesskey":"Ab12","userId":3};</script><body class="context-88">';
  expect(readPageConfig(html)).toEqual({
    userId: 3,
    shownTo: 3,
    sesskey: 'Ab12',
    wwwroot: 'https://m.example',
    language: 'he',
    contextId: 88,
  });
});

it('finds the user of older sites in the menu, which is no proof of whom a page is made for', () => {
  const html = '<script>M.cfg = {"sesskey":"Ab12"}</script><body class="x"><div data-userid="9"></div>';
  expect(readPageConfig(html)).toMatchObject({ userId: 9, shownTo: null, sesskey: 'Ab12' });
});

it('knows a page for nobody', () => {
  expect(
    readPageConfig('<body id="page-login-index" class="path-login notloggedin"><a data-userid="4">'),
  ).toMatchObject({
    userId: 0,
    shownTo: 0,
  });
});

it('says nothing of what is no page', () => {
  expect(Object.values(readPageConfig('{}')).every((value) => value === null)).toBe(true);
});

it('is not misled by JSON in a text', () => {
  expect(readPageConfig('<p>{ "userId": 1 }</p>').shownTo).toBeNull();
});

// Looked for from each beginning to the end of the page, these take from minutes to days.
it.each(['<body ', '<html ', '<body class="', '<body class="x" ', 'name="sesskey" ', 'M.cfg = {'])(
  'takes no longer for a page of nothing but %j',
  (beginning) => {
    expect(readPageConfig(beginning.repeat(100_000))).toMatchObject({ shownTo: null, sesskey: null });
  },
);
