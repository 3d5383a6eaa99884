package io.boxstream.ingest.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
    List<ArchiveItem> items = VocLayout.of(paths, lists::get).items();

    // Then
    assertThat(items)
        .extracting(ArchiveItem::toString)
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
        .extracting(ArchiveItem::assignment)
        .isEqualTo(Assignment.TEST);
    assertThat(VocLayout.of(paths, path -> path.contains("test") ? "" : "a").items())
        .singleElement()
        .extracting(ArchiveItem::assignment)
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
    List<ArchiveItem> items = VocLayout.of(paths, path -> "both\nghost 1\nno label").items();

    // Then
    assertThat(items)
        .extracting(ArchiveItem::toString)
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
    List<ArchiveItem> items = VocLayout.of(paths, path -> "\n\n").items();

    // Then
    assertThat(items).extracting(ArchiveItem::assignment).containsOnly(Assignment.BY_IDENTITY);
    assertThat(items)
        .extracting(item -> item.image().orElseThrow() + " " + item.annotation().orElseThrow())
        .containsExactly(
            "VOC2007/JPEGImages/a.jpg VOC2007/Annotations/a.xml",
            "VOC2012/JPEGImages/a.jpg VOC2012/Annotations/a.xml");
  }

  @Test
  void findsPairsWithoutVocFolders() {
    // When
    List<ArchiveItem> items =
        VocLayout.of(List.of("some/images/a.jpg", "some/images/a.xml", "readme.txt"), path -> "")
            .items();

    // Then
    assertThat(items)
        .extracting(ArchiveItem::toString)
        .containsExactly("a.jpg BY_IDENTITY some/images/a.jpg some/images/a.xml");
  }

  @Test
  void pairsNamesThatDifferOnlyInTheirUnicodeForm() {
    // Given an image with a composed letter, and an annotation and a list with a decomposed one
    List<String> paths =
        List.of("JPEGImages/gr\u00FCn.jpg", "Annotations/gru\u0308n.xml", "ImageSets/Main/val.txt");

    // When
    List<ArchiveItem> items = VocLayout.of(paths, path -> "gru\u0308n\n").items();

    // Then
    assertThat(items)
        .singleElement()
        .extracting(ArchiveItem::toString)
        .isEqualTo("gr\u00FCn.jpg VAL JPEGImages/gr\u00FCn.jpg Annotations/gru\u0308n.xml");
  }

  @Test
  void refusesAnArchiveWithoutImages() {
    assertThatThrownBy(() -> VocLayout.of(List.of("readme.txt"), path -> ""))
        .isInstanceOf(UnusableArchiveException.class);
  }
}
