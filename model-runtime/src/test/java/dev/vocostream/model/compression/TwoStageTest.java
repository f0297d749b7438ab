package dev.vocostream.model.compression;

import static dev.vocostream.model.Vectors.argmax;
import static dev.vocostream.model.Vectors.cosine;
import static dev.vocostream.model.Vectors.difference;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.DType;
import dev.vocostream.model.ModelParts;
import dev.vocostream.model.answering.WindowLogits;
import dev.vocostream.model.language.MaskedPass;
import dev.vocostream.model.language.Pass;
import dev.vocostream.model.language.Rope;
import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.weights.ModelShape;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compressing first and answering from the cache is the same mathematics as one pass over frame,
 * VoCo tokens and text under {@link VocoMask}: with shared and with single key heads. The model
 * computes in 32 bits at most, so these are bounds for 32 bits.
 */
@ParameterizedClass
@ValueSource(ints = {1, 2, 4})
class TwoStageTest {
  private static final int VISION = 30;
  private static final int K = 3;
  private static final long[] TEXT = {13, 300, 301, 302, 303, 17, 420, 5, 99};
  private static final double TOLERANCE = 1e-4;

  private final ModelParts model;
  private PointerScope scope;
  private Tensor vision;
  private float[] onePass;

  TwoStageTest(int kvHeads) {
    ModelShape shape =
        new ModelShape(
            "two-stage",
            new ModelShape.Decoder(64, 96, 4, 4, kvHeads, 4096),
            new ModelShape.Vision(32, 16, 16, 32, 2, 2),
            K,
            450);
    model = new ModelParts(Checkpoints.write(11, shape));
  }

  @BeforeEach
  void runOnePass() {
    scope = new PointerScope();
    torch.manual_seed(3);
    vision = torch.randn(1, VISION, 64);
    onePass = onePass(0, hidingTheFrame()::attends);
  }

  @AfterEach
  void free() {
    scope.close();
    model.close();
  }

  @Test
  void givesTheLogitsOfOnePassAtTheOriginalPositions() {
    int first = before();

    assertSame(fromCache(compress(K), first, first + K));
  }

  @Test
  void givesTheSameLogitsWhereverTheFrameIsPlaced() {
    assertSame(fromCache(compress(K), 0, K));
    assertSame(fromCache(compress(K), 3000, 3000 + K));
    assertSame(onePass(500, hidingTheFrame()::attends));
  }

  @Test
  void readsTokenByTokenBehindGrowingRowsAsInOnePass() {
    List<Activations> stored = model.codec.encode(compress(K), DType.FP32);

    assertSame(new WindowLogits(model).read(stored, TEXT, 1, 1));
  }

  @Test
  void compressesToTheSameWithTheSavingsOfTheLastTwoLayers() {
    Tensor behind = model.decoder.embed(model.template.behindFrame(K));
    Tensor x = Tensors.cat(List.of(vision, behind), 1);
    int all = (int) x.size(1);

    Tensor full = model.encoder.encode(x, all).narrow(1, all - K, K); // all rows go through

    assertThat(difference(Tensors.toFloats(compress(K)), Tensors.toFloats(full)))
        .isLessThan(TOLERANCE);
  }

  @Test
  void placesTheConstantStartTokenAsIfItWereComputedEachTime() {
    long[] behind = model.template.behindFrame(K);
    Tensor x =
        Tensors.cat(
            List.of(
                model.decoder.embed(model.template.beforeFrame()),
                vision,
                model.decoder.embed(behind)),
            1);
    int length = (int) x.size(1);
    KeptRows kept = new KeptRows(K);
    Tensor mask = model.backend.mask(VocoMask.CAUSAL.lastRows(length, length));
    Pass pass = new MaskedPass(model.decoder.rope().at(0, length), mask, length);
    model.decoder.forward(x, kept.around(pass));

    assertThat(difference(Tensors.toFloats(compress(K)), kept.all())).isLessThan(TOLERANCE);
  }

