import { useState } from 'react';
import type { LibraryFile } from '../../../../src/contract';
import { useSpikeClient } from '../../react';
import { FileName } from '../format/name';
import { fileSize } from '../format/numbers';
import { useStrings } from '../strings';
import { fileIcon } from './item-look';
import styles from './file-list.module.css';

const SHOWN = 4;

/** Files to open or download; long lists begin short. */
export function FileList({
  files,
  label,
}: {
  readonly files: readonly LibraryFile[];
  readonly label?: string;
}) {
  const t = useStrings();
  const client = useSpikeClient();
  const [all, setAll] = useState(false);
  const shown = all ? files : files.slice(0, SHOWN);
  return (
    <ul className={styles.files} aria-label={label}>
      {shown.map((file) => {
        const Icon = fileIcon(file);
        return (
          <li key={file.id}>
            <Icon size={16} aria-hidden />
            {file.path !== '/' && <bdi className={styles.folder}>{file.path.replace(/^\/+/, '')}</bdi>}
            {file.downloadUrl ? (
              <a
                href={client.address(file.downloadUrl)}
                target="_blank"
                rel="noreferrer"
                data-testid="file-link"
              >
                <FileName>{file.name}</FileName>
              </a>
            ) : (
              <FileName>{file.name}</FileName>
            )}
            {file.size > 0 && <bdi className={styles.fileSize}>{fileSize(file.size)}</bdi>}
          </li>
        );
      })}
      {files.length > shown.length && (
        <li>
          <button type="button" className={styles.moreFiles} onClick={() => setAll(true)}>
            {t.moreFiles(files.length - shown.length)}
          </button>
        </li>
      )}
    </ul>
  );
}
