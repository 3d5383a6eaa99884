/**
 * The format of documents in the store: one JSON object with kind, version and fields, written
 * once.
 */
package io.boxstream.artifacts.document;
