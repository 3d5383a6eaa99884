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
import io.boxstream.rest.upload.ReceivedBody;
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
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/** The least service that uses this module. */
@Path("/")
public class TestService {
  static final long UPLOAD_LIMIT = 1000;
  static final long LARGE = 256L << 20;

  /** Requests of {@code /held} wait for it. */
  public static final Semaphore HELD = new Semaphore(0);

  /** Answers of {@code /large} that are being written. */
  public static final AtomicInteger WRITING = new AtomicInteger();

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

  @POST
  @Path("/archives")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  public String archive(InputStream body) throws IOException {
    boolean inFile = ReceivedBody.file(body).isPresent();
    return body.transferTo(OutputStream.nullOutputStream()) + (inFile ? " in a file" : "");
  }

  @POST
  @Path("/form-sizes")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Produces(MediaType.TEXT_PLAIN)
  public long sizeOfImage(MultipartFormDataInput form) throws IOException {
    return form.getValues().get("image").iterator().next().getFileItem().getFileSize();
  }

  /** Occupies a worker until the test lets it go. */
  @GET
  @Path("/held")
  @Produces(MediaType.TEXT_PLAIN)
  public String held() throws InterruptedException {
    HELD.acquire();
    return "let go";
  }

  /** More than any buffer on the way to a client. */
  @GET
  @Path("/large")
  public StreamingOutput large() {
    return out -> {
      WRITING.incrementAndGet();
      try {
        byte[] part = new byte[1 << 16];
        for (int count = 0; count < LARGE / part.length; count++) {
          out.write(part);
        }
      } finally {
        WRITING.decrementAndGet();
      }
    };
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
            case "/uploads" -> Optional.of(BodyLimit.of(UPLOAD_LIMIT, "boxstream.test.upload"));
            case "/archives" -> Optional.of(BodyLimit.of(1L << 40, "boxstream.test.archive"));
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
