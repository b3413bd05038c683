import { hostOfUrl } from './hosts';

describe('hostOfUrl', () => {
  it.each([
    ['https://zoom.us/j/123', 'link_or_tool', 'Zoom'],
    ['https://tau-ac-il.zoom.us/rec/share/abc', 'recording', 'Zoom'],
    ['https://huji.cloud.panopto.eu/Panopto/Pages/Viewer.aspx?id=1', 'recording', 'Panopto'],
    ['https://www.youtube.com/watch?v=x', 'recording', 'YouTube'],
    ['https://youtu.be/x', 'recording', 'YouTube'],
    ['https://chat.whatsapp.com/XYZ', 'link_or_tool', 'WhatsApp'],
    ['https://docs.google.com/forms/d/e/1/viewform', 'link_or_tool', 'Google Forms'],
    ['HTTPS://EN.WIKIPEDIA.ORG:443/wiki/Tree', 'reading', 'Wikipedia'],
    ['https://user@github.com/a/b', 'code_or_data', 'GitHub'],
  ])('%s', (url, category, name) => {
    expect(hostOfUrl(url)).toMatchObject({ category, name });
  });

  it.each([
    '',
    'not a url',
    'https://',
    'https://example.org',
    'https://notzoom.us.example',
    'mailto:a@zoom.us',
  ])('knows nothing of %p', (url) => {
    expect(hostOfUrl(url)).toBeNull();
  });
});
