import '@fontsource-variable/heebo';
import './mantine.css';
import './global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { SessionStore } from './session/session-store';
import { takeReturnAddress } from './sign-in/return-address';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const session = new SessionStore(takeReturnAddress());
void session.resume();

createRoot(root).render(
  <StrictMode>
    <App session={session} />
  </StrictMode>,
);
