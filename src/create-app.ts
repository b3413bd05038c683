import { existsSync } from 'node:fs';
import path from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import compression from 'compression';
import express, { type Request, type Response } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { AppModule, type AppParts } from './app.module';
import { API_PREFIX } from './contract';
import { jsonBody } from './http';
import { httpLog, PinoLogger } from './operations';
import { useSockets } from './sync';

/** Larger than anything a client has to say. */
const BODY_LIMIT = '64kb';

/** Addresses that are the server's own; all others are the page. */
const SERVER_PATHS = /^\/(api|health|metrics)(\/|$)/;

export interface HttpParts extends AppParts {
  readonly logger: Logger;
  /** Folder of the built page; it is not served when there is none. */
  readonly pageDir?: string;
}

/** Puts the application together, ready to listen. */
export async function createApp({ logger, pageDir, ...parts }: HttpParts): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(parts), {
    logger: new PinoLogger(logger),
    bodyParser: false,
    abortOnError: false,
    forceCloseConnections: true,
  });
  app.set('trust proxy', parts.settings.trustProxy);
  app.disable('x-powered-by');
  useSockets(app);
  app.use(httpLog(logger));
  app.use(security(parts.settings.publicUrl?.startsWith('https:') ?? false));
  app.use(
    compression({
      filter: (request, response) => !isStream(response) && compression.filter(request, response),
    }),
  );
  app.use('/api', jsonBody(BODY_LIMIT));
  if (pageDir !== undefined && existsSync(path.join(pageDir, 'index.html'))) servePage(app, pageDir);
  app.setGlobalPrefix(API_PREFIX, { exclude: ['health/live', 'health/ready', 'metrics'] });
  const openApi = new DocumentBuilder().setTitle('Spike').setVersion('1').addBearerAuth().build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, openApi), {
    customSiteTitle: 'Spike API',
  });
  return app;
}

/** Server-Sent Events must leave at once, not when a compressor's buffer is full. */
const isStream = (response: Response): boolean =>
  String(response.getHeader('Content-Type')).startsWith('text/event-stream');

function security(https: boolean) {
  const strict = helmet({
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        upgradeInsecureRequests: https ? [] : null,
      },
    },
    strictTransportSecurity: https,
  });
  return (request: Request, response: Response, next: (error?: unknown) => void): void =>
    strict(request, response, next);
}

function servePage(app: NestExpressApplication, pageDir: string): void {
  const page = path.join(pageDir, 'index.html');
  app.use(
    '/assets',
    express.static(path.join(pageDir, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
  );
  app.use(express.static(pageDir, { maxAge: 0 }));
  app.use((request: Request, response: Response, next: () => void) => {
    const wanted = request.method === 'GET' || request.method === 'HEAD';
    if (!wanted || SERVER_PATHS.test(request.path)) return next();
    response.sendFile(page);
  });
}
