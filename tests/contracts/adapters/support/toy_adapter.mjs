// The adapter of toy_sdk.mjs; TOY_CAPS says what it claims.

const kit = await import(`${process.env.FAUXPLANE_ADAPTERS}/node/adapter_kit.mjs`);
const { Client, Second } = await import('./toy_sdk.mjs');

const one = {
  sdk: 'toy',
  version: '1',
  caps: process.env.TOY_CAPS?.split(','),
  open: (c) => new Client({ url: c.base_url, retries: c.max_retries }),
  methods: {
    ...kit.memsyMethods,
    renamed: (client, args) => client.echo({ value: args.value }),
    mistaken: (client) => client.eco(),
    wait: (client, args, { signal }) => client.wait(args, signal),
  },
};

// Clients of one SDK: what the first has, the second is not asked for.
const two = {
  sdk: 'toy',
  version: '1',
  service: 'memorysync',
  offers: ['echo', 'second'],
  open: (c) => [new Client({ url: c.base_url }), new Second()],
  close: (client) => console.error('closed', client.constructor.name),
};

kit.serve(process.env.TOY === 'two' ? two : one);
