import { createContext, use, type ReactNode } from 'react';
import { DEFAULT_LANGUAGE, type Language } from '../../../src/contract';
import type { SpikeClient } from '../sdk';

interface Provided {
  readonly client: SpikeClient;
  readonly language: Language;
}

const SpikeContext = createContext<Provided | null>(null);

/** Gives the components below a client, and the language to speak. */
export function SpikeProvider({
  client,
  language = DEFAULT_LANGUAGE,
  children,
}: {
  readonly client: SpikeClient;
  readonly language?: Language;
  readonly children: ReactNode;
}) {
  return <SpikeContext value={{ client, language }}>{children}</SpikeContext>;
}

function useProvided(): Provided {
  const provided = use(SpikeContext);
  if (!provided) throw new Error('SpikeProvider is missing above this component');
  return provided;
}

export const useSpikeClient = (): SpikeClient => useProvided().client;

export const useLanguage = (): Language => useProvided().language;
