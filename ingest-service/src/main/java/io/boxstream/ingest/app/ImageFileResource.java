package io.boxstream.ingest.app;

import io.boxstream.access.Scope;
import io.boxstream.events.ImageEncoding;
import io.boxstream.ingest.catalog.CatalogImage;
import io.boxstream.ingest.catalog.ImageCatalog;
import io.boxstream.ingest.content.ImageReader;
import io.boxstream.ingest.content.ThumbnailReader;
import io.boxstream.ingest.startup.Startup;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.problem.ProblemException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The bytes of images. They belong to the id for ever, so a client may keep them. */
@Path("/v1/images")
public class ImageFileResource {

  private static final String FOR_EVER = "max-age=31536000, immutable";
  private static final int SMALLEST_THUMBNAIL = 32;
  private static final int LARGEST_THUMBNAIL = 512;
  private static final String JPEG = "image/jpeg";

  private final Startup startup;
  private final ImageCatalog catalog;
  private final ImageReader reader;
  private final ThumbnailReader thumbnails;

  ImageFileResource(
      Startup startup, ImageCatalog catalog, ImageReader reader, ThumbnailReader thumbnails) {
    this.startup = startup;
    this.catalog = catalog;
    this.reader = reader;
    this.thumbnails = thumbnails;
  }

  /** Returns the canonical bytes. */
  @GET
  @Path("/{id}/file")
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "The canonical bytes of an image",
      description = "Upright, 8-bit, JPEG or PNG. Their SHA-256 is the id.")
  @APIResponse(
      responseCode = "200",
      description = "The image",
      content = {@Content(mediaType = JPEG), @Content(mediaType = "image/png")})
  @APIResponse(responseCode = "304", description = "The client has it (If-None-Match)")
  @APIResponse(responseCode = "404", description = "There is no such image: code not-found")
  public Response file(@PathParam("id") String id, @Context Request request) {
    CatalogImage image = require(id);
    ImageEncoding format = image.form().format();
    return unlessKept(
        request,
        new EntityTag(id),
        format.mediaType(),
        () -> reader.bytes(id).orElseThrow(Responses::noImage));
  }

  /** Returns a small JPEG. */
  @GET
  @Path("/{id}/thumbnail")
  @RequiredScope(Scope.READ)
  @Operation(summary = "A small JPEG of an image, with its proportions")
  @APIResponse(
      responseCode = "200",
      description = "The thumbnail",
      content = @Content(mediaType = JPEG))
  @APIResponse(responseCode = "304", description = "The client has it (If-None-Match)")
  @APIResponse(responseCode = "400", description = "The size is not allowed: code invalid-request")
  @APIResponse(responseCode = "404", description = "There is no such image: code not-found")
  public Response thumbnail(
      @PathParam("id") String id,
      @Parameter(
              description = "Longest side in pixels, 32 to 512",
              example = "256",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "32",
                      maximum = "512",
                      defaultValue = "256"))
          @DefaultValue("256")
          @QueryParam("size")
          String size,
      @Context Request request) {
    int longestSide = longestSide(size);
    CatalogImage image = require(id);
    return unlessKept(
        request,
        new EntityTag(id + "-" + longestSide),
        JPEG,
        () -> thumbnails.jpeg(image.id(), longestSide).orElseThrow(Responses::noImage));
  }

  private CatalogImage require(String id) {
    startup.requireReady();
    return catalog.find(id).orElseThrow(Responses::noImage);
  }

  static Response unlessKept(Request request, EntityTag tag, String type, Supplier<byte[]> bytes) {
    Response.ResponseBuilder kept = request.evaluatePreconditions(tag);
    Response.ResponseBuilder response = kept != null ? kept : Response.ok(bytes.get(), type);
    return response.tag(tag).header(HttpHeaders.CACHE_CONTROL, FOR_EVER).build();
  }

  static int longestSide(String size) {
    try {
      int number = Integer.parseInt(size.strip());
      if (number >= SMALLEST_THUMBNAIL && number <= LARGEST_THUMBNAIL) {
        return number;
      }
    } catch (NumberFormatException e) {
      // answered below like a number that is out of range
    }
    throw ProblemException.invalidRequest(
        "size is \"%s\", not a number from %d to %d"
            .formatted(size, SMALLEST_THUMBNAIL, LARGEST_THUMBNAIL));
  }
}
