package io.github.whatsapp360.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list of codes as the documentation has it. */
class ErrorCodeTest {

    private static final String HEAD =
            """
            # Error codes

            Made from `ErrorCode` by `ErrorCodeTest`. Source: Meta, "Cloud API error codes"; when it helps to try again is our reading of it.
            The code of a refused request is in `ApiException.getCode()`, that of a message that failed later in
            `DeliveryFailedException.getCode()`.

            Try again? *Soon*: it may be over within seconds, so the component tries again by itself (`maxRetries`). *Later*:
            seconds do not heal it, so it ends in the exception at once. `isRetryable()` is true for both. *No*: the same
            request will be refused again.

            | code | name | means | try again? | what to do |
            |---|---|---|---|---|
            """;

    @Test
    void theTableInTheDocumentationIsMadeOfTheCodes() throws Exception {
        String made = HEAD
                + Arrays.stream(ErrorCode.values())
                        .sorted(Comparator.comparingInt(ErrorCode::code))
                        .map(code -> "| %d | `%s` | %s | %s | %s |%n"
                                .formatted(
                                        code.code(),
                                        code,
                                        code.meaning(),
                                        code.isTransient() ? "soon" : code.isRetryable() ? "later" : "no",
                                        code.advice()))
                        .collect(Collectors.joining());
        Files.writeString(Path.of("target", "error-codes.md"), made);
        assertThat(made)
                .as("docs/reference/error-codes.md; if the change is meant, copy target/error-codes.md there")
                .isEqualTo(Files.readString(Path.of("..", "docs", "reference", "error-codes.md")));
    }
}
