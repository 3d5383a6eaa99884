package io.boxstream.images.voc;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.images.formats.Assignment;
import io.boxstream.images.formats.LabelledItem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocLayoutTest {

  @Test
  void followsTheListsWhateverTheirLineEndsAndColumns() {
    // Given
    List<String> paths =
        List.of(
            "Annotations/a.xml",
            "Annotations/b.xml",
            "Annotations/c d.xml",
            "Annotations/e.xml",
            "Annotations/f 1.xml",
            "ImageSets/Main/hat_train.txt",
            "ImageSets/Main/test.txt",
            "ImageSets/Main/train.txt",
            "ImageSets/Main/trainval.txt",
            "ImageSets/Main/val.txt",
            "JPEGImages/a.jpg",
            "JPEGImages/b.JPG",
            "JPEGImages/c d.jpeg",
            "JPEGImages/e.JPEG",
            "JPEGImages/f 1.png");
    Map<String, String> lists =
        Map.of(
            "ImageSets/Main/hat_train.txt", "a  1\nb -1\n",
            "ImageSets/Main/train.txt", "\uFEFFa\r\n\r\n",
            "ImageSets/Main/val.txt", "b  1\r\n",
            "ImageSets/Main/trainval.txt", "a\nb\nc d -1\nf 1\n",
            "ImageSets/Main/test.txt", "e.JPEG");

    // When
    List<LabelledItem> items = VocLayout.of(paths, lists::get).items();

    // Then
    assertThat(items)
        .extracting(LabelledItem::toString)
        .containsExactly(
            "e.JPEG TEST JPEGImages/e.JPEG Annotations/e.xml",
            "b.JPG VAL JPEGImages/b.JPG Annotations/b.xml",
            "a.jpg TRAIN JPEGImages/a.jpg Annotations/a.xml",
            "c d.jpeg TRAIN JPEGImages/c d.jpeg Annotations/c d.xml",
            "f 1.png TRAIN JPEGImages/f 1.png Annotations/f 1.xml");
  }

  @Test
  void anImageInSeveralListsIsForTheTestFirstAndTrainingLast() {
    // Given
    List<String> paths =
        List.of(
            "x/Annotations/a.xml",
            "x/JPEGImages/a.jpg",
            "x/ImageSets/Main/train.txt",
            "x/ImageSets/Main/val.txt",
            "x/ImageSets/Main/test.txt");

    // When, Then
    assertThat(VocLayout.of(paths, path -> "a").items())
        .singleElement()
        .extracting(LabelledItem::assignment)
        .isEqualTo(Assignment.TEST);
    assertThat(VocLayout.of(paths, path -> path.contains("test") ? "" : "a").items())
        .singleElement()
        .extracting(LabelledItem::assignment)
        .isEqualTo(Assignment.VAL);
  }

  @Test
  void namesEveryHalfAndEveryIdThatOnlyAListKnows() {
    // Given
    List<String> paths =
        List.of(
            "Annotations/no image.xml",
            "Annotations/both.xml",
            "JPEGImages/both.jpg",
            "JPEGImages/both.png",
            "JPEGImages/no label.jpg",
            "ImageSets/Main/train.txt",
            "SegmentationClass/both.png");

    // When
    List<LabelledItem> items = VocLayout.of(paths, path -> "both\nghost 1\nno label").items();

    // Then
    assertThat(items)
        .extracting(LabelledItem::toString)
        .containsExactly(
            "both.jpg TRAIN JPEGImages/both.jpg Annotations/both.xml",
            "both.png TRAIN JPEGImages/both.png null",
            "ghost TRAIN null null",
            "no label.jpg TRAIN JPEGImages/no label.jpg null",
            "no image NOT_LISTED null Annotations/no image.xml");
  }

  @Test
  void leavesTheSplitToTheIdentityWithoutLists() {
    // Given
    List<String> paths =
        List.of(
            "VOC2007/Annotations/a.xml",
            "VOC2007/JPEGImages/a.jpg",
            "VOC2012/Annotations/a.xml",
            "VOC2012/JPEGImages/a.jpg",
            "VOC2012/ImageSets/Main/train.txt");

    // When
    List<LabelledItem> items = VocLayout.of(paths, path -> "\n\n").items();

    // Then
    assertThat(items).extracting(LabelledItem::assignment).containsOnly(Assignment.BY_IDENTITY);
    assertThat(items)
        .extracting(item -> item.image().orElseThrow() + " " + item.annotation().orElseThrow())
        .containsExactly(
            "VOC2007/JPEGImages/a.jpg VOC2007/Annotations/a.xml",
            "VOC2012/JPEGImages/a.jpg VOC2012/Annotations/a.xml");
  }

  @Test
  void findsPairsWithoutVocFolders() {
    // When
    List<LabelledItem> items =
        VocLayout.of(List.of("some/images/a.jpg", "some/images/a.xml", "readme.txt"), path -> "")
            .items();

    // Then
    assertThat(items)
        .extracting(LabelledItem::toString)
        .containsExactly("a.jpg BY_IDENTITY some/images/a.jpg some/images/a.xml");
  }

  @Test
  void pairsNamesThatDifferOnlyInTheirUnicodeForm() {
    // Given an image with a composed letter, and an annotation and a list with a decomposed one
    List<String> paths =
        List.of("JPEGImages/gr\u00FCn.jpg", "Annotations/gru\u0308n.xml", "ImageSets/Main/val.txt");

    // When
    List<LabelledItem> items = VocLayout.of(paths, path -> "gru\u0308n\n").items();

    // Then
    assertThat(items)
        .singleElement()
        .extracting(LabelledItem::toString)
        .isEqualTo("gr\u00FCn.jpg VAL JPEGImages/gr\u00FCn.jpg Annotations/gru\u0308n.xml");
  }

  @Test
  void pairsNamesThatDifferOnlyInPercentEncoding() {
    // Given an annotation and a list as a labelling tool on the web writes them
    List<String> paths =
        List.of(
            "JPEGImages/Capture_d\u00E9cran.jpg",
            "Annotations/Capture_d%C3%A9cran.xml",
            "JPEGImages/100%.jpg",
            "Annotations/100%.xml",
            "ImageSets/Main/test.txt");

    // When
    List<LabelledItem> items =
        VocLayout.of(paths, path -> "Capture_de\u0301cran.jpg\n100%\n").items();

    // Then
    assertThat(items)
        .extracting(LabelledItem::toString)
        .containsExactly(
            "100%.jpg TEST JPEGImages/100%.jpg Annotations/100%.xml",
            "Capture_d\u00E9cran.jpg TEST JPEGImages/Capture_d\u00E9cran.jpg"
                + " Annotations/Capture_d%C3%A9cran.xml");
  }

  @Test
  void anExactPairGoesBeforeAnotherSpelling() {
    // Given two images whose names differ only in their spelling, each with its annotation
    List<String> paths =
        List.of(
            "JPEGImages/a b.jpg",
            "JPEGImages/a%20b.jpg",
            "Annotations/a b.xml",
            "Annotations/a%20b.xml");

    // When, Then
    assertThat(VocLayout.of(paths, path -> "").items())
        .extracting(item -> item.image().orElseThrow() + " " + item.annotation().orElseThrow())
        .containsExactly(
            "JPEGImages/a b.jpg Annotations/a b.xml", "JPEGImages/a%20b.jpg Annotations/a%20b.xml");
  }

  @Test
  void namesTheFilesOfWhichItIsUnknownWhatBelongsTogether() {
    // Given one annotation and two images whose names are other spellings of its name
    List<String> paths =
        List.of(
            "JPEGImages/gr\u00FCn.jpg",
            "JPEGImages/gru\u0308n.jpg",
            "JPEGImages/sure.jpg",
            "Annotations/gr%C3%BCn.xml",
            "Annotations/sure.xml");

    // When
    List<LabelledItem> items = VocLayout.of(paths, path -> "").items();

    // Then
    assertThat(items).hasSize(3);
    assertThat(items)
        .filteredOn(item -> !item.name().equals("sure.jpg"))
        .allSatisfy(
            item -> {
              assertThat(item.annotation()).isEmpty();
              assertThat(item.ambiguity().orElseThrow())
                  .contains("JPEGImages/gr\u00FCn.jpg")
                  .contains("JPEGImages/gru\u0308n.jpg")
                  .contains("Annotations/gr%C3%BCn.xml");
            });
    assertThat(items)
        .filteredOn(item -> item.name().equals("sure.jpg"))
        .allSatisfy(item -> assertThat(item.ambiguity()).isEmpty());
  }

  @Test
  void namesTheImagesOfWhichOneIsMeantByALine() {
    // Given
    List<String> paths =
        List.of(
            "images/x/a.jpg",
            "images/y/a.jpg",
            "annotations/x/a.xml",
            "annotations/y/a.xml",
            "ImageSets/Main/train.txt");

    // When
    List<LabelledItem> ambiguous = VocLayout.of(paths, path -> "a").items();
    List<LabelledItem> clear = VocLayout.of(paths, path -> "x/a.jpg").items();

    // Then
    assertThat(ambiguous)
        .hasSize(2)
        .allSatisfy(
            item ->
                assertThat(item.ambiguity().orElseThrow())
                    .contains("\"a\"", "images/x/a.jpg", "images/y/a.jpg"));
    assertThat(clear)
        .extracting(LabelledItem::assignment)
        .containsExactly(Assignment.TRAIN, Assignment.NOT_LISTED);
  }

  @ParameterizedTest
  @CsvSource({
    "train, TRAIN",
    "Training, TRAIN",
    "val, VAL",
    "VALID, VAL",
    "validation, VAL",
    "test, TEST",
    "Testing, TEST",
    "trainval, BY_IDENTITY",
    "other, BY_IDENTITY",
    "test data, BY_IDENTITY"
  })
  void aFolderDecidesTheSplitByItsName(String folder, Assignment expected) {
    // Given the four orders of folders that tools write
    List<List<String>> exports =
        List.of(
            List.of("set/" + folder + "/a.jpg", "set/" + folder + "/a.xml"),
            List.of("images/" + folder + "/a.jpg", "annotations/" + folder + "/a.xml"),
            List.of(folder + "/images/a.jpg", folder + "/annotations/a.xml"),
            List.of(folder + "/JPEGImages/a.jpg", folder + "/Annotations/a.xml"));

    // When, Then
    assertThat(exports)
        .allSatisfy(
            paths ->
                assertThat(VocLayout.of(paths, path -> "").items())
                    .singleElement()
                    .satisfies(
                        item -> {
                          assertThat(item.assignment()).isEqualTo(expected);
                          assertThat(item.annotation()).isPresent();
                        }));
  }

  @Test
  void imagesOfOneNameInFoldersOfDifferentSplitsKeepTheirOwnLabels() {
    // Given
    List<String> paths =
        List.of(
            "train/a.jpg",
            "train/a.xml",
            "valid/a.jpg",
            "valid/a.xml",
            "test/a.jpg",
            "test/b.xml",
            "README.txt");

    // When, Then
    assertThat(VocLayout.of(paths, path -> "").items())
        .extracting(LabelledItem::toString)
        .containsExactly(
            "a.jpg TEST test/a.jpg null",
            "test/b TEST null test/b.xml",
            "a.jpg VAL valid/a.jpg valid/a.xml",
            "a.jpg TRAIN train/a.jpg train/a.xml");
  }

  @Test
  void theInnermostFolderDecides() {
    List<String> paths = List.of("test/train/a.jpg", "test/train/a.xml");

    assertThat(VocLayout.of(paths, path -> "").items())
        .singleElement()
        .extracting(LabelledItem::assignment)
        .isEqualTo(Assignment.TRAIN);
  }

  @Test
  void aListGoesBeforeAFolder() {
    // Given a list that names one of two images in a folder of another name
    List<String> paths =
        List.of(
            "images/train/a.jpg",
            "images/train/b.jpg",
            "annotations/train/a.xml",
            "annotations/train/b.xml",
            "ImageSets/Main/test.txt");

    // When, Then
    assertThat(VocLayout.of(paths, path -> "a").items())
        .extracting(LabelledItem::toString)
        .containsExactly(
            "a.jpg TEST images/train/a.jpg annotations/train/a.xml",
            "b.jpg TRAIN images/train/b.jpg annotations/train/b.xml");
  }

  @Test
  void findsTheAnnotationInAnotherFolderWhereItIsTheOnlyOneOfItsName() {
    // Given
    List<String> paths =
        List.of(
            "pictures/a.jpg",
            "labels/a.xml",
            "cats/001.jpg",
            "cats/001.xml",
            "dogs/001.jpg",
            "birds/001.xml");

    // When
    List<LabelledItem> items = VocLayout.of(paths, path -> "").items();

    // Then two files of one name and of two folders are no pair while there are others of that name
    assertThat(items)
        .extracting(LabelledItem::toString)
        .containsExactly(
            "001.jpg BY_IDENTITY cats/001.jpg cats/001.xml",
            "001.jpg BY_IDENTITY dogs/001.jpg null",
            "a.jpg BY_IDENTITY pictures/a.jpg labels/a.xml");
    assertThat(items.get(1).ambiguity().orElseThrow()).contains("birds/001.xml");
  }

  @Test
  void listsTheFilesThatItReads() {
    VocLayout layout =
        VocLayout.of(
            List.of(
                "JPEGImages/a.webp",
                "Annotations/a.xml",
                "ImageSets/Main/train.txt",
                "ImageSets/Main/cat_train.txt",
                "LICENSE",
                "__MACOSX/JPEGImages/._a.jpg"),
            path -> "a");

    assertThat(layout.files())
        .containsExactly("Annotations/a.xml", "ImageSets/Main/train.txt", "JPEGImages/a.webp");
  }

  @Test
  void hasNoItemsWithoutImagesAndAnnotations() {
    assertThat(VocLayout.of(List.of("readme.md"), path -> "").items()).isEmpty();
  }
}
