package io.boxstream.rest.access;

/**
 * The models that a service is for, when it is for several: keys for one of them are let in. Its
 * addresses then see to it that a request is for the model of its key, with {@link
 * Callers#requireModel}. A service that is for several has one bean of this type.
 */
@FunctionalInterface
public interface ModelsOfService {

  /** Whether the service may serve a model of that name. */
  boolean has(String model);
}
