// Sets language and colours before the first paint, so that the page does not flash. A file of its own because the
// page's policy allows no inline script.
(function () {
  var root = document.documentElement;
  var kept = function (name) {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  var scheme = kept('mantine-color-scheme-value');
  var dark = scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  if (kept('spike-language') === 'en') {
    root.lang = 'en';
    root.dir = 'ltr';
  }
})();
