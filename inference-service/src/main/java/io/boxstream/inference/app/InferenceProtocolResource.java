package io.boxstream.inference.app;

import io.boxstream.access.Scope;
import io.boxstream.inference.protocol.InferenceResponse;
import io.boxstream.inference.serve.Deadline;
import io.boxstream.rest.access.RequiredScope;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Inference by the Open Inference Protocol, version 2. */
@Path("/v2")
public class InferenceProtocolResource {
  private static final String HEADER_LENGTH = "Inference-Header-Content-Length";
  private static final String DESCRIPTION =
      "The input image is BYTES (encoded files; Base64 in JSON), or pixels as UINT8 or FP32, NHWC"
          + " or NCHW, as GET /v2/models/{name} describes them. The first dimension is the number"
          + " of images. The parameters threshold and top_k choose among the boxes. Outputs are"
          + " boxes, scores, labels and count. Binary tensors follow the JSON, as the extension"
          + " binary_tensor_data says.";

  private final InferenceProtocol protocol;
  private final RequestedModels models;

  InferenceProtocolResource(InferenceProtocol protocol, RequestedModels models) {
    this.protocol = protocol;
    this.models = models;
  }

  /** Detects with the model that serves. */
  @POST
  @Path("/models/{name}/infer")
  @RequiredScope(Scope.DETECT)
  @Consumes(MediaType.WILDCARD)
  @Produces({MediaType.APPLICATION_JSON, MediaType.APPLICATION_OCTET_STREAM})
  @Blocking
  @Operation(summary = "Detect in images by the Open Inference Protocol", description = DESCRIPTION)
  @Parameter(
      name = HEADER_LENGTH,
      in = ParameterIn.HEADER,
      description =
          "Bytes of JSON at the beginning of the body; 0 for a body that is an image and nothing"
              + " else. Without it all of the body is JSON",
      schema = @Schema(type = SchemaType.INTEGER, minimum = "0"))
  @RequestBody(
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ProtocolSchemas.Request.class),
            examples = @ExampleObject(name = "pixels", value = ProtocolSchemas.PIXELS)),
        @Content(
            mediaType = MediaType.APPLICATION_OCTET_STREAM,
            schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  @APIResponse(
      responseCode = "200",
      description = "What the model found; application/octet-stream if an output is binary",
      headers =
          @Header(
              name = HEADER_LENGTH,
              description = "Bytes of JSON in front of the binary data, if there are some",
              schema = @Schema(type = SchemaType.INTEGER)),
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ProtocolSchemas.Answer.class)),
        @Content(
            mediaType = MediaType.APPLICATION_OCTET_STREAM,
            schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  @APIResponse(responseCode = "413", description = "Too many images, bytes or pixels")
  @APIResponse(responseCode = "415", description = "An image has a format that is not read")
  @APIResponse(responseCode = "422", description = "An image cannot be read")
  @APIResponse(
      responseCode = "500",
      description = "The engine failed on an image; the log has the cause")
  @APIResponse(
      responseCode = "429",
      description = "Too much to do, or too many requests of the caller; see Retry-After")
  @APIResponse(responseCode = "503", description = "No model, or no answer in time")
  @APIResponse(responseCode = "504", description = "The deadline of the request has passed")
  public CompletionStage<Response> infer(
      @Parameter(example = ProtocolMetadataResource.MODEL) @PathParam("name") String name,
      InputStream body,
      @Context HttpHeaders headers,
      @Context RoutingContext context)
      throws IOException {
    return infer(models.named(context, name), Optional.empty(), body, headers);
  }

  /** Detects if a generation is the one that serves. */
  @POST
  @Path("/models/{name}/versions/{generation}/infer")
  @RequiredScope(Scope.DETECT)
  @Consumes(MediaType.WILDCARD)
  @Produces({MediaType.APPLICATION_JSON, MediaType.APPLICATION_OCTET_STREAM})
  @Blocking
  @Operation(
      summary = "Detect in images with a generation of the model, if it is the one that serves",
      description = DESCRIPTION)
  @Parameter(
      name = HEADER_LENGTH,
      in = ParameterIn.HEADER,
      description = "As without a version",
      schema = @Schema(type = SchemaType.INTEGER, minimum = "0"))
  @RequestBody(
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ProtocolSchemas.Request.class),
            examples = @ExampleObject(name = "pixels", value = ProtocolSchemas.PIXELS)),
        @Content(
            mediaType = MediaType.APPLICATION_OCTET_STREAM,
            schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  @APIResponse(
      responseCode = "200",
      description = "What the model found; application/octet-stream if an output is binary",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ProtocolSchemas.Answer.class)),
        @Content(
            mediaType = MediaType.APPLICATION_OCTET_STREAM,
            schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  @APIResponse(responseCode = "413", description = "Too many images, bytes or pixels")
  @APIResponse(responseCode = "415", description = "An image has a format that is not read")
  @APIResponse(responseCode = "422", description = "An image cannot be read")
  @APIResponse(
      responseCode = "500",
      description = "The engine failed on an image; the log has the cause")
  @APIResponse(
      responseCode = "429",
      description = "Too much to do, or too many requests of the caller; see Retry-After")
  @APIResponse(responseCode = "503", description = "No model, or no answer in time")
  @APIResponse(responseCode = "504", description = "The deadline of the request has passed")
  public CompletionStage<Response> inferWithVersion(
      @Parameter(example = ProtocolMetadataResource.MODEL) @PathParam("name") String name,
      @Parameter(example = ProtocolMetadataResource.GENERATION) @PathParam("generation")
          String generation,
      InputStream body,
      @Context HttpHeaders headers,
      @Context RoutingContext context)
      throws IOException {
    return infer(models.named(context, name), Optional.of(generation), body, headers);
  }

  private CompletionStage<Response> infer(
      String name, Optional<String> version, InputStream body, HttpHeaders headers)
      throws IOException {
    List<String> lengths = headers.getRequestHeader(HEADER_LENGTH);
    Optional<String> length =
        lengths == null || lengths.isEmpty()
            ? Optional.empty()
            : Optional.of(String.join(",", lengths));
    return protocol
        .infer(name, version, body, length, headers.getHeaderString(Deadline.HEADER))
        .thenApply(InferenceProtocolResource::answer);
  }

  private static Response answer(InferenceResponse response) {
    boolean isBinary = response.headerLength().isPresent();
    Response.ResponseBuilder answer =
        Response.ok(
            response.body(),
            isBinary ? MediaType.APPLICATION_OCTET_STREAM : MediaType.APPLICATION_JSON);
    response.headerLength().ifPresent(length -> answer.header(HEADER_LENGTH, length));
    return answer.build();
  }
}
