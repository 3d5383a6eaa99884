/** Rendered manifests, and what they have in common. */
package io.boxstream.kubernetes.manifest;
