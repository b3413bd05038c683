export interface Distribution {
  readonly n: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export function distributionOf(samples: readonly number[]): Distribution {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { n: sorted.length, p50: at(0.5), p99: at(0.99), max: sorted.at(-1) ?? 0 };
}

export interface Line {
  readonly what: string;
  readonly figures: string;
  readonly bound: string;
  readonly kept: boolean | null;
}

export function printLines(title: string, lines: readonly Line[]): void {
  console.log(`\n${title}\n`);
  const width = Math.max(...lines.map(({ what }) => what.length));
  for (const { what, figures, bound, kept } of lines)
    console.log(
      `  ${what.padEnd(width)}  ${figures}${bound === '' ? '' : `   (bound: ${bound}${kept === null ? '' : kept ? ', kept' : ', NOT KEPT'})`}`,
    );
  console.log('');
}

export const optionOf = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
