package dev.vocostream.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.RgbImage;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureReaderTest {
  @TempDir Path directory;

  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("picture.png");
  }

  @Test
  void readsColoursInTheirOrder() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0x102030);
    image.setRGB(1, 0, 0xf0e0d0);
    Pictures.write(file, "png", image);

    RgbImage read = PictureReader.read(file);

    assertThat(read.width()).isEqualTo(2);
    assertThat(read.height()).isEqualTo(1);
    assertThat(values(read)).containsExactly(0x10, 0x20, 0x30, 0xf0, 0xe0, 0xd0);
    assertThat(PictureReader.size(file)).containsExactly(2, 1);
  }

  @Test
  void dropsTransparencyWithoutBlending() throws IOException {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x01c86432);
    Pictures.write(file, "png", image);

    assertThat(values(PictureReader.read(file))).containsExactly(200, 100, 50);
  }

  @Test
  void copiesGreyWithoutACurve() throws IOException {
    BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 128);
    BufferedImage deep = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(0, 0, 0, 0x7fff);

    Pictures.write(file, "png", grey);
    // The JDK's own conversion would make 188 of it.
    assertThat(values(PictureReader.read(file))).containsExactly(128, 128, 128);
    Pictures.write(file, "png", deep);
    assertThat(values(PictureReader.read(file))).containsExactly(0x7f, 0x7f, 0x7f);
  }

  @Test
  void looksUpPalettes() throws IOException {
    byte[] reds = {0, (byte) 200};
    byte[] greens = {10, 100};
    byte[] blues = {20, 50};
    byte[] alphas = {0, (byte) 255};
    IndexColorModel palette = new IndexColorModel(1, 2, reds, greens, blues, alphas);
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
    image.getRaster().setSample(1, 0, 0, 1);
    Pictures.write(file, "png", image);

    assertThat(values(PictureReader.read(file))).containsExactly(0, 10, 20, 200, 100, 50);
  }

  @Test
  void readsJpegs() throws IOException {
    BufferedImage image = new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 16 * 8; i++) {
      image.setRGB(i % 16, i / 16, 0xc86432);
    }
    Pictures.write(file, "jpg", image);

    int[] values = values(PictureReader.read(file));

    assertThat(values).hasSize(16 * 8 * 3);
    assertThat(values[0]).isBetween(196, 204);
    assertThat(values[1]).isBetween(96, 104);
    assertThat(values[2]).isBetween(46, 54);
  }

  @Test
  void namesWhatDoesNotDecode() throws IOException {
    Pictures.png(file, 64, 64);
    byte[] whole = Files.readAllBytes(file);

    assertThatThrownBy(() -> PictureReader.read("x.png", Arrays.copyOf(whole, 60)))
        .isInstanceOf(BadVisualException.class)
        .hasMessageStartingWith(
            "x.png: expected a whole PNG, JPEG, BMP, GIF or TIFF picture, but it does not decode");
    assertThatThrownBy(() -> PictureReader.read("x.png", new byte[0]))
        .isInstanceOf(BadVisualException.class)
        .hasMessageContaining("begins like no picture that can be read");
    assertThatThrownBy(() -> PictureReader.read(directory.resolve("gone.png")))
        .isInstanceOf(BadVisualException.class)
        .hasMessageContaining("gone.png is missing");
  }

  @Test
  void refusesAPictureThatIsTooLargeBeforeItIsDecoded() throws IOException {
    assertThatThrownBy(() -> PictureReader.read("x.png", pngOfSize(40_000, 40_000)))
        .isInstanceOf(BadVisualException.class)
        .hasMessageContainingAll("x.png", "has 1600000000 pixels, 100000000 at most are read");
  }

  /** A PNG whose header claims a size. */
  private static byte[] pngOfSize(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "png", bytes);
    byte[] png = bytes.toByteArray();
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    new DataOutputStream(header).writeBytes("IHDR");
    new DataOutputStream(header).writeInt(width);
    new DataOutputStream(header).writeInt(height);
    header.write(png, 24, 5);
    CRC32 crc = new CRC32();
    crc.update(header.toByteArray());
    new DataOutputStream(header).writeInt((int) crc.getValue());
    System.arraycopy(header.toByteArray(), 0, png, 12, header.size());
    return png;
  }

  private static int[] values(RgbImage image) {
    int[] values = new int[image.rgb().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = image.rgb()[i] & 0xff;
    }
    return values;
  }
}
