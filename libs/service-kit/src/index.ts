/** Everything that services share: a bootstrap, and the parts of it that apps and other libs use. */
export {
  createService,
  type Service,
  type ServiceOptions,
  type ServiceSurroundings,
} from './bootstrap/create-service.ts';
export { runService } from './bootstrap/run-service.ts';

export {
  ConfigError,
  defineConfig,
  loadConfig,
  type ConfigDefinition,
  type ConfigOf,
  type Environment,
  type SettingFault,
} from './config/config.ts';
export { CONFIG, InjectConfig } from './config/config.module.ts';
export { setting, type SettingOptions } from './config/setting.ts';
export {
  authSettings,
  baseSettings,
  databaseSettings,
  httpPort,
  kafkaSettings,
  redisSettings,
} from './config/shared-settings.ts';

export { databaseConnection, type DatabaseTls } from './encryption/database-tls.ts';
export { redisTls } from './encryption/redis-tls.ts';

export { addToLogContext, currentLogContext, runWithLogContext, type LogContext } from './logging/log-context.ts';
export { createLogger, type Logger, type LoggerOptions } from './logging/logger.ts';
export { isSecretName, maskSecretFields } from './logging/redaction.ts';
export { InjectLogger } from './logging/logging.module.ts';

export {
  HealthRegistry,
  type CheckReport,
  type ReadinessCheck,
  type ReadinessReport,
} from './health/health.registry.ts';
export { TRACER, type SpanOptions, type TraceSpan, type Tracer } from './tracing/tracer.ts';
export { TRACEPARENT_HEADER, parseTraceparent } from './tracing/traceparent.ts';
export type { FoldedHistogram, HistogramReading } from './metrics/folded-histogram.ts';
export { Metrics } from './metrics/metrics.ts';

export { Allow, Public } from './auth/access.decorator.ts';
export { API_KEY_VERIFIER, hashApiKey, makeApiKey, type ApiKeyVerifier, type NewApiKey } from './auth/api-key.ts';
export { assertPermitted, principalOf } from './auth/auth.guard.ts';
export { CurrentUser } from './auth/current-user.decorator.ts';
export { actorOf, hasRole, isApiKeyPrincipal, isRole, type Principal } from './auth/principal.ts';

export { assertTenantAllowed, onlyTenant, soleTenant } from './tenancy/tenant-access.ts';
export { OptionalTenantId, TenantId, tenantOf } from './tenancy/tenant-id.decorator.ts';
export { notActive, TENANT_STANDINGS, type TenantStandingLookup } from './tenancy/tenant-standing.guard.ts';

export { FaultAnswer } from './problems/fault.answer.ts';
export { invalidField } from './problems/invalid-field.ts';
export { noSuchException, unknownTenant } from './problems/not-found.ts';
export { ProblemException, retryAfter, type ProblemOptions } from './problems/problem.exception.ts';

export { CommandAccepted, commandAccepted } from './commands/command-accepted.dto.ts';
export { CommandTargetOf, type CommandTarget } from './commands/command-target.decorator.ts';
export {
  IfGiven,
  MAX_NAME_LENGTH,
  MAX_NOTE_LENGTH,
  OptionalText,
  RequiredNote,
  RequiredText,
  Storable,
  TextIfGiven,
  TextOrNull,
  isStorable,
  type TextBounds,
} from './fields/text.decorators.ts';
export { IsJsonObject, ObjectIfGiven, RequiredObject, requireStorable } from './fields/json.decorators.ts';
export { OptionalInstant, SpanEnd } from './fields/instant.decorators.ts';
export { VersionNumber } from './fields/integer.decorators.ts';
export { MAX_INTEGER, integerIdOf, isPositiveInteger } from './fields/integers.ts';
export { anyJson, anyObject, countsOf, instant, instantOrNull, textOrNull } from './fields/api-properties.ts';
export { isUuid } from './fields/uuid.ts';
export { PlaybookAnswer, PlaybookVersionAnswer, toPlaybookAnswer } from './playbooks/playbook.answers.ts';
export type { HttpOptions } from './http/http.options.ts';
export { IdempotencyKey, TakesIdempotencyKey, idempotencyKeyOf } from './http/idempotency-key.decorator.ts';
export { UnreadableItem, parseJsonBody, readJsonItem } from './http/json-body.ts';
export { TakesItems } from './http/takes-items.decorator.ts';

export { openApiSchema } from './openapi/json-schema.ts';
export { createOpenApiDocument } from './openapi/openapi.ts';
export { previewOpenApiDocument } from './openapi/preview-document.ts';
export {
  MAX_PAGE_SIZE,
  NamedTenant,
  NoQuery,
  PageQuery,
  TenantPageQuery,
  TenantQuery,
} from './paging/page-query.dto.ts';
export { CountedPageAnswer, PageAnswer } from './paging/page.dto.ts';
export { AnyOfValues, AnyOfWords, SearchText, TextFilter } from './paging/filter.decorators.ts';
export { PagedList } from './paging/paged-list.ts';
export { isMoment, type Moment } from './paging/moment.ts';
export { Refusal, Route, type RouteOptions } from './openapi/route.decorator.ts';
export { shutDown } from './shutdown/graceful-shutdown.ts';
