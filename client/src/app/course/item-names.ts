import { createContext, use } from 'react';

/** Names of the items that the page shows, by their ids. */
export const ItemNames = createContext<ReadonlyMap<string, string>>(new Map());

export const useItemNames = (): ReadonlyMap<string, string> => use(ItemNames);
