/**
 * Images of the traffic that are worth labelling: their list, answers, dismissals, export as tasks,
 * and the time until a model was trained with them. Knows no HTTP.
 */
package io.boxstream.ingest.hardexamples;
