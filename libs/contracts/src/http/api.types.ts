/** Generated from docs/openapi.json by `node tools/openapi/write-openapi.ts`. Do not edit. */

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
    "/api/bulk-jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenant's jobs, newest first. */
        get: operations["BulkJobsController_list"];
        put?: never;
        /** Tells many exceptions the same: those named, or those that a filter leaves now. */
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
        /** One job, and how far it has come. */
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
        /** Ends a job: what has not been told yet is not told any more. */
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
        /** The result of each exception of a job. */
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
         * @description One result for each item: one that cannot be read or stored is `rejected` in its place, and the others go in. An array is admitted whole or refused whole. A stream is admitted as it is read: what comes after its tenant has brought too much is `rejected` as `rate_limited`, item by item, and what came before is stored.
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
         * Stores a domain pack or a tenant policy pack as a version, and puts it into force when asked to.
         * @description A domain pack is its tenant's own, which no other tenant sees, unless it is published. A version does nothing until it is active for a tenant. A policy pack is activated with the version of the domain pack that is in force, unless another is named. With any fault nothing is stored, and `errors` names each. The same content as the newest version is that version.
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
         * Says everything that is wrong with a pack, and how it fares in its own tests. Stores nothing.
         * @description A policy pack is checked against the version of its domain pack that is named, else the one in force: `domain_pack_version` of the answer says which.
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
         * Puts a version of a domain pack, and one of the policy pack, into force for a tenant.
         * @description It holds from the next decision on; what was decided before keeps its version.
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
        /** What differs between two versions of a domain pack: as a patch, and line by line. */
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
        /** Puts into force again what was before. Once more goes on from there. */
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
        /** One version of a domain pack, as translated or as handed in. */
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
        /** The playbooks in force, by domain and in the order they are tried. */
        get: operations["PlaybooksController_list"];
        put?: never;
        /**
         * Writes a playbook of the tenant's own, and puts it in force.
         * @description One of the pack's of the same name gives way to it, also after another version of the pack is activated.
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
        /** Says which playbook would run, and of each candidate why and why not. */
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
        /** One version of a playbook, in force or not. */
        get: operations["PlaybooksController_show"];
        /**
         * Writes a new version of the playbook that is in force, and puts it in its place.
         * @description One that came with the pack gives way to the tenant's own. Playbooks that run go on at their version.
         */
        put: operations["DefinitionsController_change"];
        post?: never;
        /**
         * Takes a playbook of the tenant's own out of force.
         * @description The pack's of that name, if it has one, is in force again. Playbooks that run go on.
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
        /** Every version under the name of a playbook, newest first. */
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
        /** Lists tenants by id: those of the token, or all of them for a super admin. */
        get: operations["TenantsController_list"];
        put?: never;
        /** Creates a tenant. It takes exceptions in as soon as a domain pack is active for it. */
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
        /** One tenant with its settings. */
        get: operations["TenantsController_show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes the settings of a tenant. They hold from the next decision on.
         * @description What is absent stays; null gives way to what the policy pack says. A setting wins over the pack.
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
        /** What is in force for the tenant, by domain. */
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
        /** What was put into force for a domain of the tenant, newest first. */
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
        /** Archives a tenant: like suspending it, for good. */
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
        /** What differs between two versions of a policy pack: as a patch, and line by line. */
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
        /** One version of a policy pack, as translated or as handed in. */
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
         * Brings a suspended tenant back.
         * @description Its events run, in their order.
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
         * @description Its writes answer 403, its events wait, and what is stored can be read.
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
        /** Make a tool of the tenant's own. It is in force from the next decision on. */
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
        /** One tool run: what it was given, and what came back. */
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
         * Cancel a run that has not been called.
         * @description One that is `requested` or `waiting` ends at once as `cancelled`: it will not be called, and a playbook that waits for it goes on as after a failure.
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
        /** One version of a tool, with its schemas and the other versions of its name. */
        get: operations["ToolsController_show"];
        /**
         * Put a new version of a tool into force: the tenant's own, also when the one before was the pack's.
         * @description The path names the version in force: who has not seen the newest one is told so. The same content makes no version.
         */
        put: operations["ToolDefinitionController_replace"];
        post?: never;
        /** Take a tool of the tenant's own out of force. The pack's of the same name takes its place again. */
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
         * Switch a tool off: steps and people that ask for it are refused, and runs that wait fail, as `tool_disabled`.
         * @description It goes by the name: a new version of it stays off.
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
        /** Show the request that a run would send, and what stands in its way. Nothing is sent, nothing is stored. */
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
        /** Switch a tool on. */
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
        /** The views that the caller sees, by name. */
        get: operations["ViewsController_list"];
        put?: never;
        /** Saves filters of the list of exceptions under a name. */
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
        /** One view. */
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
    "/ops/supervisor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is not resolved, by status, severity, domain, owner, age and SLA, and how the newest fared. */
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
            /** @description Of the tenant's policy pack for the domain. Null: none. Absent: the one in force stays. */
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
            /** @description The tenant's revision that carries it. */
            revision: number;
            /** @description Of the packs; those of its own stay in force beside them. */
            playbooks: number;
            tools: number;
        };
        ActivationHistory: {
            /** @description Opaque. Null on the last page. */
            next_cursor: string | null;
            /** @description Newest first: the first is in force. */
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
            /** @description Opaque. Null on the last page. */
            next_cursor: string | null;
            /** @description The newest first; revoked and expired ones too. */
            items: components["schemas"]["ApiKey"][];
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
        BulkJobAnswer: {
            /** Format: uuid */
            job_id: string;
            tenant_id: string;
            /** @enum {string} */
            command: "assign" | "comment" | "change_severity" | "escalate" | "resolve" | "reopen";
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
            /** @description Exceptions in all. */
            items: number;
            /** @description Not told yet. */
            pending: number;
            /** @description Took the command. */
            accepted: number;
            /** @description Did not: each item says why. */
            refused: number;
            status_url: string;
        };
        BulkJobBody: {
            /** @enum {string} */
            command: "assign" | "comment" | "change_severity" | "escalate" | "resolve" | "reopen";
            /** @description The exceptions. Either these or `filter`. */
            exception_ids?: string[];
            /**
             * @description The exceptions that it leaves now, 10000 at most.
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
             * @description The comment, the reason, the resolution. Only `assign` goes without.
             * @example The market was closed.
             */
            note?: string | null;
            /** @description For `assign`: the new owner; null takes the owner away. */
            owner?: string | null;
            /**
             * @description For `change_severity`.
             * @enum {string}
             */
            severity?: "low" | "medium" | "high" | "critical";
            /** @description For `escalate`: to whom. */
            to?: string | null;
        };
        BulkJobItemAnswer: {
            /** @description Place in the job, from 1. */
            place: number;
            exception_id: string;
            /**
             * @description `accepted`: the exception took the command, `command_status` says what became of it. `refused`: it did not, `code` says why. `failed`: our fault. `cancelled`: the job was, before its turn.
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
            /** @description Opaque. Null on the last page. */
            next_cursor: string | null;
            /** @description How many items there are on all pages. */
            total: number;
            items: components["schemas"]["BulkJobItemAnswer"][];
        };
        BulkJobList: {
            /** @description Opaque. Null on the last page. */
            next_cursor: string | null;
            /** @description How many items there are on all pages. */
            total: number;
            /** @description Newest first. */
            items: components["schemas"]["BulkJobAnswer"][];
        };
        BusinessCalendarFields: {
            week: components["schemas"]["BusinessWeek"];
            holidays: string[];
            /** @description Severities whose SLA runs day and night all the same. */
            around_the_clock?: ("low" | "medium" | "high" | "critical")[];
        };
        BusinessWeek: {
            /**
             * @description From and to, in order; the gap between two is a break. Absent or empty: a free day.
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
             * @description From and to, in order; the gap between two is a break. Absent or empty: a free day.
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
             * @description From and to, in order; the gap between two is a break. Absent or empty: a free day.
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
             * @description From and to, in order; the gap between two is a break. Absent or empty: a free day.
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
             * @description From and to, in order; the gap between two is a break. Absent or empty: a free day.
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
             * @description From and to, in order; the gap between two is a break. Absent or empty: a free day.
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
             * @description From and to, in order; the gap between two is a break. Absent or empty: a free day.
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
            /** @description Why; it stands with the run. */
            reason?: string;
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
        CommandRefusal: {
            /**
             * @description `not_waiting`: no such step waits, or it waits for another command. `quorum_reached`: enough people had approved before. `already_approved`: the same person had. `requester`: they asked for what is to be approved. `role`: their roles do not suffice. `reason_missing`: a rejection without a reason.
             * @enum {string}
             */
            reason: "not_waiting" | "quorum_reached" | "already_approved" | "requester" | "role" | "reason_missing";
            /** @description The same for people. */
            detail: string;
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
            /** @description Why a command to a step was refused; the timeline has it as `StepCommandRefused`. Null of all others. */
            refusal: components["schemas"]["CommandRefusal"] | null;
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
            /** @description May be left out when the token names one tenant only. */
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
        CreateTenantBody: {
            tenant_id: string;
            /** @description For people. */
            name: string;
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
        DomainCount: {
            domain: string;
            exceptions: number;
        };
        DryRunAnswer: {
            tool_id: number;
            tool: string;
            version: number;
            /** @description Whether the call would go out: there are no obstacles. */
            would_send: boolean;
            /** @description Null when it cannot be built. */
            request: components["schemas"]["ShownRequestAnswer"] | null;
            obstacles: components["schemas"]["ObstacleAnswer"][];
        };
        DryRunBody: {
            /** @description What the tool would be given. */
            arguments: {
                [key: string]: unknown;
            };
            /** @description The exception that it would be run for. With it, the policy is asked as well. */
            exception_id?: string;
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
            /**
             * @description Where `occurred_at` comes from: the sender gave it, it was found in the payload, or it is only the time of receipt. Null for an exception of before it was recorded.
             * @enum {string|null}
             */
            occurred_at_source: "given" | "payload" | "receipt" | null;
            /** @description Fields for which the source sent something that cannot be used; their value is null. */
            unreadable: components["schemas"]["UnreadableAnswer"][];
            /** @description What rules left open because a field cannot be read. */
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
            tool_runs: components["schemas"]["ToolExecutionItem"][];
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
            /**
             * @description Where `occurred_at` comes from: the sender gave it, it was found in the payload, or it is only the time of receipt. Null for an exception of before it was recorded.
             * @enum {string|null}
             */
            occurred_at_source: "given" | "payload" | "receipt" | null;
            /** @description Fields for which the source sent something that cannot be used; their value is null. */
            unreadable: components["schemas"]["UnreadableAnswer"][];
            /** @description What rules left open because a field cannot be read. */
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
            /** @description False when only the newest 10000 exceptions of the span of creation were counted, or the newest 1000 that have the text: `total` is then the least there may be. */
            total_is_exact: boolean;
        };
        ExecuteNamedToolBody: {
            /** @description The exception that it is run for. */
            exception_id: string;
            /** @description What the tool is given; must fit the tool's `input_schema`. */
            arguments: {
                [key: string]: unknown;
            };
            /** @description May be left out when the token names one tenant only. */
            tenant_id?: string;
            /** @description Name of a tool of the exception's domain. */
            tool: string;
        };
        ExecuteToolBody: {
            /** @description The exception that it is run for. */
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
            /** @description The event's place in the timeline. */
            sequence: number;
            /**
             * @description Where the run can be polled.
             * @example /api/tools/executions/6f0f6d9e-3f0a-5b7e-9f55-0d7c52a2c001?tenant_id=FINANCE_DEMO
             */
            status_url: string;
        };
        ExpectedStepAnswer: {
            order: number;
            /** @description What it would obey. */
            commands: ("complete" | "skip" | "approve" | "reject" | "retry")[];
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
            /** @description A domain pack, or a tenant policy pack, of whatever shape. */
            pack: {
                [key: string]: unknown;
            };
            /** @description Whose own a domain pack is, and for whom it is activated; default: the only tenant of the token. Of a policy pack, the tenant that it must be of. */
            tenant_id?: string;
            /** @description Of the domain pack that a policy pack is for. Absent: the version in force for the tenant; where none is, the newest of its own, else the newest published one. */
            domain_pack_version?: number;
            /** @description Publish a domain pack to all tenants, for which none has to be named. Needs `packs.publish`. Default: false, and true of a super admin who names no tenant. */
            shared?: boolean;
            /**
             * @description Put it into force for the tenant at once.
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
            /** @description Playbooks in force: the packs', and its own. */
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
        MatchedPlaybookAnswer: {
            playbook_id: number;
            name: string;
            version: number;
        };
        NewPlaybookBody: {
            /** @example Pay out */
            name: string;
            description?: string;
            /** @description Higher wins when several match. Default 0. */
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
             * @description Absolute http or https URL. Arguments named in the path go there; POST, PUT and PATCH send the others as JSON.
             * @example https://ledger.example.com/accounts/{account}
             */
            endpoint: string;
            /**
             * @description Default: POST.
             * @enum {string}
             */
            method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
            /**
             * @description Where the credential is found; never the credential. Before it, how it is sent: `bearer` (the default), `basic`, `api-key:<header>` or `api-key-query:<parameter>`. With `oauth2`: where the client secret is.
             * @example bearer env:TOOL_SECRET_ACME__LEDGER
             */
            auth_ref?: string;
            /** @description OAuth2 client credentials. */
            oauth2?: components["schemas"]["OAuth2Body"];
            /** @description JSON Schema of the arguments. */
            input_schema?: {
                [key: string]: unknown;
            };
            /** @description JSON Schema of the answer. */
            output_schema?: {
                [key: string]: unknown;
            };
            /** @description For each attempt. Default: 10,000. */
            timeout_ms?: number;
            max_attempts?: number;
            /** @description Whether calling twice with the same key does the same as once. Default: true. */
            idempotent?: boolean;
            /**
             * @description `read` looks, `act` changes something. Default: act.
             * @enum {string}
             */
            effect?: "read" | "act";
            name: string;
            /** @description One of the tenant's domains. Default: its first. */
            domain?: string;
        };
        NewestAnswer: {
            /** @description How many there are, 10000 at most. */
            exceptions: number;
            resolved: number;
            sla_met: number;
            sla_missed: number;
        };
        NoteBody: {
            /** @description What is to be said about it. */
            note?: string | null;
        };
        OAuth2Answer: {
            token_url: string;
            client_id: string;
            scope: string | null;
            /** @enum {string} */
            client_auth: "basic" | "body";
            /** @description What the token endpoint is told beside: audience, resource and others, one entry for each value. */
            parameters: components["schemas"]["OAuth2ParameterAnswer"][];
        };
        OAuth2Body: {
            /** @description Absolute http or https URL of the token endpoint. */
            token_url: string;
            client_id: string;
            /** @description Between spaces. */
            scope?: string;
            /**
             * @description How client id and secret are sent: in the `authorization` header, which is the default, or in the body.
             * @enum {string}
             */
            client_auth?: "basic" | "body";
            /** @description Whom the token is for. A list is sent as several parameters. */
            audience?: string | string[];
            /** @description URIs of what the token is for (RFC 8707). */
            resource?: string | string[];
            /** @description Further parameters of the token request, by name. Those that have a field of their own are refused. */
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
            /** @description Null: nobody owns them. */
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
            /** @description Null of what was added. */
            before: (string | null) | number | boolean | unknown[] | {
                [key: string]: unknown;
            };
            /** @description Null of what was removed. */
            after: (string | null) | number | boolean | unknown[] | {
                [key: string]: unknown;
            };
        };
        PackDiffAnswer: {
            domain: string;
            from: number;
            to: number;
            /** @description RFC 6902: makes the second version of the first. */
            patch: components["schemas"]["PatchStepAnswer"][];
            /** @description The same for people: one for each step. */
            changes: components["schemas"]["PackChangeAnswer"][];
        };
        PackDocumentAnswer: {
            domain: string;
            version: number;
            /** @description Published to all tenants. False: it is the tenant's own. */
            shared: boolean;
            /** @description The same for the same content. */
            content_hash: string;
            /** @description Of published domain packs only told to whom did it, and to super admins. */
            created_by: string | null;
            /** Format: date-time */
            created_at: string;
            pack: {
                [key: string]: unknown;
            };
        };
        PackFindingAnswer: {
            /** @description Place in the document as it was given; `$` is all of it. */
            path: string;
            message: string;
        };
        PackImportAnswer: {
            /**
             * @description Null: it looks like neither.
             * @enum {string|null}
             */
            kind: "domain" | "tenant" | null;
            /** @description What was read otherwise than it is written. */
            translations: string[];
            /** @description What has no effect or looks wrong, and stops nothing. */
            warnings: components["schemas"]["PackFindingAnswer"][];
            /** @description Of the pack's own tests; null: they were not run. */
            tests: components["schemas"]["PackTestsAnswer"] | null;
            /** @description Of the domain pack that a policy pack was checked against. Null: of a domain pack, or there is none. */
            domain_pack_version: number | null;
            domain: string;
            version: number;
            /** @description False: this very content was stored before. */
            created: boolean;
            /** @description A domain pack that is published to all tenants. False: it is the tenant's own. */
            shared: boolean;
            /** @description Null: it was only stored. */
            activation: components["schemas"]["ActivationAnswer"] | null;
        };
        PackList: {
            /** @description Opaque. Null on the last page. */
            next_cursor: string | null;
            items: components["schemas"]["PackAnswer"][];
        };
        PackTestsAnswer: {
            cases: number;
            /** @description Cases that expect something else than the pack says; `warnings` names them. */
            failed: number;
        };
        PackValidationAnswer: {
            /**
             * @description Null: it looks like neither.
             * @enum {string|null}
             */
            kind: "domain" | "tenant" | null;
            /** @description What was read otherwise than it is written. */
            translations: string[];
            /** @description What has no effect or looks wrong, and stops nothing. */
            warnings: components["schemas"]["PackFindingAnswer"][];
            /** @description Of the pack's own tests; null: they were not run. */
            tests: components["schemas"]["PackTestsAnswer"] | null;
            /** @description Of the domain pack that a policy pack was checked against. Null: of a domain pack, or there is none. */
            domain_pack_version: number | null;
            valid: boolean;
            faults: components["schemas"]["PackFindingAnswer"][];
        };
        PackVersionAnswer: {
            domain: string;
            version: number;
            /** @description Published to all tenants. False: it is the tenant's own. */
            shared: boolean;
            /** @description The same for the same content. */
            content_hash: string;
            /** @description Of published domain packs only told to whom did it, and to super admins. */
            created_by: string | null;
            /** Format: date-time */
            created_at: string;
        };
        PackVersionList: {
            /** @description Opaque. Null on the last page. */
            next_cursor: string | null;
            items: components["schemas"]["PackVersionAnswer"][];
        };
        PatchStepAnswer: {
            /** @enum {string} */
            op: "add" | "remove" | "replace";
            /** @description A JSON pointer. */
            path: string;
            /** @description Absent of `remove`. */
            value?: (string | null) | number | boolean | unknown[] | {
                [key: string]: unknown;
            };
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
        PlaybookBody: {
            /** @example Pay out */
            name: string;
            description?: string;
            /** @description Higher wins when several match. Default 0. */
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
            /** @description What fitted; what did not, when it did not match. */
            why: string[];
        };
        PlaybookDefinition: {
            /** @description Of this version. */
            playbook_id: number;
            domain: string;
            name: string;
            version: number;
            /** @description Whether exceptions are matched to it now. */
            in_force: boolean;
            /**
             * @description Whether it came with a pack, or people of the tenant wrote it.
             * @enum {string}
             */
            origin: "pack" | "tenant";
            /** @description Who wrote this version; null: it came with a pack. */
            created_by: string | null;
            /** Format: date-time */
            created_at: string;
            description: string | null;
            /** @description Higher wins when several match. */
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
            /** @description Of this version. */
            playbook_id: number;
            domain: string;
            name: string;
            version: number;
            /** @description Of the configuration: from the next decision on this one counts. */
            revision: number;
            /** @description What has no effect or looks wrong. */
            warnings: components["schemas"]["WarningAnswer"][];
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
            /** @description The step that a person may decide about; null: none waits for anybody. */
            expected_step: components["schemas"]["ExpectedStepAnswer"] | null;
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
            /** @description What its wait ends with. */
            timer: components["schemas"]["StepTimerAnswer"] | null;
            /** @description What its approval takes; null: none was asked for. */
            approval: components["schemas"]["StepApprovalAnswer"] | null;
            /** @description Who has approved so far. */
            approvals: string[];
            /**
             * Format: uuid
             * @description Its tool execution.
             */
            execution_id: string | null;
            /** @description What the tool is called with, or what is done once approved: an approval fixes it. */
            arguments: Record<string, unknown> | null;
            /** @description What the tool answered, or a person entered. */
            result: Record<string, unknown> | null;
            error: string | null;
        };
        PlaybookVersionList: {
            /** @description Opaque. Null on the last page. */
            next_cursor: string | null;
            /** @description How many items there are on all pages. */
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
            /** @description The one that would run. */
            playbook: components["schemas"]["MatchedPlaybookAnswer"] | null;
            /** @description In the order they are tried: the first that matches runs. */
            candidates: components["schemas"]["PreviewCandidateAnswer"][];
        };
        PreviewBody: {
            /** @description May be left out when the token names one tenant only. */
            tenant_id?: string;
            /** @description An exception, as it stands. With it, nothing else may be said. */
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
            /** @description What fits. */
            why: string[];
            /** @description What does not fit; empty when it matches. */
            why_not: string[];
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
        RollBackBody: {
            tenant_id: string;
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
        ShownRequestAnswer: {
            /** @enum {string} */
            method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
            url: string;
            /** @description Secrets stand as `***`. */
            headers: {
                [key: string]: string;
            };
            /** @description Null: none is sent. */
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
        StandingBody: {
            /** @description Why. Kept with the tenant, and in the audit. */
            reason: string;
        };
        StepApprovalAnswer: {
            /** @description Who may approve: any one of these roles, or one above it. */
            roles: string[];
            /** @description How many different people have to approve. */
            quorum: number;
            /** @description Why it is asked for. */
            reasons: string[];
            /** @description Who asked for what is to be approved, and so may not approve it. */
            not_by: string[];
        };
        StepTimerAnswer: {
            /**
             * @description `retry`: it is tried again then. `timeout`, `approval`: it fails then, unless it has ended or been approved.
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
             * @description When it happened. Default: now.
             */
            occurred_at?: string;
            /**
             * Format: date-time
             * @description When the source last changed it. A state older than the newest known one changes nothing; states of one second count in the order of their arrival.
             */
            source_updated_at?: string | null;
            /**
             * @description The source's own id of this state; needs `exception_id`. The same id for the same exception is a duplicate, whatever came between; with another content it is an `idempotency_conflict`.
             * @example 7c1f-000042
             */
            source_event_id?: string | null;
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
             * @description When the source last changed it. A state older than the newest known one changes nothing; states of one second count in the order of their arrival.
             */
            source_updated_at?: string | null;
            /**
             * @description The source's own id of this state; needs `exception_id`. The same id for the same exception is a duplicate, whatever came between; with another content it is an `idempotency_conflict`.
             * @example 7c1f-000042
             */
            source_event_id?: string | null;
            /** @description What the source says, as it says it. */
            raw_payload: {
                [key: string]: unknown;
            };
        };
        SupervisorView: {
            tenant_id: string;
            /** Format: date-time */
            as_of: string;
            /** @description What is not resolved: the oldest 10000 at most. */
            unresolved: number;
            /** @description False when there are more: all `by_…` are then of the oldest. */
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
            /** @description Since they were created, up to that age. */
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
            /** @description How the newest exceptions fared, resolved or not. */
            newest: components["schemas"]["NewestAnswer"];
        };
        TenantAnswer: {
            tenant_id: string;
            name: string;
            /** @enum {string} */
            status: "active" | "suspended" | "archived";
            /** @description Moves with every change of the tenant, its packs, playbooks or tools. */
            revision: number;
            /** @description Finished exceptions older than this are deleted. */
            retention_days: number | null;
            /** @description Field names at any depth of a payload, or JSONPaths, that are redacted before anything is stored. */
            pii_fields: string[] | null;
            /** @description IANA name. */
            time_zone: string | null;
            /** @description When the tenant works, in its time zone: SLAs stand still between. Null: they run day and night. */
            business_calendar: components["schemas"]["BusinessCalendarFields"] | null;
            /** @description Of the last change of status. */
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
            /** @description Opaque. Null on the last page. */
            next_cursor: string | null;
            items: components["schemas"]["TenantAnswer"][];
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
        ToolDetail: {
            /** @description Id of this version. */
            tool_id: number;
            domain: string;
            name: string;
            version: number;
            /**
             * @description Who brought it: the tenant itself, or its pack. Null for a version that is not in force.
             * @enum {string|null}
             */
            origin: "own" | "pack" | null;
            /** @description False: the tenant has switched it off, and nobody may run it. */
            enabled: boolean;
            /**
             * @description `open`: it kept failing and is left alone for seconds; `half_open`: the next call tries it.
             * @enum {string}
             */
            circuit: "closed" | "half_open" | "open";
            /**
             * Format: date-time
             * @description When the circuit opened; null while it is closed.
             */
            circuit_opened_at: string | null;
            description: string | null;
            endpoint: string;
            /** @enum {string} */
            method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
            /** @description Where its credential is found; never the credential. */
            auth_ref: string | null;
            oauth2: components["schemas"]["OAuth2Answer"] | null;
            /** @description For each attempt, in milliseconds. */
            timeout_ms: number;
            max_attempts: number;
            /** @description Whether calling twice with the same key does the same as once. */
            idempotent: boolean;
            /**
             * @description `read` looks, `act` changes something.
             * @enum {string}
             */
            effect: "read" | "act";
            /** Format: date-time */
            created_at: string;
            /** @description JSON Schema of the arguments. */
            input_schema: {
                [key: string]: unknown;
            } | null;
            /** @description JSON Schema of the answer. */
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
            /** @description Null when the tenant had no such tool any more. */
            tool_id: number | null;
            tool: string;
            tool_version: number;
            /** @description Step of the playbook; null for a run by hand. */
            step_order: number | null;
            /**
             * @description `waiting`: its tool is away, and it will be tried again. `succeeded`, `failed`, `cancelled` are final.
             * @enum {string}
             */
            status: "requested" | "waiting" | "running" | "succeeded" | "failed" | "cancelled";
            http_status: number | null;
            error_code: string | null;
            error: string | null;
            /** @description How often the tool was called. */
            attempts: number;
            /** @example user:ann@example.org */
            requested_by: string;
            /** Format: date-time */
            requested_at: string;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            completed_at: string | null;
            /** @description What the tool is given, without secrets. */
            arguments: {
                [key: string]: unknown;
            };
            /** @description What the tool answered, without secrets; null until it has, and when it failed. */
            output: {
                [key: string]: unknown;
            } | null;
        };
        ToolExecutionItem: {
            /** Format: uuid */
            execution_id: string;
            tenant_id: string;
            exception_id: string;
            /** @description Null when the tenant had no such tool any more. */
            tool_id: number | null;
            tool: string;
            tool_version: number;
            /** @description Step of the playbook; null for a run by hand. */
            step_order: number | null;
            /**
             * @description `waiting`: its tool is away, and it will be tried again. `succeeded`, `failed`, `cancelled` are final.
             * @enum {string}
             */
            status: "requested" | "waiting" | "running" | "succeeded" | "failed" | "cancelled";
            http_status: number | null;
            error_code: string | null;
            error: string | null;
            /** @description How often the tool was called. */
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
            /** @description Opaque. Null on the last page. */
            next_cursor: string | null;
            /** @description How many items there are on all pages. */
            total: number;
            /** @description Newest first. A page looks through 10000 runs at most. When few of them match, it holds fewer than `limit`, or none, and `next_cursor` goes on from there. */
            items: components["schemas"]["ToolExecutionItem"][];
            /** @description False when only the newest 10000 runs of the span were counted. */
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
            /** @description The tenant's configuration from which on this holds. */
            revision: number;
        };
        ToolItem: {
            /** @description Id of this version. */
            tool_id: number;
            domain: string;
            name: string;
            version: number;
            /**
             * @description Who brought it: the tenant itself, or its pack. Null for a version that is not in force.
             * @enum {string|null}
             */
            origin: "own" | "pack" | null;
            /** @description False: the tenant has switched it off, and nobody may run it. */
            enabled: boolean;
            /**
             * @description `open`: it kept failing and is left alone for seconds; `half_open`: the next call tries it.
             * @enum {string}
             */
            circuit: "closed" | "half_open" | "open";
            /**
             * Format: date-time
             * @description When the circuit opened; null while it is closed.
             */
            circuit_opened_at: string | null;
            description: string | null;
            endpoint: string;
            /** @enum {string} */
            method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
            /** @description Where its credential is found; never the credential. */
            auth_ref: string | null;
            oauth2: components["schemas"]["OAuth2Answer"] | null;
            /** @description For each attempt, in milliseconds. */
            timeout_ms: number;
            max_attempts: number;
            /** @description Whether calling twice with the same key does the same as once. */
            idempotent: boolean;
            /**
             * @description `read` looks, `act` changes something.
             * @enum {string}
             */
            effect: "read" | "act";
            /** Format: date-time */
            created_at: string;
        };
        ToolList: {
            /** @description Opaque. Null on the last page. */
            next_cursor: string | null;
            /** @description How many items there are on all pages. */
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
             * @description Absolute http or https URL. Arguments named in the path go there; POST, PUT and PATCH send the others as JSON.
             * @example https://ledger.example.com/accounts/{account}
             */
            endpoint: string;
            /**
             * @description Default: POST.
             * @enum {string}
             */
            method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
            /**
             * @description Where the credential is found; never the credential. Before it, how it is sent: `bearer` (the default), `basic`, `api-key:<header>` or `api-key-query:<parameter>`. With `oauth2`: where the client secret is.
             * @example bearer env:TOOL_SECRET_ACME__LEDGER
             */
            auth_ref?: string;
            /** @description OAuth2 client credentials. */
            oauth2?: components["schemas"]["OAuth2Body"];
            /** @description JSON Schema of the arguments. */
            input_schema?: {
                [key: string]: unknown;
            };
            /** @description JSON Schema of the answer. */
            output_schema?: {
                [key: string]: unknown;
            };
            /** @description For each attempt. Default: 10,000. */
            timeout_ms?: number;
            max_attempts?: number;
            /** @description Whether calling twice with the same key does the same as once. Default: true. */
            idempotent?: boolean;
            /**
             * @description `read` looks, `act` changes something. Default: act.
             * @enum {string}
             */
            effect?: "read" | "act";
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
        UndecidedAnswer: {
            /**
             * @description What is undecided; people decide it.
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
             * @description Where it stands: a place in the payload, or a field of the item.
             * @example $.order.amount
             */
            path: string;
            /** @example is not written as an amount */
            reason: string;
        };
        UpdateTenantBody: {
            name?: string;
            /** @description Finished exceptions older than this are deleted. */
            retention_days?: number | null;
            /** @description Field names at any depth of a payload, or JSONPaths, that are redacted before anything is stored. */
            pii_fields?: string[] | null;
            /**
             * @description IANA name.
             * @example Europe/Berlin
             */
            time_zone?: string | null;
            /** @description When the tenant works, in its time zone: SLAs stand still between. Null: they run day and night. */
            business_calendar?: components["schemas"]["BusinessCalendarFields"] | null;
        };
        ValidatePackBody: {
            /** @description A domain pack, or a tenant policy pack, of whatever shape. */
            pack: {
                [key: string]: unknown;
            };
            /** @description Whose own a domain pack is, and for whom it is activated; default: the only tenant of the token. Of a policy pack, the tenant that it must be of. */
            tenant_id?: string;
            /** @description Of the domain pack that a policy pack is for. Absent: the version in force for the tenant; where none is, the newest of its own, else the newest published one. */
            domain_pack_version?: number;
        };
        ViewAnswer: {
            /** Format: uuid */
            view_id: string;
            tenant_id: string;
            name: string;
            shared: boolean;
            /** @description Whose it is: nobody else changes it. */
            owner: string;
            /**
             * @description Parameters of the list of exceptions, `limit` and `cursor` left out. They are checked as the list checks them.
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
             * @description Each name once for a person.
             * @example Critical and open
             */
            name: string;
            /**
             * @description Whether all of the tenant see it: takes an operator.
             * @default false
             */
            shared: boolean;
            /**
             * @description Parameters of the list of exceptions, `limit` and `cursor` left out. They are checked as the list checks them.
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
        WarningAnswer: {
            path: string;
            message: string;
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
                /** @description Items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the page before. Good only with the same filters and order. */
                cursor?: string;
                /** @description May be left out when the token names one tenant only. */
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
                /** @description May be left out when the token names one tenant only. */
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
            /** @description Made */
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
                /** @description May be left out when the token names one tenant only. */
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
                /** @description May be left out when the token names one tenant only. */
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
            /** @description Made */
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
                /** @description Items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the page before. Good only with the same filters and order. */
                cursor?: string;
                /** @description May be left out when the token names one tenant only. */
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
                /** @description May be left out when the token names one tenant only. */
                tenant_id?: string;
            };
            header?: {
                /** @description The same key with the same request gives the same answer and does nothing new. */
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
            /** @description Taken; `status_url` says what becomes of it */
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
                /** @description May be left out when the token names one tenant only. */
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
                /** @description May be left out when the token names one tenant only. */
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
                /** @description Items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the page before. Good only with the same filters and order. */
                cursor?: string;
                /** @description May be left out when the token names one tenant only. */
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
                /** @description Fields that cannot be read. `true`: whichever; `false`: none cannot be read. Repeatable, or between commas: any of the values. */
                unreadable?: ("true" | "false" | "type" | "entity" | "amount" | "title" | "source_system" | "occurred_at" | "source_status")[];
                /** @description Created then or later. An RFC 3339 instant, or a day (UTC). */
                created_from?: string;
                /** @description Created then or earlier. An RFC 3339 instant, or a day (UTC). */
                created_to?: string;
                /** @description Part of the id, the entity or the title, in any case. A text with three letters or digits in a row is looked for among all exceptions of the span of creation, and the newest 1000 that have it are listed; a shorter one among the newest. */
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
                /** @description The same key with the same body gives the same answer; with another body, 409. */
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
                /** @description The same key with the same body gives the same answer; with another body, 409. */
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
                /** @description The same key with the same request gives the same answer and does nothing new. */
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
                /** @description The same key with the same request gives the same answer and does nothing new. */
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
    CaseCommandsController_escalate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer and does nothing new. */
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
                /** @description The same key with the same request gives the same answer and does nothing new. */
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
                /** @description The same key with the same request gives the same answer and does nothing new. */
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
                /** @description The same key with the same request gives the same answer and does nothing new. */
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
                /** @description The same key with the same request gives the same answer and does nothing new. */
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
                /** @description The same key with the same request gives the same answer and does nothing new. */
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
                /** @description The same key with the same request gives the same answer and does nothing new. */
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
                /** @description The same key with the same request gives the same answer and does nothing new. */
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
    CaseCommandsController_resolve: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer and does nothing new. */
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
    CaseCommandsController_changeSeverity: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer and does nothing new. */
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
    PacksController_list: {
        parameters: {
            query?: {
                /** @description Items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the page before. Good only with the same filters and order. */
                cursor?: string;
                /** @description Whose own packs to see beside the published ones. Default: the only tenant of the token; a token that leaves a choice sees the published ones. */
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
            /** @description Made */
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
                /** @description Whose own packs to see beside the published ones. Default: the only tenant of the token; a token that leaves a choice sees the published ones. */
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
                /** @description Items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the page before. Good only with the same filters and order. */
                cursor?: string;
                /** @description Whose own packs to see beside the published ones. Default: the only tenant of the token; a token that leaves a choice sees the published ones. */
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
                /** @description `true`: the document as it was handed in. Else as it was translated. */
                original?: "true" | "false";
                /** @description Whose own packs to see beside the published ones. Default: the only tenant of the token; a token that leaves a choice sees the published ones. */
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
                /** @description May be left out when the token names one tenant only. */
                tenant_id?: string;
                /** @description Only of this domain. */
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
                /** @description Needed when the token names several. */
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
            /** @description Made */
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
                /** @description Needed when the token names several. */
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
                /** @description May be left out when the token names one tenant only. */
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
                /** @description Needed when the token names several. */
                tenant_id?: string;
            };
            header?: {
                /** @description The version that was seen: `"3"`. When another one is in force, nothing is changed. */
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
                /** @description Needed when the token names several. */
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
                /** @description Items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the page before. Good only with the same filters and order. */
                cursor?: string;
                /** @description May be left out when the token names one tenant only. */
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
                /** @description Items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the page before. Good only with the same filters and order. */
                cursor?: string;
                /** @description Repeatable: any of the values. */
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
            /** @description Made */
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
                    /** @description The revision, in quotes: for If-Match. */
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
                /** @description The ETag that the change was made for. */
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
                    /** @description The revision, in quotes: for If-Match. */
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
                /** @description Items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the page before. Good only with the same filters and order. */
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
                /** @description Items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the page before. Good only with the same filters and order. */
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
                /** @description Items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the page before. Good only with the same filters and order. */
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
                /** @description `true`: the document as it was handed in. Else as it was translated. */
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
                /** @description Items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the page before. Good only with the same filters and order. */
                cursor?: string;
                /** @description May be left out when the token names one tenant only. */
                tenant_id?: string;
                /** @description Domain. Repeatable: any of the values. */
                domain?: string[];
                /** @description Only tools that are switched on, or only those that are off. */
                enabled?: boolean;
                /** @description Part of the name, in any case. */
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
                /** @description May be left out when the token names one tenant only. */
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
            /** @description Made */
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
                /** @description Items on a page. */
                limit?: number;
                /** @description The `next_cursor` of the page before. Good only with the same filters and order. */
                cursor?: string;
                /** @description May be left out when the token names one tenant only. */
                tenant_id?: string;
                /** @description Name of the tool. Repeatable: any of the values. */
                tool?: string[];
                /** @description Status. Repeatable, or between commas: any of the values. */
                status?: ("requested" | "waiting" | "running" | "succeeded" | "failed" | "cancelled")[];
                /** @description Runs for this exception. */
                exception_id?: string;
                /** @description Who asked for it: `user:<subject>` or `playbook:<name>`. Repeatable: any of the values. */
                requested_by?: string[];
                /** @description Asked for then or later. An RFC 3339 instant, or a day (UTC). */
                from?: string;
                /** @description Asked for then or before. An RFC 3339 instant, or a day (UTC). */
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
                /** @description May be left out when the token names one tenant only. */
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
                /** @description May be left out when the token names one tenant only. */
                tenant_id?: string;
            };
            header?: {
                /** @description The same key with the same request gives the same answer and does nothing new. */
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
            /** @description Taken; `status_url` says what becomes of it */
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
                /** @description May be left out when the token names one tenant only. */
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
                /** @description May be left out when the token names one tenant only. */
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
                /** @description May be left out when the token names one tenant only. */
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
                /** @description May be left out when the token names one tenant only. */
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
                /** @description May be left out when the token names one tenant only. */
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
                /** @description May be left out when the token names one tenant only. */
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
                /** @description May be left out when the token names one tenant only. */
                tenant_id?: string;
            };
            header?: {
                /** @description The same key with the same request gives the same answer and does nothing new. */
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
            /** @description Taken; `status_url` says what becomes of it */
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
                /** @description May be left out when the token names one tenant only. */
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
                /** @description May be left out when the token names one tenant only. */
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
            /** @description Made */
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
                /** @description May be left out when the token names one tenant only. */
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
                /** @description May be left out when the token names one tenant only. */
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
                /** @description May be left out when the token names one tenant only. */
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
                /** @description The same key with the same request gives the same answer and does nothing new. */
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
    ExecutionController_executeNamed: {
        parameters: {
            query?: {
                /** @description May be left out when the token names one tenant only. */
                tenant_id?: string;
            };
            header?: {
                /** @description The same key with the same request gives the same answer and does nothing new. */
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
            /** @description Taken; `status_url` says what becomes of it */
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