  @Test
  void compressesToTheFirstTokensOfALongerCompression() {
    Tensor three = compress(K);
    for (int m = 1; m <= K; m++) {
      float[] fresh = Tensors.toFloats(compress(m));

      float[] truncated = Tensors.toFloats(three.narrow(1, 0, m));
      assertThat(difference(truncated, fresh)).isLessThan(TOLERANCE);
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void keepsTheLogitsWhenActivationsAreStored(DType dtype) {
    List<Activations> stored = model.codec.encode(compress(K), dtype);
    Tensor restored = model.codec.decode(stored).unsqueeze(0);

    float[] logits = fromCache(restored, 0, K);

    int vocab = logits.length / TEXT.length;
    double least = dtype == DType.FP32 ? 1 - 1e-7 : 0.999;
    for (int row = 0; row < TEXT.length; row++) {
      assertThat(cosine(logits, onePass, row * vocab, vocab)).isGreaterThan(least);
    }
    assertThat(argmax(logits, vocab)).isEqualTo(argmax(onePass, vocab));
  }

  @Test
  void noticesAWrongGapBetweenFrameAndText() {
    assertDiffers(fromCache(compress(K), before(), K));
    assertDiffers(fromCache(compress(K), 0, K + 10));
  }

  @Test
  void noticesKeysThatAreNotRotated() {
    assertDiffers(textLogits(TEXT, compress(K), null, model.decoder.rope().at(K, TEXT.length)));
  }

  @Test
  void noticesTextThatSeesTheFrameItself() {
    assertDiffers(onePass(0, VocoMask.CAUSAL::attends));
  }

  @Test
  void noticesTextThatSeesOnlyTheStartTokenOrOnlyOneVisionTokenMore() {
    VocoMask mask = hidingTheFrame();

    assertDiffers(onePass(0, (row, column) -> column == 0 || mask.attends(row, column)));
    assertDiffers(
        onePass(0, (row, column) -> row > column && column == 1 || mask.attends(row, column)));
  }

  private int before() {
    return 1 + VISION + model.template.behindFrame(0).length;
  }

  private VocoMask hidingTheFrame() {
    return new VocoMask(before(), before() + K - 1);
  }

  /** Who may look at whom, to be tried out. */
  private interface Attending {
    boolean attends(int row, int column);

    default boolean[][] matrix(int length) {
      boolean[][] matrix = new boolean[length][length];
      for (int row = 0; row < length; row++) {
        for (int column = 0; column < length; column++) {
          matrix[row][column] = attends(row, column);
        }
      }
      return matrix;
    }
  }

  /** One pass over everything, positions from {@code base}; logits of the text rows. */
  private float[] onePass(long base, Attending attending) {
    long[] behind = model.template.behindFrame(K);
    Tensor x =
        Tensors.cat(
            List.of(
                model.decoder.embed(model.template.beforeFrame()),
                vision,
                model.decoder.embed(behind),
                model.decoder.embed(TEXT)),
            1);
    int length = (int) x.size(1);
    Tensor matrix = model.backend.mask(attending.matrix(length));
    Pass pass = new MaskedPass(model.decoder.rope().at(base, length), matrix, TEXT.length);
    return logits(model.decoder.forward(x, pass));
  }

  private Tensor compress(int k) {
    return new VocoTokens(model.sight, model.encoder, k).compress(vision);
  }

  private float[] fromCache(Tensor rows, long framePosition, long textPosition) {
    Rope rope = model.decoder.rope();
    return textLogits(TEXT, rows, rope.at(framePosition, K), rope.at(textPosition, TEXT.length));
  }

  private float[] textLogits(long[] text, Tensor rows, Rope.Rotation past, Rope.Rotation present) {
    Tensor mask = model.backend.mask(VocoMask.CAUSAL.lastRows(text.length, K + text.length));
    Pass pass = new PlacedPass(rows, past, present, mask);
    return logits(model.decoder.forward(model.decoder.embed(text), pass));
  }

  private float[] logits(Tensor hidden) {
    return Tensors.toFloats(model.decoder.logits(hidden));
  }

  private void assertSame(float[] logits) {
    assertThat(difference(logits, onePass)).isLessThan(TOLERANCE);
  }

  private void assertDiffers(float[] logits) {
    assertThat(difference(logits, onePass)).isGreaterThan(0.1);
  }
}
