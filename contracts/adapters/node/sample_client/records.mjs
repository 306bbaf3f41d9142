// Orgs, roles and teams of the hot path: records of one shape, and what is done with them.

import { present, queryOf, segment } from './calling.mjs';
import { anyObject, listOf, nothing, object, optional, text } from './models.mjs';

// `ids`: an org is named by its own, a role and a team by theirs and that of their org.
const recordCalls = (caller, path, record) => {
  const at = ([id, orgId], rest = '') =>
    `${path}/${segment(id)}${rest}${queryOf({ org_id: orgId })}`;
  return {
    create: (orgId, name, focus) => caller.post(record, path, { org_id: orgId, name, focus }),
    get: async (...ids) => caller.call(record, 'GET', at(ids)),
    update: async (...idsAndChange) => {
      const { name, focus, promotionPrompt } = idsAndChange.pop();
      const change = present({ name, focus, promotion_prompt: promotionPrompt });
      return caller.call(record, 'PATCH', at(idsAndChange), change);
    },
    regeneratePrompt: async (...ids) =>
      caller.call(record, 'POST', at(ids, '/regenerate-prompt')),
    delete: async (...ids) => caller.call(nothing, 'DELETE', at(ids)),
  };
};

const recordOf = (id) =>
  object({
    ...id,
    org_id: text,
    name: text,
    focus: text,
    promotion_prompt: text,
    created_at: text,
    updated_at: text,
    prompt_meta: optional(anyObject),
  });

export function orgCalls(caller) {
  const org = recordOf({});
  const orgs = listOf(org);
  return { list: () => caller.get(orgs, '/orgs'), ...recordCalls(caller, '/orgs', org) };
}

/** Roles, or teams, of an org. */
export function memberCalls(caller, path, idName) {
  const record = recordOf({ [idName]: text });
  const records = listOf(record);
  return {
    list: (orgId, { limit = 100, offset = 0 } = {}) =>
      caller.get(records, path, { org_id: orgId, limit, offset }),
    ...recordCalls(caller, path, record),
  };
}
