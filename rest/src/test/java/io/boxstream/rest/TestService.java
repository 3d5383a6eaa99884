package io.boxstream.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.access.Scope;
import io.boxstream.artifacts.store.StoreUnavailableException;
import io.boxstream.events.consume.ConsumerLoop;
import io.boxstream.rest.access.Callers;
import io.boxstream.rest.access.OpenPaths;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.health.FollowedTopics;
import io.boxstream.rest.lifecycle.ServiceProcess;
import io.boxstream.rest.problem.Problem;
import io.boxstream.rest.problem.ProblemException;
import io.boxstream.rest.upload.BodyLimit;
import io.boxstream.rest.upload.BodyLimits;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/** The least service that uses this module. */
@Path("/")
public class TestService {
  static final long UPLOAD_LIMIT = 1000;

  static final CountDownLatch mayRead = new CountDownLatch(1);

  /** A body of JSON. */
  record Order(int count) {}

  @GET
  @Path("/refused")
  public String refused() {
    throw new ProblemException(Problem.of(409, "already-there", "it is there").with("id", "x-1"));
  }

  @GET
  @Path("/later")
  public CompletionStage<String> later() {
    return CompletableFuture.supplyAsync(
        () -> {
          throw ProblemException.of(422, "unreadable", "it cannot be read");
        });
  }

  @GET
  @Path("/broken")
  public String broken() {
    throw new IllegalStateException("a secret of the inside");
  }

  @GET
  @Path("/away")
  public String away() {
    throw new StoreUnavailableException("the store does not answer", new IOException("refused"));
  }

  @GET
  @Path("/counted")
  @RequiredScope(Scope.READ)
  public int counted(@QueryParam("count") @Min(1) int count) {
    return count;
  }

  @POST
  @Path("/orders")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public int order(Order order) {
    return order.count();
  }

  @POST
  @Path("/uploads")
  @RequiredScope(Scope.LABEL)
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  public int upload(InputStream body) throws IOException {
    return body.readAllBytes().length;
  }

  @GET
  @Path("/caller")
  @RequiredScope(Scope.READ)
  @Produces(MediaType.TEXT_PLAIN)
  public String caller(@QueryParam("caller") String caller, @Context RoutingContext context) {
    return Callers.name(context, caller).orElse("unknown");
  }

  @POST
  @Path("/forms")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public int form(MultipartFormDataInput form) {
    return form.getValues().size();
  }

  /** Reads its body only when it may. */
  @POST
  @Path("/archives")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  public long archive(InputStream body) throws Exception {
    mayRead.await();
    return body.transferTo(OutputStream.nullOutputStream());
  }

  /** What a service has beside its resources. */
  static final class Beans {

    @jakarta.enterprise.inject.Produces
    @Singleton
    ObjectMapper mapper() {
      return new ObjectMapper();
    }

    @jakarta.enterprise.inject.Produces
    @Singleton
    BodyLimits limits() {
      return (method, path) ->
          switch (path) {
            case "/uploads" -> Optional.of(BodyLimit.of(UPLOAD_LIMIT));
            case "/archives" -> Optional.of(BodyLimit.of(Long.MAX_VALUE));
            default -> Optional.empty();
          };
    }

    @jakarta.enterprise.inject.Produces
    @Singleton
    OpenPaths openPaths() {
      return "/refused"::equals;
    }

    @jakarta.enterprise.inject.Produces
    @Singleton
    Loop loop() {
      return new Loop();
    }

    @jakarta.enterprise.inject.Produces
    @Singleton
    FollowedTopics topics(Loop loop) {
      return new FollowedTopics(Map.of("checkpoints", loop.status::get));
    }

    @jakarta.enterprise.inject.Produces
    @Singleton
    Process process() {
      return new Process();
    }
  }

  /** A loop whose status the test sets. */
  public static class Loop {
    final AtomicReference<ConsumerLoop.Status> status = new AtomicReference<>(running());

    static ConsumerLoop.Status running() {
      return new ConsumerLoop.Status(
          ConsumerLoop.State.RUNNING, 1, 0, Optional.empty(), null, Instant.now());
    }
  }

  /** Notes whether it was started. */
  public static class Process implements ServiceProcess {
    volatile boolean started;

    @Override
    public void start() {
      started = true;
    }

    @Override
    public void close() {
      started = false;
    }
  }
}
