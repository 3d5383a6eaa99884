package io.boxstream.ingest.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.boxstream.access.Scope;
import io.boxstream.ingest.rename.ClassRename;
import io.boxstream.ingest.rename.ClassRenames;
import io.boxstream.ingest.startup.Startup;
import io.boxstream.ingest.statistics.StatisticsReport.ClassCounts;
import io.boxstream.rest.access.Callers;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.problem.ProblemException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Renames of classes over all images. */
@Path("/v1/classes")
@Produces(MediaType.APPLICATION_JSON)
public class ClassRenameResource {

  private final Startup startup;
  private final ClassRenames renames;

  ClassRenameResource(Startup startup, ClassRenames renames) {
    this.startup = startup;
    this.renames = renames;
  }

  /**
   * A request for a rename.
   *
   * @param from the class
   * @param to its new name; boxes are merged into a class that has this name already
   * @param dryRun true to learn what would change
   * @param caller name of the person who asks for it
   */
  public record RenameRequest(
      @Schema(required = true, minLength = 1) @JsonDeserialize(using = Strict.Text.class)
          String from,
      @Schema(required = true, minLength = 1) @JsonDeserialize(using = Strict.Text.class) String to,
      @Schema(nullable = true) boolean dryRun,
      @Schema(nullable = true) @JsonDeserialize(using = Strict.Text.class) String caller) {}

  /**
   * What a rename would change.
   *
   * @param from the class
   * @param to its new name
   * @param images number of images whose labels would change
   * @param boxes number of boxes that would be renamed
   * @param mergedInto counts of the class that has the new name already; null if there is none
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record DryRun(
      String from, String to, long images, long boxes, Optional<ClassCounts> mergedInto) {}

  /** Starts a rename. */
  @POST
  @Path("/rename")
  @RequiredScope(Scope.LABEL)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Rename a class, or merge it into another",
      description =
          "Changes the labels of every image that has the class, in the background. With dryRun,"
              + " nothing changes and the answer counts what would.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = RenameRequest.class),
              examples = @ExampleObject(name = "rename", value = ApiExamples.RENAME_REQUEST)))
  @APIResponse(
      responseCode = "200",
      description = "What the rename would change (dryRun)",
      content =
          @Content(
              schema = @Schema(implementation = DryRun.class),
              examples = @ExampleObject(name = "dry run", value = ApiExamples.RENAME_DRY_RUN)))
  @APIResponse(
      responseCode = "202",
      description = "The rename begins; Location is its address",
      content =
          @Content(
              schema = @Schema(implementation = ClassRename.class),
              examples = @ExampleObject(name = "rename", value = ApiExamples.RENAME)))
  @APIResponse(responseCode = "422", description = "The new name is not allowed: unknown-class")
  @APIResponse(responseCode = "429", description = "Too many renames wait: too-many-renames")
  public Response rename(RenameRequest request, @Context RoutingContext context) {
    startup.requireReady();
    String from = text(request == null ? null : request.from(), "from");
    String to = text(request == null ? null : request.to(), "to").strip();
    if (from.equals(to)) {
      throw ProblemException.invalidRequest("from and to are the same class");
    }
    if (request.dryRun()) {
      return Response.ok(dryRun(from, to)).build();
    }
    ClassRename rename = renames.submit(from, to, Callers.name(context, request.caller()));
    return Response.accepted(rename)
        .location(URI.create("/v1/classes/renames/" + rename.id()))
        .build();
  }

  /** Returns the progress of a rename. */
  @GET
  @Path("/renames/{id}")
  @RequiredScope(Scope.READ)
  @Operation(summary = "Progress of a rename")
  @APIResponse(
      responseCode = "200",
      description = "The rename",
      content =
          @Content(
              schema = @Schema(implementation = ClassRename.class),
              examples = @ExampleObject(name = "rename", value = ApiExamples.RENAME)))
  @APIResponse(responseCode = "404", description = "There is no such rename: code not-found")
  public ClassRename get(@PathParam("id") String id) {
    return renames
        .find(id)
        .orElseThrow(() -> ProblemException.of(404, "not-found", "there is no rename of that id"));
  }

  private DryRun dryRun(String from, String to) {
    ClassRenames.Preview preview = renames.preview(from, to);
    return new DryRun(
        from,
        to,
        preview.from().map(ClassCounts::images).orElse(0L),
        preview.from().map(ClassCounts::boxes).orElse(0L),
        preview.to());
  }

  private static String text(String value, String field) {
    if (value == null || value.isBlank()) {
      throw ProblemException.invalidRequest("the JSON has no \"" + field + "\"");
    }
    return value;
  }
}
