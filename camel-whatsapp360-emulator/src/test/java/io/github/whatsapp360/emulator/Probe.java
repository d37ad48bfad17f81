package io.github.whatsapp360.emulator;

import io.github.whatsapp360.emulator.ProbedEmulator.Answer;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A rule of the service, with the requests that show whether an emulator has it.
 *
 * @param source the document that decides
 * @param check makes the requests and returns {@link #YES}, {@link #NOTHING}, or the emulator's answer instead
 */
record Probe(String area, String rule, String source, Function<ProbedEmulator, String> check) {

    static final String YES = "yes";

    /** The emulator does not take the right request either, so there is nothing to compare. */
    static final String NOTHING = "–";

    /** The emulator's answer or webhook has another form. */
    static final String OTHER = "other form";

    /** A request to an emulator. */
    interface Request extends Function<ProbedEmulator, Answer> {}

    /** A wrong request is refused with one of the codes (with any, if there are none), and a right one is accepted. */
    static Function<ProbedEmulator, String> refused(Request right, Request wrong, Integer... codes) {
        return emulator -> {
            if (!right.apply(emulator).isAccepted()) {
                return NOTHING;
            }
            return refused(wrong.apply(emulator), codes);
        };
    }

    static String refused(Answer answer, Integer... codes) {
        Set<Integer> wanted = Arrays.stream(codes).collect(Collectors.toSet());
        boolean refused = answer.status() >= 400
                && answer.status() < 500
                && (wanted.isEmpty() || wanted.contains(answer.code()) || wanted.contains(answer.subcode()));
        return refused ? YES : answer.toString();
    }

    /** A right request is accepted, and its answer has what a test wants. */
    static Function<ProbedEmulator, String> answered(Request request, Function<Answer, Boolean> test) {
        return emulator -> {
            Answer answer = request.apply(emulator);
            return !answer.isAccepted() ? NOTHING : test.apply(answer) ? YES : OTHER;
        };
    }

    @Override
    public String toString() {
        return area + ": " + rule;
    }
}
