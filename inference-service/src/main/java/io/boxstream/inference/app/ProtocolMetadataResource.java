package io.boxstream.inference.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.access.Scope;
import io.boxstream.inference.protocol.ModelMetadata;
import io.boxstream.inference.protocol.ProtocolException;
import io.boxstream.rest.access.RequiredScope;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
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
  private final ObjectMapper mapper;
  private final String name;
  private final String version;

  ProtocolMetadataResource(
      InferenceProtocol protocol,
      ObjectMapper mapper,
      @ConfigProperty(name = "quarkus.application.name") String name,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.protocol = protocol;
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
  public ModelMetadata model(@Parameter(example = MODEL) @PathParam("name") String model) {
    return ModelMetadata.of(model, protocol.serving(model, Optional.empty()).generation());
  }

  /** A generation of the model, if it serves. */
  @GET
  @Path("/models/{name}/versions/{generation}")
  @RequiredScope(Scope.READ)
  @Operation(summary = "A generation of the model, if it is the one that serves")
  @APIResponse(responseCode = "200", description = "The model")
  public ModelMetadata model(
      @Parameter(example = MODEL) @PathParam("name") String model,
      @Parameter(example = GENERATION) @PathParam("generation") String generation) {
    return ModelMetadata.of(model, protocol.serving(model, Optional.of(generation)).generation());
  }

  /** Whether a model serves. */
  @GET
  @Path("/models/{name}/ready")
  @RequiredScope(Scope.READ)
  @Operation(summary = "Whether the model serves")
  @APIResponse(responseCode = "200", description = "It does")
  @APIResponse(responseCode = "400", description = "No model has been promoted or loaded yet")
  public ModelReady modelReady(@Parameter(example = MODEL) @PathParam("name") String model) {
    return ready(model, Optional.empty());
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
      @Parameter(example = GENERATION) @PathParam("generation") String generation) {
    return ready(model, Optional.of(generation));
  }

  /** The models: one, and none if the question is for those that are ready and it is not. */
  @POST
  @Path("/repository/index")
  @RequiredScope(Scope.READ)
  @Consumes(MediaType.WILDCARD)
  @Blocking
  @Operation(summary = "The models of the service: one")
  @RequestBody(
      description = "{\"ready\": true} asks for models that serve; may be missing",
      required = false,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.OBJECT)))
  @APIResponse(responseCode = "200", description = "Its name, generation and state")
  public List<IndexEntry> index(InputStream question) throws IOException {
    boolean onlyReady = asksForReady(question.readNBytes(LONGEST_QUESTION + 1));
    return protocol
        .identity()
        .map(serving -> entry(String.valueOf(serving.generation()), "READY", ""))
        .or(
            () ->
                onlyReady
                    ? Optional.empty()
                    : Optional.of(entry("", "UNAVAILABLE", "no model is loaded yet")))
        .map(List::of)
        .orElse(List.of());
  }

  private IndexEntry entry(String generation, String state, String reason) {
    return new IndexEntry(protocol.model(), generation, state, reason);
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

  private ModelReady ready(String model, Optional<String> generation) {
    if (model.equals(protocol.model())) {
      requireModel();
    }
    protocol.serving(model, generation);
    return new ModelReady(model, true);
  }

  /** The protocol wants a status of 4xx, not 503. */
  private void requireModel() {
    if (protocol.identity().isEmpty()) {
      throw ProtocolException.invalid("no model is loaded yet");
    }
  }
}
