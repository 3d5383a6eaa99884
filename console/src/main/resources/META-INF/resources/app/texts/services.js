/** What the parts of the system are called. */
const NAMES = {
  ingest: 'ingest-service',
  trainer: 'trainer-service',
  evaluator: 'evaluator-service',
  inference: 'inference-service',
  broker: 'Kafka',
  console: 'Console',
};

/** @param {string} name as in the events and answers of the console */
export const serviceName = (name) => NAMES[name] ?? name;
