package io.github.whatsapp360.api;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Thrown if a message is refused before any network call: nothing was sent, and sending it again unchanged does not
 * help.
 */
public final class InvalidMessageException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** Creates the exception for a message with these problems. */
    public InvalidMessageException(List<Problem> problems) {
        super(text(Objects.requireNonNull(problems, "problems")), null);
        this.problems = List.copyOf(problems);
    }

    /** Creates the exception for a message with one problem. */
    public InvalidMessageException(Problem problem) {
        this(List.of(Objects.requireNonNull(problem, "problem")));
    }

    /** Creates the exception for a message with one problem, which a failure shows. */
    public InvalidMessageException(Problem problem, Throwable cause) {
        super(text(List.of(Objects.requireNonNull(problem, "problem"))), Objects.requireNonNull(cause, "cause"));
        this.problems = List.of(problem);
    }

    /** Returns the problems, each with its field, limit and remedy. */
    public List<Problem> getProblems() {
        return problems == null ? List.of() : problems;
    }

    /** Returns the fields with problems, for conditions in a route: {@code ${exception.fields} contains 'to'}. */
    public List<String> getFields() {
        return getProblems().stream().map(Problem::field).toList();
    }

    /** Returns the problems without their fields, for people who know the file but not the route. */
    public String getReason() {
        return getProblems().stream().map(Problem::text).collect(Collectors.joining("; "));
    }

    private static String text(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
    }
}
