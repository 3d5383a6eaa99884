/**
 * Compares rendered manifests of Kubernetes with the code: what a schema cannot know. The script
 * {@code deploy/kubernetes/check} renders them, asks an API server, and runs {@link
 * io.boxstream.kubernetes.Check}. Knows the topics and users of {@code events}, and reads
 * everything else from the files of a checkout.
 */
package io.boxstream.kubernetes;
