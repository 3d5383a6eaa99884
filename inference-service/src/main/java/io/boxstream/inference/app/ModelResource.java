package io.boxstream.inference.app;

import io.boxstream.access.Scope;
import io.boxstream.inference.model.ModelExport;
import io.boxstream.inference.model.ModelFormat;
import io.boxstream.inference.model.ModelIdentity;
import io.boxstream.inference.serve.ConcurrencyLimit;
import io.boxstream.inference.serve.NoModelException;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.problem.ProblemException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What serves now. */
@Path("/v1/model")
public class ModelResource {
  private static final String ZIP = "application/zip";
  private static final String BYTES = "application/octet-stream";

  /** Each holds a worker until its client has taken it. */
  private static final int MOST_EXPORTS = 4;

  private final InferenceApplication application;
  private final RequestedModels models;
  private final ConcurrencyLimit exports =
      new ConcurrencyLimit(
          MOST_EXPORTS, "exports are being sent already", () -> Duration.ofSeconds(5));

  ModelResource(InferenceApplication application, RequestedModels models) {
    this.application = application;
    this.models = models;
  }

  /** The model that answers the next request. */
  @GET
  @RequiredScope(Scope.READ)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "The primary model",
      description =
          "threshold says which score a detection needs to be in a result when the request names"
              + " none: overall, and perClass for classes with their own. source is configuration"
              + " (boxstream.inference.threshold), evaluation (the best F1 of the promoted"
              + " checkpoint) or fallback (the evaluation has none)")
  @APIResponse(responseCode = "200", description = "The model")
  @APIResponse(responseCode = "503", description = "There is no model yet: code no-model")
  public ModelDescription model(@Context RoutingContext context) {
    ModelIdentity identity = identity(context);
    return ModelDescription.of(identity, application.thresholds().of(identity));
  }

  /** The same model for other runtimes, without this service. */
  @GET
  @Path("/export")
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "The model that serves as a file for ONNX Runtime, OpenVINO or MXNet",
      description = "Decoding and non-maximum suppression are part of the graph in each format")
  @APIResponse(
      responseCode = "200",
      description =
          "mxnet: a zip of NAME-symbol.json and NAME-0000.params, which SymbolBlock.imports loads,"
              + " and NAME-classes.txt; onnx: a single file, whose metadata hold the classes and"
              + " what to feed",
      content = {@Content(mediaType = ZIP), @Content(mediaType = BYTES)})
  @APIResponse(responseCode = "400", description = "There is no such format: invalid-request")
  @APIResponse(
      responseCode = "503",
      description = "There is no model yet: no-model; too many exports are being sent: overloaded")
  public Response export(
      @Parameter(
              description = "onnx or mxnet; mxnet if it is left out",
              schema =
                  @Schema(
                      enumeration = {"mxnet", "onnx"},
                      defaultValue = "mxnet"))
          @QueryParam("format")
          String format,
      @Context RoutingContext context) {
    ModelFormat wanted = format(format);
    ModelIdentity identity = identity(context);
    ConcurrencyLimit.Permit permit = exports.acquire();
    ModelExport.Archive archive = open(identity, wanted, permit);
    StreamingOutput body =
        out -> {
          try (permit;
              archive) {
            archive.content().transferTo(out);
          }
        };
    return Response.ok(body, wanted.mediaType())
        .header(HttpHeaders.CONTENT_LENGTH, archive.bytes())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"%s-%s.%s\""
                .formatted(identity.model(), identity.checkpointId(), wanted.extension()))
        .build();
  }

  private static ModelFormat format(String code) {
    if (code == null) {
      return ModelFormat.MXNET;
    }
    return ModelFormat.of(code)
        .orElseThrow(
            () ->
                ProblemException.invalidRequest(
                    "format is \"%s\", not one of %s"
                        .formatted(code, String.join(", ", ModelFormat.codes()))));
  }

  private ModelExport.Archive open(
      ModelIdentity identity, ModelFormat format, ConcurrencyLimit.Permit permit) {
    try {
      return application.export().open(identity, format);
    } catch (RuntimeException e) {
      permit.close();
      throw e;
    }
  }

  private ModelIdentity identity(RoutingContext context) {
    String primary = models.named(context, null);
    return application.models().identity().orElseThrow(() -> new NoModelException(primary));
  }
}
