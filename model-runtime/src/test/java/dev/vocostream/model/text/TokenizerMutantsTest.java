package dev.vocostream.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.InvalidCheckpointException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What passes our checks is made by native code, which may end the process: here it must not. */
class TokenizerMutantsTest {
  private static final String TEXT = "\nA chat. USER: Zürich 日 </s> door the 12?";

  @Test
  void isRefusedOrWorksHoweverItsBytesAreChanged() {
    int working = 0;
    for (int run = 0; run < 500; run++) {
      SplittableRandom random = new SplittableRandom(run);
      byte[] valid =
          (run % 2 == 0 ? TokenizerFiles.converted() : TokenizerFiles.byteLevel()).bytes();
      int length = random.nextInt(4) == 0 ? random.nextInt(valid.length) : valid.length;
      byte[] damaged = Arrays.copyOf(valid, length);
      for (int i = random.nextInt(3); i >= 0 && length > 0; i--) {
        damaged[random.nextInt(length)] = (byte) random.nextInt();
      }
      working += works(damaged, run) ? 1 : 0;
    }
    assertThat(working).as("mutants that reached the library").isBetween(1, 499);
  }

  @Test
  void isRefusedOrWorksHoweverItsPartsAreChanged() {
    int working = 0;
    for (int run = 0; run < 500; run++) {
      SplittableRandom random = new SplittableRandom(run);
      TokenizerFiles file = run % 2 == 0 ? TokenizerFiles.converted() : TokenizerFiles.byteLevel();
      for (int i = random.nextInt(3); i >= 0; i--) {
        change(file.content(), random);
      }
      working += works(file.bytes(), run) ? 1 : 0;
    }
    assertThat(working).as("mutants that reached the library").isBetween(1, 499);
  }

  @Test
  void worksWhenWhatIsChangedIsStillAllowed() {
    for (int run = 0; run < 500; run++) {
      SplittableRandom random = new SplittableRandom(run);
      TokenizerFiles file = run % 2 == 0 ? TokenizerFiles.converted() : TokenizerFiles.byteLevel();
      for (int i = random.nextInt(8); i >= 0; i--) {
        alter(file, random);
      }
      assertThat(works(file.bytes(), run)).as("run %d reaches the library", run).isTrue();
    }
  }

  /** Another vocabulary, other merges or other settings, but a valid file. */
  private static void alter(TokenizerFiles file, SplittableRandom random) {
    ObjectNode vocab = (ObjectNode) file.content().at("/model/vocab");
    ArrayNode merges = file.merges();
    int merge = random.nextInt(merges.size());
    int id = random.nextInt(1000, 1 << 20);
    boolean flag = random.nextBoolean();
    switch (random.nextInt(6)) {
      case 0 -> merges.remove(merge);
      case 1 -> merges.insert(random.nextInt(merges.size()), merges.get(merge));
      case 2 -> vocab.put("the", id);
      case 3 -> vocab.put(character(random).repeat(random.nextInt(1, 256)), id);
      case 4 -> {
        String joined = "the" + character(random);
        vocab.put(joined.substring(3), id).put("the", 999).put(joined, id - 1);
        merges.insert(0, merges.arrayNode().add("the").add(joined.substring(3)));
      }
      default -> file.with("/model", "ignore_merges", "" + flag);
    }
  }

  /** Any but a blank, which separates the parts of a merge, and half surrogates. */
  private static String character(SplittableRandom random) {
    int c = random.nextInt(0x11000, 0x110000);
    return Character.toString(random.nextBoolean() ? c : c % 31);
  }

  /** A mutant that our checks let through is made by the native library and used. */
  private static boolean works(byte[] json, int run) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          try {
            Tokenizer tokenizer = new HuggingFaceTokenizer(TokenizerJson.parse(json));
            long[] ids = tokenizer.encode(TEXT);
            assertThat(Arrays.stream(ids))
                .isNotEmpty()
                .allMatch(id -> id >= 0 && id < tokenizer.size());
            tokenizer.decode(Arrays.stream(ids).boxed().toList());
            return true;
          } catch (InvalidCheckpointException e) {
            assertThat(e).hasMessageStartingWith("tokenizer.json");
            return false;
          }
        },
        () -> "run " + run);
  }

  /** Removes, replaces, copies or moves a value somewhere in the tree. */
  private static void change(ObjectNode root, SplittableRandom random) {
    List<JsonNode> containers = new ArrayList<>();
    collect(root, containers);
    JsonNode at = containers.get(random.nextInt(containers.size()));
    JsonNode other = containers.get(random.nextInt(containers.size()));
    if (at.isEmpty()) {
      return;
    }
    int index = random.nextInt(at.size());
    JsonNode value = value(other, random);
    if (at instanceof ArrayNode array) {
      if (random.nextBoolean()) {
        array.remove(index);
      } else {
        array.insert(index, value);
      }
    } else {
      ObjectNode object = (ObjectNode) at;
      String key = object.properties().stream().skip(index).findFirst().orElseThrow().getKey();
      switch (random.nextInt(3)) {
        case 0 -> object.remove(key);
        case 1 -> object.set(key, value);
        default -> object.set(key + (char) random.nextInt(0x3000), object.remove(key));
      }
    }
  }

  private static JsonNode value(JsonNode other, SplittableRandom random) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (random.nextInt(7)) {
      case 0 -> json.nullNode();
      case 1 -> json.numberNode(random.nextInt(-3, 700));
      case 2 -> json.numberNode(random.nextLong());
      case 3 -> json.booleanNode(random.nextBoolean());
      case 4 -> json.textNode("th e");
      case 5 -> json.textNode(Character.toString(random.nextInt(0x11000)));
      default -> other.deepCopy();
    };
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }
}
