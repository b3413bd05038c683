import type { INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';

/** The gateway binds what it hears by itself: what the framework would keep for each client to do so is spared. */
class GatewayAdapter extends IoAdapter {
  override bindMessageHandlers(): void {
    // nothing
  }

  override bindClientDisconnect(): void {
    // nothing
  }
}

/** Socket.IO on the application's own HTTP server. */
export function useSockets(app: INestApplication): void {
  app.useWebSocketAdapter(new GatewayAdapter(app));
}
