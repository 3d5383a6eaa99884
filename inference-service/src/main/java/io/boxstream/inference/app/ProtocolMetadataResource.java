package io.boxstream.inference.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.access.Scope;
import io.boxstream.inference.model.LoadFailure;
import io.boxstream.inference.model.ModelIdentity;
import io.boxstream.inference.model.ModelState;
import io.boxstream.inference.model.ModelStatus;
import io.boxstream.inference.protocol.ModelMetadata;
import io.boxstream.inference.protocol.ProtocolException;
import io.boxstream.rest.access.Callers;
import io.boxstream.rest.access.RequiredScope;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What the service and its model are, by the Open Inference Protocol, version 2. */
@Path("/v2")
@Produces(MediaType.APPLICATION_JSON)
public class ProtocolMetadataResource {
  /**
   * Examples of the OpenAPI document: the name of a model as it is configured by default, and its
   * first generation.
   */
  static final String MODEL = "detector";

  static final String GENERATION = "1";

  private static final int LONGEST_QUESTION = 64 * 1024;

  private final InferenceProtocol protocol;
  private final RequestedModels models;
  private final ObjectMapper mapper;
  private final String name;
  private final String version;

  ProtocolMetadataResource(
      InferenceProtocol protocol,
      RequestedModels models,
      ObjectMapper mapper,
      @ConfigProperty(name = "quarkus.application.name") String name,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.protocol = protocol;
    this.models = models;
    this.mapper = mapper;
    this.name = name;
    this.version = version;
  }

  /**
   * The service.
   *
   * @param extensions of the protocol that it has
   */
  public record Server(String name, String version, List<String> extensions) {}

  /** An answer to the question whether the process lives. */
  public record Live(boolean live) {}

  /** An answer to the question whether requests can be answered. */
  public record Ready(boolean ready) {}

  /** An answer to the question whether a model serves. */
  public record ModelReady(String name, boolean ready) {}

  /**
   * A model of the repository.
   *
   * @param version the generation; empty text if none serves
   * @param state {@code READY} or {@code UNAVAILABLE}
   * @param reason why it does not serve
   */
  public record IndexEntry(String name, String version, String state, String reason) {}

  /** The service. */
  @GET
  @RequiredScope(Scope.READ)
  @Operation(summary = "The service and the extensions of the Open Inference Protocol that it has")
  @APIResponse(responseCode = "200", description = "The service")
  public Server server() {
    return new Server(name, version, List.of("binary_tensor_data"));
  }

  /** Whether the process lives. */
  @GET
  @Path("/health/live")
  @Operation(summary = "Whether the service lives; needs no key")
  @APIResponse(responseCode = "200", description = "It does")
  public Live live() {
    return new Live(true);
  }

  /** Whether requests can be answered. */
  @GET
  @Path("/health/ready")
  @Operation(summary = "Whether a model serves; needs no key")
  @APIResponse(responseCode = "200", description = "One does")
  @APIResponse(responseCode = "400", description = "No model has been promoted or loaded yet")
  public Ready ready() {
    requireModel();
    return new Ready(true);
  }

