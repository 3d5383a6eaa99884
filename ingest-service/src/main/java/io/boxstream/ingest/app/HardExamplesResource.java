package io.boxstream.ingest.app;

import io.boxstream.access.Scope;
import io.boxstream.events.Split;
import io.boxstream.events.TraceContext;
import io.boxstream.images.formats.AnnotationText;
import io.boxstream.ingest.hardexamples.ExampleQuery;
import io.boxstream.ingest.hardexamples.HardExampleAnswers;
import io.boxstream.ingest.hardexamples.HardExampleCatalog;
import io.boxstream.ingest.hardexamples.ListedExample;
import io.boxstream.ingest.hardexamples.OpenExamples;
import io.boxstream.ingest.intake.Labels;
import io.boxstream.ingest.startup.Startup;
import io.boxstream.rest.access.Callers;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.paging.PageRequest;
import io.boxstream.rest.problem.ProblemException;
import io.boxstream.rest.trace.TraceHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Images of the traffic that are worth labelling. */
@Path("/v1/hard-examples")
@Produces(MediaType.APPLICATION_JSON)
public class HardExamplesResource {

  private static final int DEFAULT_PAGE_SIZE = 50;
  private static final int MAX_PAGE_SIZE = 200;

  private final Startup startup;
  private final HardExampleCatalog catalog;
  private final HardExampleAnswers answers;
  private final OpenExamples open;

  HardExamplesResource(
      Startup startup, HardExampleCatalog catalog, HardExampleAnswers answers, OpenExamples open) {
    this.startup = startup;
    this.catalog = catalog;
    this.answers = answers;
    this.open = open;
  }

  /** Lists hard examples. */
  @GET
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "Images of the traffic that are worth labelling",
      description =
          "Of the last 30 days. A page may have fewer examples than the limit although more follow:"
              + " go on until there is no \"next\".")
  @APIResponse(
      responseCode = "200",
      description = "A page",
      content =
          @Content(
              schema = @Schema(implementation = HardExampleViews.Page.class),
              examples = @ExampleObject(name = "page", value = ApiExamples.HARD_EXAMPLE_PAGE)))
  @APIResponse(responseCode = "400", description = "A parameter is invalid: code invalid-request")
  public HardExampleViews.Page list(
      @BeanParam HardExampleQueries queries,
      @Parameter(
              description = "Most examples of the page, 1 to 200",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200"))
          @QueryParam("limit")
          String limit,
      @Parameter(description = "\"next\" of the previous page of the same order")
          @QueryParam("after")
          String after) {
    startup.requireReady();
    PageRequest request = PageRequest.of(limit, after, DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
    ExampleQuery query = queries.query();
    HardExampleCatalog.Page page =
        catalog.page(query, position(request.after(), query), request.limit());
    return new HardExampleViews.Page(
        page.examples().stream().map(this::view).toList(), page.next());
  }

  /** Counts the open examples. */
  @GET
  @Path("/summary")
  @RequiredScope(Scope.READ)
  @Operation(
      operationId = "countHardExamples",
      summary = "How many hard examples are open, in all and by reason",
      description = "An example can have several reasons. Counted every two seconds at most.")
  public OpenExamples.Counts summary() {
    startup.requireReady();
    return open.counts();
  }

  /** Returns an example without its bytes. */
  @GET
  @Path("/{id}")
  @RequiredScope(Scope.READ)
  @Operation(summary = "A hard example with the model's boxes")
  @APIResponse(
      responseCode = "200",
      description = "The example",
      content =
          @Content(
              schema = @Schema(implementation = HardExampleViews.Example.class),
              examples = @ExampleObject(name = "example", value = ApiExamples.HARD_EXAMPLE)))
  @APIResponse(responseCode = "404", description = "There is no such example: code not-found")
  public HardExampleViews.Example get(@PathParam("id") String id) {
    startup.requireReady();
    return view(catalog.find(id).orElseThrow(HardExamplesResource::unknown));
  }

  /** Answers an example with boxes. */
  @PUT
  @Path("/{id}/annotations")
  @RequiredScope(Scope.LABEL)
  @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_XML, MediaType.TEXT_XML})
  @Operation(
      summary = "Label a hard example, which puts it into the data set",
      description =
          "The model's boxes of GET /v1/hard-examples/{id} are a start. The image goes through all"
              + " checks of an upload; the kind of its source is hard-example.")
  @RequestBody(
      description =
          "JSON boxes in zero-based pixels of the upright image, or Pascal VOC XML. Boxes may have"
              + " a score, which is ignored",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            examples = @ExampleObject(name = "boxes", value = ApiExamples.BOXES)),
        @Content(mediaType = MediaType.APPLICATION_XML)
      })
  @APIResponse(
      responseCode = "201",
      description = "It is in the data set",
      content = @Content(schema = @Schema(implementation = Responses.Image.class)))
  @APIResponse(
      responseCode = "200",
      description = "An image with the same content was there already",
      content = @Content(schema = @Schema(implementation = Responses.Image.class)))
  @APIResponse(responseCode = "404", description = "There is no such example: code not-found")
  @APIResponse(
      responseCode = "409",
      description = "It was answered or dismissed before: codes answered, dismissed")
  @APIResponse(
      responseCode = "422",
      description = "The labels are invalid: a code of docs/data.md, for example empty-box")
  public Response answer(
      @PathParam("id") String id,
      @Parameter(description = "train, val or test") @DefaultValue("train") @QueryParam("split")
          String split,
      @Parameter(description = "Name of the person who answers") @QueryParam("caller")
          String caller,
      InputStream body,
      @Context HttpServerRequest request,
      @Context RoutingContext context)
      throws IOException {
    startup.requireReady();
    Split wanted = MultipartForm.splitOf(split);
    Labels labels = new Labels.Given(body.readNBytes(AnnotationText.MAX_BYTES + 1));
    Optional<String> labeller = Callers.name(context, caller);
    return TraceContext.during(
            TraceHeaders.of(request), () -> answers.answer(id, labels, wanted, labeller))
        .map(Responses::of)
        .orElseThrow(HardExamplesResource::unknown);
  }

  /** Dismisses an example. */
  @DELETE
  @Path("/{id}")
  @RequiredScope(Scope.LABEL)
  @Operation(
      summary = "Dismiss a hard example",
      description =
          "It stays dismissed, also when it is published again. The tombstone names the caller."
              + " Repeatable.")
  @APIResponse(responseCode = "204", description = "It is dismissed")
  @APIResponse(responseCode = "404", description = "There is no such example: code not-found")
  @APIResponse(responseCode = "409", description = "It was answered before: code answered")
  public Response dismiss(
      @PathParam("id") String id,
      @Parameter(description = "Name of the person who dismisses it") @QueryParam("caller")
          String caller,
      @Context HttpServerRequest request,
      @Context RoutingContext context) {
    startup.requireReady();
    Optional<String> name = Callers.name(context, caller);
    if (!TraceContext.during(TraceHeaders.of(request), () -> answers.dismiss(id, name))) {
      throw unknown();
    }
    return Response.noContent().build();
  }

  private HardExampleViews.Example view(ListedExample example) {
    return HardExampleViews.of(example, catalog.state(example.id()).code());
  }

  static Optional<String> position(Optional<String> after, ExampleQuery query) {
    return after.map(
        position -> {
          if (!HardExampleCatalog.isPosition(position, query.order())) {
            throw ProblemException.invalidRequest(
                "after is '" + position + "'; use the value of 'next' of the previous page");
          }
          return position;
        });
  }

  static ProblemException unknown() {
    return ProblemException.of(404, "not-found", "there is no hard example of that id");
  }
}
