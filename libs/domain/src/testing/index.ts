/** `@sentinai/domain/testing`: builders for specs of agents and of what runs them. */
export * from './domain-config.builder.ts';
export * from './case-file.builder.ts';
export * from './decision.ts';
export * from './event.builder.ts';
export * from './exception.builder.ts';
