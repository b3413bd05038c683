import { Alert, Button, NativeSelect, PasswordInput, Skeleton, TextInput } from '@mantine/core';
import { IconBolt, IconChecks, IconFolders, IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react';
import type { LoginRequest } from '../../../../src/contract';
import { useLanguage, useSpikeClient } from '../../react';
import { SpikeError } from '../../sdk';
import { Peaks } from '../brand/peaks';
import { SpikeMark } from '../brand/spike-mark';
import { stored } from '../preferences/stored';
import { arrival } from '../route/route';
import { Notice } from '../shell/notice';
import { useStrings } from '../strings';
import styles from './sign-in.module.css';

const lastUniversity = stored('spike-university');

export function SignInPage({
  notice,
  onSignIn,
  header,
}: {
  readonly notice: SpikeError | null;
  readonly onSignIn: (request: LoginRequest) => Promise<void>;
  readonly header: ReactNode;
}) {
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
        <SignInForm notice={notice} onSignIn={onSignIn} />
      </main>
    </div>
  );
}

function SignInForm({
  notice,
  onSignIn,
}: {
  readonly notice: SpikeError | null;
  readonly onSignIn: (request: LoginRequest) => Promise<void>;
}) {
  const t = useStrings();
  const language = useLanguage();
  const client = useSpikeClient();
  const universities = useQuery({
    queryKey: ['universities'],
    queryFn: ({ signal }) => client.universities({ signal }),
    staleTime: Infinity,
  });
  const [chosen, setChosen] = useState(() => lastUniversity.read());
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [capsLock, setCapsLock] = useState(false);
  const [touched, setTouched] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<SpikeError | null>(null);

  const usernameInput = useRef<HTMLInputElement>(null);
  useEffect(() => {
    usernameInput.current?.focus({ preventScroll: true });
    arrival.expect(); // the page behind the sign-in is a new one
  }, []);

  const list = universities.data ?? [];
  const university = list.find(({ id }) => id === chosen) ?? list[0];
  const missing = (value: string) => (touched && value === '' ? t.required : undefined);
  const noticeCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));

  const submit = async (request: LoginRequest) => {
    setBusy(true);
    setError(null);
    try {
      lastUniversity.write(request.universityId);
      await onSignIn(request);
    } catch (reason) {
      setError(SpikeError.from(reason));
      setBusy(false);
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setTouched(true);
    if (!university || username.trim() === '' || password === '') return;
    void submit({ universityId: university.id, username: username.trim(), password });
  };

  return (
    <form className={styles.form} onSubmit={onSubmit} noValidate>
      <div>
        <h1 className={styles.title}>{t.signInTitle}</h1>
        <p className={styles.lead}>{t.signInLead}</p>
      </div>

      {notice && !error && (
        <Alert color="yellow" icon={<IconInfoCircle />} data-testid="login-notice">
          {notice.code === 'auth.session-required' ? t.sessionOver : notice.text[language]}
        </Alert>
      )}

      {universities.isPending && <Skeleton height={64} aria-label={t.universitiesLoading} />}
      {universities.isError && (
        <Notice title={SpikeError.from(universities.error).text[language]} tone="bad">
          <Button variant="light" onClick={() => void universities.refetch()}>
            {t.retry}
          </Button>
        </Notice>
      )}
      {university && (
        <NativeSelect
          label={t.university}
          size="md"
          name="university"
          data-testid="login-university"
          value={university.id}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={list.map(({ id, name }) => ({ value: id, label: name[language] }))}
        />
      )}
      <TextInput
        label={t.username}
        size="md"
        name="username"
        data-testid="login-username"
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        ref={usernameInput}
        classNames={{ input: styles.latin }}
        value={username}
        error={missing(username.trim())}
        onChange={(event) => setUsername(event.currentTarget.value)}
      />
      <PasswordInput
        label={t.password}
        size="md"
        name="password"
        data-testid="login-password"
        autoComplete="current-password"
        classNames={{ innerInput: styles.latin }}
        value={password}
        error={missing(password)}
        description={capsLock ? t.capsLock : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        visibilityToggleButtonProps={{ 'aria-label': t.showPassword }}
        onChange={(event) => setPassword(event.currentTarget.value)}
        onKeyUp={noticeCapsLock}
        onKeyDown={noticeCapsLock}
        onBlur={() => setCapsLock(false)}
      />

      {error && (
        <p className={styles.error} role="alert" data-testid="login-error">
          {error.text[language]}
        </p>
      )}

      <Button type="submit" size="lg" loading={busy} disabled={!university} data-testid="login-submit">
        {t.signIn}
      </Button>
      <p className={styles.small}>{t.passwordPromise}</p>

      {university?.demoAccounts && university.demoAccounts.length > 0 && (
        <div className={styles.demo}>
          <p className={styles.small}>{t.demoTitle}</p>
          <ul className={styles.chips}>
            {university.demoAccounts.map((account) => (
              <li key={account.username}>
                <button
                  type="button"
                  className={styles.chip}
                  data-testid="demo-account"
                  data-username={account.username}
                  disabled={busy}
                  onClick={() => {
                    setUsername(account.username);
                    setPassword(account.password);
                    void submit({
                      universityId: university.id,
                      username: account.username,
                      password: account.password,
                    });
                  }}
                >
                  <bdi className={styles.chipName}>{account.username}</bdi>
                  <span>{account.about[language]}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </form>
  );
}
