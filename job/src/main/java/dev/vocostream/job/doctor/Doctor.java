package dev.vocostream.job.doctor;

import dev.vocostream.job.Finding;
import dev.vocostream.job.Finding.Verdict;
import dev.vocostream.job.SetupException;
import dev.vocostream.model.InsufficientMemoryException;
import dev.vocostream.model.InvalidCheckpointException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at one thing after the other, whatever the ones before came to. */
public final class Doctor {
  private static final Logger LOG = LoggerFactory.getLogger(Doctor.class);

  private Doctor() {}

  /**
   * @param said hears each finding as it is made
   * @return all of them, in the order of the checks
   */
  public static List<Finding> examine(List<Check> checks, Consumer<Finding> said) {
    List<Finding> findings = new ArrayList<>();
    for (Check check : checks) {
      List<Finding> found = look(check);
      found.forEach(said);
      findings.addAll(found);
    }
    return List.copyOf(findings);
  }

  /** Whether a job would run here and keep its promises, as far as anybody could look. */
  public static boolean isWell(List<Finding> findings) {
    return findings.stream().noneMatch(finding -> finding.verdict() == Verdict.FAIL);
  }

  private static List<Finding> look(Check check) {
    try {
      return check.look().call();
    } catch (SetupException | InvalidCheckpointException | InsufficientMemoryException e) {
      return List.of(Finding.refused(check.name(), e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of(Finding.skipped(check.name(), "interrupted", "look again"));
    } catch (Exception | LinkageError e) { // natives that do not load are errors
      LOG.warn("looking at {} failed", check.name(), e);
      return List.of(
          Finding.fail(check.name(), e.toString(), "no error", "the log holds the details"));
    }
  }
}
