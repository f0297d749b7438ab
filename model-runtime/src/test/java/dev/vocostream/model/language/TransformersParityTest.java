package dev.vocostream.model.language;

import static dev.vocostream.model.Vectors.difference;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.model.Activations;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.DType;
import dev.vocostream.model.Goldens;
import dev.vocostream.model.ModelParts;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Reply;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.model.compression.VocoMask;
import dev.vocostream.model.compression.Window;
import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.vision.ImagePreprocessor;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The same numbers as Hugging Face's CLIP and LLaMA on the same checkpoint. Theirs is one masked
 * pass over frame and text; ours compresses first.
 */
class TransformersParityTest {
  private static final double TOLERANCE = 1e-4;
  private static final RgbImage PICTURE = Goldens.picture(5, 120, 80);

  private final JsonNode golden = Goldens.read("transformers.json");
  private final long[] text = Goldens.longs(golden.get("text_ids"));
  private final ModelParts model = new ModelParts(Checkpoints.tiny());
  private PointerScope scope;

  @BeforeEach
  void open() {
    scope = new PointerScope();
  }

  @AfterEach
  void close() {
    scope.close();
    model.close();
  }

  @Test
  void seesWhatClipSees() {
    Tensor features = features(); // [1, 36, 64]
    float[] firstRows = Tensors.toFloats(features.narrow(1, 0, 6));
    float[] sums = Tensors.toFloats(features.sum(2));

    assertThat(difference(firstRows, floats("features_first_rows"))).isLessThan(TOLERANCE);
    assertThat(difference(sums, floats("features_row_sums"))).isLessThan(10 * TOLERANCE);
  }

  @Test
  void readsWhatLlamaReads() {
    KvCache cache = new KvCache(model.config.decoder(), model.decoder.rope(), text.length);

    float[] logits = logits(cache);

    assertThat(difference(lastRow(logits), floats("plain_last_logits"))).isLessThan(TOLERANCE);
  }

  @Test
  void answersFromTheCacheAsInOneMaskedPass() {
    int k = model.config.tokens().vocoTokens();
    Tensor rows = model.compressor.compress(model.projector.forward(features()), k);
    Activations frame = new Activations(k, DType.FP32, Tensors.toBytes(rows, DType.FP32));
    KvCache cache = new KvCache(model.config.decoder(), model.decoder.rope(), k + text.length);
    new Window(model.config.decoder(), List.of(frame)).putInto(cache);

    float[] logits = logits(cache);

    assertThat(difference(lastRow(logits), floats("voco_last_logits"))).isLessThan(TOLERANCE);
    assertThat(argmaxOfRows(logits)).isEqualTo(Goldens.longs(golden.get("voco_argmax")));
  }

  @Test
  void generatesTheSameAnswer() {
    List<Long> expected = Arrays.stream(Goldens.longs(golden.get("answer_ids"))).boxed().toList();
    Prompt prompt =
        new Prompt(golden.get("question").asText(), List.of(), Prompt.Form.TEXT, expected.size());
    try (VocoLlama llama = VocoLlama.load(Checkpoints.tiny(), DType.FP32)) {
      Reply reply = llama.answer(prompt, llama.compress(List.of(PICTURE)));

      assertThat(reply.text()).isEqualTo(model.tokenizer.decode(expected).strip());
      assertThat(reply.tokens()).isEqualTo(expected.size());
    }
  }

  private Tensor features() {
    int size = model.config.image().size();
    float[] pixels = new ImagePreprocessor(model.config.image()).pixels(PICTURE);
    return model.tower.forward(Tensors.of(pixels, 1, 3, size, size));
  }

  private float[] logits(KvCache cache) {
    int length = cache.length() + text.length;
    Tensor mask = Tensors.of(VocoMask.CAUSAL.lastRows(text.length, length));
    Pass pass = Pass.masked(cache.extend(text.length), mask, cache);
    Tensor hidden = model.decoder.forward(model.decoder.embed(text), pass);
    return Tensors.toFloats(model.decoder.logits(hidden));
  }

  private float[] lastRow(float[] logits) {
    int vocab = model.config.decoder().vocabSize();
    return Arrays.copyOfRange(logits, logits.length - vocab, logits.length);
  }

  private long[] argmaxOfRows(float[] logits) {
    int vocab = model.config.decoder().vocabSize();
    long[] best = new long[text.length];
    for (int i = 0; i < logits.length; i++) {
      int row = i / vocab;
      best[row] = logits[i] > logits[row * vocab + (int) best[row]] ? i % vocab : best[row];
    }
    return best;
  }

  private float[] floats(String key) {
    return Goldens.floats(golden.get(key));
  }
}
