import { NativeSelect } from '@mantine/core';
import { IconPlugConnectedX, IconTool } from '@tabler/icons-react';
import type { University } from '../../../../src/contract';
import { useLanguage } from '../../react';
import { useStrings, type Strings } from '../strings';
import styles from './sign-in.module.css';

type Status = University['status'];

/** How a university that is not at hand is named, and what is said about it. */
const LOOKS: Readonly<
  Partial<
    Record<
      Status,
      {
        readonly icon: typeof IconTool;
        readonly name: 'inMaintenance' | 'notReachable';
        readonly title: 'siteMaintenance' | 'siteUnreachable';
      }
    >
  >
> = {
  maintenance: { icon: IconTool, name: 'inMaintenance', title: 'siteMaintenance' },
  unreachable: { icon: IconPlugConnectedX, name: 'notReachable', title: 'siteUnreachable' },
};

function labelOf(name: string, status: Status, t: Strings): string {
  const look = LOOKS[status];
  return look ? t[look.name](name) : name;
}

export function UniversityChoice({
  list,
  chosen,
  onChoose,
}: {
  readonly list: readonly University[];
  readonly chosen: University;
  readonly onChoose: (id: string) => void;
}) {
  const t = useStrings();
  const language = useLanguage();
  const look = LOOKS[chosen.status];
  const why = chosen.statusMessage?.[language];
  const title = look && t[look.title];
  return (
    <>
      <NativeSelect
        label={t.university}
        size="md"
        name="university"
        data-testid="login-university"
        value={chosen.id}
        onChange={(event) => onChoose(event.currentTarget.value)}
        data={list.map(({ id, name, status }) => ({ value: id, label: labelOf(name[language], status, t) }))}
      />
      {look && (
        <div className={styles.status} role="status" data-testid="university-status">
          <look.icon size={20} aria-hidden />
          <div>
            <strong>{title}</strong>
            {why !== title && <p>{why}</p>}
          </div>
        </div>
      )}
    </>
  );
}
