/** The house rules of ARCHITECTURE.md ("Who may import whom"), as data. */
const spec = '\\.spec\\.tsx?$';
const pure =
  '^src/((contract|sync/pipeline|classification|moodle/parse)/|sync/schedule/(next-sync|local-time|site-pause)\\.ts)';
const impure =
  '^(node:|node_modules/(@nestjs|typeorm|rxjs|socket\\.io|pg|got|jsdom|graphile-worker|pino)(/|$))|^src/(config|database|events)/';
const rooms =
  'config|database|events|errors|universities|auth|moodle|classification|sync|library|operations|cli|demo';

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphan-modules', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'pure-rooms',
      comment:
        'contract, pipeline, classification and parse know no framework, database, bus, socket, clock or environment',
      severity: 'error',
      from: { path: pure, pathNot: spec },
      to: { path: impure },
    },
    {
      name: 'contract-depends-on-nothing',
      severity: 'error',
      from: { path: '^src/contract/', pathNot: spec },
      to: { pathNot: '^src/contract/' },
    },
    {
      name: 'data-rooms-know-no-jobs-and-no-sign-in',
      severity: 'error',
      from: { path: '^src/(moodle|classification|library|universities)/' },
      to: { path: '^src/(sync|auth)/' },
    },
    {
      name: 'auth-never-imports-sync',
      severity: 'error',
      from: { path: '^src/auth/' },
      to: { path: '^src/sync/' },
    },
    {
      name: 'front-doors-only',
      comment: 'across modules only through index.ts, or contract/',
      severity: 'error',
      from: { path: `^src/(${rooms})/`, pathNot: spec },
      to: { path: `^src/(${rooms})/.+`, pathNot: [`^src/(${rooms})/index\\.ts$`, '^src/$1/'] },
    },
    {
      name: 'front-doors-only-from-root',
      severity: 'error',
      from: { path: '^src/[^/]+\\.ts$' },
      to: { path: `^src/(${rooms})/.+`, pathNot: [`^src/(${rooms})/(index|[a-z-]+\\.module)\\.ts$`] },
    },
    {
      name: 'typeorm-in-persistence-only',
      severity: 'error',
      from: { path: '^src/', pathNot: ['/persistence/', '^src/database/', '\\.module\\.ts$', spec] },
      to: { path: '^node_modules/(typeorm|@nestjs/typeorm)(/|$)' },
    },
    {
      name: 'socket-io-in-realtime-only',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/sync/realtime/', spec] },
      to: { path: '^node_modules/(socket\\.io|@nestjs/(websockets|platform-socket\\.io))(/|$)' },
    },
    {
      name: 'got-and-jsdom-in-moodle-only',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/moodle/', '^src/universities/', spec] },
      to: { path: '^node_modules/(got|jsdom)(/|$)' },
    },
    {
      name: 'client-takes-the-contract-only',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^(src/(?!contract/)|test/|migrations/)' },
    },
    {
      name: 'the-sdk-has-no-framework',
      severity: 'error',
      from: { path: '^client/src/sdk/', pathNot: spec },
      to: { path: 'node_modules/(react|react-dom|@mantine|@tanstack)/|^client/src/(react|app)/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { path: '^(src|migrations|client/src)/', pathNot: spec },
      to: { path: '^test/' },
    },
    {
      name: 'demo-stays-out',
      comment: 'the demo university is started by main and by tests, and by nothing else',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/demo/', '^src/[^/]+\\.ts$', spec] },
      to: { path: '^src/demo/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
