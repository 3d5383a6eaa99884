package io.boxstream.ingest.app;

import io.boxstream.access.Scope;
import io.boxstream.ingest.hardexamples.HardExampleExport;
import io.boxstream.ingest.hardexamples.HardExampleExports;
import io.boxstream.ingest.hardexamples.TaskFormat;
import io.boxstream.ingest.startup.Startup;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.problem.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Hard examples as tasks of labelling tools. */
@Path("/v1/hard-examples/export")
public class HardExampleExportResource {

  private static final String ZIP = "application/zip";

  private final Startup startup;
  private final HardExampleExports exports;

  HardExampleExportResource(Startup startup, HardExampleExports exports) {
    this.startup = startup;
    this.exports = exports;
  }

  /** Streams an archive. */
  @GET
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "Hard examples as tasks of Label Studio or CVAT, with the model's boxes",
      description =
          "label-studio: tasks.json to import, interface.xml for the labelling interface, images."
              + " cvat: annotations.xml (CVAT for images 1.1) and images. What the tool exports"
              + " after labelling is understood by POST /v1/imports, together with the images. The"
              + " filters are those of GET /v1/hard-examples.")
  @APIResponse(
      responseCode = "200",
      description = "The archive",
      content = @Content(mediaType = ZIP))
  @APIResponse(responseCode = "400", description = "A parameter is invalid: code invalid-request")
  @APIResponse(responseCode = "429", description = "Too many exports run: too-many-exports")
  public Response export(
      @Parameter(description = "label-studio or cvat", required = true, example = "label-studio")
          @QueryParam("format")
          String format,
      @BeanParam HardExampleQueries queries,
      @Parameter(
              description =
                  "label-studio: where Label Studio finds the folder images, as the beginning of an"
                      + " address. By default images are addresses of this service",
              example = "/data/local-files/?d=hard-examples/images/")
          @QueryParam("images")
          String images,
      @Context UriInfo uri,
      @Context HttpServerRequest request) {
    startup.requireReady();
    TaskFormat known =
        Optional.ofNullable(format)
            .flatMap(TaskFormat::of)
            .orElseThrow(
                () ->
                    ProblemException.invalidRequest(
                        "format is \"" + format + "\", not label-studio or cvat"));
    UnaryOperator<String> addresses =
        images == null || images.isBlank() ? name -> address(uri, name) : name -> images + name;
    HardExampleExport export = exports.open(known, queries.query(), addresses);
    StreamingOutput body =
        out -> {
          try (export) {
            export.writeTo(out);
          } catch (IOException | RuntimeException e) {
            ExportResource.breakOff(e, request);
            throw e;
          }
        };
    return Response.ok(body, ZIP)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"hard-examples-" + known.code() + ".zip\"")
        .build();
  }

  /** The file's name ends like that of an image, because tools go by it. */
  private static String address(UriInfo uri, String name) {
    return uri.getBaseUriBuilder()
        .path("v1/hard-examples")
        .path(name.substring(0, name.indexOf('.')))
        .path("file")
        .path(name)
        .build()
        .toString();
  }
}
