"""What a client calls in each scenario, and which bad clients its verdict has to fail."""

ME = ["GET /me"]
ME_TWICE = ME * 2
EVENTS = ["GET /console/events"]
BILLING = ["GET /billing/summary"]
THEN_SUMMARY = ["GET /me", "GET /usage/summary"]
THEN_HEALTH = ["GET /me", "GET /health"]
CREATE = ['POST /keys {"name": "ci", "scopes": ["read", "write"]}']
PAGES = [f"GET /console/events?sort=ts_asc&limit=2&offset={offset}" for offset in (0, 2, 4)]
PRICE = ["GET /org/billing/price"]
USAGE = ["GET /org/billing/usage"]
TURN = ["GET /evaluation/usage"]
SPLIT = ["GET /org/billing/allocation"]
BY_TEAM = ["GET /org/billing/allocation?group_by=tag&key=team"]
RETAG = ['PUT /org/billing/tenants/org_9/tags {"tags": {"team": "search"}}']
INTEREST = [
    'POST /interest/pro {"email": "kim@example.com", "name": "Kim"}',
    "GET /interest/pro/status",
]

EVENT = '{"actor_id": "ann", "session_id": "s-1", "kind": "user_message", "content": "%s"}'
INGEST = ['POST /v1/ingest {"events": [%s]}' % (EVENT % "I prefer the dark theme.")]
BATCH = ['POST /v1/ingest {"events": [%s, %s]}' % (EVENT % "One.", EVENT % "Two.")]
OTHER_BATCH = ['POST /v1/ingest {"events": [%s, %s]}' % (EVENT % "Three.", EVENT % "Four.")]
INGEST_WITH_ORG = ['POST /v1/ingest {"org_id": "org_free", "events": [%s]}' % (EVENT % "One.")]
STATUS = ['POST /v1/status {"event_ids": ["[ingested]"]}']
SEARCH = ['POST /v1/search {"query": "dark theme", "limit": 10, "threshold": 0.0}']
MEMORIES = ["GET /v1/console/memories"]
MEMORY_PAGES = [
    f"GET /v1/console/memories?sort=observed_at_asc&limit=2&offset={offset}" for offset in (0, 2)
]
ORG = ['POST /v1/orgs {"org_id": "org_1", "name": "Acme", "focus": "tools"}']

ADD = ['POST /memory/add {"text": "Team lunch moves to Thursday noon."}']
OTHER_ADD = ['POST /memory/add {"text": "The budget was approved on Monday."}']
SHORT_ADD = ['POST /memory/add {"text": "Short."}']
GREETING = ['POST /memory/add {"text": "Hello there, thank you!"}']
BATCH_OF_3 = [
    'POST /memory/batch {"items": [%s]}'
    % ", ".join('{"text": "Schema v%d was approved."}' % number for number in (1, 2, 3))
]
QUESTION = ['POST /memory/query {"query": "when is lunch"}']
WITH_K = ['POST /memory/query {"query": "when is lunch", "k": %d}' % k for k in (1000, 0, -3)]
FORGET = ['DELETE /memory/forget {"memory_ids": [1]}']
RECALL = [
    'POST /v1/memory/recall {"tenant_id": "org_7", "user_id": "u-31", "prompt": "which seats?"}'
]


def turn(tenant, text):
    return [
        'POST /v1/memory/add_turn {"tenant_id": "%s", "user_id": "u-31", "text": "%s", '
        '"metadata": {"session_id": "s-1"}}' % (tenant, text)
    ]


SEAT = "I prefer window seats."
TEA = "I drink green tea at noon."
ROW = "I sit in the first row."

