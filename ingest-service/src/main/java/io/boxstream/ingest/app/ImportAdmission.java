package io.boxstream.ingest.app;

import io.boxstream.ingest.imports.Imports;
import io.boxstream.ingest.imports.TooManyImportsException;
import io.boxstream.rest.problem.EarlyProblems;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses archives for which there is no place before they are sent. */
@Singleton
public class ImportAdmission {
  private static final String PATH = "/v1/imports";
  private static final String PLACE = ImportAdmission.class.getName();
  private static final int BEFORE_THE_BODY = Priorities.USER + 50;

  /** Filters are created when the service is built, before its configuration is known. */
  private final Instance<Imports> imports;

  ImportAdmission(Instance<Imports> imports) {
    this.imports = imports;
  }

  @ServerRequestFilter(nonBlocking = true, priority = BEFORE_THE_BODY)
  void admit(RoutingContext context) {
    if (context.request().method() != HttpMethod.POST || !context.normalizedPath().equals(PATH)) {
      return;
    }
    try {
      context.put(PLACE, imports.get().reserve());
      context.addEndHandler(ended -> release(context));
    } catch (TooManyImportsException e) {
      EarlyProblems.closeAfterwards(context);
      throw e;
    }
  }

  /** Frees the place of a request: its import has started. */
  static void release(RoutingContext context) {
    Imports.Place place = context.get(PLACE);
    place.close();
  }
}
