import { createTheme, type MantineColorsTuple } from '@mantine/core';

const ember: MantineColorsTuple = [
  '#fff1ea',
  '#ffe0d2',
  '#ffc0a5',
  '#ff9d74',
  '#ff8150',
  '#f2643a',
  '#d4421a',
  '#b83512',
  '#94290d',
  '#6b1d09',
];

/** Warm greys: the neutral parts of the page belong to the same paper. */
const gray: MantineColorsTuple = [
  '#fbf7f2',
  '#f5eee7',
  '#efe6dd',
  '#e9dfd5',
  '#d6c9be',
  '#b8a9a0',
  '#8f8085',
  '#6f6166',
  '#463a3f',
  '#231a1e',
];

const dark: MantineColorsTuple = [
  '#f7f0eb',
  '#d8ccc8',
  '#b3a5aa',
  '#8a7a80',
  '#54434a',
  '#372b31',
  '#271f24',
  '#171215',
  '#120e10',
  '#0c090b',
];

export const theme = createTheme({
  fontFamily: "'Heebo Variable', 'Segoe UI', 'Arial Hebrew', Arial, sans-serif",
  headings: { fontFamily: "'Heebo Variable', 'Segoe UI', Arial, sans-serif", fontWeight: '800' },
  black: '#231a1e',
  colors: { ember, gray, dark },
  primaryColor: 'ember',
  primaryShade: { light: 6, dark: 6 },
  defaultRadius: 'lg',
  cursorType: 'pointer',
  respectReducedMotion: true,
});
