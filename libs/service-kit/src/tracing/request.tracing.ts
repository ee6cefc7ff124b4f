/** Wraps every API request in a span. Installed only when tracing is on. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { runWithLogContext } from '../logging/log-context.ts';
import type { TraceSpan, Tracer } from './tracer.ts';
import { TRACEPARENT_HEADER } from './traceparent.ts';

/** Machines call these every few seconds; nobody looks for them in traces. */
const PROBES = new Set(['/healthz', '/readyz', '/metrics']);

export function traceRequests(fastify: FastifyInstance, tracer: Tracer): void {
  const spans = new WeakMap<FastifyRequest, TraceSpan>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url;
    if (route === undefined || PROBES.has(route)) return done();
    const span = startSpan(tracer, request, route);
    spans.set(request, span);
    return span.sampled ? runWithLogContext({ traceparent: span.traceparent }, done) : done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const span = spans.get(request);
    span?.set({ 'http.response.status_code': reply.statusCode });
    if (reply.statusCode >= 500) span?.fail(`HTTP ${reply.statusCode}`);
    span?.end();
    done();
  });
}

function startSpan(tracer: Tracer, request: FastifyRequest, route: string): TraceSpan {
  const given = request.headers[TRACEPARENT_HEADER];
  return tracer.start(`${request.method} ${route}`, {
    kind: 'server',
    parent: typeof given === 'string' ? given : undefined,
    attributes: {
      'http.request.method': request.method,
      'http.route': route,
      'sentinai.request_id': request.id,
    },
  });
}
