package dev.vocostream.model.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.text.PromptTemplate;
import dev.vocostream.model.weights.Fingerprint;
import dev.vocostream.model.weights.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run's directory is of. Whatever is there is not done again, so with another recipe one
 * would get the old model, or a mixture.
 *
 * <pre>
 *  {"from": "fingerprint of the checkpoint, or null", "recipe": {as it was read}}
 * </pre>
 */
final class RunRecipe {
  private static final String NAME = "recipe.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private RunRecipe() {}

  /**
   * Writes down what is about to be carried out, where nothing is written yet.
   *
   * @param from the checkpoint that it begins with; null for an untrained model
   * @throws TrainingFailedException naming the first field that is not as the directory has it
   */
  static void requireSame(Path directory, Recipe recipe, Path from) throws IOException {
    Path file = directory.resolve(NAME);
    JsonNode wanted = of(recipe, from);
    if (Files.exists(file)) {
      requireSame("", wanted, JsonFile.read(file), file);
      return;
    }
    Path building = directory.resolve(NAME + ".new");
    Files.write(building, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(wanted));
    Files.move(building, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static JsonNode of(Recipe recipe, Path from) throws IOException {
    ObjectNode wanted = JSON.createObjectNode();
    wanted.put("from", from == null ? null : Fingerprint.of(from, PromptTemplate.VERSION));
    wanted.set("recipe", JSON.valueToTree(recipe));
    return JSON.readTree(wanted.toString()); // numbers as files have them
  }

  private static void requireSame(String at, JsonNode wanted, JsonNode found, Path file) {
    if (wanted.isObject() && found.isObject()) {
      for (String name : names(wanted, found)) {
        String inner = at.isEmpty() ? name : at + "." + name;
        requireSame(inner, wanted.path(name), found.path(name), file);
      }
    } else if (wanted.isArray() && found.isArray() && wanted.size() == found.size()) {
      for (int i = 0; i < wanted.size(); i++) {
        requireSame("%s[%d]".formatted(at, i), wanted.get(i), found.get(i), file);
      }
    } else if (!isSame(wanted, found)) {
      throw new TrainingFailedException(
          ("%s: the directory was begun with %s %s, not with %s: choose another directory, or go on"
                  + " as it was begun; to go on otherwise all the same, change this file as well")
              .formatted(file, at, shown(found), shown(wanted)));
    }
  }

  private static Set<String> names(JsonNode wanted, JsonNode found) {
    Set<String> names = new TreeSet<>();
    wanted.fieldNames().forEachRemaining(names::add);
    found.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** A person who changes the file may leave out what is null, and write 1 for 1.0. */
  private static boolean isSame(JsonNode wanted, JsonNode found) {
    if (wanted.isNumber() && found.isNumber()) {
      return wanted.decimalValue().compareTo(found.decimalValue()) == 0;
    }
    return wanted.equals(found) || (isNothing(wanted) && isNothing(found));
  }

  private static boolean isNothing(JsonNode node) {
    return node.isNull() || node.isMissingNode();
  }

  private static String shown(JsonNode node) {
    if (node.isArray()) {
      return "%d of them".formatted(node.size());
    }
    return isNothing(node) ? "none" : node.toString();
  }
}
