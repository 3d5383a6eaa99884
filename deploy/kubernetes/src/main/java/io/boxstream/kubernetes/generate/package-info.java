/** Manifests that say what the code says: topics, users, rules. */
package io.boxstream.kubernetes.generate;