# name: (calls, names of bad clients)
CASES = {
    "auth/code_on_the_wrong_status": (ME, ["TopReader", "Stubborn"]),
    "auth/expired_key": (ME, ["Stubborn"]),
    "auth/gateway_forbidden": (ME, ["Stubborn"]),
    "auth/gateway_forbidden_after_success": (ME_TWICE, ["Stubborn"]),
    "auth/insufficient_scope": (CREATE, ["Stubborn"]),
    "auth/member_is_no_admin": (ME + ["GET /keys"], ["Stubborn"]),
    "auth/read_only_key": (["GET /keys"] + CREATE, ["Stubborn"]),
    "auth/revoked_key": (ME, ["Stubborn"]),
    "auth/role_granted_between_calls": (["GET /keys", "GET /me", "GET /keys"], ["Resigned"]),
    "auth/scope_in_words": (ME, ["Stubborn"]),
    "auth/unknown_key": (["as msy_00000000000000000000000000000000: GET /me"], ["Stubborn"]),
    "billing/disabled": (BILLING, ["Stubborn"]),
    "billing/disabled_then_enabled": (BILLING + ME + BILLING, ["Resigned", "Stubborn"]),
    "billing/free_tier": (BILLING, ["Stubborn"]),
    "billing/interest_expressed": (INTEREST, []),
    "billing/invoices_disabled": (["GET /billing/invoices"], ["Stubborn"]),
    "headers/malformed": (THEN_SUMMARY, ["Strict"]),
    "headers/missing": (THEN_SUMMARY, ["Strict"]),
    "headers/negative": (THEN_SUMMARY, ["Strict"]),
    "headers/repeated": (THEN_SUMMARY, ["Strict"]),
    "headers/reset_alone": (THEN_SUMMARY, ["Strict"]),
    "ingest/duplicate": (INGEST * 2, ["Renaming"]),
    "ingest/duplicate_after_a_minute": (INGEST * 2, ["Endless"]),
    "ingest/extraction_failing": (INGEST + STATUS, ["Resending"]),
    "ingest/extraction_slow": (INGEST + STATUS * 4 + SEARCH, ["Resending"]),
    "ingest/lost_answer": (INGEST * 2 + STATUS, ["Stubborn", "Resigned"]),
    "ingest/memories_full": (INGEST + SEARCH, ["Endless", "Resigned"]),
    "ingest/month_turns": (INGEST + ["GET /health"] + INGEST + STATUS, ["Endless", "Resigned"]),
    "ingest/org_id_on_the_free_tier": (INGEST_WITH_ORG, ["Stubborn"]),
    "ingest/quota_boundary": (BATCH + OTHER_BATCH + INGEST, ["Endless", "Resigned"]),
    "ingest/wrong_scope": (INGEST + SEARCH, ["Stubborn", "Resigned"]),
    "keys/at_the_cap": (CREATE, []),
    "keys/created_used_deleted": (
        CREATE + ["as created: GET /me", "DELETE /keys/[created]", "as created: GET /me"],
        ["Stubborn"],
    ),
    "keys/expires_between_calls": (ME_TWICE, ["Stubborn"]),
    "keys/lost_answer": (CREATE + ["GET /keys"], ["Stubborn", "Resigned"]),
    "keys/over_the_cap": (CREATE * 2, ["Stubborn"]),
    "keys/revoked_between_calls": (ME_TWICE, ["Stubborn"]),
    "keys/room_after_delete": (CREATE + ["DELETE /keys/[key_member]"] + CREATE, ["Resigned"]),
    "keys/strange_id": (["GET /keys/[a/b c?]/usage"], ["Loose", "Stubborn"]),
    "keys/unknown": (["DELETE /keys/[key_none]"], ["Stubborn"]),
    "costs/cycle_anchored_on_day_31": (USAGE + TURN + USAGE, []),
    "costs/grouped_by_tag": (BY_TEAM + RETAG + BY_TEAM, []),
    "costs/price_changes_at_cycle_start": (PRICE + TURN + PRICE, []),
    "costs/price_changes_mid_cycle": (PRICE + TURN + PRICE, []),
    "costs/split_over_tenants": (SPLIT + TURN + SPLIT, []),
    "costs/trend_all_gone": (USAGE + TURN + USAGE, []),
    "costs/trend_from_zero": (USAGE, []),
    "costs/trend_like_for_like": (ADD + USAGE, []),
    "costs/usage_limit_lowered": (USAGE + TURN + USAGE, []),
    "evaluation/mint_refused": (["POST /evaluation/keys"], []),
    "rate_limits/hour_boundary": (PRICE * 5, []),
    "rate_limits/per_hour": (PRICE * 4, ["Meek"]),
    "rate_limits/per_minute": (PRICE * 4, ["Meek"]),
    "rate_limits/per_second": (PRICE * 2, ["Meek"]),
    "rate_limits/refused_charges_nothing": (PRICE * 6, []),
    "metering/batch_counts_once": (BATCH_OF_3 + ADD + OTHER_ADD, ["Splitting", "Hopeful"]),
    "metering/commit_then_500": (ADD * 2 + ["GET /memory/export"], ["Rewording", "Resigned"]),
    "metering/cycle_turns": (ADD * 2, ["Resigned", "Hopeful"]),
    "metering/delete_with_body": (ADD + FORGET + ["GET /memory/1"], ["Bodiless"]),
    "metering/error_shapes": (["GET /org/projects"] * 3, ["OneShaped", "Stubborn"]),
    "metering/failed_call_counts_nothing": (
        SHORT_ADD + ADD * 2 + OTHER_ADD,
        ["Stubborn", "Resigned", "Hopeful"],
    ),
    "metering/k_clamped": (WITH_K + QUESTION, ["Hopeful"]),
    "metering/low_value_counts": (GREETING + ADD + OTHER_ADD, ["Insistent", "Hopeful"]),
    "metering/missing_end_user": (QUESTION, ["Ownerless"]),
    "metering/purge_refused": (ADD + ["GET /memory/export"] + FORGET, ["Purging"]),
    "metering/replay_counts_nothing": (
        turn("default", SEAT) * 2 + turn("default", TEA) + turn("default", ROW),
        ["Renaming", "Hopeful"],
    ),
    "metering/silent_add": (ADD + OTHER_ADD, ["Insistent"]),
    "metering/silent_query": (ADD + QUESTION * 2, ["Insistent"]),
    "metering/silent_recall": (turn("org_7", SEAT) + RECALL * 2, ["FallingBack"]),
    "metering/silent_turn": (turn("org_7", SEAT) + turn("org_7", TEA), ["Insistent"]),
    "metering/strict_key": (QUESTION * 2, ["Hopeful", "Stubborn"]),
    "metering/tenant_mismatch": (
        turn("org_3", SEAT) + turn("org_7", SEAT),
        ["Stubborn", "Resigned"],
    ),
    "memory/clear_not_implemented": (["DELETE /v1/clear/notes"] + SEARCH, ["Stubborn", "Resigned"]),
    "memory/feature_not_available": (SEARCH, ["Stubborn"]),
    "memory/found": (INGEST + STATUS * 2 + SEARCH, ["Resending"]),
    "memory/paged_while_new_ones_arrive": (
        MEMORY_PAGES[:1] + INGEST + MEMORY_PAGES[1:],
        ["OnePage"],
    ),
    "memory/search_boundary": (SEARCH * 2 + MEMORIES, ["Endless", "Resigned"]),
    "memory/seat_required": (MEMORIES + SEARCH, ["Stubborn", "Resigned"]),
    "orgs/foreign": (
        ["GET /v1/roles?org_id=org_1", "GET /v1/roles?org_id=org_2"],
        ["Stubborn"],
    ),
    "orgs/over_the_cap": (ORG, ["Stubborn"]),
    "quota/boundary": (ME_TWICE, ["Endless", "Resigned"]),
    "quota/exhausted": (ME, ["Endless"]),
    "quota/health_is_free": (THEN_HEALTH, ["Resigned"]),
    "quota/month_turns": (ME + ["GET /health"] + ME, ["Resigned"]),
    "quota/month_turns_between_calls": (ME_TWICE, ["Resigned"]),
    "quota/plan_upgraded": (ME_TWICE, ["Resigned"]),
    "quota/remaining_zero": (ME_TWICE, ["Resigned"]),
    "quota/retry_after_period_end": (ME, ["Hasty", "Deaf"]),
    "quota/unlimited": (THEN_SUMMARY, ["Strict"]),
    "retry/absent": (ME, ["Hasty", "Meek"]),
    "retry/code_on_the_wrong_status": (ME, ["TopReader", "Stubborn"]),
    "retry/create_key": (CREATE, ["Meek", "Hasty", "Forgetful"]),
    "retry/date": (ME, ["Hasty", "Meek"]),
    "retry/date_asctime": (ME, ["Hasty", "Meek"]),
    "retry/date_rfc850": (ME, ["Hasty", "Meek"]),
    "retry/delete_key": (["DELETE /keys/[key_member]"], ["Hasty", "Meek"]),
    "retry/empty_429": (ME, ["TopReader", "Deaf"]),
    "retry/flat_429": (ME, ["DetailReader", "Deaf"]),
    "retry/flat_detail_429": (ME, ["DetailReader", "Deaf"]),
    "retry/for_ever": (ME, ["Endless", "Meek"]),
    "retry/fraction": (ME, ["Hasty", "Deaf", "Meek"]),
    "retry/gateway_429": (ME, ["TopReader", "Deaf"]),
    "retry/growing_backoff": (ME, ["Steady", "Hasty"]),
    "retry/html_429": (ME, ["TopReader", "Deaf"]),
    "retry/huge": (ME, ["Hasty", "Deaf"]),
    "retry/negative": (ME, ["Meek"]),
    "retry/nested_429": (ME, ["TopReader", "Deaf"]),
    "retry/not_a_number": (ME, ["Hasty", "Meek"]),
    "retry/not_after_500": (ME, ["Stubborn"]),
    "retry/not_after_502": (ME, ["Stubborn"]),
    "retry/not_after_503": (ME, ["Stubborn"]),
    "retry/quota_in_words": (THEN_HEALTH, ["Resigned"]),
    "retry/repeated": (ME, ["Hasty", "Meek"]),
    "retry/seconds": (ME, ["Hasty", "Deaf", "Meek"]),
    "retry/text_429": (ME, ["TopReader", "Deaf"]),
    "retry/then_refused": (ME, ["Stubborn", "Meek"]),
    "retry/then_unavailable": (ME, ["Stubborn", "Meek"]),
    "retry/twice": (ME, ["Hasty", "Deaf"]),
    "retry/words": (ME, ["Hasty", "Meek"]),
    "retry/zero": (ME, ["Deaf", "Meek"]),
    "seats/assigned_between_calls": (EVENTS + ME + EVENTS, ["Resigned"]),
    "seats/code_on_the_wrong_status": (EVENTS, ["Stubborn"]),
    "seats/events_paged": (PAGES, ["OnePage"]),
    "seats/limit_reached": (EVENTS, ["Stubborn"]),
    "seats/removed_between_calls": (EVENTS * 2, ["Stubborn"]),
    "seats/required": (EVENTS, ["Stubborn"]),
    "wire/closed_after": (ME_TWICE, ["OneConnection"]),
    "wire/connection_closed": (THEN_HEALTH, ["Stubborn"]),
    "wire/connection_refused": (ME, []),
    "wire/connection_reset": (THEN_HEALTH, ["Stubborn"]),
    "wire/cut": (EVENTS, ["Stubborn"]),
    "wire/cut_head": (ME, ["Stubborn"]),
    "wire/cut_rate_limit": (ME, ["Stubborn"]),
    "wire/drip": (ME, ["Impatient"]),
    "wire/early_answer": (CREATE, ["Stubborn"]),
    "wire/garbage": (THEN_HEALTH, ["Stubborn"]),
    "wire/length_too_long": (EVENTS, ["Stubborn"]),
    "wire/names_in_lower_case": (ME, ["Hasty", "Deaf", "Meek"]),
    "wire/not_json": (THEN_HEALTH, ["Distrustful"]),
    "wire/rate_limit_in_chunks": (ME, ["Hasty", "Deaf", "Meek"]),
    "wire/redirect_keeps_method": (CREATE, ["Rewriting"]),
    "wire/redirect_loop": (ME, ["Trusting"]),
    "wire/redirect_other_host": (ME, ["Trusting"]),
    "wire/redirect_other_port": (CREATE, ["Trusting"]),
    "wire/reset": (ME, ["Stubborn"]),
    "wire/reset_inside": (ME, ["Stubborn"]),
    "wire/slow": (ME, ["Impatient"]),
    "wire/stall_in_body": (ME, ["Impatient"]),
    "wire/tls_client_certificate": (ME, ["Anonymous", "Distant"]),
    "wire/tls_expired": (ME, ["Credulous"]),
    "wire/tls_untrusted": (ME, ["Credulous"]),
    "wire/tls_valid": (ME, ["Distant"]),
    "wire/tls_wrong_host": (ME, ["Credulous", "HostBlind"]),
    "wire/truncated_json": (THEN_HEALTH, ["Distrustful"]),
}

# Scenarios in which no call of a good client reaches the plane.
UNHEARD = {
    "wire/connection_refused",
    "wire/tls_expired",
    "wire/tls_untrusted",
    "wire/tls_wrong_host",
}
