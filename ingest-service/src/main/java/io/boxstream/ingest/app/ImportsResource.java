package io.boxstream.ingest.app;

import io.boxstream.access.Scope;
import io.boxstream.ingest.imports.ImportStatus;
import io.boxstream.ingest.imports.Imports;
import io.boxstream.ingest.imports.Upload;
import io.boxstream.rest.access.Callers;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.problem.ProblemException;
import io.boxstream.rest.upload.ReceivedBody;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Archives of labelled images. */
@Path("/v1/imports")
@Produces(MediaType.APPLICATION_JSON)
public class ImportsResource {

  private final Imports imports;

  ImportsResource(Imports imports) {
    this.imports = imports;
  }

  /**
   * An import that was started.
   *
   * @param id the import's id, to query its progress
   */
  record Begun(String id) {}

  /** Starts the import of an archive, which continues after the response. */
  @POST
  @RequiredScope(Scope.LABEL)
  @Consumes({
    "application/zip",
    "application/x-zip-compressed",
    "application/x-tar",
    "application/gzip",
    "application/x-gzip",
    "application/octet-stream"
  })
  @Operation(
      summary = "Import an archive of labelled images",
      description =
          "The archive is a zip, tar or tar.gz of images with labels as Pascal VOC, COCO, YOLO, Label"
              + " Studio, CVAT or Create ML files; the format is recognised. Responds when the"
              + " archive is stored and checked. The import continues.")
  @APIResponse(
      responseCode = "202",
      description = "The archive is stored; Location is the address of its import",
      content = @Content(schema = @Schema(implementation = Begun.class)))
  @APIResponse(
      responseCode = "422",
      description =
          "The archive cannot be used: a code of docs/data.md, for example not-an-archive")
  @APIResponse(
      responseCode = "429",
      description =
          "Too many imports run: too-many-imports, or the rate of the caller: too-many-requests")
  public Response create(
      InputStream archive,
      @Parameter(description = "Name of the person who sends the archive") @QueryParam("caller")
          String caller,
      @Context RoutingContext context) {
    String id =
        imports.submit(
            new Upload(archive, ReceivedBody.file(archive)), Callers.name(context, caller));
    ImportAdmission.release(context);
    return Response.accepted(new Begun(id)).location(URI.create("/v1/imports/" + id)).build();
  }

  /** Returns the progress of an import. */
  @GET
  @Path("/{id}")
  @RequiredScope(Scope.READ)
  @Operation(summary = "Progress of an import")
  public ImportStatus get(@PathParam("id") String id) {
    return imports
        .find(id)
        .orElseThrow(() -> ProblemException.of(404, "not-found", "there is no import of that id"));
  }
}
