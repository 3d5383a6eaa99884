"""Makes the inputs of ImageFuzzTest: small files of every kind that is taken (Pillow 13.0, tifffile).

    pip install pillow tifffile imagecodecs numpy && python make-images.py
"""

import numpy
import tifffile
from PIL import Image

FOLDER = "ImageFuzzTestInputs/canonicalizesOrRefuses/"
rows, columns = numpy.mgrid[0:17, 0:21]
pixels = numpy.dstack([12 * columns, 15 * rows, 7 * (rows + columns)]).astype(numpy.uint8)
image = Image.fromarray(pixels)
alpha = image.convert("RGBA")
alpha.putalpha(Image.fromarray(pixels[:, :, 0]))
turned = Image.Exif()
turned[274] = 6


def save(kind, name, **options):
    kind.save(FOLDER + name, **options)


save(image, "baseline.jpg", quality=60)
save(image, "restarts.jpg", quality=60, restart_marker_blocks=1, subsampling=0)
save(image, "progressive.jpg", quality=60, progressive=True, optimize=True)
save(image, "turned.jpg", quality=60, exif=turned)
save(image.convert("L"), "grey.jpg", quality=60)
save(image.convert("CMYK"), "cmyk.jpg", quality=60)
save(image, "rgb.png")
save(alpha, "alpha.png", exif=turned)
save(image.quantize(16), "palette.png", transparency=0)
save(image.convert("1"), "bits.png")
save(Image.fromarray(pixels[:, :, 0].astype(numpy.uint16) * 257), "deep.png")
save(image, "lossy.webp", quality=60)
save(alpha, "alpha.webp", quality=60)
save(alpha, "lossless.webp", lossless=True, exif=turned)
save(image, "rgb.bmp")
save(image.quantize(16), "palette.bmp")
save(image.convert("1"), "bits.bmp")
save(alpha, "alpha.bmp")
save(image, "lzw.tif", compression="tiff_lzw", tiffinfo={274: 8})
save(image, "jpeg.tif", compression="jpeg", quality=60)
save(image, "packbits.tif", compression="packbits")
save(image.quantize(16), "palette.tif")
save(image.convert("1"), "bits.tif")
save(image.convert("CMYK"), "cmyk.tif", compression="tiff_lzw")
tifffile.imwrite(FOLDER + "tiles.tif", pixels, tile=(16, 16), photometric="rgb", compression="zlib", predictor=True, byteorder=">")
tifffile.imwrite(FOLDER + "planes.tif", numpy.ascontiguousarray(numpy.moveaxis(pixels, 2, 0)), photometric="rgb", planarconfig="separate", compression="zlib")
tifffile.imwrite(FOLDER + "deep.tif", pixels.astype(numpy.uint16) * 257, photometric="rgb", compression="lzw", rowsperstrip=5)

# Run lengths, which Pillow does not write: two rows of a palette of two colours.
rle = bytes([4, 0, 0, 3, 0, 1, 1, 0, 0, 0, 2, 1, 2, 0, 0, 1])
header = bytes([40, 0, 0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 1, 0, 8, 0, 1, 0, 0, 0, len(rle), 0, 0, 0]) + bytes(8) + bytes([2, 0, 0, 0, 0, 0, 0, 0])
palette = bytes([0, 0, 255, 0, 0, 255, 0, 0])
start = 14 + len(header) + len(palette)
with open(FOLDER + "rle.bmp", "wb") as file:
    file.write(b"BM" + (start + len(rle)).to_bytes(4, "little") + bytes(4) + start.to_bytes(4, "little") + header + palette + rle)
