/** Generated from docs/openapi.json by `node tools/openapi/write-openapi.ts`. Do not edit. */

export interface paths {
    "/api/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the API keys of a tenant, without their secrets. */
        get: operations["ApiKeysController_list"];
        put?: never;
        /** Creates an API key for a tenant. The response shows the key, only this once. */
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
        /** Revokes a key. All services reject it within five seconds. */
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
        /** Rotates a key: creates its replacement. The response shows the new key, only this once. */
        post: operations["ApiKeysController_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bulk-jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the tenant's jobs, newest first. */
        get: operations["BulkJobsController_list"];
        put?: never;
        /**
         * Submits one command to many exceptions: to a list of ids, or to all that match a filter now.
         * @description `triage` and `evaluate_policy` also require the permission `cases.redecide`.
         */
        post: operations["BulkJobsController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bulk-jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns one job and its progress. */
        get: operations["BulkJobsController_show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bulk-jobs/{job_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels a job: the remaining exceptions do not get the command. */
        post: operations["BulkJobsController_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bulk-jobs/{job_id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the results of a job, one per exception. */
        get: operations["BulkJobsController_items"];
        put?: never;
        post?: never;
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
        /** Report an exception for a tenant */
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
         * Report many exceptions: a JSON array or a stream of JSON lines
         * @description Returns one result per item: an item that cannot be read or stored is `rejected` at its position, and the others are accepted. An array is admitted or refused as a whole. A stream is admitted as it is read: once the tenant exceeds its limit, the remaining items are `rejected` as `rate_limited`, one by one; the items before are stored.
         */
        post: operations["IngestionController_reportMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exceptions/{tenant_id}/manual": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Creates an exception by hand. API keys get 403: programs report exceptions instead. */
        post: operations["ManualController_create"];
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
        /** Returns one exception with all its facts and its timeline. */
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
        /** Assigns the exception to another owner, or to none. */
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
        /** Returns the outcome of a command on an exception, its playbook or a tool. */
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
        /** Adds a comment to the exception. */
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
        /** Escalates the exception. */
        post: operations["CaseCommandsController_escalate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exceptions/{tenant_id}/{exception_id}/evaluate-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Applies the policy in force again; type, severity and SLA stay. A playbook that the exception has goes on. */
        post: operations["CaseCommandsController_evaluatePolicy"];
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
        /** Lists the events of one exception, in order. */
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
        /** Returns the playbook of one exception: why it was chosen, and its progress. */
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
         * Matches the playbook of an exception again, against the current exception and configuration.
         * @description When another playbook matches, a running one is stopped and the other starts. When the same one matches, or none, nothing changes and the command is `refused`.
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
        /** Approves the step with exactly the arguments it shows. Its requesters may not approve it. */
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
        /** Completes a manual step. */
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
        /** Rejects the step, with a reason: it fails, and its failure rule decides what follows. */
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
        /** Retries the step whose failure ended the playbook, or that waits for a retry. */
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
        /** Skips the step. */
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
        /** Reopens a resolved exception; its SLA clock continues. */
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
        /** Resolves the exception, and stops its playbook if one runs. */
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
        /** Sets the severity, and with it the SLA of that severity. Later states of the source do not change it. */
        post: operations["CaseCommandsController_changeSeverity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exceptions/{tenant_id}/{exception_id}/triage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decides type, severity and SLA again by the packs in force, and with them policy and playbook. A playbook that the exception has goes on. */
        post: operations["CaseCommandsController_triage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/packs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the domain packs by domain: the published ones, and the tenant's own. */
        get: operations["PacksController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/packs/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Imports a domain pack or a tenant policy pack as a new version, and activates it on request.
         * @description A domain pack belongs to its tenant and no other tenant sees it, unless it is published. A version has no effect until it is activated for a tenant. A policy pack is activated with the version of the domain pack in force, unless another is named. A pack with any fault is not stored, and `errors` lists every fault. Importing the content of the newest version again creates no new one.
         */
        post: operations["PacksController_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/packs/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Validates a pack: reports every fault and the results of its own tests. Stores nothing.
         * @description A policy pack is checked against the named version of its domain pack, else the one in force; `domain_pack_version` of the response says which.
         */
        post: operations["PacksController_validate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/packs/{domain}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Activates a version of a domain pack, and optionally one of the policy pack, for a tenant.
         * @description Takes effect with the next decision; earlier decisions keep their version.
         */
        post: operations["PacksController_activate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/packs/{domain}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Compares two versions of a domain pack, as a patch and line by line. */
        get: operations["PacksController_diff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/packs/{domain}/roll-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rolls back to the previous activation. Repeating it goes back one further. */
        post: operations["PacksController_rollBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/packs/{domain}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the versions of a domain pack, newest first. */
        get: operations["PacksController_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/packs/{domain}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns one version of a domain pack, as translated or as submitted. */
        get: operations["PacksController_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/playbooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the playbooks in force, by domain and in the order they are tried. */
        get: operations["PlaybooksController_list"];
        put?: never;
        /**
         * Creates a playbook of the tenant's own and activates it.
         * @description It replaces the pack's playbook of the same name, even after another version of the pack is activated.
         */
        post: operations["DefinitionsController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/playbooks/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Previews which playbook would run, and why each candidate matches or not. */
        post: operations["PreviewController_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/playbooks/{playbook_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns one version of a playbook, in force or not. */
        get: operations["PlaybooksController_show"];
        /**
         * Replaces the playbook in force with a new version.
         * @description A playbook from the pack is replaced by the tenant's own. Running playbooks keep their version.
         */
        put: operations["DefinitionsController_change"];
        post?: never;
        /**
         * Deactivates a playbook of the tenant's own.
         * @description The pack's playbook of that name, if any, is in force again. Running playbooks continue.
         */
        delete: operations["DefinitionsController_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/playbooks/{playbook_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists all versions with the name of a playbook, newest first. */
        get: operations["PlaybooksController_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists tenants by id: the token's, or all for a super admin. */
        get: operations["TenantsController_list"];
        put?: never;
        /** Creates a tenant. It can receive exceptions as soon as a domain pack is active for it. */
        post: operations["TenantsController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tenants/{tenant_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns one tenant with its settings. */
        get: operations["TenantsController_show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes the settings of a tenant. They take effect with the next decision.
         * @description Absent fields stay unchanged; null resets a field to the value of the policy pack. A setting takes precedence over the pack.
         */
        patch: operations["TenantsController_update"];
        trace?: never;
    };
    "/api/tenants/{tenant_id}/activations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the activations in force for the tenant, by domain. */
        get: operations["TenantPacksController_inForce"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tenants/{tenant_id}/activations/{domain}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists all activations for a domain of the tenant, newest first. */
        get: operations["TenantPacksController_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tenants/{tenant_id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Archives a tenant: a permanent suspension. */
        post: operations["TenantsController_archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tenants/{tenant_id}/policy-packs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the policy packs of the tenant, by domain. */
        get: operations["TenantPacksController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tenants/{tenant_id}/policy-packs/{domain}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Compares two versions of a policy pack, as a patch and line by line. */
        get: operations["TenantPacksController_diff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tenants/{tenant_id}/policy-packs/{domain}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the versions of a policy pack, newest first. */
        get: operations["TenantPacksController_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tenants/{tenant_id}/policy-packs/{domain}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns one version of a policy pack, as translated or as submitted. */
        get: operations["TenantPacksController_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tenants/{tenant_id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resumes a suspended tenant.
         * @description Its waiting events are processed, in order.
         */
        post: operations["TenantsController_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tenants/{tenant_id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suspends a tenant.
         * @description Its writes get 403, its events wait, and its stored data stays readable.
         */
        post: operations["TenantsController_suspend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the tools in force for a tenant. */
        get: operations["ToolsController_list"];
        put?: never;
        /** Create a tool of the tenant's own. It takes effect with the next decision. */
        post: operations["ToolDefinitionController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tools/executions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the tool runs of a tenant, newest first. */
        get: operations["ToolExecutionsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tools/executions/{execution_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns one tool run with its arguments and its result. */
        get: operations["ToolExecutionsController_show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tools/executions/{execution_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a run before its tool is called.
         * @description A run that is `requested` or `waiting` ends at once as `cancelled`: its tool is not called, and a playbook that waits for it continues as after a failure.
         */
        post: operations["ExecutionController_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tools/{tool_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns one version of a tool, with its schemas and the other versions of its name. */
        get: operations["ToolsController_show"];
        /**
         * Replace a tool with a new version. It belongs to the tenant, even if the previous one was the pack's.
         * @description The path names the version in force; an outdated one gets 409. Unchanged content creates no new version.
         */
        put: operations["ToolDefinitionController_replace"];
        post?: never;
        /** Deactivate a tool of the tenant's own. The pack's tool of the same name takes its place again. */
        delete: operations["ToolDefinitionController_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tools/{tool_id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Disable a tool: requests by steps and people are refused, and waiting runs fail, as `tool_disabled`.
         * @description Applies to the name: new versions of the tool stay disabled.
         */
        post: operations["ToolDefinitionController_disable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tools/{tool_id}/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show the request that a run would send, and every obstacle to it. Nothing is sent or stored. */
        post: operations["DryRunController_dryRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tools/{tool_id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enable a tool. */
        post: operations["ToolDefinitionController_enable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tools/{tool_id}/execute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run a tool for an exception. The run is polled at `status_url`. */
        post: operations["ExecutionController_execute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the caller's own and shared views, by name. */
        get: operations["ViewsController_list"];
        put?: never;
        /** Saves filters of the exception list under a name. */
        post: operations["ViewsController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/views/{view_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns one view. */
        get: operations["ViewsController_show"];
        /** Replaces one of the caller's own views. */
        put: operations["ViewsController_replace"];
        post?: never;
        /** Deletes one of the caller's own views; an admin deletes any that is shared. */
        delete: operations["ViewsController_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what people, agents and the command line did in a tenant, newest first. */
        get: operations["AuditEventsController_list"];
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
        /** Report an exception for the tenant named in the body, or for the token's only tenant */
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
        /** Returns the status of a tenant's exceptions, the events in flight and the workers' figures. */
        get: operations["PipelineController_state"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ops/supervisor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts unresolved exceptions by status, severity, domain, owner, age and SLA, and the outcomes of the newest. */
        get: operations["SupervisorController_view"];
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
         * Matches the playbook of an exception again, against the current exception and configuration.
         * @description When another playbook matches, a running one is stopped and the other starts. When the same one matches, or none, nothing changes and the command is `refused`.
         */
        post: operations["StepsController_recalculateNamed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tool/execute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run a tool of the given name for an exception. */
        post: operations["ExecutionController_executeNamed"];
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
        ActivateBody: {
            tenant_id: string;
            domain_pack_version: number;
            /** @description Version of the tenant's policy pack for the domain. Null: none. Absent: the one in force stays. */
            policy_pack_version?: number | null;
        };
        ActivationAnswer: {
            tenant_id: string;
            domain: string;
            domain_pack_version: number;
            policy_pack_version: number | null;
            /** @enum {string} */
            kind: "activated" | "rolled_back";
            activated_by: string;
            /** Format: date-time */
            activated_at: string;
            /** @description The tenant's revision with this activation. */
            revision: number;
            /** @description Number from the packs; the tenant keeps its own in force beside them. */
            playbooks: number;
            tools: number;
        };
        ActivationHistory: {
            /** @description Opaque cursor of the next page. Null on the last page. */
            next_cursor: string | null;
            /** @description Newest first; the first one is in force. */
            items: components["schemas"]["HistoricActivationAnswer"][];
        };
        ActorAnswer: {
            /** @enum {string} */
            type: "agent" | "user" | "system";
            id: string | null;
        };
        ApiKey: {
            /**
             * Format: uuid
             * @description Audit records name the key as `key:<id>`.
             */
            id: string;
            tenant_id: string;
            name: string;
            roles: ("viewer" | "operator" | "admin")[];
            /** @description First characters of the key, for recognition. */
            prefix: string;
            /** @enum {string} */
            status: "active" | "expired" | "revoked";
            /** @description Creator of the key. */
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description Null: never. A rotated key expires at the end of its grace period.
             */
            expires_at: string | null;
            /**
             * Format: date-time
             * @description Last use, to the minute.
             */
            last_used_at: string | null;
            /** Format: date-time */
            revoked_at: string | null;
            revoked_by: string | null;
            /**
             * Format: uuid
             * @description The key that it replaced.
             */
            rotated_from: string | null;
        };
        ApiKeyList: {
            /** @description Opaque cursor of the next page. Null on the last page. */
            next_cursor: string | null;
            /** @description Newest first, including revoked and expired keys. */
            items: components["schemas"]["ApiKey"][];
        };
        AssignBody: {
            /**
             * @description The new owner; null removes the owner.
             * @example desk-2
             */
            owner: string | null;
            /** @description Reason. */
            note?: string | null;
        };
        AuditEvent: {
            /** Format: uuid */
            audit_id: string;
            tenant_id: string;
            /** Format: date-time */
            occurred_at: string;
            /**
             * @description `cli`: a command on a machine of the operators.
             * @enum {string}
             */
            actor_type: "agent" | "user" | "system" | "cli";
            /** @example ann@example.org */
            actor_id: string;
            /** @example pack.activated */
            action: string;
            /** @example domain_pack */
            subject_type: string;
            subject_id: string;
            exception_id: string | null;
            reason: string | null;
            /** @description The subject before, as far as it changed; null when it did not exist. */
            before: {
                [key: string]: unknown;
            } | null;
            /** @description The subject after, as far as it changed. For a command to an exception: what the person ordered. */
            after: {
                [key: string]: unknown;
            } | null;
            /** @description Null for what no request did. */
            request_id: string | null;
            /**
             * @description The service that did it.
             * @example /sentinai/governance
             */
            source: string;
            /**
             * Format: uuid
             * @description The event that says the same.
             */
            event_id: string | null;
        };
        AuditEventList: {
            /** @description Opaque cursor of the next page. Null on the last page. */
            next_cursor: string | null;
            /** @description Newest first. */
            items: components["schemas"]["AuditEvent"][];
        };
        BatchResultDto: {
            items: components["schemas"]["ItemResultDto"][];
            accepted: number;
            duplicates: number;
            rejected: number;
        };
        BulkJobAnswer: {
            /** Format: uuid */
            job_id: string;
            tenant_id: string;
            /** @enum {string} */
            command: "assign" | "comment" | "change_severity" | "escalate" | "resolve" | "reopen" | "triage" | "evaluate_policy";
            /** @enum {string} */
            status: "pending" | "running" | "completed" | "cancelled";
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            ended_at: string | null;
            cancelled_by: string | null;
            /** @description Total number of exceptions. */
            items: number;
            /** @description Exceptions still to be processed. */
            pending: number;
            /** @description Exceptions that accepted the command. */
            accepted: number;
            /** @description Exceptions that did not; each item gives the reason. */
            refused: number;
            status_url: string;
        };
        BulkJobBody: {
            /**
             * @description `triage` and `evaluate_policy` require the role admin.
             * @enum {string}
             */
            command: "assign" | "comment" | "change_severity" | "escalate" | "resolve" | "reopen" | "triage" | "evaluate_policy";
            /** @description Ids of the exceptions. Required unless `filter` is given; both are not allowed. */
            exception_ids?: string[];
            /**
             * @description The exceptions that match now, 10000 at most.
             * @example {
             *       "status": [
             *         "open",
             *         "escalated"
             *       ],
             *       "severity": "critical",
             *       "sort": "-created_at"
             *     }
             */
            filter?: {
                [key: string]: string | string[];
            };
            /**
             * @description The comment, reason or resolution. Optional only with `assign`.
             * @example The market was closed.
             */
            note?: string | null;
            /** @description For `assign`: the new owner; null removes the owner. */
            owner?: string | null;
            /**
             * @description For `change_severity`: the new severity.
             * @enum {string}
             */
            severity?: "low" | "medium" | "high" | "critical";
            /** @description For `escalate`: the recipient. */
            to?: string | null;
            /** @description Whether the rules also decide a severity that a person has set; by default it stays. */
            reset_severity?: boolean;
        };
        BulkJobItemAnswer: {
            /** @description Position in the job, from 1. */
            place: number;
            exception_id: string;
            /**
             * @description `accepted`: the command was recorded, `command_status` gives its outcome. `refused`: it was not, `code` gives the reason. `failed`: internal error. `cancelled`: the job was cancelled before this item.
             * @enum {string}
             */
            status: "pending" | "accepted" | "refused" | "failed" | "cancelled";
            /** Format: uuid */
            command_id: string | null;
            /** @enum {string|null} */
            command_status: "pending" | "applied" | "refused" | "failed" | null;
            /** @enum {string|null} */
            code: "invalid_request" | "invalid_json" | "nesting_too_deep" | "unauthenticated" | "token_expired" | "forbidden" | "tenant_forbidden" | "tenant_suspended" | "not_found" | "unknown_tenant" | "method_not_allowed" | "timeout" | "conflict" | "illegal_transition" | "step_not_expected" | "tool_disabled" | "approval_required" | "idempotency_conflict" | "body_too_large" | "too_many_items" | "unsupported_media_type" | "rate_limited" | "internal" | "bad_gateway" | "unavailable" | null;
            detail: string | null;
        };
        BulkJobItemList: {
            /** @description Opaque cursor of the next page. Null on the last page. */
            next_cursor: string | null;
            /** @description Number of items on all pages. */
            total: number;
            items: components["schemas"]["BulkJobItemAnswer"][];
        };
        BulkJobList: {
            /** @description Opaque cursor of the next page. Null on the last page. */
            next_cursor: string | null;
            /** @description Number of items on all pages. */
            total: number;
            /** @description Newest first. */
            items: components["schemas"]["BulkJobAnswer"][];
        };
        BusinessCalendarFields: {
            week: components["schemas"]["BusinessWeek"];
            holidays: string[];
            /** @description Severities whose SLA runs around the clock. */
            around_the_clock?: ("low" | "medium" | "high" | "critical")[];
        };
        BusinessWeek: {
            /**
             * @description Pairs of start and end, in order; a gap between two pairs is a break. Absent or empty: no business hours.
             * @example [
             *       [
             *         "09:00",
             *         "12:00"
             *       ],
             *       [
             *         "13:00",
             *         "17:30"
             *       ]
             *     ]
             */
            mon?: string[][];
            /**
             * @description Pairs of start and end, in order; a gap between two pairs is a break. Absent or empty: no business hours.
             * @example [
             *       [
             *         "09:00",
             *         "12:00"
             *       ],
             *       [
             *         "13:00",
             *         "17:30"
             *       ]
             *     ]
             */
            tue?: string[][];
            /**
             * @description Pairs of start and end, in order; a gap between two pairs is a break. Absent or empty: no business hours.
             * @example [
             *       [
             *         "09:00",
             *         "12:00"
             *       ],
             *       [
             *         "13:00",
             *         "17:30"
             *       ]
             *     ]
             */
            wed?: string[][];
            /**
             * @description Pairs of start and end, in order; a gap between two pairs is a break. Absent or empty: no business hours.
             * @example [
             *       [
             *         "09:00",
             *         "12:00"
             *       ],
             *       [
             *         "13:00",
             *         "17:30"
             *       ]
             *     ]
             */
            thu?: string[][];
            /**
             * @description Pairs of start and end, in order; a gap between two pairs is a break. Absent or empty: no business hours.
             * @example [
             *       [
             *         "09:00",
             *         "12:00"
             *       ],
             *       [
             *         "13:00",
             *         "17:30"
             *       ]
             *     ]
             */
            fri?: string[][];
            /**
             * @description Pairs of start and end, in order; a gap between two pairs is a break. Absent or empty: no business hours.
             * @example [
             *       [
             *         "09:00",
             *         "12:00"
             *       ],
             *       [
             *         "13:00",
             *         "17:30"
             *       ]
             *     ]
             */
            sat?: string[][];
            /**
             * @description Pairs of start and end, in order; a gap between two pairs is a break. Absent or empty: no business hours.
             * @example [
             *       [
             *         "09:00",
             *         "12:00"
             *       ],
             *       [
             *         "13:00",
             *         "17:30"
             *       ]
             *     ]
             */
            sun?: string[][];
        };
        CancelBody: {
            /** @description Reason, stored with the run. */
            reason?: string | null;
        };
        ChangeSeverityBody: {
            /** @enum {string} */
            severity: "low" | "medium" | "high" | "critical";
            /**
             * @description Reason.
             * @example More accounts are affected.
             */
            reason: string;
        };
        CommandAccepted: {
            /** Format: uuid */
            command_id: string;
            tenant_id: string;
            exception_id: string;
            /** @description The command's sequence number in the exception's timeline. */
            sequence: number;
            /** @description URL that reports its outcome. */
            status_url: string;
        };
        CommandRefusal: {
            /**
             * @description `not_waiting`: the step does not wait, or waits for another command. `quorum_reached`: enough people had approved already. `already_approved`: the same person had approved already. `requester`: the person requested what is to be approved. `role`: none of their roles may approve. `reason_missing`: a rejection without a reason.
             * @enum {string}
             */
            reason: "not_waiting" | "quorum_reached" | "already_approved" | "requester" | "role" | "reason_missing";
            /** @description Human-readable reason. */
            detail: string;
        };
        CommandState: {
            /** Format: uuid */
            command_id: string;
            tenant_id: string;
            exception_id: string;
            sequence: number;
            /** @description Type of the event that records the command. */
            event_type: string;
            /** @description The command itself: `assign`, `approve`, `triage`. */
            command: string | null;
            /** @description Subject of the token that sent the command. */
            requested_by: string;
            /** Format: date-time */
            requested_at: string;
            /**
             * @description `pending`: not processed yet. `applied`: carried out. `refused`: when it was processed, it was no longer legal or there was nothing to change. `failed`: it could not be processed and went to the dead letters.
             * @enum {string}
             */
            status: "pending" | "applied" | "refused" | "failed";
            /** @description Why a command to a step was refused; recorded in the timeline as `StepCommandRefused`. Null for all other commands. */
            refusal: components["schemas"]["CommandRefusal"] | null;
            /** Format: date-time */
            processed_at: string | null;
            /** @description Events that the command led to. */
            events: components["schemas"]["TimelineEvent"][];
        };
        CommentBody: {
            /**
             * @description Text of the comment.
             * @example The client called.
             */
            comment: string;
        };
        CompleteBody: {
            /** @description Note for the timeline. */
            note?: string | null;
            /**
             * @description Result of the step. Later steps can use it as `{steps.<name>.result.…}`.
             * @example {
             *       "paid": true
             *     }
             */
            result?: {
                [key: string]: unknown;
            };
        };
        CreateApiKey: {
            /** @description May be omitted when the token names only one tenant. */
            tenant_id?: string;
            /**
             * @description Purpose of the key.
             * @example ERP export
             */
            name: string;
            /**
             * @description Roles of the key, no more than its creator's. A key cannot have the role of a super admin.
             * @example [
             *       "operator"
             *     ]
             */
            roles: ("viewer" | "operator" | "admin")[];
            /**
             * Format: date-time
             * @description Expiry, at most ten years ahead. Absent or null: never.
             * @example 2027-11-20T08:00:00Z
             */
            expires_at?: string | null;
        };
        CreateTenantBody: {
            tenant_id: string;
            /** @description Display name. */
            name: string;
        };
        CreatedApiKey: {
            /**
             * Format: uuid
             * @description Audit records name the key as `key:<id>`.
             */
            id: string;
            tenant_id: string;
            name: string;
            roles: ("viewer" | "operator" | "admin")[];
            /** @description First characters of the key, for recognition. */
            prefix: string;
            /** @enum {string} */
            status: "active" | "expired" | "revoked";
            /** @description Creator of the key. */
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description Null: never. A rotated key expires at the end of its grace period.
             */
            expires_at: string | null;
            /**
             * Format: date-time
             * @description Last use, to the minute.
             */
            last_used_at: string | null;
            /** Format: date-time */
            revoked_at: string | null;
            revoked_by: string | null;
            /**
             * Format: uuid
             * @description The key that it replaced.
             */
            rotated_from: string | null;
            /**
             * @description The key itself, for `X-API-Key` or `Authorization: Bearer`. Shown only this once; the platform stores its hash.
             * @example sk_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b_…
             */
            key: string;
        };
        DomainCount: {
            domain: string;
            exceptions: number;
        };
        DryRunAnswer: {
            tool_id: number;
            tool: string;
            version: number;
            /** @description Whether the call would be sent: there are no obstacles. */
            would_send: boolean;
            /** @description Null when the request cannot be built. */
            request: components["schemas"]["ShownRequestAnswer"] | null;
            obstacles: components["schemas"]["ObstacleAnswer"][];
        };
        DryRunBody: {
            /** @description Arguments of the tool. */
            arguments: {
                [key: string]: unknown;
            };
            /** @description Id of the exception for the run. If given, the policy is evaluated as well. */
            exception_id?: string | null;
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
             * @description Reason.
             * @example This is beyond my limit.
             */
            reason: string;
            /**
             * @description Recipient of the escalation. Default: the recipient that policy routes to.
             * @example head-of-desk
             */
            to?: string | null;
        };
        EvaluatePolicyBody: {
            /**
             * @description Reason.
             * @example The approval rules have changed.
             */
            reason: string;
        };
        Evidence: {
            triage: components["schemas"]["TriageEvidence"] | null;
            policy: components["schemas"]["PolicyEvidence"] | null;
            /** @description Present if a person has set the severity. */
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
            /** @description The status as named by the source. */
            source_status: string | null;
            entity: string | null;
            amount: number | null;
            title: string | null;
            owner: string | null;
            /** Format: date-time */
            occurred_at: string;
            /**
             * @description Origin of `occurred_at`: given by the sender, found in the payload, or only the time of receipt. Null for exceptions from before the origin was recorded.
             * @enum {string|null}
             */
            occurred_at_source: "given" | "payload" | "receipt" | null;
            /** @description Fields for which the source sent an unusable value; their value is null. */
            unreadable: components["schemas"]["UnreadableAnswer"][];
            /** @description Facts that rules left undecided because a field is unreadable. */
            undecided: components["schemas"]["UndecidedAnswer"][];
            /** Format: date-time */
            sla_deadline: string | null;
            /** @enum {string} */
            sla_state: "none" | "running" | "imminent" | "expired" | "met" | "missed";
            current_playbook_id: number | null;
            /** @description Order of the step that runs or waits, from 1. */
            current_step: number | null;
            domain_pack_version: number | null;
            policy_pack_version: number | null;
            /** @description Number of actions by people. */
            human_touches: number;
            /** Format: date-time */
            resolved_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** @description Whether all its events are processed: nothing changes until a new event arrives. */
            settled: boolean;
            /**
             * @description `source`: the source is the system of record and alone decides when the exception is resolved.
             * @enum {string}
             */
            status_authority: "platform" | "source";
            /** @description Commands that are legal in the current state. */
            legal_commands: ("assign" | "comment" | "change_severity" | "escalate" | "resolve" | "reopen" | "recalculate" | "triage" | "evaluate_policy")[];
            sla: components["schemas"]["SlaClock"];
            evidence: components["schemas"]["Evidence"];
            playbook: components["schemas"]["PlaybookRunAnswer"];
            /** @description The newest 50, newest first. */
            tool_runs: components["schemas"]["ToolExecutionItem"][];
            /** @description Null until the policy has been evaluated. */
            policy: components["schemas"]["PolicyAnswer"] | null;
            /** @description The newest raw payload from the source, after redaction. */
            payload: Record<string, unknown>;
            /** @description The first events, in order. */
            timeline: components["schemas"]["TimelineEvent"][];
            /** @description Cursor for the rest of the timeline at `…/events`. Null when the timeline is complete here. */
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
            /** @description The status as named by the source. */
            source_status: string | null;
            entity: string | null;
            amount: number | null;
            title: string | null;
            owner: string | null;
            /** Format: date-time */
            occurred_at: string;
            /**
             * @description Origin of `occurred_at`: given by the sender, found in the payload, or only the time of receipt. Null for exceptions from before the origin was recorded.
             * @enum {string|null}
             */
            occurred_at_source: "given" | "payload" | "receipt" | null;
            /** @description Fields for which the source sent an unusable value; their value is null. */
            unreadable: components["schemas"]["UnreadableAnswer"][];
            /** @description Facts that rules left undecided because a field is unreadable. */
            undecided: components["schemas"]["UndecidedAnswer"][];
            /** Format: date-time */
            sla_deadline: string | null;
            /** @enum {string} */
            sla_state: "none" | "running" | "imminent" | "expired" | "met" | "missed";
            current_playbook_id: number | null;
            /** @description Order of the step that runs or waits, from 1. */
            current_step: number | null;
            domain_pack_version: number | null;
            policy_pack_version: number | null;
            /** @description Number of actions by people. */
            human_touches: number;
            /** Format: date-time */
            resolved_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** @description Whether all its events are processed: nothing changes until a new event arrives. */
            settled: boolean;
        };
        ExceptionList: {
            /** @description Opaque cursor of the next page. Null on the last page. */
            next_cursor: string | null;
            /** @description Number of items on all pages. */
            total: number;
            /** @description A page scans at most 10000 exceptions. When few of them match, it holds fewer than `limit`, or none, and `next_cursor` continues from there. */
            items: components["schemas"]["ExceptionItem"][];
            /** @description False when only the newest 10000 exceptions in the creation range were counted, or the newest 1000 with the text, or when the text index is behind: `total` is then a lower bound. */
            total_is_exact: boolean;
        };
        ExecuteNamedToolBody: {
            /** @description Id of the exception that the tool runs for. */
            exception_id: string;
            /** @description What the tool is given; must fit the tool's `input_schema`. */
            arguments: {
                [key: string]: unknown;
            };
            /** @description May be omitted when the token names only one tenant. */
            tenant_id?: string;
            /** @description Name of a tool of the exception's domain. */
            tool: string;
        };
        ExecuteToolBody: {
            /** @description Id of the exception that the tool runs for. */
            exception_id: string;
            /** @description What the tool is given; must fit the tool's `input_schema`. */
            arguments: {
                [key: string]: unknown;
            };
        };
        ExecutionAccepted: {
            /** Format: uuid */
            execution_id: string;
            /** @enum {string} */
            status: "requested" | "cancelled";
            /**
             * Format: uuid
             * @description Id of the event in the exception's timeline.
             */
            command_id: string;
            exception_id: string;
            tenant_id: string;
            /** @description The event's position in the timeline. */
            sequence: number;
            /**
             * @description URL for polling the run.
             * @example /api/tools/executions/6f0f6d9e-3f0a-5b7e-9f55-0d7c52a2c001?tenant_id=FINANCE_DEMO
             */
            status_url: string;
        };
        ExpectedStepAnswer: {
            order: number;
            /** @description Legal commands. */
            commands: ("complete" | "skip" | "approve" | "reject" | "retry")[];
        };
        FaultAnswer: {
            /** @description Path in the submitted document; `$` is the whole document. */
            path: string;
            message: string;
        };
        HistoricActivationAnswer: {
            tenant_id: string;
            domain: string;
            domain_pack_version: number;
            policy_pack_version: number | null;
            /** @enum {string} */
            kind: "activated" | "rolled_back";
            activated_by: string;
            /** Format: date-time */
            activated_at: string;
        };
        ImportPackBody: {
            /** @description A domain pack or a tenant policy pack, in any shape. */
            pack: {
                [key: string]: unknown;
            };
            /** @description Tenant that owns a domain pack and for which it is activated; default: the token's only tenant. For a policy pack, the tenant that it must belong to. */
            tenant_id?: string;
            /** @description Version of the domain pack that a policy pack is for. Absent: the version in force for the tenant; if none is, its own newest version, else the newest published one. */
            domain_pack_version?: number;
            /** @description Publish a domain pack to all tenants; no tenant has to be named. Needs `packs.publish`. Default: false, but true for a super admin who names no tenant. */
            shared?: boolean;
            /**
             * @description Activate the version for the tenant at once.
             * @default false
             */
            activate: boolean;
        };
        InForceAnswer: {
            domain: string;
            domain_pack_version: number;
            policy_pack_version: number | null;
            activated_by: string;
            /** Format: date-time */
            activated_at: string;
            /** @description Number of playbooks in force: the packs' and the tenant's own. */
            playbooks: number;
            tools: number;
        };
        InForceList: {
            items: components["schemas"]["InForceAnswer"][];
        };
        ItemErrorDto: {
            /** @enum {string} */
            code: "invalid_request" | "invalid_json" | "nesting_too_deep" | "unauthenticated" | "token_expired" | "forbidden" | "tenant_forbidden" | "tenant_suspended" | "not_found" | "unknown_tenant" | "method_not_allowed" | "timeout" | "conflict" | "illegal_transition" | "step_not_expected" | "tool_disabled" | "approval_required" | "idempotency_conflict" | "body_too_large" | "too_many_items" | "unsupported_media_type" | "rate_limited" | "internal" | "bad_gateway" | "unavailable";
            detail: string;
            errors: components["schemas"]["FaultAnswer"][];
        };
        ItemResultDto: {
            /** @description Position in the batch, from 0. */
            index: number;
            /** @enum {string} */
            status: "accepted" | "duplicate" | "rejected";
            exception_id?: string;
            /** Format: uuid */
            event_id?: string;
            event_type?: string;
            error?: components["schemas"]["ItemErrorDto"];
        };
        ManualExceptionDto: {
            /** @description One of the tenant's domains whose source is not the system of record. Default: its first. */
            domain?: string;
            /**
             * @description One of the domain pack's types.
             * @example SETTLEMENT_FAIL
             */
            exception_type: string;
            /** @example The custodian reports a missing delivery */
            title: string;
            /** @description Becomes a field of the payload. */
            description?: string | null;
            /** @example Counterparty A */
            entity?: string | null;
            amount?: number | null;
            /**
             * @description Becomes a field of the payload.
             * @example EUR
             */
            currency?: string | null;
            /**
             * Format: date-time
             * @description Time of the occurrence. Default: from the payload as the pack maps it, else the time of receipt.
             */
            occurred_at?: string;
            /** @description Further facts, in the form of a source payload: the domain pack maps it like any other. */
            raw_payload?: {
                [key: string]: unknown;
            };
        };
        NewPlaybookBody: {
            /** @example Pay out */
            name: string;
            description?: string;
            /** @description When several match, the highest priority wins. Default: 0. */
            priority?: number;
            /**
             * @example {
             *       "exception_type": "PAYOUT",
             *       "severity_in": [
             *         "high",
             *         "critical"
             *       ]
             *     }
             */
            match: {
                domain?: string;
                /** @description must be an exception type or a list of them */
                exception_type?: string | string[];
                severity_in?: ("low" | "medium" | "high" | "critical")[];
                sla_minutes_remaining_lt?: number;
                policy_tags?: string[];
            };
            /**
             * @description A CEL condition beside `match`.
             * @example amount > 100.0
             */
            when?: string;
            /**
             * @example [
             *       {
             *         "name": "call",
             *         "action_type": "manual",
             *         "params": {
             *           "instruction": "Call {exception.entity}"
             *         },
             *         "timeout": "2h"
             *       }
             *     ]
             */
            steps: {
                name: string;
                /** @enum {string} */
                action_type: "notify" | "assign_owner" | "set_status" | "add_comment" | "call_tool" | "manual" | "escalate" | "suggest_resolution" | "resolve";
                params?: {
                    [key: string]: unknown;
                };
                when?: string;
                retry?: {
                    max_attempts: number;
                    backoff_ms: number;
                };
                /** @description must be minutes, or a number with a unit such as 30m, 48h or 2d */
                timeout?: number | string;
                /** @description must be 'fail', 'skip', 'escalate' or {goto: <step name>} */
                on_failure?: ("fail" | "skip" | "escalate") | {
                    goto: string;
                };
                /** @description must be true, false or {roles, quorum, expires} */
                approval?: boolean | {
                    roles?: string[];
                    quorum?: number;
                    /** @description must be minutes, or a number with a unit such as 30m, 48h or 2d */
                    expires?: number | string;
                };
            }[];
            /**
             * @description One of the tenant's domains.
             * @example Payments
             */
            domain: string;
        };
        NewToolBody: {
            description?: string;
            /**
             * @description Absolute http or https URL. Arguments named in the path are inserted there; POST, PUT and PATCH send the others as JSON, GET and DELETE in the query.
             * @example https://ledger.example.com/accounts/{account}
             */
            endpoint: string;
            /**
             * @description Default: POST.
             * @enum {string}
             */
            method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
            /**
             * @description Reference to the credential, never the credential itself. Its prefix says how it is sent: `bearer` (default), `basic`, `api-key:<header>` or `api-key-query:<parameter>`. With `oauth2`: reference to the client secret.
             * @example bearer env:TOOL_SECRET_ACME__LEDGER
             */
            auth_ref?: string;
            /** @description OAuth2 client credentials. */
            oauth2?: components["schemas"]["OAuth2Body"];
            /** @description JSON Schema of the arguments. */
            input_schema?: {
                [key: string]: unknown;
            };
            /** @description JSON Schema of the response. */
            output_schema?: {
                [key: string]: unknown;
            };
            /** @description Timeout of each attempt, in milliseconds. Default: 10,000. */
            timeout_ms?: number;
            max_attempts?: number;
            /** @description Whether calling twice with the same key has the same effect as calling once. Default: true. */
            idempotent?: boolean;
            /**
             * @description `read` only reads, `act` changes something. Default: act.
             * @enum {string}
             */
            effect?: "read" | "act";
            name: string;
            /** @description One of the tenant's domains. Default: its first. */
            domain?: string;
        };
        NewestAnswer: {
            /** @description Number of exceptions counted, 10000 at most. */
            exceptions: number;
            resolved: number;
            sla_met: number;
            sla_missed: number;
        };
        NoteBody: {
            /** @description Note for the timeline. */
            note?: string | null;
        };
        OAuth2Answer: {
            token_url: string;
            client_id: string;
            scope: string | null;
            /** @enum {string} */
            client_auth: "basic" | "body";
            /** @description Further parameters of the token request: audience, resource and others, one entry per value. */
            parameters: components["schemas"]["OAuth2ParameterAnswer"][];
        };
        OAuth2Body: {
            /** @description Absolute http or https URL of the token endpoint. */
            token_url: string;
            client_id: string;
            /** @description Scopes, separated by spaces. */
            scope?: string;
            /**
             * @description How client id and secret are sent: in the `authorization` header (default) or in the body.
             * @enum {string}
             */
            client_auth?: "basic" | "body";
            /** @description Audience of the token. A list is sent as several parameters. */
            audience?: string | string[];
            /** @description Resource indicators: URIs of the resources the token is for (RFC 8707). */
            resource?: string | string[];
            /** @description Further parameters of the token request, by name. Parameters with a field of their own are refused. */
            parameters?: {
                [key: string]: string | string[];
            };
        };
        OAuth2ParameterAnswer: {
            name: string;
            value: string;
        };
        ObstacleAnswer: {
            /** @enum {string} */
            code: "invalid_arguments" | "invalid_endpoint" | "address_forbidden" | "network_error" | "timeout" | "auth_unavailable" | "tool_disabled" | "approval_required" | "forbidden_by_policy";
            detail: string;
        };
        OwnerCount: {
            /** @description Null: exceptions without an owner. */
            owner: string | null;
            exceptions: number;
        };
        PackAnswer: {
            domain: string;
            newest_version: number;
            versions: number;
            /** Format: date-time */
            newest_at: string;
        };
        PackChangeAnswer: {
            /** @example severity_rules[0].severity */
            path: string;
            /** @enum {string} */
            change: "added" | "removed" | "changed";
            /** @description Null if it was added. */
            before: (string | null) | number | boolean | unknown[] | {
                [key: string]: unknown;
            };
            /** @description Null if it was removed. */
            after: (string | null) | number | boolean | unknown[] | {
                [key: string]: unknown;
            };
        };
        PackDiffAnswer: {
            domain: string;
            from: number;
            to: number;
            /** @description RFC 6902 patch that turns the first version into the second. */
            patch: components["schemas"]["PatchStepAnswer"][];
            /** @description The same changes in readable form, one per step. */
            changes: components["schemas"]["PackChangeAnswer"][];
        };
        PackDocumentAnswer: {
            domain: string;
            version: number;
            /** @description Published to all tenants. False: it is the tenant's own. */
            shared: boolean;
            /** @description Content hash: equal for equal content. */
            content_hash: string;
            /** @description For published domain packs, shown only to the author and to super admins. */
            created_by: string | null;
            /** Format: date-time */
            created_at: string;
            pack: {
                [key: string]: unknown;
            };
        };
        PackImportAnswer: {
            /**
             * @description Null: the document looks like neither.
             * @enum {string|null}
             */
            kind: "domain" | "tenant" | null;
            /** @description Translations: parts that were interpreted differently from how they are written. */
            translations: string[];
            /** @description Warnings: parts that have no effect or look wrong, but do not prevent an import. */
            warnings: components["schemas"]["FaultAnswer"][];
            /** @description Results of the pack's own tests; null: they were not run. */
            tests: components["schemas"]["PackTestsAnswer"] | null;
            /** @description Version of the domain pack that a policy pack was checked against. Null for a domain pack, or when there is none. */
            domain_pack_version: number | null;
            domain: string;
            version: number;
            /** @description False: the same content was already stored. */
            created: boolean;
            /** @description Whether it is a domain pack published to all tenants. False: it is the tenant's own. */
            shared: boolean;
            /** @description Null: the pack was only stored. */
            activation: components["schemas"]["ActivationAnswer"] | null;
        };
        PackList: {
            /** @description Opaque cursor of the next page. Null on the last page. */
            next_cursor: string | null;
            items: components["schemas"]["PackAnswer"][];
        };
        PackTestsAnswer: {
            cases: number;
            /** @description Number of test cases whose expectation the pack does not meet; `warnings` names them. */
            failed: number;
        };
        PackValidationAnswer: {
            /**
             * @description Null: the document looks like neither.
             * @enum {string|null}
             */
            kind: "domain" | "tenant" | null;
            /** @description Translations: parts that were interpreted differently from how they are written. */
            translations: string[];
            /** @description Warnings: parts that have no effect or look wrong, but do not prevent an import. */
            warnings: components["schemas"]["FaultAnswer"][];
            /** @description Results of the pack's own tests; null: they were not run. */
            tests: components["schemas"]["PackTestsAnswer"] | null;
            /** @description Version of the domain pack that a policy pack was checked against. Null for a domain pack, or when there is none. */
            domain_pack_version: number | null;
            valid: boolean;
            faults: components["schemas"]["FaultAnswer"][];
        };
        PackVersionAnswer: {
            domain: string;
            version: number;
            /** @description Published to all tenants. False: it is the tenant's own. */
            shared: boolean;
            /** @description Content hash: equal for equal content. */
            content_hash: string;
            /** @description For published domain packs, shown only to the author and to super admins. */
            created_by: string | null;
            /** Format: date-time */
            created_at: string;
        };
        PackVersionList: {
            /** @description Opaque cursor of the next page. Null on the last page. */
            next_cursor: string | null;
            items: components["schemas"]["PackVersionAnswer"][];
        };
        PatchStepAnswer: {
            /** @enum {string} */
            op: "add" | "remove" | "replace";
            /** @description JSON Pointer. */
            path: string;
            /** @description Absent for `remove`. */
            value?: (string | null) | number | boolean | unknown[] | {
                [key: string]: unknown;
            };
        };
        PipelineState: {
            tenant_id: string;
            /** @description The tenant's exceptions, the newest 10000 at most. */
            total: number;
            /** @description Whether `total`, `by_stage` and `by_status` cover all exceptions. */
            total_is_exact: boolean;
            /** @description Events that a worker still has to process. 0: the pipeline is idle. */
            in_flight: number;
            /** @description False when more than 10000 exceptions are in flight: there are more events than counted. */
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
            /** @description Dead letters that wait for a decision. */
            dead_letters: number;
            /** @description False when there are more dead letters than counted. */
            dead_letters_is_exact: boolean;
            /** @enum {string} */
            window: "5m" | "1h" | "24h";
            /**
             * Format: date-time
             * @description Start of the window: a whole minute or hour.
             */
            from: string;
            /**
             * Format: date-time
             * @description End of the window. Activity of the last ten seconds may be missing.
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
        PlaybookBody: {
            /** @example Pay out */
            name: string;
            description?: string;
            /** @description When several match, the highest priority wins. Default: 0. */
            priority?: number;
            /**
             * @example {
             *       "exception_type": "PAYOUT",
             *       "severity_in": [
             *         "high",
             *         "critical"
             *       ]
             *     }
             */
            match: {
                domain?: string;
                /** @description must be an exception type or a list of them */
                exception_type?: string | string[];
                severity_in?: ("low" | "medium" | "high" | "critical")[];
                sla_minutes_remaining_lt?: number;
                policy_tags?: string[];
            };
            /**
             * @description A CEL condition beside `match`.
             * @example amount > 100.0
             */
            when?: string;
            /**
             * @example [
             *       {
             *         "name": "call",
             *         "action_type": "manual",
             *         "params": {
             *           "instruction": "Call {exception.entity}"
             *         },
             *         "timeout": "2h"
             *       }
             *     ]
             */
            steps: {
                name: string;
                /** @enum {string} */
                action_type: "notify" | "assign_owner" | "set_status" | "add_comment" | "call_tool" | "manual" | "escalate" | "suggest_resolution" | "resolve";
                params?: {
                    [key: string]: unknown;
                };
                when?: string;
                retry?: {
                    max_attempts: number;
                    backoff_ms: number;
                };
                /** @description must be minutes, or a number with a unit such as 30m, 48h or 2d */
                timeout?: number | string;
                /** @description must be 'fail', 'skip', 'escalate' or {goto: <step name>} */
                on_failure?: ("fail" | "skip" | "escalate") | {
                    goto: string;
                };
                /** @description must be true, false or {roles, quorum, expires} */
                approval?: boolean | {
                    roles?: string[];
                    quorum?: number;
                    /** @description must be minutes, or a number with a unit such as 30m, 48h or 2d */
                    expires?: number | string;
                };
            }[];
        };
        PlaybookCandidateAnswer: {
            playbook_id: number;
            name: string;
            version: number;
            matched: boolean;
            /** @description Reasons for the match; or the reasons against it, when it did not match. */
            why: string[];
        };
        PlaybookDefinition: {
            /** @description Id of this version. */
            playbook_id: number;
            domain: string;
            name: string;
            version: number;
            /** @description Whether the version is in force: exceptions are matched to it now. */
            in_force: boolean;
            /**
             * @description Origin: a pack, or people of the tenant.
             * @enum {string}
             */
            origin: "pack" | "tenant";
            /** @description Author of this version; null: it came with a pack. */
            created_by: string | null;
            /** Format: date-time */
            created_at: string;
            description: string | null;
            /** @description When several match, the highest priority wins. */
            priority: number;
            match: {
                domain?: string;
                /** @description must be an exception type or a list of them */
                exception_type?: string | string[];
                severity_in?: ("low" | "medium" | "high" | "critical")[];
                sla_minutes_remaining_lt?: number;
                policy_tags?: string[];
            };
            /** @description A CEL condition beside `match`. */
            when: string | null;
            steps: {
                name: string;
                /** @enum {string} */
                action_type: "notify" | "assign_owner" | "set_status" | "add_comment" | "call_tool" | "manual" | "escalate" | "suggest_resolution" | "resolve";
                params?: {
                    [key: string]: unknown;
                };
                when?: string;
                retry?: {
                    max_attempts: number;
                    backoff_ms: number;
                };
                /** @description must be minutes, or a number with a unit such as 30m, 48h or 2d */
                timeout?: number | string;
                /** @description must be 'fail', 'skip', 'escalate' or {goto: <step name>} */
                on_failure?: ("fail" | "skip" | "escalate") | {
                    goto: string;
                };
                /** @description must be true, false or {roles, quorum, expires} */
                approval?: boolean | {
                    roles?: string[];
                    quorum?: number;
                    /** @description must be minutes, or a number with a unit such as 30m, 48h or 2d */
                    expires?: number | string;
                };
            }[];
        };
        PlaybookList: {
            items: components["schemas"]["PlaybookDefinition"][];
            total: number;
        };
        PlaybookPut: {
            /** @description Id of this version. */
            playbook_id: number;
            domain: string;
            name: string;
            version: number;
            /** @description The tenant's configuration revision with this change; it applies from the next decision. */
            revision: number;
            /** @description Warnings: parts that have no effect or look wrong. */
            warnings: components["schemas"]["FaultAnswer"][];
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
            /** @description The step that waits for a person; null: none does. */
            expected_step: components["schemas"]["ExpectedStepAnswer"] | null;
            steps: components["schemas"]["PlaybookStepAnswer"][];
            /** @description The playbooks that were tried, in that order. */
            candidates: components["schemas"]["PlaybookCandidateAnswer"][];
        };
        PlaybookStepAnswer: {
            /** @description Position in the playbook, from 1. */
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
             * @description Actor who ended the step.
             * @example user:ann@example.org
             */
            actor: string | null;
            note: string | null;
            /** @description Timer that ends the wait. */
            timer: components["schemas"]["StepTimerAnswer"] | null;
            /** @description Requirements of the approval; null: none was requested. */
            approval: components["schemas"]["StepApprovalAnswer"] | null;
            /** @description People who have approved so far. */
            approvals: string[];
            /**
             * Format: uuid
             * @description Id of the tool execution.
             */
            execution_id: string | null;
            /** @description Arguments of the tool call, or of the action once approved: an approval fixes them. */
            arguments: Record<string, unknown> | null;
            /** @description Response of the tool, or the result entered by a person. */
            result: Record<string, unknown> | null;
            error: string | null;
        };
        PlaybookVersionList: {
            /** @description Opaque cursor of the next page. Null on the last page. */
            next_cursor: string | null;
            /** @description Number of items on all pages. */
            total: number;
            items: components["schemas"]["PlaybookDefinition"][];
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
        PreviewAnswer: {
            domain: string;
            /** @description The playbook that would run. */
            playbook: components["schemas"]["PlaybookAnswer"] | null;
            /** @description Candidates in the order they are tried; the first that matches runs. */
            candidates: components["schemas"]["PreviewCandidateAnswer"][];
        };
        PreviewBody: {
            /** @description May be omitted when the token names only one tenant. */
            tenant_id?: string;
            /** @description Id of an existing exception, taken as it is. Excludes all other fields. */
            exception_id?: string;
            /**
             * @description Required without `exception_id`.
             * @example Payments
             */
            domain?: string;
            /**
             * @description Required without `exception_id`.
             * @example PAYOUT
             */
            exception_type?: string;
            /** @enum {string} */
            severity?: "low" | "medium" | "high" | "critical";
            /** @description Minutes until the SLA ends; absent: no SLA applies. */
            sla_minutes_remaining?: number;
            source_system?: string;
            entity?: string;
            amount?: number;
            raw_payload?: {
                [key: string]: unknown;
            };
        };
        PreviewCandidateAnswer: {
            playbook_id: number;
            name: string;
            version: number;
            priority: number;
            matched: boolean;
            /** @description Conditions that match. */
            why: string[];
            /** @description Conditions that do not match; empty when the playbook matches. */
            why_not: string[];
        };
        RecalculateBody: {
            /** @description Note for the timeline. */
            note?: string | null;
            exception_id: string;
            /** @description Needed only when the token has several tenants. */
            tenant_id?: string;
        };
        RejectBody: {
            /**
             * @description Reason for the rejection.
             * @example The amount is not the one of the contract.
             */
            note: string;
        };
        ReopenBody: {
            /**
             * @description Reason.
             * @example The payment bounced.
             */
            reason: string;
        };
        ResolveBody: {
            /**
             * @description The resolution.
             * @example The counterparty has paid.
             */
            resolution: string;
        };
        RollBackBody: {
            tenant_id: string;
        };
        RotateApiKey: {
            /**
             * @description Grace period: seconds for which the old key still works.
             * @default 0
             */
            grace_seconds: number;
        };
        RuleAnswer: {
            rule: string;
            /** @description Outcome of the rule. */
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
        ShownRequestAnswer: {
            /** @enum {string} */
            method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
            url: string;
            /** @description Request headers, with secrets shown as `***`. */
            headers: {
                [key: string]: string;
            };
            /** @description Request body; null: none is sent. */
            body: {
                [key: string]: unknown;
            } | null;
        };
        SlaClock: {
            /** @enum {string} */
            state: "none" | "running" | "imminent" | "expired" | "met" | "missed";
            /** Format: date-time */
            deadline: string | null;
            /** @description False when no SLA applies, and when the exception is resolved. */
            running: boolean;
            /** @description Time until the deadline, negative after it: as of now while the clock runs, else as of the resolution. */
            remaining_seconds: number | null;
            /**
             * Format: date-time
             * @description Time at which the next warning is due.
             */
            next_check_at: string | null;
        };
        StageDurations: {
            /** @description `ingest_to_feedback` is the total; the others are its stages. */
            stage: string;
            exceptions: number;
            duration_ms: components["schemas"]["Durations"];
        };
        StandingBody: {
            /** @description Reason. Stored with the tenant and in the audit log. */
            reason: string;
        };
        StepApprovalAnswer: {
            /** @description Roles that may approve: any of these, or a higher one. */
            roles: string[];
            /** @description Number of different people who must approve. */
            quorum: number;
            /** @description Reasons for the approval. */
            reasons: string[];
            /** @description Requesters of the action, who may not approve it. */
            not_by: string[];
        };
        StepTimerAnswer: {
            /**
             * @description `retry`: the step is retried at that time. `timeout`, `approval`: it fails then, unless it has ended or been approved.
             * @enum {string}
             */
            kind: "retry" | "timeout" | "approval";
            /** Format: date-time */
            due_at: string;
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
             * @description Time of the occurrence. Default: from the payload as the pack maps it, else the time of receipt.
             */
            occurred_at?: string;
            /**
             * Format: date-time
             * @description Time of the last change in the source. A state older than the newest known one changes nothing; states within one second count in order of arrival.
             */
            source_updated_at?: string | null;
            /**
             * @description The source's own id of this state; needs `exception_id`. Repeating an id for the same exception is a duplicate, whatever came between; with different content it is an `idempotency_conflict`.
             * @example 7c1f-000042
             */
            source_event_id?: string | null;
            /** @description The source's original payload, unchanged. */
            raw_payload: {
                [key: string]: unknown;
            };
            /** @description Needed only when the token has several tenants. */
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
             * @description Time of the occurrence. Default: from the payload as the pack maps it, else the time of receipt.
             */
            occurred_at?: string;
            /**
             * Format: date-time
             * @description Time of the last change in the source. A state older than the newest known one changes nothing; states within one second count in order of arrival.
             */
            source_updated_at?: string | null;
            /**
             * @description The source's own id of this state; needs `exception_id`. Repeating an id for the same exception is a duplicate, whatever came between; with different content it is an `idempotency_conflict`.
             * @example 7c1f-000042
             */
            source_event_id?: string | null;
            /** @description The source's original payload, unchanged. */
            raw_payload: {
                [key: string]: unknown;
            };
        };
        SupervisorView: {
            tenant_id: string;
            /** Format: date-time */
            as_of: string;
            /** @description Number of unresolved exceptions: the oldest 10000 at most. */
            unresolved: number;
            /** @description False when there are more: all `by_…` then cover only the oldest. */
            unresolved_is_exact: boolean;
            by_status?: {
                open: number;
                analyzing: number;
                escalated: number;
            };
            by_severity?: {
                low: number;
                medium: number;
                high: number;
                critical: number;
            };
            by_sla_state?: {
                none: number;
                running: number;
                imminent: number;
                expired: number;
                met: number;
                missed: number;
            };
            /** @description By age since creation, up to the named age. */
            by_age?: {
                "1h": number;
                "4h": number;
                "1d": number;
                "3d": number;
                "7d": number;
                older: number;
            };
            /** @description The 50 with the most. */
            by_domain: components["schemas"]["DomainCount"][];
            /** @description The 50 with the most. */
            by_owner: components["schemas"]["OwnerCount"][];
            /** @description Outcomes of the newest exceptions, resolved or not. */
            newest: components["schemas"]["NewestAnswer"];
        };
        TenantAnswer: {
            tenant_id: string;
            name: string;
            /** @enum {string} */
            status: "active" | "suspended" | "archived";
            /** @description Increases with every change of the tenant, its packs, playbooks or tools. */
            revision: number;
            /** @description Retention: finished exceptions older than this are deleted. */
            retention_days: number | null;
            /** @description Field names at any depth of a payload, or JSONPaths, that are redacted before anything is stored. */
            pii_fields: string[] | null;
            /** @description IANA time zone name. */
            time_zone: string | null;
            /** @description Business hours, in the tenant's time zone: SLA clocks pause outside them. Null: they run around the clock. */
            business_calendar: components["schemas"]["BusinessCalendarFields"] | null;
            /** @description Reason of the last change of status. */
            status_reason: string | null;
            status_changed_by: string | null;
            /** Format: date-time */
            status_changed_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        TenantList: {
            /** @description Opaque cursor of the next page. Null on the last page. */
            next_cursor: string | null;
            items: components["schemas"]["TenantAnswer"][];
        };
        TimelineEvent: {
            /** @description Position in the timeline, from 1. */
            sequence: number;
            /** Format: uuid */
            event_id: string;
            event_type: string;
            actor: components["schemas"]["ActorAnswer"];
            /** Format: date-time */
            created_at: string;
            /**
             * Format: uuid
             * @description Id of the event that caused this one.
             */
            causation_id: string | null;
            correlation_id: string;
            payload: Record<string, unknown>;
        };
        TimelineList: {
            /** @description Opaque cursor of the next page. Null on the last page. */
            next_cursor: string | null;
            /** @description Number of items on all pages. */
            total: number;
            items: components["schemas"]["TimelineEvent"][];
        };
        ToolDetail: {
            /** @description Id of this version. */
            tool_id: number;
            domain: string;
            name: string;
            version: number;
            /**
             * @description Origin: the tenant itself, or its pack. Null for a version that is not in force.
             * @enum {string|null}
             */
            origin: "own" | "pack" | null;
            /** @description False: the tenant has disabled the tool, and nobody may run it. */
            enabled: boolean;
            /**
             * @description `open`: the tool kept failing and is not called for some seconds; `half_open`: the next call probes it.
             * @enum {string}
             */
            circuit: "closed" | "half_open" | "open";
            /**
             * Format: date-time
             * @description Time at which the circuit opened; null while it is closed.
             */
            circuit_opened_at: string | null;
            description: string | null;
            endpoint: string;
            /** @enum {string} */
            method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
            /** @description Reference to the credential; never the credential itself. */
            auth_ref: string | null;
            oauth2: components["schemas"]["OAuth2Answer"] | null;
            /** @description Timeout of each attempt, in milliseconds. */
            timeout_ms: number;
            max_attempts: number;
            /** @description Whether calling twice with the same key has the same effect as calling once. */
            idempotent: boolean;
            /**
             * @description `read` only reads, `act` changes something.
             * @enum {string}
             */
            effect: "read" | "act";
            /** Format: date-time */
            created_at: string;
            /** @description JSON Schema of the arguments. */
            input_schema: {
                [key: string]: unknown;
            } | null;
            /** @description JSON Schema of the response. */
            output_schema: {
                [key: string]: unknown;
            } | null;
            /** @description The newest 50 versions, newest first. */
            versions: components["schemas"]["ToolVersionAnswer"][];
        };
        ToolExecutionDetail: {
            /** Format: uuid */
            execution_id: string;
            tenant_id: string;
            exception_id: string;
            /** @description Null when the tenant no longer had such a tool. */
            tool_id: number | null;
            tool: string;
            tool_version: number;
            /** @description Step of the playbook; null for a manual run. */
            step_order: number | null;
            /**
             * @description `waiting`: the tool is unavailable, and the run will be retried. `succeeded`, `failed`, `cancelled` are final.
             * @enum {string}
             */
            status: "requested" | "waiting" | "running" | "succeeded" | "failed" | "cancelled";
            http_status: number | null;
            error_code: string | null;
            error: string | null;
            /** @description Number of calls to the tool. */
            attempts: number;
            /** @example user:ann@example.org */
            requested_by: string;
            /** Format: date-time */
            requested_at: string;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            completed_at: string | null;
            /** @description Arguments of the tool, without secrets. */
            arguments: {
                [key: string]: unknown;
            };
            /** @description The tool's response, without secrets; null until it has responded, and when it failed. */
            output: {
                [key: string]: unknown;
            } | null;
        };
        ToolExecutionItem: {
            /** Format: uuid */
            execution_id: string;
            tenant_id: string;
            exception_id: string;
            /** @description Null when the tenant no longer had such a tool. */
            tool_id: number | null;
            tool: string;
            tool_version: number;
            /** @description Step of the playbook; null for a manual run. */
            step_order: number | null;
            /**
             * @description `waiting`: the tool is unavailable, and the run will be retried. `succeeded`, `failed`, `cancelled` are final.
             * @enum {string}
             */
            status: "requested" | "waiting" | "running" | "succeeded" | "failed" | "cancelled";
            http_status: number | null;
            error_code: string | null;
            error: string | null;
            /** @description Number of calls to the tool. */
            attempts: number;
            /** @example user:ann@example.org */
            requested_by: string;
            /** Format: date-time */
            requested_at: string;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            completed_at: string | null;
        };
        ToolExecutionList: {
            /** @description Opaque cursor of the next page. Null on the last page. */
            next_cursor: string | null;
            /** @description Number of items on all pages. */
            total: number;
            /** @description Newest first. A page scans at most 10000 runs. When few of them match, it holds fewer than `limit`, or none, and `next_cursor` continues from there. */
            items: components["schemas"]["ToolExecutionItem"][];
            /** @description False when only the newest 10000 runs in the time range were counted. */
            total_is_exact: boolean;
        };
        ToolInForceAnswer: {
            /** @description Id of the version in force from now on. */
            tool_id: number;
            tenant_id: string;
            domain: string;
            name: string;
            version: number;
            enabled: boolean;
            /** @description The tenant's configuration revision with this change. */
            revision: number;
        };
        ToolItem: {
            /** @description Id of this version. */
            tool_id: number;
            domain: string;
            name: string;
            version: number;
            /**
             * @description Origin: the tenant itself, or its pack. Null for a version that is not in force.
             * @enum {string|null}
             */
            origin: "own" | "pack" | null;
            /** @description False: the tenant has disabled the tool, and nobody may run it. */
            enabled: boolean;
            /**
             * @description `open`: the tool kept failing and is not called for some seconds; `half_open`: the next call probes it.
             * @enum {string}
             */
            circuit: "closed" | "half_open" | "open";
            /**
             * Format: date-time
             * @description Time at which the circuit opened; null while it is closed.
             */
            circuit_opened_at: string | null;
            description: string | null;
            endpoint: string;
            /** @enum {string} */
            method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
            /** @description Reference to the credential; never the credential itself. */
            auth_ref: string | null;
            oauth2: components["schemas"]["OAuth2Answer"] | null;
            /** @description Timeout of each attempt, in milliseconds. */
            timeout_ms: number;
            max_attempts: number;
            /** @description Whether calling twice with the same key has the same effect as calling once. */
            idempotent: boolean;
            /**
             * @description `read` only reads, `act` changes something.
             * @enum {string}
             */
            effect: "read" | "act";
            /** Format: date-time */
            created_at: string;
        };
        ToolList: {
            /** @description Opaque cursor of the next page. Null on the last page. */
            next_cursor: string | null;
            /** @description Number of items on all pages. */
            total: number;
            /** @description The tools in force, by domain and name. */
            items: components["schemas"]["ToolItem"][];
        };
        ToolVersionAnswer: {
            tool_id: number;
            version: number;
            /** Format: date-time */
            created_at: string;
            in_force: boolean;
        };
        ToolVersionBody: {
            description?: string;
            /**
             * @description Absolute http or https URL. Arguments named in the path are inserted there; POST, PUT and PATCH send the others as JSON, GET and DELETE in the query.
             * @example https://ledger.example.com/accounts/{account}
             */
            endpoint: string;
            /**
             * @description Default: POST.
             * @enum {string}
             */
            method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
            /**
             * @description Reference to the credential, never the credential itself. Its prefix says how it is sent: `bearer` (default), `basic`, `api-key:<header>` or `api-key-query:<parameter>`. With `oauth2`: reference to the client secret.
             * @example bearer env:TOOL_SECRET_ACME__LEDGER
             */
            auth_ref?: string;
            /** @description OAuth2 client credentials. */
            oauth2?: components["schemas"]["OAuth2Body"];
            /** @description JSON Schema of the arguments. */
            input_schema?: {
                [key: string]: unknown;
            };
            /** @description JSON Schema of the response. */
            output_schema?: {
                [key: string]: unknown;
            };
            /** @description Timeout of each attempt, in milliseconds. Default: 10,000. */
            timeout_ms?: number;
            max_attempts?: number;
            /** @description Whether calling twice with the same key has the same effect as calling once. Default: true. */
            idempotent?: boolean;
            /**
             * @description `read` only reads, `act` changes something. Default: act.
             * @enum {string}
             */
            effect?: "read" | "act";
        };
        TriageBody: {
            /**
             * @description Reason.
             * @example The severity rules have changed.
             */
            reason: string;
            /** @description Whether the rules also decide a severity that a person has set; by default it stays. */
            reset_severity?: boolean;
        };
        TriageEvidence: {
            /** Format: date-time */
            decided_at: string;
            exception_type: string;
            /** @enum {string} */
            severity: "low" | "medium" | "high" | "critical";
            /** @description Confidence, from 0 to 1. */
            confidence: number;
            sla_minutes: number | null;
            /** @description The evaluated rules with their outcomes. */
            rules: components["schemas"]["RuleAnswer"][];
            domain_pack_version: number;
            policy_pack_version: number | null;
        };
        UndecidedAnswer: {
            /**
             * @description The undecided fact; people decide it.
             * @enum {string}
             */
            fact: "type" | "severity" | "owner" | "playbook";
            /** @description The rule or playbook that would decide it. */
            rule: string;
            /** @example amount cannot be read ($.amount: is not written as an amount) */
            reason: string;
        };
        UnreadableAnswer: {
            /** @enum {string} */
            field: "type" | "entity" | "amount" | "title" | "source_system" | "occurred_at" | "source_status";
            /**
             * @description Location: a path in the payload, or a field of the item.
             * @example $.order.amount
             */
            path: string;
            /** @example is not written as an amount */
            reason: string;
        };
        UpdateTenantBody: {
            name?: string;
            /** @description Retention: finished exceptions older than this are deleted. */
            retention_days?: number | null;
            /** @description Field names at any depth of a payload, or JSONPaths, that are redacted before anything is stored. */
            pii_fields?: string[] | null;
            /**
             * @description IANA time zone name.
             * @example Europe/Berlin
             */
            time_zone?: string | null;
            /** @description Business hours, in the tenant's time zone: SLA clocks pause outside them. Null: they run around the clock. */
            business_calendar?: components["schemas"]["BusinessCalendarFields"] | null;
        };
        ValidatePackBody: {
            /** @description A domain pack or a tenant policy pack, in any shape. */
            pack: {
                [key: string]: unknown;
            };
            /** @description Tenant that owns a domain pack and for which it is activated; default: the token's only tenant. For a policy pack, the tenant that it must belong to. */
            tenant_id?: string;
            /** @description Version of the domain pack that a policy pack is for. Absent: the version in force for the tenant; if none is, its own newest version, else the newest published one. */
            domain_pack_version?: number;
        };
        ViewAnswer: {
            /** Format: uuid */
            view_id: string;
            tenant_id: string;
            name: string;
            shared: boolean;
            /** @description Owner of the view; nobody else can change it. */
            owner: string;
            /**
             * @description Parameters of the exception list, without `limit` and `cursor`. They are validated as by the list.
             * @example {
             *       "status": [
             *         "open",
             *         "escalated"
             *       ],
             *       "severity": "critical",
             *       "sort": "-created_at"
             *     }
             */
            query: {
                [key: string]: string | string[];
            };
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        ViewBody: {
            /**
             * @description Unique per person.
             * @example Critical and open
             */
            name: string;
            /**
             * @description Whether everyone in the tenant sees the view; sharing needs the role `operator`.
             * @default false
             */
            shared: boolean;
            /**
             * @description Parameters of the exception list, without `limit` and `cursor`. They are validated as by the list.
             * @example {
             *       "status": [
             *         "open",
             *         "escalated"
             *       ],
             *       "severity": "critical",
             *       "sort": "-created_at"
             *     }
             */
            query: {
                [key: string]: string | string[];
            };
        };
        ViewList: {
            /** @description The caller's own and those shared with all, by name. */
            items: components["schemas"]["ViewAnswer"][];
        };
        WorkerState: {
            worker: string;
            /** @description Events processed. */
            processed: number;
            events_per_second: number;
            /** @description Failed attempts: retries and dead letters. */
            failures: number;
            /** @description Failed attempts that are retried. */
            retries: number;
            /** @description Events moved to the dead letters. */
            dead_letters: number;
            /** @description Latency from an event's own time to the end of its processing. */
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
                /** @description Maximum number of items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the previous page. Valid only with the same filters and order. */
                cursor?: string;
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
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
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateApiKey"];
            };
        };
        responses: {
            /** @description Created */
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
                /** @description May be omitted when the token names only one tenant. */
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
            /** @description Done */
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
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: never;
            path: {
                api_key_id: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RotateApiKey"];
            };
        };
        responses: {
            /** @description Created */
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
    BulkJobsController_list: {
        parameters: {
            query?: {
                /** @description Maximum number of items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the previous page. Valid only with the same filters and order. */
                cursor?: string;
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkJobList"];
                };
            };
        };
    };
    BulkJobsController_create: {
        parameters: {
            query?: {
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: {
                /** @description Repeating a request with the same key returns the same answer and has no further effect. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkJobBody"];
            };
        };
        responses: {
            /** @description Accepted; follow the outcome at `status_url` */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkJobAnswer"];
                };
            };
        };
    };
    BulkJobsController_show: {
        parameters: {
            query?: {
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkJobAnswer"];
                };
            };
        };
    };
    BulkJobsController_cancel: {
        parameters: {
            query?: {
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkJobAnswer"];
                };
            };
        };
    };
    BulkJobsController_items: {
        parameters: {
            query?: {
                /** @description Maximum number of items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the previous page. Valid only with the same filters and order. */
                cursor?: string;
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkJobItemList"];
                };
            };
        };
    };
    ExceptionsController_list: {
        parameters: {
            query?: {
                /** @description Maximum number of items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the previous page. Valid only with the same filters and order. */
                cursor?: string;
                /** @description Domain. Repeatable; matches any of the values. */
                domain?: string[];
                /** @description Exception type. Repeatable; matches any of the values. */
                type?: string[];
                /** @description Another name of `type`. Repeatable; matches any of the values. */
                exception_type?: string[];
                /** @description Severity. Repeatable or comma-separated; matches any of the values. */
                severity?: ("low" | "medium" | "high" | "critical")[];
                /** @description Status. Repeatable or comma-separated; matches any of the values. */
                status?: ("open" | "analyzing" | "resolved" | "escalated")[];
                /** @description Stage in the pipeline. Repeatable or comma-separated; matches any of the values. */
                stage?: ("ingested" | "normalized" | "triaged" | "evaluated" | "playbook" | "awaiting_tool" | "awaiting_approval" | "awaiting_person" | "finished")[];
                /** @description Owner. Repeatable; matches any of the values. */
                owner?: string[];
                /** @description Source system. Repeatable; matches any of the values. */
                source_system?: string[];
                /** @description Entity. Repeatable; matches any of the values. */
                entity?: string[];
                /** @description State of the SLA clock. Repeatable or comma-separated; matches any of the values. */
                sla_state?: ("none" | "running" | "imminent" | "expired" | "met" | "missed")[];
                /** @description Unreadable fields. `true`: at least one field is unreadable; `false`: none is. Repeatable or comma-separated; matches any of the values. */
                unreadable?: ("true" | "false" | "type" | "entity" | "amount" | "title" | "source_system" | "occurred_at" | "source_status")[];
                /** @description Created at or after this time. An RFC 3339 instant, or a day (UTC). */
                created_from?: string;
                /** @description Created at or before this time. An RFC 3339 instant, or a day (UTC). */
                created_to?: string;
                /** @description Part of the id, the entity or the title, case-insensitive. A text with three letters or digits in a row is searched for among all exceptions in the creation range, and the newest 1000 matches are listed; a shorter one among the newest. A new text is found at once in the newest exceptions, and within seconds in all others. */
                q?: string;
                /** @description With `-`: descending. Equal keys are ordered by exception id; exceptions without a key come last. Any order but `created_at` covers only the newest 10000 in the creation range; use `created_to` to reach older ones. */
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
            /** @description Done */
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
                /** @description The same key with the same body returns the same result; with a different body, 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant_id: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
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
                /** @description The same key with the same body returns the same result; with a different body, 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant_id: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmittedItemDto"][];
                "application/x-ndjson": components["schemas"]["SubmittedItemDto"][];
                "application/ndjson": components["schemas"]["SubmittedItemDto"][];
                "application/jsonl": components["schemas"]["SubmittedItemDto"][];
                "application/x-jsonl": components["schemas"]["SubmittedItemDto"][];
                "application/jsonlines": components["schemas"]["SubmittedItemDto"][];
                "application/x-jsonlines": components["schemas"]["SubmittedItemDto"][];
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
    ManualController_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating a request with the same key returns the same answer and has no further effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant_id: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ManualExceptionDto"];
            };
        };
        responses: {
            /** @description Accepted; follow the outcome at `status_url` */
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
            /** @description Done */
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
                /** @description Repeating a request with the same key returns the same answer and has no further effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                exception_id: string;
                tenant_id: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignBody"];
            };
        };
        responses: {
            /** @description Accepted; follow the outcome at `status_url` */
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
            /** @description Done */
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
                /** @description Repeating a request with the same key returns the same answer and has no further effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                exception_id: string;
                tenant_id: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommentBody"];
            };
        };
        responses: {
            /** @description Accepted; follow the outcome at `status_url` */
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
                /** @description Repeating a request with the same key returns the same answer and has no further effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                exception_id: string;
                tenant_id: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["EscalateBody"];
            };
        };
        responses: {
            /** @description Accepted; follow the outcome at `status_url` */
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
    CaseCommandsController_evaluatePolicy: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating a request with the same key returns the same answer and has no further effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                exception_id: string;
                tenant_id: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["EvaluatePolicyBody"];
            };
        };
        responses: {
            /** @description Accepted; follow the outcome at `status_url` */
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
                /** @description Maximum number of items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the previous page. Valid only with the same filters and order. */
                cursor?: string;
                /** @description Event type. Repeatable; matches any of the values. */
                event_type?: string[];
                /** @description Kind of actor. Repeatable or comma-separated; matches any of the values. */
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
            /** @description Done */
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
            /** @description Done */
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
                /** @description Repeating a request with the same key returns the same answer and has no further effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant_id: string;
                exception_id: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NoteBody"];
            };
        };
        responses: {
            /** @description Accepted; follow the outcome at `status_url` */
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
                /** @description Repeating a request with the same key returns the same answer and has no further effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                step_order: number;
                tenant_id: string;
                exception_id: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NoteBody"];
            };
        };
        responses: {
            /** @description Accepted; follow the outcome at `status_url` */
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
                /** @description Repeating a request with the same key returns the same answer and has no further effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                step_order: number;
                tenant_id: string;
                exception_id: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CompleteBody"];
            };
        };
        responses: {
            /** @description Accepted; follow the outcome at `status_url` */
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
                /** @description Repeating a request with the same key returns the same answer and has no further effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                step_order: number;
                tenant_id: string;
                exception_id: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["RejectBody"];
            };
        };
        responses: {
            /** @description Accepted; follow the outcome at `status_url` */
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
                /** @description Repeating a request with the same key returns the same answer and has no further effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                step_order: number;
                tenant_id: string;
                exception_id: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NoteBody"];
            };
        };
        responses: {
            /** @description Accepted; follow the outcome at `status_url` */
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
                /** @description Repeating a request with the same key returns the same answer and has no further effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                step_order: number;
                tenant_id: string;
                exception_id: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NoteBody"];
            };
        };
        responses: {
            /** @description Accepted; follow the outcome at `status_url` */
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
                /** @description Repeating a request with the same key returns the same answer and has no further effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                exception_id: string;
                tenant_id: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReopenBody"];
            };
        };
        responses: {
            /** @description Accepted; follow the outcome at `status_url` */
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
                /** @description Repeating a request with the same key returns the same answer and has no further effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                exception_id: string;
                tenant_id: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveBody"];
            };
        };
        responses: {
            /** @description Accepted; follow the outcome at `status_url` */
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
                /** @description Repeating a request with the same key returns the same answer and has no further effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                exception_id: string;
                tenant_id: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeSeverityBody"];
            };
        };
        responses: {
            /** @description Accepted; follow the outcome at `status_url` */
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
    CaseCommandsController_triage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating a request with the same key returns the same answer and has no further effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                exception_id: string;
                tenant_id: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["TriageBody"];
            };
        };
        responses: {
            /** @description Accepted; follow the outcome at `status_url` */
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
    PacksController_list: {
        parameters: {
            query?: {
                /** @description Maximum number of items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the previous page. Valid only with the same filters and order. */
                cursor?: string;
                /** @description Tenant whose own packs are shown beside the published ones. Default: the token's only tenant; a token with several tenants sees only the published ones. */
                tenant_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackList"];
                };
            };
        };
    };
    PacksController_import: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportPackBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackImportAnswer"];
                };
            };
        };
    };
    PacksController_validate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ValidatePackBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackValidationAnswer"];
                };
            };
        };
    };
    PacksController_activate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                domain: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivateBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivationAnswer"];
                };
            };
        };
    };
    PacksController_diff: {
        parameters: {
            query: {
                from: number;
                to: number;
                /** @description Tenant whose own packs are shown beside the published ones. Default: the token's only tenant; a token with several tenants sees only the published ones. */
                tenant_id?: string;
            };
            header?: never;
            path: {
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackDiffAnswer"];
                };
            };
        };
    };
    PacksController_rollBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                domain: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["RollBackBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivationAnswer"];
                };
            };
        };
    };
    PacksController_versions: {
        parameters: {
            query?: {
                /** @description Maximum number of items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the previous page. Valid only with the same filters and order. */
                cursor?: string;
                /** @description Tenant whose own packs are shown beside the published ones. Default: the token's only tenant; a token with several tenants sees only the published ones. */
                tenant_id?: string;
            };
            header?: never;
            path: {
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackVersionList"];
                };
            };
        };
    };
    PacksController_version: {
        parameters: {
            query?: {
                /** @description `true`: the document as submitted. Otherwise as translated. */
                original?: "true" | "false";
                /** @description Tenant whose own packs are shown beside the published ones. Default: the token's only tenant; a token with several tenants sees only the published ones. */
                tenant_id?: string;
            };
            header?: never;
            path: {
                domain: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackDocumentAnswer"];
                };
            };
        };
    };
    PlaybooksController_list: {
        parameters: {
            query?: {
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
                /** @description Only playbooks of this domain. */
                domain?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaybookList"];
                };
            };
        };
    };
    DefinitionsController_create: {
        parameters: {
            query?: {
                /** @description Needed when the token has several tenants. */
                tenant_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPlaybookBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaybookPut"];
                };
            };
        };
    };
    PreviewController_preview: {
        parameters: {
            query?: {
                /** @description Needed when the token has several tenants. */
                tenant_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewAnswer"];
                };
            };
        };
    };
    PlaybooksController_show: {
        parameters: {
            query?: {
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: never;
            path: {
                playbook_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaybookDefinition"];
                };
            };
        };
    };
    DefinitionsController_change: {
        parameters: {
            query?: {
                /** @description Needed when the token has several tenants. */
                tenant_id?: string;
            };
            header?: {
                /** @description The version that the change is based on: `"3"`. If another one is in force, nothing is changed. */
                "If-Match"?: string;
            };
            path: {
                playbook_id: number;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaybookBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaybookPut"];
                };
            };
        };
    };
    DefinitionsController_remove: {
        parameters: {
            query?: {
                /** @description Needed when the token has several tenants. */
                tenant_id?: string;
            };
            header?: never;
            path: {
                playbook_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    PlaybooksController_versions: {
        parameters: {
            query?: {
                /** @description Maximum number of items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the previous page. Valid only with the same filters and order. */
                cursor?: string;
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: never;
            path: {
                playbook_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaybookVersionList"];
                };
            };
        };
    };
    TenantsController_list: {
        parameters: {
            query?: {
                /** @description Maximum number of items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the previous page. Valid only with the same filters and order. */
                cursor?: string;
                /** @description Repeatable; matches any of the values. */
                status?: ("active" | "suspended" | "archived")[];
                /** @description Part of the id or the name. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantList"];
                };
            };
        };
    };
    TenantsController_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTenantBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantAnswer"];
                };
            };
        };
    };
    TenantsController_show: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description The revision in quotes, for use in If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantAnswer"];
                };
            };
        };
    };
    TenantsController_update: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the revision that the change is based on. */
                "If-Match"?: string;
            };
            path: {
                tenant_id: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateTenantBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description The revision in quotes, for use in If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantAnswer"];
                };
            };
        };
    };
    TenantPacksController_inForce: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InForceList"];
                };
            };
        };
    };
    TenantPacksController_history: {
        parameters: {
            query?: {
                /** @description Maximum number of items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the previous page. Valid only with the same filters and order. */
                cursor?: string;
            };
            header?: never;
            path: {
                tenant_id: string;
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivationHistory"];
                };
            };
        };
    };
    TenantsController_archive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant_id: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["StandingBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantAnswer"];
                };
            };
        };
    };
    TenantPacksController_list: {
        parameters: {
            query?: {
                /** @description Maximum number of items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the previous page. Valid only with the same filters and order. */
                cursor?: string;
            };
            header?: never;
            path: {
                tenant_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackList"];
                };
            };
        };
    };
    TenantPacksController_diff: {
        parameters: {
            query: {
                from: number;
                to: number;
            };
            header?: never;
            path: {
                tenant_id: string;
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackDiffAnswer"];
                };
            };
        };
    };
    TenantPacksController_versions: {
        parameters: {
            query?: {
                /** @description Maximum number of items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the previous page. Valid only with the same filters and order. */
                cursor?: string;
            };
            header?: never;
            path: {
                tenant_id: string;
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackVersionList"];
                };
            };
        };
    };
    TenantPacksController_version: {
        parameters: {
            query?: {
                /** @description `true`: the document as submitted. Otherwise as translated. */
                original?: "true" | "false";
            };
            header?: never;
            path: {
                tenant_id: string;
                domain: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackDocumentAnswer"];
                };
            };
        };
    };
    TenantsController_resume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant_id: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["StandingBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantAnswer"];
                };
            };
        };
    };
    TenantsController_suspend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant_id: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["StandingBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantAnswer"];
                };
            };
        };
    };
    ToolsController_list: {
        parameters: {
            query?: {
                /** @description Maximum number of items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the previous page. Valid only with the same filters and order. */
                cursor?: string;
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
                /** @description Domain. Repeatable; matches any of the values. */
                domain?: string[];
                /** @description Only enabled tools, or only disabled ones. */
                enabled?: boolean;
                /** @description Part of the name, case-insensitive. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToolList"];
                };
            };
        };
    };
    ToolDefinitionController_create: {
        parameters: {
            query?: {
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewToolBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToolInForceAnswer"];
                };
            };
        };
    };
    ToolExecutionsController_list: {
        parameters: {
            query?: {
                /** @description Maximum number of items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the previous page. Valid only with the same filters and order. */
                cursor?: string;
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
                /** @description Name of the tool. Repeatable; matches any of the values. */
                tool?: string[];
                /** @description Status. Repeatable or comma-separated; matches any of the values. */
                status?: ("requested" | "waiting" | "running" | "succeeded" | "failed" | "cancelled")[];
                /** @description Runs for this exception. */
                exception_id?: string;
                /** @description Who asked for it: `user:<subject>` or `playbook:<name>`. Repeatable; matches any of the values. */
                requested_by?: string[];
                /** @description Requested at or after this time. An RFC 3339 instant, or a day (UTC). */
                from?: string;
                /** @description Requested at or before this time. An RFC 3339 instant, or a day (UTC). */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToolExecutionList"];
                };
            };
        };
    };
    ToolExecutionsController_show: {
        parameters: {
            query?: {
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: never;
            path: {
                execution_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToolExecutionDetail"];
                };
            };
        };
    };
    ExecutionController_cancel: {
        parameters: {
            query?: {
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: {
                /** @description Repeating a request with the same key returns the same answer and has no further effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                execution_id: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CancelBody"];
            };
        };
        responses: {
            /** @description Accepted; follow the outcome at `status_url` */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionAccepted"];
                };
            };
        };
    };
    ToolsController_show: {
        parameters: {
            query?: {
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: never;
            path: {
                tool_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToolDetail"];
                };
            };
        };
    };
    ToolDefinitionController_replace: {
        parameters: {
            query?: {
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: never;
            path: {
                tool_id: number;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ToolVersionBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToolInForceAnswer"];
                };
            };
        };
    };
    ToolDefinitionController_remove: {
        parameters: {
            query?: {
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: never;
            path: {
                tool_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    ToolDefinitionController_disable: {
        parameters: {
            query?: {
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: never;
            path: {
                tool_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToolInForceAnswer"];
                };
            };
        };
    };
    DryRunController_dryRun: {
        parameters: {
            query?: {
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: never;
            path: {
                tool_id: number;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["DryRunBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRunAnswer"];
                };
            };
        };
    };
    ToolDefinitionController_enable: {
        parameters: {
            query?: {
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: never;
            path: {
                tool_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToolInForceAnswer"];
                };
            };
        };
    };
    ExecutionController_execute: {
        parameters: {
            query?: {
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: {
                /** @description Repeating a request with the same key returns the same answer and has no further effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                tool_id: number;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExecuteToolBody"];
            };
        };
        responses: {
            /** @description Accepted; follow the outcome at `status_url` */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionAccepted"];
                };
            };
        };
    };
    ViewsController_list: {
        parameters: {
            query?: {
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewList"];
                };
            };
        };
    };
    ViewsController_create: {
        parameters: {
            query?: {
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewAnswer"];
                };
            };
        };
    };
    ViewsController_show: {
        parameters: {
            query?: {
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: never;
            path: {
                view_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewAnswer"];
                };
            };
        };
    };
    ViewsController_replace: {
        parameters: {
            query?: {
                tenant_id?: string;
            };
            header?: never;
            path: {
                view_id: string;
            };
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewAnswer"];
                };
            };
        };
    };
    ViewsController_remove: {
        parameters: {
            query?: {
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: never;
            path: {
                view_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    AuditEventsController_list: {
        parameters: {
            query?: {
                /** @description Maximum number of items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the previous page. Valid only with the same filters and order. */
                cursor?: string;
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
                /** @description Who did it: the subject of a token, `key:<id>`, the name of an agent. */
                actor?: string;
                actor_type?: "agent" | "user" | "system" | "cli";
                /** @description An action such as `pack.activated`, or with `pack.` all actions on packs. */
                action?: string;
                /** @description Type of the subject, such as `tenant` or `exception`. */
                subject_type?: string;
                /** @description Id of the subject. Requires `subject_type`. */
                subject_id?: string;
                /** @description Acts that concern this exception. */
                exception_id?: string;
                /** @description Acts of one request: its `x-request-id`. */
                request_id?: string;
                /** @description Acts at or after this time. An RFC 3339 instant, or a day (UTC). */
                from?: string;
                /** @description Acts at or before this time. An RFC 3339 instant, or a day (UTC). */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEventList"];
                };
            };
        };
    };
    IngestionController_report: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body returns the same result; with a different body, 409. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
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
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
                /** @description Window of `workers` and `durations`, up to now. */
                window?: "5m" | "1h" | "24h";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
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
    SupervisorController_view: {
        parameters: {
            query?: {
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupervisorView"];
                };
            };
        };
    };
    StepsController_recalculateNamed: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating a request with the same key returns the same answer and has no further effect. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecalculateBody"];
            };
        };
        responses: {
            /** @description Accepted; follow the outcome at `status_url` */
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
    ExecutionController_executeNamed: {
        parameters: {
            query?: {
                /** @description May be omitted when the token names only one tenant. */
                tenant_id?: string;
            };
            header?: {
                /** @description Repeating a request with the same key returns the same answer and has no further effect. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description May be encoded with one of gzip, deflate, br, zstd (`Content-Encoding`). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExecuteNamedToolBody"];
            };
        };
        responses: {
            /** @description Accepted; follow the outcome at `status_url` */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionAccepted"];
                };
            };
        };
    };
}
