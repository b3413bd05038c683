import { Alert, Button, Skeleton } from '@mantine/core';
import { IconBolt, IconChecks, IconFolders, IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import type { LoginRequest, University } from '../../../../src/contract';
import { useLanguage, useSpikeClient } from '../../react';
import { SpikeError } from '../../sdk';
import { Peaks } from '../brand/peaks';
import { SpikeMark } from '../brand/spike-mark';
import { stored } from '../preferences/stored';
import { arrival } from '../route/route';
import { Notice } from '../shell/notice';
import { useStrings } from '../strings';
import { BrowserSignIn } from './browser-sign-in';
import { PasswordForm } from './password-form';
import styles from './sign-in.module.css';
import { UniversityChoice } from './university-choice';

const lastUniversity = stored('spike-university');

interface SignInWays {
  /** Why the student is here (again). */
  readonly notice: SpikeError | null;
  readonly onSignIn: (request: LoginRequest) => Promise<void>;
  /** Finishes a sign-in at the university with the address that it returned. */
  readonly onReturn: (address: string) => Promise<void>;
}

export function SignInPage({ header, ...ways }: SignInWays & { readonly header: ReactNode }) {
  const t = useStrings();
  const promises = [
    { icon: IconBolt, text: t.promiseOne },
    { icon: IconFolders, text: t.promiseTwo },
    { icon: IconChecks, text: t.promiseThree },
  ];
  return (
    <div className={styles.whole}>
      {header}
      <main className={styles.page} id="content">
        <section className={styles.poster}>
          <Peaks seed={8} width={360} height={416} sun={false} className={styles.posterPeaks} />
          <div className={styles.posterText}>
            <SpikeMark size={56} />
            <p className={styles.tagline}>{t.tagline}</p>
            <ul className={styles.promises}>
              {promises.map(({ icon: Icon, text }) => (
                <li key={text}>
                  <Icon size={20} aria-hidden /> {text}
                </li>
              ))}
            </ul>
          </div>
        </section>
        <SignIn {...ways} />
      </main>
    </div>
  );
}

/** Looked at again: soon while it is not known how a site is, in a minute while one is away, ms. */
const SOON_MS = 3_000;
const LATER_MS = 60_000;

function lookAgainAfter(list: readonly University[] = []): number | false {
  if (list.some(({ status }) => status === 'unknown')) return SOON_MS;
  return list.some(({ status }) => status !== 'ok') && LATER_MS;
}

function SignIn({ notice, onSignIn, onReturn }: SignInWays) {
  const t = useStrings();
  const language = useLanguage();
  const client = useSpikeClient();
  const universities = useQuery({
    queryKey: ['universities'],
    queryFn: ({ signal }) => client.universities({ signal }),
    staleTime: LATER_MS,
    refetchInterval: ({ state }) => lookAgainAfter(state.data),
  });
  const [chosen, setChosen] = useState(() => lastUniversity.read());
  const [tried, setTried] = useState(false);
  useEffect(() => arrival.expect(), []); // the page behind the sign-in is a new one

  const list = universities.data ?? [];
  const university = list.find(({ id }) => id === chosen) ?? list[0];
  const onTry = () => {
    setTried(true);
    if (university) lastUniversity.write(university.id);
  };

  return (
    <section className={styles.form}>
      <div>
        <h1 className={styles.title}>{t.signInTitle}</h1>
        {university?.signIn !== 'browser' && <p className={styles.lead}>{t.signInLead}</p>}
      </div>

      {notice && !tried && (
        <Alert color="yellow" icon={<IconInfoCircle />} data-testid="login-notice">
          {notice.code === 'auth.session-required' ? t.sessionOver : notice.text[language]}
        </Alert>
      )}

      {universities.isPending && (
        <>
          <Skeleton height={64} aria-label={t.universitiesLoading} />
          <Skeleton height={64} aria-hidden />
          <Skeleton height={64} aria-hidden />
        </>
      )}
      {universities.isError && !university && (
        <Notice title={SpikeError.from(universities.error).text[language]} tone="bad">
          <Button variant="light" onClick={() => void universities.refetch()}>
            {t.retry}
          </Button>
        </Notice>
      )}
      {university && (
        <>
          <UniversityChoice list={list} chosen={university} onChoose={setChosen} />
          {university.signIn === 'browser' ? (
            <BrowserSignIn key={university.id} university={university} onReturn={onReturn} onTry={onTry} />
          ) : (
            <PasswordForm university={university} onSignIn={onSignIn} onTry={onTry} />
          )}
        </>
      )}
    </section>
  );
}
