/** Made from docs/openapi.json by `node tools/openapi/write-openapi.ts`. Not to be edited. */

export interface paths {
    "/api/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the API keys of a tenant, without the keys themselves. */
        get: operations["ApiKeysController_list"];
        put?: never;
        /** Makes an API key of a tenant. The answer shows it, this once. */
        post: operations["ApiKeysController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys/{api_key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes a key. Within five seconds no service takes it any more. */
        delete: operations["ApiKeysController_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys/{api_key_id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a key that takes the place of another one. The answer shows it, this once. */
        post: operations["ApiKeysController_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exceptions/{tenant_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the exceptions of a tenant. */
        get: operations["ExceptionsController_list"];
        put?: never;
        /** Report an exception of a tenant */
        post: operations["IngestionController_reportFor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exceptions/{tenant_id}/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report many: a JSON array, or a stream of JSON lines
         * @description One result for each item. An array is admitted whole or refused whole. A stream is admitted as it is read: what comes after its tenant has brought too much is `rejected` as `rate_limited`, item by item, and what came before is stored.
         */
        post: operations["IngestionController_reportMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exceptions/{tenant_id}/{exception_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One exception with all its facts and its timeline. */
        get: operations["ExceptionsController_detail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exceptions/{tenant_id}/{exception_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The events of one exception, in order. */
        get: operations["TimelineController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exceptions/{tenant_id}/{exception_id}/playbook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The playbook of one exception: why it was chosen, and how far it has come. */
        get: operations["PlaybookRunController_show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/exceptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Report an exception, for the tenant that the body names or that the token has */
        post: operations["IngestionController_report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ops/pipeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a tenant's exceptions stand, what is in flight, and how the workers do. */
        get: operations["PipelineController_state"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcceptedDto: {
            /** @enum {string} */
            status: "accepted" | "duplicate";
            exception_id: string;
            /** Format: uuid */
            event_id: string;
            /** @example ExceptionIngested */
            event_type: string;
            /** @example /api/exceptions/FINANCE_DEMO/EX-2026-7K3M9Q2RTD */
            status_url: string;
        };
        ActorAnswer: {
            /** @enum {string} */
            type: "agent" | "user" | "system";
            id: string | null;
        };
        ApiKey: {
            /**
             * Format: uuid
             * @description The records name the key as `key:<id>`.
             */
            id: string;
            tenant_id: string;
            name: string;
            roles: ("viewer" | "operator" | "admin")[];
            /** @description The beginning of the key, to recognize it by. */
            prefix: string;
            /** @enum {string} */
            status: "active" | "expired" | "revoked";
            /** @description Who made it. */
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description Null: never. A rotated key expires with its grace.
             */
            expires_at: string | null;
            /**
             * Format: date-time
             * @description To the minute.
             */
            last_used_at: string | null;
            /** Format: date-time */
            revoked_at: string | null;
            revoked_by: string | null;
            /**
             * Format: uuid
             * @description The key whose place it took.
             */
            rotated_from: string | null;
        };
        ApiKeyList: {
            /** @description The newest first; revoked and expired ones too. */
            items: components["schemas"]["ApiKey"][];
            /**
             * Format: uuid
             * @description Null on the last page.
             */
            next_cursor: string | null;
            /** @description How many items there are on all pages. */
            total: number;
        };
        BatchResultDto: {
            items: components["schemas"]["ItemResultDto"][];
            accepted: number;
            duplicates: number;
            rejected: number;
        };
        CreateApiKey: {
            /** @description Needed when the token is good for several tenants. */
            tenant_id?: string;
            /**
             * @description What the key is for.
             * @example ERP export
             */
            name: string;
            /**
             * @description What the key may do: no more than its maker. A super admin's key does not exist.
             * @example [
             *       "operator"
             *     ]
             */
            roles: ("viewer" | "operator" | "admin")[];
            /**
             * Format: date-time
             * @description From when on it is refused; within ten years. Absent or null: never.
             * @example 2027-11-20T08:00:00Z
             */
            expires_at?: string | null;
        };
        CreatedApiKey: {
            /**
             * Format: uuid
             * @description The records name the key as `key:<id>`.
             */
            id: string;
            tenant_id: string;
            name: string;
            roles: ("viewer" | "operator" | "admin")[];
            /** @description The beginning of the key, to recognize it by. */
            prefix: string;
            /** @enum {string} */
            status: "active" | "expired" | "revoked";
            /** @description Who made it. */
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description Null: never. A rotated key expires with its grace.
             */
            expires_at: string | null;
            /**
             * Format: date-time
             * @description To the minute.
             */
            last_used_at: string | null;
            /** Format: date-time */
            revoked_at: string | null;
            revoked_by: string | null;
            /**
             * Format: uuid
             * @description The key whose place it took.
             */
            rotated_from: string | null;
            /**
             * @description The key itself, for `X-API-Key` or `Authorization: Bearer`. Shown this once; only its hash is kept.
             * @example sk_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b_…
             */
            key: string;
        };
        Durations: {
            mean: number | null;
            p50: number | null;
            p95: number | null;
            p99: number | null;
            max: number | null;
        };
        ExceptionDetail: {
            exception_id: string;
            tenant_id: string;
            domain: string;
            type: string;
            /** @description The same as `type`. */
            exception_type: string;
            /** @enum {string} */
            severity: "low" | "medium" | "high" | "critical";
            /** @enum {string} */
            status: "open" | "analyzing" | "resolved" | "escalated";
            /** @enum {string} */
            stage: "ingested" | "normalized" | "triaged" | "evaluated" | "playbook" | "awaiting_tool" | "awaiting_approval" | "awaiting_person" | "finished";
            source_system: string;
            /** @description The state as its source names it. */
            source_status: string | null;
            entity: string | null;
            amount: number | null;
            title: string | null;
            owner: string | null;
            /** Format: date-time */
            occurred_at: string;
            /** Format: date-time */
            sla_deadline: string | null;
            /** @enum {string} */
            sla_state: "none" | "running" | "imminent" | "expired" | "met" | "missed";
            current_playbook_id: number | null;
            /** @description Order of the step that runs or waits, from 1. */
            current_step: number | null;
            domain_pack_version: number | null;
            policy_pack_version: number | null;
            /** @description How often a person had to do something. */
            human_touches: number;
            /** Format: date-time */
            resolved_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** @description Every event on it has been processed: nothing will change without something new. */
            settled: boolean;
            /** @description Null until policy has been evaluated. */
            policy: components["schemas"]["PolicyAnswer"] | null;
            /** @description The newest raw payload from the source, after redaction. */
            payload: Record<string, unknown>;
            /** @description The first events, in order. */
            timeline: components["schemas"]["TimelineEvent"][];
            /** @description Cursor for the rest of the timeline at `…/events`. Null when it is all here. */
            timeline_next_cursor: string | null;
        };
        ExceptionItem: {
            exception_id: string;
            tenant_id: string;
            domain: string;
            type: string;
            /** @description The same as `type`. */
            exception_type: string;
            /** @enum {string} */
            severity: "low" | "medium" | "high" | "critical";
            /** @enum {string} */
            status: "open" | "analyzing" | "resolved" | "escalated";
            /** @enum {string} */
            stage: "ingested" | "normalized" | "triaged" | "evaluated" | "playbook" | "awaiting_tool" | "awaiting_approval" | "awaiting_person" | "finished";
            source_system: string;
            /** @description The state as its source names it. */
            source_status: string | null;
            entity: string | null;
            amount: number | null;
            title: string | null;
            owner: string | null;
            /** Format: date-time */
            occurred_at: string;
            /** Format: date-time */
            sla_deadline: string | null;
            /** @enum {string} */
            sla_state: "none" | "running" | "imminent" | "expired" | "met" | "missed";
            current_playbook_id: number | null;
            /** @description Order of the step that runs or waits, from 1. */
            current_step: number | null;
            domain_pack_version: number | null;
            policy_pack_version: number | null;
            /** @description How often a person had to do something. */
            human_touches: number;
            /** Format: date-time */
            resolved_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** @description Every event on it has been processed: nothing will change without something new. */
            settled: boolean;
        };
        ExceptionList: {
            /** @description Opaque. Null on the last page. */
            next_cursor: string | null;
            /** @description How many items there are on all pages. */
            total: number;
            /** @description A page looks through 10000 exceptions at most. When few of them match, it holds fewer than `limit`, or none, and `next_cursor` goes on from there. */
            items: components["schemas"]["ExceptionItem"][];
            /** @description False when only the newest 10000 exceptions of the span of creation were counted: `total` is then the least there may be. */
            total_is_exact: boolean;
        };
        ItemErrorDto: {
            /** @enum {string} */
            code: "invalid_request" | "invalid_json" | "nesting_too_deep" | "unauthenticated" | "token_expired" | "forbidden" | "tenant_forbidden" | "tenant_suspended" | "not_found" | "unknown_tenant" | "method_not_allowed" | "timeout" | "conflict" | "illegal_transition" | "step_not_expected" | "tool_disabled" | "approval_required" | "idempotency_conflict" | "body_too_large" | "too_many_items" | "unsupported_media_type" | "rate_limited" | "internal" | "bad_gateway" | "unavailable";
            detail: string;
            errors: components["schemas"]["ItemFaultDto"][];
        };
        ItemFaultDto: {
            path: string;
            message: string;
        };
        ItemResultDto: {
            /** @description Place in the batch, from 0. */
            index: number;
            /** @enum {string} */
            status: "accepted" | "duplicate" | "rejected";
            exception_id?: string;
            /** Format: uuid */
            event_id?: string;
            event_type?: string;
            error?: components["schemas"]["ItemErrorDto"];
        };
        PipelineState: {
            tenant_id: string;
            /** @description The tenant's exceptions, the newest 10000 at most. */
            total: number;
            /** @description Whether `total`, `by_stage` and `by_status` are about all of them. */
            total_is_exact: boolean;
            /** @description Events that a worker has still to process. 0: the pipeline is idle. */
            in_flight: number;
            /** @description False when more than 10000 exceptions are in flight: there are more events. */
            in_flight_is_exact: boolean;
            by_stage?: {
                ingested: number;
                normalized: number;
                triaged: number;
                evaluated: number;
                playbook: number;
                awaiting_tool: number;
                awaiting_approval: number;
                awaiting_person: number;
                finished: number;
            };
            by_status?: {
                open: number;
                analyzing: number;
                resolved: number;
                escalated: number;
            };
            /** @description Events set aside that wait for a decision. */
            dead_letters: number;
            /** @description False when there are more. */
            dead_letters_is_exact: boolean;
            /** @enum {string} */
            window: "5m" | "1h" | "24h";
            /**
             * Format: date-time
             * @description The first instant of the window: of a whole minute or hour.
             */
            from: string;
            /**
             * Format: date-time
             * @description What the workers did in the last ten seconds may be missing.
             */
            as_of: string;
            /** @description In the order of the pipeline. */
            workers: components["schemas"]["WorkerState"][];
            durations: components["schemas"]["StageDurations"][];
        };
        PlaybookAnswer: {
            playbook_id: number;
            name: string;
            version: number;
        };
        PlaybookCandidateAnswer: {
            playbook_id: number;
            name: string;
            version: number;
            matched: boolean;
            /** @description What fitted; what did not, when it did not match. */
            why: string[];
        };
        PlaybookRunAnswer: {
            exception_id: string;
            playbook: components["schemas"]["PlaybookAnswer"] | null;
            /** @enum {string} */
            status: "none" | "matched" | "running" | "completed" | "failed";
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            ended_at: string | null;
            /** @description Order of the step that runs or waits. */
            current_step: number | null;
            steps: components["schemas"]["PlaybookStepAnswer"][];
            /** @description The playbooks that were tried, in that order. */
            candidates: components["schemas"]["PlaybookCandidateAnswer"][];
        };
        PlaybookStepAnswer: {
            /** @description Place in the playbook, from 1. */
            order: number;
            name: string;
            action_type: string;
            /** @enum {string} */
            status: "pending" | "running" | "awaiting_approval" | "awaiting_person" | "completed" | "skipped" | "failed";
            attempts: number;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            ended_at: string | null;
            /**
             * @description Who ended the step.
             * @example user:ann@example.org
             */
            actor: string | null;
            note: string | null;
            /** @description Who has approved so far. */
            approvals: string[];
            /**
             * Format: uuid
             * @description Its tool execution.
             */
            execution_id: string | null;
            /** @description What the tool is called with. */
            arguments: Record<string, unknown> | null;
            /** @description What the tool answered, or a person entered. */
            result: Record<string, unknown> | null;
            error: string | null;
        };
        PolicyAnswer: {
            /** @enum {string} */
            decision: "allow" | "require_approval" | "block";
            reasons: string[];
            approval_required: boolean;
            route_to: string | null;
        };
        RotateApiKey: {
            /**
             * @description How long the old key still works.
             * @default 0
             */
            grace_seconds: number;
        };
        StageDurations: {
            /** @description `ingest_to_feedback` is all of it; the others are the parts. */
            stage: string;
            exceptions: number;
            duration_ms: components["schemas"]["Durations"];
        };
        SubmittedExceptionDto: {
            /**
             * @description The source's own id. Without one, a new exception gets one.
             * @example INC0000045
             */
            exception_id?: string;
            /** @description One of the tenant's domains. Default: its first. */
            domain?: string;
            /** @example Murex */
            source_system: string;
            /** @example SETTLEMENT_FAIL */
            exception_type?: string | null;
            /** @example Counterparty A */
            entity?: string | null;
            amount?: number | null;
            title?: string | null;
            /**
             * Format: date-time
             * @description When it happened. Default: now.
             */
            occurred_at?: string;
            /**
             * Format: date-time
             * @description When the source last changed it. A state older than the newest known one changes nothing.
             */
            source_updated_at?: string | null;
            /** @description What the source says, as it says it. */
            raw_payload: {
                [key: string]: unknown;
            };
            /** @description Needed only when the token names several tenants. */
            tenant_id?: string;
        };
        SubmittedItemDto: {
            /**
             * @description The source's own id. Without one, a new exception gets one.
             * @example INC0000045
             */
            exception_id?: string;
            /** @description One of the tenant's domains. Default: its first. */
            domain?: string;
            /** @example Murex */
            source_system: string;
            /** @example SETTLEMENT_FAIL */
            exception_type?: string | null;
            /** @example Counterparty A */
            entity?: string | null;
            amount?: number | null;
            title?: string | null;
            /**
             * Format: date-time
             * @description When it happened. Default: now.
             */
            occurred_at?: string;
            /**
             * Format: date-time
             * @description When the source last changed it. A state older than the newest known one changes nothing.
             */
            source_updated_at?: string | null;
            /** @description What the source says, as it says it. */
            raw_payload: {
                [key: string]: unknown;
            };
        };
        TimelineEvent: {
            /** @description Place in the timeline, from 1. */
            sequence: number;
            /** Format: uuid */
            event_id: string;
            event_type: string;
            actor: components["schemas"]["ActorAnswer"];
            /** Format: date-time */
            created_at: string;
            /**
             * Format: uuid
             * @description The event that led to this one.
             */
            causation_id: string | null;
            correlation_id: string;
            payload: Record<string, unknown>;
        };
        TimelineList: {
            /** @description Opaque. Null on the last page. */
            next_cursor: string | null;
            /** @description How many items there are on all pages. */
            total: number;
            items: components["schemas"]["TimelineEvent"][];
        };
        WorkerState: {
            worker: string;
            /** @description Events processed. */
            processed: number;
            events_per_second: number;
            /** @description Attempts that failed: retries and dead letters. */
            failures: number;
            /** @description Attempts that failed and are made again. */
            retries: number;
            /** @description Events set aside. */
            dead_letters: number;
            /** @description From an event's own time until it was processed. */
            latency_ms: components["schemas"]["Durations"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    ApiKeysController_list: {
        parameters: {
            query?: {
                /** @description Needed when the token is good for several tenants. */
                tenant_id?: string;
                limit?: number;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
        };
    };
    ApiKeysController_create: {
        parameters: {
            query?: {
                /** @description Needed when the token is good for several tenants. */
                tenant_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateApiKey"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
        };
    };
    ApiKeysController_revoke: {
        parameters: {
            query?: {
                /** @description Needed when the token is good for several tenants. */
                tenant_id?: string;
            };
            header?: never;
            path: {
                api_key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    ApiKeysController_rotate: {
        parameters: {
            query?: {
                /** @description Needed when the token is good for several tenants. */
                tenant_id?: string;
            };
            header?: never;
            path: {
                api_key_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RotateApiKey"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
        };
    };
    ExceptionsController_list: {
        parameters: {
            query?: {
                /** @description Items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the page before. Good only with the same filters and order. */
                cursor?: string;
                /** @description Domain. Repeatable: any of the values. */
                domain?: string[];
                /** @description Exception type. Repeatable: any of the values. */
                type?: string[];
                /** @description Another name of `type`. Repeatable: any of the values. */
                exception_type?: string[];
                /** @description Severity. Repeatable, or between commas: any of the values. */
                severity?: ("low" | "medium" | "high" | "critical")[];
                /** @description Status. Repeatable, or between commas: any of the values. */
                status?: ("open" | "analyzing" | "resolved" | "escalated")[];
                /** @description How far it has come in the pipeline. Repeatable, or between commas: any of the values. */
                stage?: ("ingested" | "normalized" | "triaged" | "evaluated" | "playbook" | "awaiting_tool" | "awaiting_approval" | "awaiting_person" | "finished")[];
                /** @description Owner. Repeatable: any of the values. */
                owner?: string[];
                /** @description Source system. Repeatable: any of the values. */
                source_system?: string[];
                /** @description Entity. Repeatable: any of the values. */
                entity?: string[];
                /** @description Where the SLA clock stands. Repeatable, or between commas: any of the values. */
                sla_state?: ("none" | "running" | "imminent" | "expired" | "met" | "missed")[];
                /** @description Created then or later. An RFC 3339 instant, or a day (UTC). */
                created_from?: string;
                /** @description Created then or earlier. An RFC 3339 instant, or a day (UTC). */
                created_to?: string;
                /** @description Part of the id, the entity or the title, in any case. */
                q?: string;
                /** @description With `-`: greatest first. Equal keys are ordered by exception id; what has no key comes last. Any order but by `created_at` is among the newest 10000 of the span of creation: older ones are reached by `created_to`. */
                sort?: "created_at" | "-created_at" | "updated_at" | "-updated_at" | "severity" | "-severity" | "sla_deadline" | "-sla_deadline" | "amount" | "-amount";
            };
            header?: never;
            path: {
                tenant_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExceptionList"];
                };
            };
        };
    };
    IngestionController_reportFor: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the same answer; with another body, 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmittedItemDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedDto"];
                };
            };
        };
    };
    IngestionController_reportMany: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the same answer; with another body, 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmittedItemDto"][];
                "application/x-ndjson": components["schemas"]["SubmittedItemDto"][];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResultDto"];
                };
            };
        };
    };
    ExceptionsController_detail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                exception_id: string;
                tenant_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExceptionDetail"];
                };
            };
        };
    };
    TimelineController_list: {
        parameters: {
            query?: {
                /** @description Items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the page before. Good only with the same filters and order. */
                cursor?: string;
                /** @description Event type. Repeatable: any of the values. */
                event_type?: string[];
                /** @description Kind of actor. Repeatable, or between commas: any of the values. */
                actor_type?: ("agent" | "user" | "system")[];
            };
            header?: never;
            path: {
                exception_id: string;
                tenant_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineList"];
                };
            };
        };
    };
    PlaybookRunController_show: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                exception_id: string;
                tenant_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaybookRunAnswer"];
                };
            };
        };
    };
    IngestionController_report: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the same answer; with another body, 409. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmittedExceptionDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedDto"];
                };
            };
        };
    };
    PipelineController_state: {
        parameters: {
            query?: {
                /** @description May be left out when the token names one tenant only. */
                tenant_id?: string;
                /** @description What `workers` and `durations` are measured over, up to now. */
                window?: "5m" | "1h" | "24h";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PipelineState"];
                };
            };
        };
    };
}
