package dev.vocostream.model.compression;

import static dev.vocostream.model.Vectors.cosine;
import static dev.vocostream.model.Vectors.difference;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.DType;
import dev.vocostream.model.ModelParts;
import dev.vocostream.model.language.KvCache;
import dev.vocostream.model.language.Pass;
import dev.vocostream.model.language.Rope;
import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.weights.ModelShape;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compressing first and answering from the cache is the same mathematics as one pass over frame,
 * VoCo tokens and text under {@link VocoMask}: with shared and with single key heads.
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
    onePass = onePass(0, true);
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
    assertSame(onePass(500, true));
  }

  @Test
  void givesTheSameLogitsThroughTheWindowAndItsCache() {
    assertSame(throughWindow(DType.FP32));
  }

  @Test
  void decodesTokenByTokenAsInOnePass() {
    KvCache cache = cache(activations(DType.FP32));
    List<float[]> rows = new ArrayList<>();
    for (long id : TEXT) {
      Pass pass = Pass.unmasked(cache.extend(1), cache);
      rows.add(logits(model.decoder.forward(model.decoder.embed(id), pass)));
    }

    int vocab = rows.get(0).length;
    float[] all = new float[rows.size() * vocab];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, all, i * vocab, vocab);
    }
    assertSame(all);
  }

  @Test
  void compressesToTheSameWithTheSavingsOfTheLastTwoLayers() {
    int length = before() + K;
    Rope.Rotation rotation = model.decoder.rope().at(0, length);
    VocoRows full = new VocoRows(model.config.decoder(), rotation, 1, K);
    Tensor mask = Tensors.of(VocoMask.CAUSAL.lastRows(length, length));
    Tensor behind = model.decoder.embed(model.template.behindFrame(K));
    Tensor x = Tensors.cat(List.of(model.decoder.embed(1), vision, behind), 1);
    model.decoder.forward(x, Pass.masked(rotation, mask, full));

    assertThat(difference(Tensors.toFloats(compress(K)), Tensors.toFloats(full.all())))
        .isLessThan(TOLERANCE);
  }

  @Test
  void compressesToTheFirstTokensOfALongerCompression() {
    Activations three = activations(DType.FP32);
    for (int m = 1; m <= K; m++) {
      Tensor fresh = compress(m);

      byte[] expected = Tensors.toBytes(fresh, DType.FP32);
      float[] truncated = floats(three.truncate(m).bytes(), m);
      assertThat(difference(truncated, floats(expected, m))).isLessThan(TOLERANCE);
    }
  }

  @Test
  void keepsTheAnswerWhenActivationsAreHalfPrecision() {
    float[] half = throughWindow(DType.FP16);

    int vocab = half.length / TEXT.length;
    for (int row = 0; row < TEXT.length; row++) {
      assertThat(cosine(half, onePass, row * vocab, vocab)).isGreaterThan(0.999);
    }
  }

  @Test
  void noticesAWrongGapBetweenFrameAndText() {
    assertDiffers(fromCache(compress(K), before(), K));
    assertDiffers(fromCache(compress(K), 0, K + 10));
  }

  @Test
  void noticesKeysThatAreNotRotated() {
    Rope rope = model.decoder.rope();
    RawCache unrotated = new RawCache(compress(K), null, rope.at(K, TEXT.length));

    assertDiffers(textLogits(unrotated, rope.at(K, TEXT.length)));
  }

  @Test
  void noticesTextThatSeesTheFrameItself() {
    assertDiffers(onePass(0, false));
  }

  private int before() {
    return 1 + VISION + model.template.behindFrame(0).length;
  }

  /** One pass over everything, positions from {@code base}; logits of the text rows. */
  private float[] onePass(long base, boolean hideTheFrame) {
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
    VocoMask mask = hideTheFrame ? new VocoMask(before(), before() + K - 1) : VocoMask.CAUSAL;
    Rope.Rotation rotation = model.decoder.rope().at(base, length);
    RawCache nothingCached = new RawCache(null, null, rotation);
    Tensor matrix = Tensors.of(mask.lastRows(length, length));
    Tensor hidden = model.decoder.forward(x, Pass.masked(rotation, matrix, nothingCached));
    return logits(hidden.narrow(1, length - TEXT.length, TEXT.length));
  }

  private Tensor compress(int k) {
    return model.compressor.compress(vision, k);
  }

  private float[] fromCache(Tensor rows, long framePosition, long textPosition) {
    Rope rope = model.decoder.rope();
    Rope.Rotation text = rope.at(textPosition, TEXT.length);
    return textLogits(new RawCache(rows, rope.at(framePosition, K), text), text);
  }

  private float[] textLogits(RawCache cache, Rope.Rotation rotation) {
    Tensor mask = Tensors.of(VocoMask.CAUSAL.lastRows(TEXT.length, K + TEXT.length));
    return logits(
        model.decoder.forward(model.decoder.embed(TEXT), Pass.masked(rotation, mask, cache)));
  }

  private Activations activations(DType dtype) {
    return new Activations(K, dtype, Tensors.toBytes(compress(K), dtype));
  }

  private KvCache cache(Activations frame) {
    KvCache cache = new KvCache(model.config.decoder(), model.decoder.rope(), 64);
    new Window(model.config.decoder(), List.of(frame)).putInto(cache);
    return cache;
  }

  private float[] throughWindow(DType dtype) {
    KvCache cache = cache(activations(dtype));
    Tensor mask = Tensors.of(VocoMask.CAUSAL.lastRows(TEXT.length, K + TEXT.length));
    Pass pass = Pass.masked(cache.extend(TEXT.length), mask, cache);
    return logits(model.decoder.forward(model.decoder.embed(TEXT), pass));
  }

  private float[] logits(Tensor hidden) {
    return Tensors.toFloats(model.decoder.logits(hidden));
  }

  private static float[] floats(byte[] bytes, int tokens) {
    return Tensors.toFloats(Tensors.ofBytes(bytes, DType.FP32, tokens, bytes.length / 4 / tokens));
  }

  private void assertSame(float[] logits) {
    assertThat(difference(logits, onePass)).isLessThan(TOLERANCE);
  }

  private void assertDiffers(float[] logits) {
    assertThat(difference(logits, onePass)).isGreaterThan(0.1);
  }
}
