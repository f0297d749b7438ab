package dev.vocostream.model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vocostream.model.Activations;
import dev.vocostream.model.BadNumericsException;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.DamagedWeightsException;
import dev.vocostream.model.LoadedCheckpoint;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.VisionLanguageModel;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.model.weights.BundledModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes of numbers that are not finite, of the model in the box. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DamagedWeightsTest {
  private static final Prompt QUESTION = new Prompt("what?", List.of(), Prompt.Form.TEXT, 8);
  private static final RgbImage PICTURE = Checkpoints.picture(1, 96, 96);

  /** Every frame and every question goes through it. */
  private static final String NORM = "model.layers.0.input_layernorm.weight";

  @TempDir private static Path directory;

  private final Box box = new Box("damaged-" + UUID.randomUUID());
  private ModelServer server;

  @BeforeAll
  static void unpack() throws Exception {
    BundledModel.write(directory.resolve("model"));
  }

  @BeforeEach
  void open() {
    server = ModelServer.open(box);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aBadFrameInAWindowIsTheQuestionsFaultAndAllGoesOn() {
    List<Activations> window = server.compress(List.of(PICTURE)).join();
    String right = server.answer(QUESTION, window).join().text();

    assertThatThrownBy(() -> server.answer(QUESTION, List.of(notFinite(window.get(0)))).join())
        .hasCauseInstanceOf(BadNumericsException.class);

    assertThat(server.answer(QUESTION, window).join().text()).isEqualTo(right);
    assertThat(box.ends()).isEmpty();
  }

  @Test
  void aWeightThatWentBadEndsTheProcessBeforeTheFrameIsRefused() {
    box.flip(NORM);

    CompletableFuture<Integer> endsBeforeFailure =
        server.compress(List.of(PICTURE)).handle((frames, failure) -> box.ends().size());

    assertThat(endsBeforeFailure.join()).isOne();
    assertThat(box.ends().get(0))
        .startsWith("the device is lost: 1 of ")
        .endsWith(" tensors of weights are no longer as they were loaded");
  }

  @Test
  void theSameOfAnAnswerOfWhichNobodyHears() {
    List<Activations> window = server.compress(List.of(PICTURE)).join();
    box.flip(NORM);

    CompletableFuture<?> answer = server.answer(QUESTION, window);

    await().until(() -> !box.ends().isEmpty());
    assertThat(answer).isNotDone();
  }

  @Test
  void whoeverUsesTheModelAloneIsToldOfIt() {
    List<Activations> window = box.model().compress(List.of(PICTURE));
    box.flip(NORM);

    assertThatThrownBy(() -> box.model().answer(QUESTION, window))
        .isInstanceOf(DamagedWeightsException.class);
  }

  private static Activations notFinite(Activations frame) {
    ByteBuffer bytes = ByteBuffer.wrap(frame.bytes().clone()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(0, Float.NaN);
    return new Activations(frame.tokens(), frame.dtype(), bytes.array());
  }

  /** The model in the box in a process that only notes that it should end. */
  private record Box(String key) implements ModelSource {
    private static final Map<String, List<String>> ENDS = new ConcurrentHashMap<>();
    private static final Map<String, LoadedCheckpoint> LOADED = new ConcurrentHashMap<>();
    private static final Map<String, VocoLlama> MODELS = new ConcurrentHashMap<>();

    @Override
    public VisionLanguageModel load() {
      Path model = directory.resolve("model");
      LOADED.put(key, LoadedCheckpoint.load(model, Compute.cpu()));
      MODELS.put(key, new VocoLlama(LOADED.get(key), DType.FP32));
      return MODELS.get(key);
    }

    @Override
    public ProcessEnd processEnd() {
      return why -> ENDS.computeIfAbsent(key, k -> new CopyOnWriteArrayList<>()).add(why);
    }

    List<String> ends() {
      return ENDS.getOrDefault(key, List.of());
    }

    VocoLlama model() {
      return MODELS.get(key);
    }

    /** As if a bit of its exponent were another. */
    void flip(String name) {
      Tensor weight = LOADED.get(key).weights().parameters().get(name);
      try (FloatPointer numbers = new FloatPointer(weight.data_ptr())) {
        numbers.put(3, Float.NaN);
      }
    }
  }
}
