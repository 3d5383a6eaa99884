package io.boxstream.ingest.app;

import io.boxstream.access.Scope;
import io.boxstream.events.SuspectReason;
import io.boxstream.ingest.catalog.ListingCursor;
import io.boxstream.ingest.startup.Startup;
import io.boxstream.ingest.suspects.SuspectFilter;
import io.boxstream.ingest.suspects.SuspectPage;
import io.boxstream.ingest.suspects.SuspectSummary;
import io.boxstream.ingest.suspects.Suspects;
import io.boxstream.rest.access.Callers;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.paging.PageRequest;
import io.boxstream.rest.problem.ProblemException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What looks wrong in the data set. */
@Path("/v1/suspects")
@Produces(MediaType.APPLICATION_JSON)
public class SuspectsResource {

  private static final int DEFAULT_PAGE_SIZE = 50;
  private static final int MAX_PAGE_SIZE = 200;

  private final Startup startup;
  private final Suspects suspects;

  SuspectsResource(Startup startup, Suspects suspects) {
    this.startup = startup;
    this.suspects = suspects;
  }

  /** Lists suspects. */
  @GET
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "Images and labels that look wrong, the most likely first",
      description =
          "Filters can be combined. A page may have fewer suspects than the limit although more"
              + " follow: go on until there is no \"next\".")
  @APIResponse(
      responseCode = "200",
      description = "A page",
      content =
          @Content(
              schema = @Schema(implementation = SuspectViews.Page.class),
              examples = @ExampleObject(name = "page", value = ApiExamples.SUSPECT_PAGE)))
  public SuspectViews.Page list(
      @Parameter(description = "Suspects for this reason", example = "wrong-class")
          @QueryParam("reason")
          String reason,
      @Parameter(description = "Suspects about this class", example = "hat") @QueryParam("class")
          String label,
      @Parameter(description = "Suspects with an image of this split", example = "train")
          @QueryParam("split")
          String split,
      @Parameter(
              description = "true: those that were dismissed, instead of the others",
              schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
          @QueryParam("dismissed")
          String dismissed,
      @Parameter(
              description = "Most suspects of the page, 1 to 200",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200"))
          @QueryParam("limit")
          String limit,
      @Parameter(description = "\"next\" of the previous page") @QueryParam("after") String after) {
    startup.requireReady();
    PageRequest request = PageRequest.of(limit, after, DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
    SuspectFilter filter =
        new SuspectFilter(
            given(reason).map(SuspectsResource::reason),
            given(label),
            given(split).map(MultipartForm::splitOf),
            Flag.of("dismissed", dismissed));
    SuspectPage page =
        suspects.page(filter, request.after().map(DataSetResource::cursor), request.limit());
    return new SuspectViews.Page(
        page.suspects().stream().map(SuspectViews::of).toList(),
        page.next().map(ListingCursor::text),
        suspects.count(filter));
  }

  /** Counts suspects. */
  @GET
  @Path("/summary")
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "How many suspects there are, and how much of validation and test is in training")
  @APIResponse(
      responseCode = "200",
      description = "The counts",
      content =
          @Content(
              schema = @Schema(implementation = SuspectSummary.class),
              examples = @ExampleObject(name = "summary", value = ApiExamples.SUSPECT_SUMMARY)))
  public SuspectSummary summary() {
    startup.requireReady();
    return suspects.summary();
  }

  /** Dismisses a suspect. */
  @POST
  @Path("/{id}/dismiss")
  @RequiredScope(Scope.LABEL)
  @Operation(
      summary = "Say that nothing is wrong with a suspect",
      description =
          "It stays dismissed until the labels that it is about change, or the model finds"
              + " something else.")
  @APIResponse(
      responseCode = "200",
      description = "The suspect",
      content =
          @Content(
              schema = @Schema(implementation = SuspectViews.Item.class),
              examples = @ExampleObject(name = "suspect", value = ApiExamples.SUSPECT)))
  @APIResponse(responseCode = "404", description = "There is no such suspect: code not-found")
  public SuspectViews.Item dismiss(
      @PathParam("id") String id,
      @Parameter(description = "Name of the person") @QueryParam("caller") String caller,
      @Context RoutingContext context) {
    startup.requireReady();
    return shown(id, suspects.dismiss(id, Callers.name(context, caller)));
  }

  /** Takes a dismissal back. */
  @POST
  @Path("/{id}/restore")
  @RequiredScope(Scope.LABEL)
  @Operation(summary = "Take the dismissal of a suspect back")
  @APIResponse(
      responseCode = "200",
      description = "The suspect",
      content =
          @Content(
              schema = @Schema(implementation = SuspectViews.Item.class),
              examples = @ExampleObject(name = "suspect", value = ApiExamples.SUSPECT)))
  @APIResponse(responseCode = "404", description = "There is no such suspect: code not-found")
  public SuspectViews.Item restore(@PathParam("id") String id) {
    startup.requireReady();
    return shown(id, suspects.restore(id));
  }

  private SuspectViews.Item shown(String id, boolean known) {
    return suspects
        .find(id)
        .filter(unused -> known)
        .map(SuspectViews::of)
        .orElseThrow(SuspectsResource::unknown);
  }

  static ProblemException unknown() {
    return ProblemException.of(404, "not-found", "there is no suspect of that id");
  }

  static SuspectReason reason(String code) {
    return SuspectReason.ofCode(code)
        .orElseThrow(
            () ->
                ProblemException.invalidRequest(
                    "reason is \"%s\", not one of %s"
                        .formatted(
                            code,
                            Arrays.stream(SuspectReason.values())
                                .map(SuspectReason::code)
                                .collect(Collectors.joining(", ")))));
  }

  private static Optional<String> given(String text) {
    return Optional.ofNullable(text).filter(value -> !value.isBlank());
  }
}
