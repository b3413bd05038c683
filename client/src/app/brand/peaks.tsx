import styles from './peaks.module.css';

/** Colour pairs for covers; a course keeps its own by its number. */
const HUES = [
  ['#ff8a4c', '#c93a15'],
  ['#8f5bd6', '#4b2a86'],
  ['#2bb3a3', '#0f5f5a'],
  ['#4c8dff', '#1f3f9e'],
  ['#f2b134', '#b4640a'],
  ['#ef5d86', '#9c1f4d'],
  ['#5fae57', '#226036'],
  ['#6b7cff', '#33307f'],
] as const;

/** A small seeded generator (mulberry32): the same course draws the same skyline on every device. */
function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function skyline(next: () => number, width: number, ground: number, base: number, height: number): string {
  const points: string[] = [];
  let x = -10;
  let high = next() > 0.5;
  while (x < width + 20) {
    const y = base - (high ? height * (0.45 + next() * 0.55) : height * next() * 0.25);
    points.push(`${x.toFixed(0)} ${y.toFixed(0)}`);
    x += 14 + next() * 34;
    high = !high;
  }
  return `M${points.join('L')}L${width + 20} ${ground}L-10 ${ground}Z`;
}

/** A cover of spikes in a course's own colours. Decoration only. */
export function Peaks({
  seed,
  width = 320,
  height = 120,
  sun = true,
  className = '',
}: {
  readonly seed: number;
  /** The drawing's own units; the nearer to what is shown, the less is cut off. */
  readonly width?: number;
  readonly height?: number;
  readonly sun?: boolean;
  readonly className?: string;
}) {
  const next = random(seed * 7919 + 17);
  const [light, deep] = HUES[Math.abs(seed) % HUES.length] ?? HUES[0];
  const far = skyline(next, width, height, height - 24, 74);
  const near = skyline(next, width, height, height - 4, 62);
  return (
    <svg
      className={`${styles.peaks} ${className}`}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="xMidYMax slice"
      aria-hidden
      focusable="false"
      style={{ background: `linear-gradient(135deg, ${light}, ${deep})` }}
    >
      {sun && (
        <circle cx={width * (0.3 + next() * 0.5)} cy={26 + next() * 18} r={13} fill="#fff" opacity={0.28} />
      )}
      <path d={far} fill="#fff" opacity={0.16} strokeLinejoin="round" />
      <path d={near} fill={deep} opacity={0.55} strokeLinejoin="round" />
    </svg>
  );
}
