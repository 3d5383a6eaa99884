package io.boxstream.ingest.app;

import io.boxstream.access.Scope;
import io.boxstream.ingest.catalog.ImageFilter;
import io.boxstream.ingest.export.DataSetExport;
import io.boxstream.ingest.export.DataSetExports;
import io.boxstream.ingest.export.ExportFormat;
import io.boxstream.ingest.export.ExportRequest;
import io.boxstream.ingest.startup.Startup;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.problem.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The data set as an archive. */
@Path("/v1/export")
public class ExportResource {

  private static final long CLOSE_SECONDS = 10;
  private static final Logger LOG = System.getLogger(ExportResource.class.getName());
  private static final String ZIP = "application/zip";

  private final Startup startup;
  private final DataSetExports exports;

  ExportResource(Startup startup, DataSetExports exports) {
    this.startup = startup;
    this.exports = exports;
  }

  /** Streams an archive. */
  @GET
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "The data set, or a part of it, as a zip archive",
      description =
          "Streams Pascal VOC, COCO or YOLO. The filters are those of GET /v1/images; an image is"
              + " exported with all its boxes. The connection is closed where the export fails"
              + " half-way: an archive is complete if it has a central directory.")
  @APIResponse(
      responseCode = "200",
      description =
          "The archive. missing.txt in it lists images of the snapshot that were removed since",
      content = @Content(mediaType = ZIP))
  @APIResponse(responseCode = "404", description = "There is no such snapshot: unknown-snapshot")
  @APIResponse(responseCode = "429", description = "Too many exports run: too-many-exports")
  public Response export(
      @Parameter(description = "voc, coco or yolo", required = true, example = "coco")
          @QueryParam("format")
          String format,
      @BeanParam ImageQueries queries,
      @Parameter(
              description =
                  "Hash of a snapshot, for example of a run: its labels as they were. Filters of"
                      + " source and time are not possible")
          @QueryParam("snapshot")
          String snapshot,
      @Context HttpServerRequest request) {
    startup.requireReady();
    ExportRequest wanted = request(format, queries.filter(), snapshot);
    DataSetExport export = exports.open(wanted);
    StreamingOutput body = out -> write(export, out, request);
    return Response.ok(body, ZIP)
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition(wanted.format()))
        .build();
  }

  /** Answers what the archive's headers would be, without opening an export. */
  @HEAD
  @Operation(hidden = true)
  public Response head() {
    return Response.ok().type(ZIP).build();
  }

  private static void write(DataSetExport export, OutputStream out, HttpServerRequest request)
      throws IOException {
    try (export) {
      export.writeTo(out);
    } catch (IOException | RuntimeException e) {
      breakOff(e, request);
      throw e;
    }
  }

  /**
   * Closes the connection of an export that failed: the client would see a regular end otherwise.
   * Waits until it is closed, because the framework ends the answer after this returns.
   */
  static void breakOff(Exception failure, HttpServerRequest request) {
    if (request.response().headWritten()) {
      LOG.log(Level.WARNING, "an export was broken off: " + failure);
      request
          .connection()
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS)
          .join();
    }
  }

  private static ExportRequest request(String format, ImageFilter filter, String snapshot) {
    ExportFormat known =
        Optional.ofNullable(format)
            .flatMap(ExportFormat::of)
            .orElseThrow(
                () ->
                    ProblemException.invalidRequest(
                        "format is \"" + format + "\", not voc, coco or yolo"));
    Optional<String> hash = Optional.ofNullable(snapshot).filter(text -> !text.isBlank());
    if (hash.isPresent() && (filter.source().isPresent() || filter.since().isPresent())) {
      throw ProblemException.invalidRequest(
          "source and since cannot be combined with snapshot, which does not know them");
    }
    return new ExportRequest(known, filter, hash);
  }

  private static String disposition(ExportFormat format) {
    return "attachment; filename=\"boxstream-" + format.code() + ".zip\"";
  }
}
