import { DirectionProvider, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState, useSyncExternalStore, type ReactNode } from 'react';
import { SpikeProvider } from '../react';
import { SpikeError } from '../sdk';
import { AnnouncementsPage } from './announcements/announcements-page';
import { CoursePage } from './course/course-page';
import { GradesPage } from './grades/grades-page';
import { HomePage } from './home/home-page';
import { NewsProvider } from './news/news-context';
import { NewsPage } from './news/news-page';
import { useChosenLanguage } from './preferences/language';
import { useRoute, type Route } from './route/route';
import { SignedInProvider } from './session/session-context';
import type { SessionStore } from './session/session-store';
import { ErrorBoundary } from './shell/error-boundary';
import { Header } from './shell/header';
import { NotFound } from './shell/not-found';
import { SyncFollower } from './shell/sync-follower';
import { Splash } from './shell/splash';
import { SignInPage } from './sign-in/sign-in-page';
import { theme } from './theme';

function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        retry: (failures, error) => failures < 2 && SpikeError.from(error).retryable,
      },
    },
  });
}

export function App({ session }: { readonly session: SessionStore }) {
  return (
    <DirectionProvider initialDirection="rtl">
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <Pages store={session} />
      </MantineProvider>
    </DirectionProvider>
  );
}

function Pages({ store }: { readonly store: SessionStore }) {
  const [language, toggleLanguage] = useChosenLanguage();
  const session = useSyncExternalStore(store.subscribe, store.current);
  const userId = session.status === 'signed-in' ? session.user.id : null;

  const header = <Header onToggleLanguage={toggleLanguage} />;
  return (
    <SpikeProvider client={store.client} language={language}>
      <Queries key={userId}>
        <ErrorBoundary>
          {session.status === 'loading' && <Splash />}
          {session.status === 'unreachable' && (
            <Splash error={session.error} onRetry={() => void store.resume()} />
          )}
          {session.status === 'signed-out' && (
            <SignInPage
              notice={session.notice}
              onSignIn={store.login}
              onReturn={store.comeBack}
              header={header}
            />
          )}
          {session.status === 'signed-in' && (
            <SignedInProvider
              key={session.user.id}
              value={{
                user: session.user,
                firstJobId: session.firstJobId,
                signOut: store.logout,
                signInAgain: store.end,
              }}
            >
              <NewsProvider>
                <Header
                  onToggleLanguage={toggleLanguage}
                  user={session.user}
                  onSignOut={() => void store.logout()}
                />
                <Routed />
              </NewsProvider>
            </SignedInProvider>
          )}
        </ErrorBoundary>
      </Queries>
    </SpikeProvider>
  );
}

/** One query client for each student: what one read is never shown to the next. */
function Queries({ children }: { readonly children: ReactNode }) {
  const [queries] = useState(createQueries);
  return <QueryClientProvider client={queries}>{children}</QueryClientProvider>;
}

function Routed() {
  const route = useRoute();
  return (
    <>
      {route.page !== 'home' && <SyncFollower />}
      <RoutedPage route={route} />
    </>
  );
}

function RoutedPage({ route }: { readonly route: Route }) {
  switch (route.page) {
    case 'home':
      return <HomePage />;
    case 'news':
      return <NewsPage />;
    case 'grades':
      return <GradesPage courseId={route.courseId} />;
    case 'announcements':
      return <AnnouncementsPage courseId={route.courseId} />;
    case 'course':
      return <CoursePage key={route.courseId} courseId={route.courseId} />;
    case 'unknown':
      return <NotFound />;
  }
}