  /** The model that serves. */
  @GET
  @Path("/models/{name}")
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "The model that serves, its input and its outputs",
      description =
          "inputs lists the forms of the one input image; a request has it in one of them. -1 is"
              + " any size. Outputs are filled up with zeros to the most boxes of an image")
  @APIResponse(responseCode = "200", description = "The model")
  public ModelMetadata model(
      @Parameter(example = MODEL) @PathParam("name") String model,
      @Context RoutingContext context) {
    return metadata(models.named(context, model), Optional.empty());
  }

  /** A generation of the model, if it serves. */
  @GET
  @Path("/models/{name}/versions/{generation}")
  @RequiredScope(Scope.READ)
  @Operation(summary = "A generation of the model, if it is the one that serves")
  @APIResponse(responseCode = "200", description = "The model")
  public ModelMetadata model(
      @Parameter(example = MODEL) @PathParam("name") String model,
      @Parameter(example = GENERATION) @PathParam("generation") String generation,
      @Context RoutingContext context) {
    return metadata(models.named(context, model), Optional.of(generation));
  }

  /** Whether a model serves. */
  @GET
  @Path("/models/{name}/ready")
  @RequiredScope(Scope.READ)
  @Operation(summary = "Whether the model serves")
  @APIResponse(responseCode = "200", description = "It does")
  @APIResponse(responseCode = "400", description = "No model has been promoted or loaded yet")
  public ModelReady modelReady(
      @Parameter(example = MODEL) @PathParam("name") String model,
      @Context RoutingContext context) {
    return ready(models.named(context, model), Optional.empty());
  }

  /** Whether a generation serves. */
  @GET
  @Path("/models/{name}/versions/{generation}/ready")
  @RequiredScope(Scope.READ)
  @Operation(summary = "Whether a generation of the model is the one that serves")
  @APIResponse(responseCode = "200", description = "It is")
  @APIResponse(responseCode = "400", description = "No model has been promoted or loaded yet")
  public ModelReady versionReady(
      @Parameter(example = MODEL) @PathParam("name") String model,
      @Parameter(example = GENERATION) @PathParam("generation") String generation,
      @Context RoutingContext context) {
    return ready(models.named(context, model), Optional.of(generation));
  }

  /** The models that may be served, or those that are in memory. */
  @POST
  @Path("/repository/index")
  @RequiredScope(Scope.READ)
  @Consumes(MediaType.WILDCARD)
  @Blocking
  @Operation(summary = "The models of the service")
  @RequestBody(
      description = "{\"ready\": true} asks for models that are in memory; may be missing",
      required = false,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.OBJECT)))
  @APIResponse(responseCode = "200", description = "Their names, generations and states")
  public List<IndexEntry> index(InputStream question, @Context RoutingContext context)
      throws IOException {
    boolean onlyReady = asksForReady(question.readNBytes(LONGEST_QUESTION + 1));
    return protocol.models().statuses().stream()
        .filter(status -> Callers.mayUseModel(context, status.name()))
        .filter(status -> !onlyReady || status.identity().isPresent())
        .map(ProtocolMetadataResource::entry)
        .toList();
  }

  private static IndexEntry entry(ModelStatus status) {
    return status
        .identity()
        .map(
            serving ->
                new IndexEntry(status.name(), String.valueOf(serving.generation()), "READY", ""))
        .orElseGet(() -> new IndexEntry(status.name(), "", "UNAVAILABLE", reason(status)));
  }

  private static String reason(ModelStatus status) {
    if (status.primary()) {
      return "no model is loaded yet";
    }
    return switch (status.state()) {
      case UNLOADED -> "not in memory; the first request loads it";
      case LOADING, LOADED -> "being loaded";
      case FAILED -> status.failure().map(LoadFailure::reason).orElse("cannot be loaded");
    };
  }

  private ModelMetadata metadata(String model, Optional<String> generation) {
    ModelStatus status = protocol.served(model, generation);
    if (generation.isPresent() && status.identity().isEmpty()) {
      throw ProtocolException.notFound(
          "version %s of the model %s is not in memory".formatted(generation.get(), model));
    }
    return ModelMetadata.of(model, status.identity().map(ModelIdentity::generation));
  }

  private boolean asksForReady(byte[] question) throws IOException {
    if (question.length > LONGEST_QUESTION) {
      throw ProtocolException.invalid("the question has more than 64 KiB");
    }
    if (question.length == 0) {
      return false;
    }
    JsonNode object = mapper.readTree(question);
    if (!object.isObject() || !object.path("ready").asText("false").matches("true|false")) {
      throw ProtocolException.invalid("the body must be {\"ready\": true}, or another object");
    }
    return object.path("ready").asBoolean();
  }

  /** An extra model that is not in memory counts as ready: its first request loads it. */
  private ModelReady ready(String model, Optional<String> generation) {
    if (protocol.models().isPrimary(model)) {
      requireModel();
    }
    ModelStatus status = protocol.served(model, generation);
    if (generation.isPresent()) {
      metadata(model, generation);
    }
    if (status.state() == ModelState.FAILED) {
      throw ProtocolException.invalid("model %s: %s".formatted(model, reason(status)));
    }
    return new ModelReady(model, true);
  }

  /** The protocol wants a status of 4xx, not 503. */
  private void requireModel() {
    if (protocol.models().primary().identity().isEmpty()) {
      throw ProtocolException.invalid("no model is loaded yet");
    }
  }
}
