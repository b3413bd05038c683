import type { INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';

/** Socket.IO on the application's own HTTP server. */
export function useSockets(app: INestApplication): void {
  app.useWebSocketAdapter(new IoAdapter(app));
}
