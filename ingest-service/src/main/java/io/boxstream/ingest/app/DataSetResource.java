package io.boxstream.ingest.app;

import io.boxstream.access.Scope;
import io.boxstream.ingest.catalog.CatalogImage;
import io.boxstream.ingest.catalog.ImageCatalog;
import io.boxstream.ingest.catalog.ImageFilter;
import io.boxstream.ingest.catalog.ImagePage;
import io.boxstream.ingest.catalog.ListingCursor;
import io.boxstream.ingest.startup.Startup;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.paging.PageRequest;
import io.boxstream.rest.problem.ProblemException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The images of the data set and their labels. */
@Path("/v1/images")
@Produces(MediaType.APPLICATION_JSON)
public class DataSetResource {

  private static final int DEFAULT_PAGE_SIZE = 50;
  private static final int MAX_PAGE_SIZE = 1000;

  private final Startup startup;
  private final ImageCatalog catalog;

  DataSetResource(Startup startup, ImageCatalog catalog) {
    this.startup = startup;
    this.catalog = catalog;
  }

  /** Lists images. */
  @GET
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "Images of the data set, newest first",
      description =
          "Filters can be combined. A page may have fewer images than the limit, or none, although"
              + " more follow: go on until there is no \"next\". An image whose labels change moves to"
              + " the front.")
  @APIResponse(
      responseCode = "200",
      description = "A page",
      content =
          @Content(
              schema = @Schema(implementation = ImageViews.Page.class),
              examples = @ExampleObject(name = "page", value = ApiExamples.IMAGE_PAGE)))
  public ImageViews.Page list(
      @BeanParam ImageQueries queries,
      @Parameter(
              description = "true: images that look wrong; see /v1/suspects",
              schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
          @QueryParam("suspect")
          String suspect,
      @Parameter(
              description = "Most images of the page, 1 to 1000",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000"))
          @QueryParam("limit")
          String limit,
      @Parameter(description = "\"next\" of the previous page") @QueryParam("after") String after) {
    startup.requireReady();
    PageRequest request = PageRequest.of(limit, after, DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
    ImageFilter filter = queries.filter().suspect(Flag.of("suspect", suspect));
    Optional<ListingCursor> cursor = request.after().map(DataSetResource::cursor);
    ImagePage page = catalog.page(filter, cursor, request.limit());
    return new ImageViews.Page(
        page.images().stream().map(image -> ImageViews.of(image, catalog)).toList(),
        page.next().map(ListingCursor::text),
        catalog.count(filter));
  }

  static ListingCursor cursor(String after) {
    return ListingCursor.parse(after)
        .orElseThrow(
            () ->
                ProblemException.invalidRequest(
                    "after is '" + after + "'; use the value of 'next' of the previous page"));
  }

  /** Returns an image without its bytes. */
  @GET
  @Path("/{id}")
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "An image with its boxes and the history of its labels",
      description = "The header ETag names this state of the labels.")
  @APIResponse(
      responseCode = "200",
      description = "The image",
      content =
          @Content(
              schema = @Schema(implementation = ImageViews.Image.class),
              examples = @ExampleObject(name = "image", value = ApiExamples.IMAGE)))
  @APIResponse(responseCode = "404", description = "There is no such image: code not-found")
  public Response get(@PathParam("id") String id) {
    startup.requireReady();
    CatalogImage image = catalog.find(id).orElseThrow(Responses::noImage);
    return Responses.of(image, catalog);
  }
}
