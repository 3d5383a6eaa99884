package io.boxstream.ingest.app;

import io.boxstream.ingest.imports.ImportCancelledException;
import io.boxstream.ingest.imports.ImportStatus;
import io.boxstream.ingest.imports.Imports;
import io.boxstream.ingest.imports.Place;
import io.boxstream.ingest.imports.TooManyImportsException;
import io.boxstream.rest.access.Callers;
import io.boxstream.rest.problem.EarlyProblems;
import io.boxstream.rest.problem.Problem;
import io.boxstream.rest.problem.ProblemException;
import io.boxstream.rest.upload.BodyReceiver;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses archives for which there is no place before they are sent, and those that are cancelled.
 */
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
      Place place =
          imports.get().reserve(Callers.name(context, context.request().getParam("caller")));
      context.put(PLACE, place);
      place.receiving(() -> Optional.of(received(context.request())));
      context.addEndHandler(ended -> place.close());
      place.onCancel(() -> BodyReceiver.refuse(context, cancelled(place)));
    } catch (TooManyImportsException | ProblemException e) {
      EarlyProblems.closeAfterwards(context);
      throw e;
    }
  }

  private static ImportStatus.Received received(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return new ImportStatus.Received(
        request.bytesRead(), Optional.ofNullable(length).map(Long::valueOf));
  }

  private static Problem cancelled(Place place) {
    return Problem.of(
        409, "import-cancelled", new ImportCancelledException(place.id()).getMessage());
  }

  /** The place of a request. */
  static Place place(RoutingContext context) {
    return context.get(PLACE);
  }
}
