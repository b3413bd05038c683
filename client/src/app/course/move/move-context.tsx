import { createContext, use, useState, type ReactNode } from 'react';
import type { Category, LibraryItem } from '../../../../../src/contract';
import { SpikeError } from '../../../sdk';
import { useMoveItem } from '../../library/queries';
import { MovedNotice, type Moved } from './moved-notice';

type Movable = Pick<LibraryItem, 'id' | 'name' | 'category' | 'categorySource'>;

/** Moves an item; `null` takes back what the student said of it. */
type Move = (item: Movable, category: Category | null) => void;

const MoveContext = createContext<Move | null>(null);

/** Lets the items of a course be moved to another category, tells what was moved, and takes it back. */
export function MoveProvider({
  courseId,
  children,
}: {
  readonly courseId: string;
  readonly children: ReactNode;
}) {
  const { mutate } = useMoveItem(courseId);
  const [moved, setMoved] = useState<Moved | null>(null);
  const move: Move = (item, category) => {
    const told = { itemId: item.id, name: item.name, category };
    // What the student had said before is said again; what was never said is taken back.
    const back = item.categorySource === 'student' ? item.category : null;
    const undo = () => move({ ...item, category, categorySource: 'student' }, back);
    setMoved({ ...told, undo: category === null ? null : undo, error: null });
    mutate(
      { itemId: item.id, category },
      { onError: (error) => setMoved({ ...told, undo: null, error: SpikeError.from(error) }) },
    );
  };
  return (
    <MoveContext value={move}>
      {children}
      <MovedNotice moved={moved} onClose={() => setMoved(null)} />
    </MoveContext>
  );
}

export function useMove(): Move {
  const move = use(MoveContext);
  if (!move) throw new Error('MoveProvider is missing above this component');
  return move;
}
