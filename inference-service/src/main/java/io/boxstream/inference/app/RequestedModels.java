package io.boxstream.inference.app;

import io.boxstream.inference.model.ServedModels;
import io.boxstream.rest.access.Callers;
import io.boxstream.rest.problem.ProblemException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Which model a request is for, and whether its sender may use it. */
@Singleton
public class RequestedModels {
  private final ServedModels models;

  RequestedModels(InferenceApplication application) {
    this.models = application.requests().models();
  }

  /** The models of the service. */
  ServedModels all() {
    return models;
  }

  /**
   * The model of a request whose address names none.
   *
   * @param header the name that its header states, or null for the primary model
   * @throws ProblemException 403 if the key is for another model
   */
  String named(RoutingContext context, String header) {
    String name = header == null || header.isBlank() ? models.primary().name() : header.strip();
    Callers.requireModel(context, name);
    return name;
  }

  /**
   * The model of a request whose address names it.
   *
   * @param header the name that its header states, or null for none
   * @throws ProblemException 400 if both are there and differ, 403 if the key is for another model
   */
  String named(RoutingContext context, String path, String header) {
    if (header != null && !header.strip().equals(path)) {
      throw ProblemException.invalidRequest(
          "the address names the model %s, and the header model names %s"
              .formatted(path, header.strip()));
    }
    return named(context, path);
  }
}
