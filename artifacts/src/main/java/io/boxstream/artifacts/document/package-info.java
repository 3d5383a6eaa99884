/**
 * How documents look in the store: one JSON object with its kind and version beside its fields,
 * written once.
 */
package io.boxstream.artifacts.document;
