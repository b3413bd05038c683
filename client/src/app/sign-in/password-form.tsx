import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import type { LoginRequest, University } from '../../../../src/contract';
import { useLanguage } from '../../react';
import { SpikeError } from '../../sdk';
import { useStrings } from '../strings';
import styles from './sign-in.module.css';

/** User name and password of the university's Moodle. */
export function PasswordForm({
  university,
  onSignIn,
  onTry,
}: {
  readonly university: University;
  readonly onSignIn: (request: LoginRequest) => Promise<void>;
  /** A sign-in begins: what was said before it is over. */
  readonly onTry: () => void;
}) {
  const t = useStrings();
  const language = useLanguage();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [capsLock, setCapsLock] = useState(false);
  const [touched, setTouched] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<SpikeError | null>(null);

  const usernameInput = useRef<HTMLInputElement>(null);
  useEffect(() => usernameInput.current?.focus({ preventScroll: true }), []);

  const missing = (value: string) => (touched && value === '' ? t.required : undefined);
  const noticeCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));

  const submit = async (request: LoginRequest) => {
    setBusy(true);
    setError(null);
    onTry();
    try {
      await onSignIn(request);
    } catch (reason) {
      setError(SpikeError.from(reason));
      setBusy(false);
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setTouched(true);
    if (username.trim() === '' || password === '') return;
    void submit({ universityId: university.id, username: username.trim(), password });
  };

  return (
    <form className={styles.fields} onSubmit={onSubmit} noValidate>
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

      <Button type="submit" size="lg" loading={busy} data-testid="login-submit">
        {t.signIn}
      </Button>
      <p className={styles.small}>{t.passwordPromise}</p>

      {university.demoAccounts && university.demoAccounts.length > 0 && (
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
