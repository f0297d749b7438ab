package dev.vocostream.model.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.RgbImage;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFilesTest {
  @TempDir Path directory;

  @Test
  void readsSamplesInRowsFromTheTop() throws IOException {
    BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0x0A0B0C);
    image.setRGB(1, 0, 0x101112);
    image.setRGB(0, 1, 0xF0E0D0);

    RgbImage read = ImageFiles.read(write(image, "png"));

    assertThat(read.width()).isEqualTo(2);
    assertThat(read.height()).isEqualTo(2);
    assertThat(read.rgb()).containsExactly(ints(10, 11, 12, 16, 17, 18, 240, 224, 208, 0, 0, 0));
  }

  @Test
  void dropsAlphaWithoutBlendingIt() throws IOException {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x01C86432);

    assertThat(ImageFiles.read(write(image, "png")).rgb()).containsExactly(ints(200, 100, 50));
  }

  /** Java's own conversion takes stored grey for linear light: 100 would become 168. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tiff"})
  void repeatsGreyAsItIsStored(String format) throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSamples(0, 0, 3, 1, 0, new int[] {0, 100, 255});

    assertThat(ImageFiles.read(write(image, format)).rgb())
        .containsExactly(ints(0, 0, 0, 100, 100, 100, 255, 255, 255));
  }

  @Test
  void takesTheUpperByteOfSixteenBits() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSamples(0, 0, 2, 1, 0, new int[] {0x12FF, 0xABCD});

    assertThat(ImageFiles.read(write(image, "png")).rgb())
        .containsExactly(ints(0x12, 0x12, 0x12, 0xAB, 0xAB, 0xAB));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "gif"})
  void takesColoursOfAPaletteAlsoWhereItIsTransparent(String format) throws IOException {
    byte[] red = {0, 10, 20, 30};
    byte[] green = {0, 40, 50, 60};
    byte[] blue = {0, 70, 80, 90};
    IndexColorModel palette = new IndexColorModel(2, 4, red, green, blue, 1);
    BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
    image.getRaster().setSamples(0, 0, 4, 1, 0, new int[] {0, 1, 2, 3});

    assertThat(ImageFiles.read(write(image, format)).rgb())
        .containsExactly(ints(0, 0, 0, 10, 40, 70, 20, 50, 80, 30, 60, 90));
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY})
  void readsJpegToWithinItsLoss(int type) throws IOException {
    BufferedImage image = new BufferedImage(16, 16, type);
    for (int y = 0; y < 16; y++) {
      image.getRaster().setSamples(0, y, 16, 1, 0, filled(16, 120));
    }

    byte[] rgb = ImageFiles.read(write(image, "jpg")).rgb();

    assertThat(rgb).hasSize(16 * 16 * 3);
    assertThat(rgb[0] & 0xFF).isBetween(115, 125);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
  void refusesAFileThatIsCutShort(String format) throws IOException {
    Path file = write(noise(64), format);
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(bytes.length() / 2);
    }

    assertThatThrownBy(() -> ImageFiles.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file + ": expected a whole PNG, JPEG, BMP, GIF or TIFF picture, but");
  }

  @Test
  void refusesWhatIsNoPicture() throws IOException {
    Path file = Files.writeString(directory.resolve("a.jpg"), "<html>404</html>");

    assertThatThrownBy(() -> ImageFiles.read(file))
        .hasMessageEndingWith("but it begins like no picture that can be read");
    assertThatThrownBy(() -> ImageFiles.read(directory.resolve("none.png")))
        .hasMessage(directory.resolve("none.png") + ": expected a picture, found no file");
  }

  @Test
  void refusesASmallFileThatClaimsToBeHuge() throws IOException {
    Path file = write(noise(8), "png");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    bytes.putInt(16, 20_000).putInt(20, 20_000); // width and height in the first chunk
    CRC32 sum = new CRC32();
    sum.update(bytes.array(), 12, 17);
    bytes.putInt(29, (int) sum.getValue());
    Files.write(file, bytes.array());

    assertThatThrownBy(() -> ImageFiles.read(file))
        .hasMessageContaining("has 400000000 pixels, 100000000 at most are read");
  }

  @Test
  void refusesAThinPictureTooLongToBeResized() throws IOException {
    Path thin = write(new BufferedImage(1, 3_000_000, BufferedImage.TYPE_BYTE_GRAY), "png");

    assertThatThrownBy(() -> ImageFiles.read(thin))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(thin + ": ")
        .hasMessageEndingWith("is 1 x 3000000, sides of at most 20000 are read");

    Path longest = write(new BufferedImage(20_000, 1, BufferedImage.TYPE_BYTE_GRAY), "png");
    assertThat(ImageFiles.read(longest).width()).isEqualTo(20_000);
  }

  private Path write(BufferedImage image, String format) throws IOException {
    Path file = directory.resolve("picture." + format);
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
    return file;
  }

  private static BufferedImage noise(int side) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(4);
    for (int i = 0; i < side * side; i++) {
      image.setRGB(i % side, i / side, random.nextInt());
    }
    return image;
  }

  private static int[] filled(int length, int value) {
    int[] values = new int[length];
    Arrays.fill(values, value);
    return values;
  }

  private static int[] ints(int... values) {
    return Arrays.stream(values).map(value -> (byte) value).toArray();
  }
}
