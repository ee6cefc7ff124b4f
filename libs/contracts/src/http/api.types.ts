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
    "/api/exceptions/{tenant_id}/{exception_id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the exception another owner, or none. */
        post: operations["CaseCommandsController_assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exceptions/{tenant_id}/{exception_id}/commands/{command_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of a command to an exception, to its playbook or to a tool. */
        get: operations["CommandStateController_show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exceptions/{tenant_id}/{exception_id}/comment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says something about the exception. */
        post: operations["CaseCommandsController_comment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exceptions/{tenant_id}/{exception_id}/escalate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hands the exception to people with more say. */
        post: operations["CaseCommandsController_escalate"];
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
    "/api/exceptions/{tenant_id}/{exception_id}/playbook/recalculate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Matches the playbook of an exception anew, against the exception and the configuration as they stand.
         * @description When another playbook fits, a running one is stopped and the other begins. When the same one fits, or none, nothing changes and the command is `refused`.
         */
        post: operations["StepsController_recalculate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exceptions/{tenant_id}/{exception_id}/playbook/steps/{step_order}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves the step, with the very arguments it shows. Who asked for it may not. */
        post: operations["StepsController_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exceptions/{tenant_id}/{exception_id}/playbook/steps/{step_order}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that a person has done the step. */
        post: operations["StepsController_complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exceptions/{tenant_id}/{exception_id}/playbook/steps/{step_order}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuses the step, with a reason: it fails, and its failure rule says what comes next. */
        post: operations["StepsController_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exceptions/{tenant_id}/{exception_id}/playbook/steps/{step_order}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries the step again whose failure ended the playbook, or that waits to be tried again. */
        post: operations["StepsController_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exceptions/{tenant_id}/{exception_id}/playbook/steps/{step_order}/skip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leaves the step out. */
        post: operations["StepsController_skip"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exceptions/{tenant_id}/{exception_id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens a resolved exception again; its SLA clock runs on. */
        post: operations["CaseCommandsController_reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exceptions/{tenant_id}/{exception_id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the exception, and its playbook if one runs. */
        post: operations["CaseCommandsController_resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exceptions/{tenant_id}/{exception_id}/severity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the exception another severity, and the SLA of that severity. Later states of the source leave it. */
        post: operations["CaseCommandsController_changeSeverity"];
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
    "/playbook/recalculate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Matches the playbook of an exception anew, against the exception and the configuration as they stand.
         * @description When another playbook fits, a running one is stopped and the other begins. When the same one fits, or none, nothing changes and the command is `refused`.
         */
        post: operations["StepsController_recalculateNamed"];
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
        AssignBody: {
            /**
             * @description The new owner; null takes the owner away.
             * @example desk-2
             */
            owner: string | null;
            /** @description Why. */
            note?: string | null;
        };
        BatchResultDto: {
            items: components["schemas"]["ItemResultDto"][];
            accepted: number;
            duplicates: number;
            rejected: number;
        };
        ChangeSeverityBody: {
            /** @enum {string} */
            severity: "low" | "medium" | "high" | "critical";
            /**
             * @description Why.
             * @example More accounts are affected.
             */
            reason: string;
        };
        CommandAccepted: {
            /** Format: uuid */
            command_id: string;
            tenant_id: string;
            exception_id: string;
            /** @description The command's place in the timeline of the exception. */
            sequence: number;
            /** @description Says what becomes of it. */
            status_url: string;
        };
        CommandState: {
            /** Format: uuid */
            command_id: string;
            tenant_id: string;
            exception_id: string;
            sequence: number;
            /** @description Type of the event that records it. */
            event_type: string;
            /** @description The command itself: `assign`, `approve`. */
            command: string | null;
            /** @description The subject of the token that sent it. */
            requested_by: string;
            /** Format: date-time */
            requested_at: string;
            /**
             * @description `pending`: not yet its turn. `applied`: obeyed. `refused`: when its turn came it was no longer legal, or there was nothing to change. `failed`: it could not be processed and was set aside.
             * @enum {string}
             */
            status: "pending" | "applied" | "refused" | "failed";
            /** Format: date-time */
            processed_at: string | null;
            /** @description What it led to. */
            events: components["schemas"]["TimelineEvent"][];
        };
        CommentBody: {
            /**
             * @description What is to be said.
             * @example The client called.
             */
            comment: string;
        };
        CompleteBody: {
            /** @description What is to be said about it. */
            note?: string | null;
            /**
             * @description What was found or done. Later steps may use it as `{steps.<name>.result.…}`.
             * @example {
             *       "paid": true
             *     }
             */
            result?: {
                [key: string]: unknown;
            };
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
        EscalateBody: {
            /**
             * @description Why.
             * @example This is beyond my limit.
             */
            reason: string;
            /**
             * @description To whom. Default: to whom policy routes it.
             * @example head-of-desk
             */
            to?: string | null;
        };
        Evidence: {
            triage: components["schemas"]["TriageEvidence"] | null;
            policy: components["schemas"]["PolicyEvidence"] | null;
            /** @description When a person has set the severity. */
            severity_change: components["schemas"]["SeverityEvidence"] | null;
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
            /**
             * @description `source`: it is the system of record, and it alone says when the exception is resolved.
             * @enum {string}
             */
            status_authority: "platform" | "source";
            /** @description The commands it would obey as it stands. */
            legal_commands: ("assign" | "comment" | "change_severity" | "escalate" | "resolve" | "reopen" | "recalculate")[];
            sla: components["schemas"]["SlaClock"];
            evidence: components["schemas"]["Evidence"];
            playbook: components["schemas"]["PlaybookRunAnswer"];
            /** @description The newest 50, newest first. */
            tool_runs: components["schemas"]["ToolRunAnswer"][];
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
        NoteBody: {
            /** @description What is to be said about it. */
            note?: string | null;
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
            status: "none" | "matched" | "running" | "completed" | "failed" | "stopped";
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
        PolicyEvidence: {
            /** Format: date-time */
            decided_at: string;
            /** @enum {string} */
            decision: "allow" | "require_approval" | "block";
            approval_required: boolean;
            reasons: string[];
            route_to: string | null;
        };
        RecalculateBody: {
            /** @description What is to be said about it. */
            note?: string | null;
            exception_id: string;
            /** @description Needed only when the token names several tenants. */
            tenant_id?: string;
        };
        RejectBody: {
            /**
             * @description Why not.
             * @example The amount is not the one of the contract.
             */
            note: string;
        };
        ReopenBody: {
            /**
             * @description Why.
             * @example The payment bounced.
             */
            reason: string;
        };
        ResolveBody: {
            /**
             * @description How it ended.
             * @example The counterparty has paid.
             */
            resolution: string;
        };
        RotateApiKey: {
            /**
             * @description How long the old key still works.
             * @default 0
             */
            grace_seconds: number;
        };
        RuleAnswer: {
            rule: string;
            /** @description What it answered. */
            outcome: string;
        };
        SeverityEvidence: {
            /** Format: date-time */
            changed_at: string;
            /** @enum {string} */
            from: "low" | "medium" | "high" | "critical";
            /** @enum {string} */
            to: "low" | "medium" | "high" | "critical";
            reason: string;
            /** @example user:ann@example.org */
            changed_by: string;
        };
        SlaClock: {
            /** @enum {string} */
            state: "none" | "running" | "imminent" | "expired" | "met" | "missed";
            /** Format: date-time */
            deadline: string | null;
            /** @description False when no SLA applies, and when the exception is resolved. */
            running: boolean;
            /** @description Until the deadline, below zero after it: now while the clock runs, else when the exception was resolved. */
            remaining_seconds: number | null;
            /**
             * Format: date-time
             * @description When the next warning is due.
             */
            next_check_at: string | null;
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
        ToolRunAnswer: {
            /** Format: uuid */
            execution_id: string;
            tool: string;
            tool_version: number;
            /** @description The playbook's step that asked for it. */
            step_order: number | null;
            status: string;
            http_status: number | null;
            error_code: string | null;
            error: string | null;
            attempts: number;
            /** @example playbook:Urgent incident */
            requested_by: string;
            /** Format: date-time */
            requested_at: string;
            /** Format: date-time */
            completed_at: string | null;
        };
        TriageEvidence: {
            /** Format: date-time */
            decided_at: string;
            exception_type: string;
            /** @enum {string} */
            severity: "low" | "medium" | "high" | "critical";
            /** @description From 0 to 1. */
            confidence: number;
            sla_minutes: number | null;
            /** @description The rules that were tried, and what each answered. */
            rules: components["schemas"]["RuleAnswer"][];
            domain_pack_version: number;
            policy_pack_version: number | null;
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
    CaseCommandsController_assign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer and does nothing new; with another, 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                exception_id: string;
                tenant_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignBody"];
            };
        };
        responses: {
            /** @description Taken; the `status_url` says what becomes of it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAccepted"];
                };
            };
        };
    };
    CommandStateController_show: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                exception_id: string;
                command_id: string;
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
                    "application/json": components["schemas"]["CommandState"];
                };
            };
        };
    };
    CaseCommandsController_comment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer and does nothing new; with another, 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                exception_id: string;
                tenant_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommentBody"];
            };
        };
        responses: {
            /** @description Taken; the `status_url` says what becomes of it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAccepted"];
                };
            };
        };
    };
    CaseCommandsController_escalate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer and does nothing new; with another, 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                exception_id: string;
                tenant_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EscalateBody"];
            };
        };
        responses: {
            /** @description Taken; the `status_url` says what becomes of it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAccepted"];
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
    StepsController_recalculate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer and does nothing new; with another, 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant_id: string;
                exception_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NoteBody"];
            };
        };
        responses: {
            /** @description Taken; `status_url` says what becomes of it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAccepted"];
                };
            };
        };
    };
    StepsController_approve: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer and does nothing new; with another, 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                step_order: number;
                tenant_id: string;
                exception_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NoteBody"];
            };
        };
        responses: {
            /** @description Taken; `status_url` says what becomes of it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAccepted"];
                };
            };
        };
    };
    StepsController_complete: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer and does nothing new; with another, 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                step_order: number;
                tenant_id: string;
                exception_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CompleteBody"];
            };
        };
        responses: {
            /** @description Taken; `status_url` says what becomes of it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAccepted"];
                };
            };
        };
    };
    StepsController_reject: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer and does nothing new; with another, 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                step_order: number;
                tenant_id: string;
                exception_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RejectBody"];
            };
        };
        responses: {
            /** @description Taken; `status_url` says what becomes of it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAccepted"];
                };
            };
        };
    };
    StepsController_retry: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer and does nothing new; with another, 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                step_order: number;
                tenant_id: string;
                exception_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NoteBody"];
            };
        };
        responses: {
            /** @description Taken; `status_url` says what becomes of it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAccepted"];
                };
            };
        };
    };
    StepsController_skip: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer and does nothing new; with another, 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                step_order: number;
                tenant_id: string;
                exception_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NoteBody"];
            };
        };
        responses: {
            /** @description Taken; `status_url` says what becomes of it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAccepted"];
                };
            };
        };
    };
    CaseCommandsController_reopen: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer and does nothing new; with another, 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                exception_id: string;
                tenant_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReopenBody"];
            };
        };
        responses: {
            /** @description Taken; the `status_url` says what becomes of it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAccepted"];
                };
            };
        };
    };
    CaseCommandsController_resolve: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer and does nothing new; with another, 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                exception_id: string;
                tenant_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveBody"];
            };
        };
        responses: {
            /** @description Taken; the `status_url` says what becomes of it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAccepted"];
                };
            };
        };
    };
    CaseCommandsController_changeSeverity: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer and does nothing new; with another, 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                exception_id: string;
                tenant_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeSeverityBody"];
            };
        };
        responses: {
            /** @description Taken; the `status_url` says what becomes of it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAccepted"];
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
    StepsController_recalculateNamed: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer and does nothing new; with another, 409. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecalculateBody"];
            };
        };
        responses: {
            /** @description Taken; `status_url` says what becomes of it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAccepted"];
                };
            };
        };
    };
}
