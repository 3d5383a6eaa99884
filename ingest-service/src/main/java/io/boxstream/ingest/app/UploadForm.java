package io.boxstream.ingest.app;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What {@link MultipartForm} reads, for the OpenAPI document.
 *
 * @param image the bytes of the image
 * @param annotation its labels
 * @param split where it belongs; chosen from its id if there is none
 */
@Schema(name = "UploadForm")
record UploadForm(
    @Schema(
            type = SchemaType.STRING,
            format = "binary",
            description = "JPEG, PNG, WebP, BMP or TIFF")
        String image,
    @Schema(
            type = SchemaType.STRING,
            format = "binary",
            description = "Pascal VOC XML, or JSON boxes")
        String annotation,
    @Schema(enumeration = {"train", "val", "test"}) String split) {}
