/**
 * Annotations that the classes of Strimzi's model bear, as far as a schema needs them. Their own
 * jar, {@code io.strimzi:crd-generator}, is no dependency of the model; Java forgets annotations
 * whose class it does not find.
 */
package io.strimzi.crdgenerator.annotations;
