package io.boxstream.ingest.app;

import io.boxstream.access.Scope;
import io.boxstream.ingest.imports.ImportState;
import io.boxstream.ingest.imports.ImportStatus;
import io.boxstream.ingest.imports.Imports;
import io.boxstream.ingest.imports.Place;
import io.boxstream.ingest.imports.Upload;
import io.boxstream.rest.access.Callers;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.paging.Page;
import io.boxstream.rest.paging.PageRequest;
import io.boxstream.rest.problem.ProblemException;
import io.boxstream.rest.upload.ReceivedBody;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Archives of labelled images. */
@Path("/v1/imports")
@Produces(MediaType.APPLICATION_JSON)
public class ImportsResource {

  private static final int USUAL_PAGE = 50;
  private static final int LONGEST_PAGE = 200;

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
      responseCode = "409",
      description = "Someone has cancelled it meanwhile: import-cancelled")
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
    try (Place place = ImportAdmission.place(context)) {
      imports.submit(place, new Upload(archive, ReceivedBody.file(archive)));
      return Response.accepted(new Begun(place.id()))
          .location(URI.create("/v1/imports/" + place.id()))
          .build();
    }
  }

  /**
   * A page of imports.
   *
   * @param items newest first
   * @param next value of the parameter {@code after} for the next page; null on the last page
   * @param total how many there are on all pages
   */
  record ImportPage(List<ImportStatus> items, Optional<String> next, int total) {}

  /** Lists imports. */
  @GET
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "Imports, newest first",
      description =
          "Those that are being received (RECEIVING) or run (RUNNING), and the latest 200 that have"
              + " ended (DONE, FAILED, CANCELLED)")
  @APIResponse(
      responseCode = "200",
      description = "A page",
      content = @Content(schema = @Schema(implementation = ImportPage.class)))
  public ImportPage list(
      @Parameter(
              description = "Most imports of the page, 1 to 200",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200"))
          @QueryParam("limit")
          String limit,
      @Parameter(description = "\"next\" of the previous page") @QueryParam("after") String after) {
    PageRequest request = PageRequest.of(limit, after, USUAL_PAGE, LONGEST_PAGE);
    List<ImportStatus> all = imports.list();
    Page<ImportStatus> page = request.page(all, ImportStatus::id);
    return new ImportPage(page.items(), page.next(), all.size());
  }

  /** Returns the progress of an import. */
  @GET
  @Path("/{id}")
  @RequiredScope(Scope.READ)
  @Operation(summary = "Progress of an import")
  public ImportStatus get(@PathParam("id") String id) {
    return imports.find(id).orElseThrow(ImportsResource::unknown);
  }

  /** Cancels an import. */
  @DELETE
  @Path("/{id}")
  @RequiredScope(Scope.LABEL)
  @Operation(
      summary = "Cancel an import",
      description =
          "It ends after the images in hand with the state CANCELLED, also after a restart; what is"
              + " published stays, and the report counts it. An archive that is being sent is no"
              + " longer received. Repeatable.")
  @APIResponse(
      responseCode = "200",
      description = "It is cancelled",
      content = @Content(schema = @Schema(implementation = ImportStatus.class)))
  @APIResponse(
      responseCode = "202",
      description = "It ends after the images in hand",
      content = @Content(schema = @Schema(implementation = ImportStatus.class)))
  @APIResponse(responseCode = "404", description = "There is no such import: code not-found")
  @APIResponse(
      responseCode = "409",
      description = "It has ended already, done or failed: code import-ended")
  public Response cancel(
      @PathParam("id") String id,
      @Parameter(description = "Name of the person who cancels it") @QueryParam("caller")
          String caller,
      @Context RoutingContext context) {
    ImportStatus status =
        imports.cancel(id, Callers.name(context, caller)).orElseThrow(ImportsResource::unknown);
    return (status.state() == ImportState.CANCELLED ? Response.ok() : Response.accepted())
        .entity(status)
        .build();
  }

  private static ProblemException unknown() {
    return ProblemException.of(404, "not-found", "there is no import of that id");
  }
}
